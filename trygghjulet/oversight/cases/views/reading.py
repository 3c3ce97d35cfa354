"""The list of cases, what there is to report, a case, and starting one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trygghjulet.cooperation.forums.queries import forums
from trygghjulet.cooperation.governance.queries import documents
from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.parties.queries import functions_in
from trygghjulet.foundation.ui.badges import Badge
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.foundation.ui.tables import Column, Link, Table
from trygghjulet.obligations.state import State as DutyState
from trygghjulet.oversight.cases import operations
from trygghjulet.oversight.cases.forms import HeadForm, StartForm, years_to
from trygghjulet.oversight.cases.models import Case, CasePart
from trygghjulet.oversight.cases.queries import (
    awaited_in,
    cases,
    chosen_agreements,
    lacks_of,
    pictures_to_report,
    reporting,
)
from trygghjulet.oversight.cases.rules import kinds
from trygghjulet.oversight.cases.rules.kinds import (
    ORDER,
    SUBJECT_SENTENCES,
    SUBJECT_WORDS,
    Decider,
    Kind,
    Piece,
    Subject,
)
from trygghjulet.oversight.cases.rules.layout import sections
from trygghjulet.oversight.cases.rules.state import State, left_open
from trygghjulet.oversight.cases.section import section
from trygghjulet.oversight.cases.views._common import (
    TONES,
    address,
    case_form,
    case_of,
    require_writer,
    writable,
)
from trygghjulet.oversight.duties.rules import STATE_WORDS

_DUTY_TONES = {
    DutyState.OVERDUE: "bad",
    DutyState.AT_RISK: "warning",
    DutyState.DUE: "info",
    DutyState.MET: "good",
    DutyState.CANNOT_BE_TOLD: "neutral",
    DutyState.NOT_APPLICABLE: "neutral",
}


@cooperation_page
def index(request: HttpRequest, here: Here) -> HttpResponse:
    """Every case with where it stands, and what there is to report to those who decide."""
    may_write = here.may(Permission.WRITE_CASE)
    context = {
        "here": here,
        "may_write": may_write,
        "table": Table(
            "Ärenden",
            [Column(title) for title in ("Ärende", "Slag", "Diarienummer", "Till", "Läge", "Utgång")],
            [_row(case) for case in cases(here.scope, cooperation=here.cooperation)],
            empty="Inget ärende är startat.",
        ),
        "reporting": _to_report(here, may_write=may_write),
    }
    return render(request, "cases/index.html", context)


def _row(case: Case) -> tuple[Any, ...]:
    decisions = list(case.decisions.all())
    known = "; ".join(
        f"{one.who} {one.get_outcome_display().lower()}{f', {one.paragraph}' if one.paragraph else ''}"
        for one in decisions
    )
    return (
        Link(case.title, address(case)),
        case.get_kind_display(),
        case.registry_number,
        case.decided_by,
        Badge(case.get_state_display(), TONES[case.state]),
        known,
    )


def _to_report(here: Here, *, may_write: bool) -> Table:
    found = reporting(here.scope, cooperation=here.cooperation, on=here.today)
    titles = ("Skyldighet", "Ur", "Läge", "Senast", *(("Ärende",) if may_write else ()))
    rows = []
    for one, subject in found:
        state = one.standing.state
        row: tuple[Any, ...] = (
            Link(one.duty.title, reverse("duties:show", args=(here.cooperation.slug, one.row))),
            one.instrument,
            Badge(STATE_WORDS[state], _DUTY_TONES[state]),
            one.standing.due,
        )
        page = reverse("cases:start", args=(here.cooperation.slug, subject.value))
        rows.append(
            (*row, Link("Starta", page, about=f"ett ärende om {one.duty.title}")) if may_write else row
        )
    return Table(
        "Till kommunstyrelsen eller kommunfullmäktige",
        [Column(one) for one in titles],
        rows,
    )


@cooperation_page
def show(request: HttpRequest, here: Here, case_id: int) -> HttpResponse:
    """A case, part by part in its order, with what is missing and what can be done next."""
    case = case_of(here, case_id)
    lacks = lacks_of(case) if case.stands is State.DRAFT else ()
    awaited = awaited_in(case)
    context = {
        "here": here,
        "case": case,
        "tone": TONES[case.state],
        "may_write": here.may(Permission.WRITE_CASE),
        "may_change": here.may(Permission.WRITE_CASE) and case.stands is State.DRAFT,
        "lacks": lacks,
        "pieces": _pieces(case),
        "chapters": [one for one in section(case) if one.level == 1 and one.anchor in list(Piece)],
        "awaits": kinds.decider_called(awaited[0], case.committee) if awaited else "",
        "decisions": list(case.decisions.all()),
        "told_council": any(
            one.decider == Decider.COUNCIL.value and one.settles for one in case.decisions.all()
        ),
    }
    return render(request, "cases/show.html", context)


def _pieces(case: Case) -> list[dict[str, Any]]:
    """The parts as the page shows them: the document's own rendering, and what may be done with each."""
    parts = {part.piece: part for part in case.parts.all()}
    by_anchor = {one.anchor: one for one in section(case)}
    found = []
    for piece in ORDER[case.written_as]:
        part = parts.get(piece)
        shown: dict[str, Any] = {
            "key": piece.value,
            "heading": case.heading(piece),
            "part": part,
            "proposals": list(case.proposals.all()) if piece is Piece.PROPOSALS else None,
            "appendices": list(case.appendices.all()) if piece is Piece.APPENDICES else None,
        }
        if part is not None:
            first, *rest = sections(shown["heading"], part.text)
            shown |= {"blocks": first.blocks, "rest": rest, "state": _state_of(part)}
            economic = case.written_as is Kind.MEMORANDUM
            shown["nothing"] = "Inga ekonomiska konsekvenser" if economic else "Inga särskilda aspekter"
            shown["may_have_nothing"] = (
                piece in kinds.DIMENSIONS and not part.written_by and not part.holds_drafted
            )
        else:
            shown["blocks"] = by_anchor[piece.value].blocks
        found.append(shown)
    return found


def _state_of(part: CasePart) -> Badge:
    if not part.text.strip():
        return Badge("Tom", "warning")
    if left_open(part.text):
        return Badge("Platser kvar att skriva", "warning")
    return Badge("Skriven", "good") if part.written_by else Badge("Utkast ur Trygghjulet", "info")


@cooperation_page
def choose(request: HttpRequest, here: Here) -> HttpResponse:
    """What a new case is about."""
    require_writer(here)
    subjects = [(one.value, SUBJECT_WORDS[one], SUBJECT_SENTENCES[one]) for one in Subject]
    return render(request, "cases/choose.html", {"here": here, "subjects": subjects})


@cooperation_page
def start(request: HttpRequest, here: Here, subject: str) -> HttpResponse:
    """Start a case about something, and have it drafted."""
    if subject not in list(Subject):
        raise Http404
    require_writer(here)
    about, own_forums = Subject(subject), forums(here.scope, cooperation=here.cooperation)
    functions = functions_in(here.scope, cooperation=here.cooperation)
    form = StartForm(
        request.POST or None,
        subject=about,
        years=years_to(here.today),
        functions=functions,
        forums=own_forums,
        about={
            "round": pictures_to_report(here.scope, cooperation=here.cooperation),
            "document": documents(here.scope, cooperation=here.cooperation),
            "agreement": chosen_agreements(here.scope, cooperation=here.cooperation),
            "about_forum": own_forums,
        },
        initial={
            "author": functions.filter(holdings__user=here.scope.user_id or 0).first(),
            "year": here.today.year,
        },
    )
    made: list[Case] = []

    def act(given: Mapping[str, Any]) -> None:
        made.append(
            operations.start(
                by=here.scope,
                at=here.at,
                cooperation=here.cooperation,
                kind=given["kind"],
                subject=about.value,
                head=form.head,
                about=form.about,
            )
        )

    answer = form_page(
        request,
        form=form,
        act=act,
        done="Ärendet är startat. Gå igenom delarna och skriv det som saknas.",
        back=reverse("cases:index", args=(here.cooperation.slug,)),
        template="cases/form.html",
        context={
            "here": here,
            "title": f"Starta ett ärende: {SUBJECT_WORDS[about][:1].lower()}{SUBJECT_WORDS[about][1:]}",
            "lead": SUBJECT_SENTENCES[about],
            "submit": "Starta ärendet",
        },
    )
    if made:
        answer["Location"] = address(made[0])
    return answer


@cooperation_page
def edit(request: HttpRequest, here: Here, case_id: int) -> HttpResponse:
    """Change the head of a case."""
    case = writable(here, case_id)
    head = {name: getattr(case, name) for name in operations.Head.__dataclass_fields__}
    form = HeadForm(
        request.POST or None,
        functions=functions_in(here.scope, cooperation=here.cooperation),
        forums=forums(here.scope, cooperation=here.cooperation),
        initial={**head, "seen": case.revision},
    )
    return case_form(
        request,
        here,
        case,
        form=form,
        act=lambda given: operations.change(
            by=here.scope, at=here.at, case=case, seen=given["seen"], head=form.head
        ),
        done="Ärendet är ändrat.",
        title="Ändra ärendets huvud",
        lead="Delarna, förslagen och bilagorna står kvar.",
        saved_now=f"{case.title}\n{case.registry_number}\n{case.decided_by}\n{case.office}"
        if request.method == "POST" and request.POST.get("seen") != str(case.revision)
        else "",
    )

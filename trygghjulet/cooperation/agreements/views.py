"""The pages of the agreements: the list, one agreement, and a form for each act."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from http import HTTPStatus
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from trygghjulet.cooperation.agreements import operations
from trygghjulet.cooperation.agreements.forms import (
    AgreementForm,
    AgreementPartyForm,
    AnnexForm,
    AnnexVersionForm,
    CommitmentForm,
    CompareForm,
    DutyForm,
    EndDutyForm,
    EnterForm,
    LocalForm,
    NewDutyForm,
    OwnBlueprintForm,
    PartForm,
    PredecessorForm,
    ProblemForm,
    StartForm,
    StepForm,
    TakeBackForm,
    TemplateForm,
    TemplatePartForm,
    TerminateForm,
    TerminationForm,
    TreatmentForm,
)
from trygghjulet.cooperation.agreements.models import (
    AgreedProblem,
    Agreement,
    AgreementDuty,
    AgreementPart,
    AgreementParty,
    AgreementStep,
    AgreementTemplate,
    Annex,
    Commitment,
    Ends,
    Succession,
    Who,
)
from trygghjulet.cooperation.agreements.operations import DutyContent, Terms
from trygghjulet.cooperation.agreements.queries import (
    agreements,
    answers,
    arrangement_of,
    compare,
    covered,
    duties_by_part,
    ending,
    left_from_source,
    notice_forum,
    notice_remark,
    read,
    standing_of,
    validity_of,
)
from trygghjulet.cooperation.agreements.rules import (
    blueprints,
    cover,
    duties as duty_rules,
    life,
    termination,
)
from trygghjulet.cooperation.agreements.rules.life import StepKind
from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.cooperation.forums.queries import forums
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.geography.queries import tree
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.parties.models import Party
from trygghjulet.foundation.parties.queries import parties_in
from trygghjulet.foundation.ui.badges import Badge
from trygghjulet.foundation.ui.fields import Choices
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.foundation.ui.tables import Column, Link, Table
from trygghjulet.obligations import words

M = TypeVar("M", bound=models.Model)

COVER = {
    cover.Cover.COVERED: Badge("Täckt", "good"),
    cover.Cover.NOT_COVERED: Badge("Inte täckt", "bad"),
    cover.Cover.CANNOT_BE_TOLD: Badge("Kan inte avgöras", "warning"),
}
_STARTED = (
    "Överenskommelsen är startad ur mallen. Gå nu igenom delarna och skyldigheterna. "
    "Forumen som mallen nämner inrättas på sidan Forum och organisation."
)
#: How many years are written under the drawing, so that they have room on a phone, and where the last one may stand.
_YEARS, _LAST_YEAR_AT = 5, 88


# The list, and agreements beside each other


@cooperation_page
def index(request: HttpRequest, here: Here) -> HttpResponse:
    """Every agreement with how it stands, and which days they cover."""
    listed = list(agreements(here.scope, cooperation=here.cooperation))
    found = covered(here.scope, cooperation=here.cooperation, on=here.today)
    axes = (
        (("Efter giltighet", found.valid), ("Efter beslut och underskrift", found.decided)) if found else ()
    )
    context = {
        "here": here,
        "table": Table(
            "Överenskommelser och andra dokument som binder",
            [Column(title) for title in ("Titel", "Slag", "Område", "Gäller", "Läge")],
            [_row(here, agreement) for agreement in listed],
            empty="Ingen överenskommelse är införd.",
        ),
        "axes": [_Axis(title, stretches, here.today) for title, stretches in axes],
        "cover_table": Table(
            "Vilka dagar den stadsövergripande överenskommelsen täcker",
            [Column(title) for title in ("Dagar", "Räknat efter", "Svar")],
            [
                (numbers.days(stretch.first, stretch.last), title, COVER[stretch.cover])
                for title, stretches in axes
                for stretch in stretches
            ],
        ),
        "several": len(listed) > 1,
        "may_manage": here.may(Permission.MANAGE),
    }
    return render(request, "agreements/index.html", context)


def _row(here: Here, agreement: Agreement) -> tuple[Any, ...]:
    standing = standing_of(here.scope, agreement=agreement, on=here.today)
    return (
        Link(agreement.title, reverse("agreements:show", args=(here.cooperation.slug, agreement.pk))),
        agreement.get_kind_display(),
        agreement.area.name if agreement.area else "Stadsövergripande",
        validity_of(here.scope, agreement=agreement),
        Badge(standing.words, standing.tone),
    )


@dataclass(frozen=True)
class _Bar:
    """A stretch of days as it is drawn, in per cent of the whole width."""

    x: float
    width: float
    cover: str
    words: str


class _Axis:
    """One of the two axes of time as it is drawn: bars, and a mark for each year."""

    def __init__(self, title: str, stretches: tuple[cover.Stretch, ...], today: date) -> None:
        self.title = title
        first, last = stretches[0].first, stretches[-1].last
        days = max((last - first).days + 1, 1)

        def place(day: date) -> float:
            return round((day - first).days / days * 100, 2)

        self.bars = [
            _Bar(
                place(one.first),
                round(((one.last - one.first).days + 1) / days * 100, 2),
                one.cover.value,
                f"{numbers.days(one.first, one.last)}: {COVER[one.cover].text.lower()}",
            )
            for one in stretches
        ]
        step = (last.year - first.year) // _YEARS + 1
        years = range(first.year + (first > date(first.year, 1, 1)), last.year + 1, step)
        marks = [(year, place(date(year, 1, 1))) for year in years]
        self.years = [(year, x) for year, x in marks if x <= _LAST_YEAR_AT]
        self.today = place(today)

    @property
    def told(self) -> str:
        """What the drawing shows, for those who can't see it."""
        return f"{self.title}: {'; '.join(bar.words for bar in self.bars)}."


@cooperation_page
def compare_two(request: HttpRequest, here: Here) -> HttpResponse:
    """Two agreements side by side."""
    mine = agreements(here.scope, cooperation=here.cooperation).prefetch_related("parts", "problems")
    form = CompareForm(request.GET or None, agreements=mine)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else None
    context = {
        "here": here,
        "form": form,
        "old": chosen["old"] if chosen else None,
        "new": chosen["new"] if chosen else None,
        "compared": compare(here.scope, old=chosen["old"], new=chosen["new"]) if chosen else None,
    }
    return render(request, "agreements/compare.html", context)


# Starting


@cooperation_page
def enter(request: HttpRequest, here: Here) -> HttpResponse:
    """Enter an agreement as it was made, or a draft."""
    _require(here)
    return form_page(
        request,
        form=EnterForm(request.POST or None, **_frame_of(here)),
        act=lambda given: operations.enter(by=here.scope, at=here.at, cooperation=here.cooperation, **given),
        done="Överenskommelsen är införd.",
        back=reverse("agreements:index", args=(here.cooperation.slug,)),
        template="agreements/form.html",
        context={
            "here": here,
            "title": "För in en överenskommelse",
            "lead": "Skriv av det som parterna har kommit överens om. Det som inte är känt lämnas tomt.",
        },
    )


@cooperation_page
def blueprint_list(request: HttpRequest, here: Here) -> HttpResponse:
    """The blueprints that an agreement can be started from."""
    context = {
        "here": here,
        "blueprints": [blueprints.load(name) for name in blueprints.names()],
        "may_manage": here.may(Permission.MANAGE),
    }
    return render(request, "agreements/blueprints.html", context)


@cooperation_page
def start(request: HttpRequest, here: Here, name: str) -> HttpResponse:
    """Start one's own agreement from a blueprint."""
    _require(here)
    if name not in blueprints.names():
        raise Http404
    blueprint = blueprints.load(name)
    own_parties = parties_in(here.scope, cooperation=here.cooperation)
    own_forums = forums(here.scope, cooperation=here.cooperation)
    made: list[Agreement] = []

    def act(given: Mapping[str, Any]) -> None:
        made.append(
            operations.start_from_blueprint(
                by=here.scope, at=here.at, cooperation=here.cooperation, blueprint=blueprint, **given
            )
        )

    answer = form_page(
        request,
        form=StartForm(
            request.POST or None,
            initial=_guesses(here, blueprint, own_parties, own_forums),
            blueprint=blueprint,
            parties=own_parties,
            forums=own_forums,
        ),
        act=act,
        done=_STARTED,
        back=reverse("agreements:index", args=(here.cooperation.slug,)),
        template="agreements/start.html",
        context={
            "here": here,
            "blueprint": blueprint,
            "title": f"Börja från {blueprint.title}",
            "lead": "Säg vilka mallens parter och forum är hos er. De forum ni inte har lämnas tomma: de kan "
            "inrättas i nästa steg. Klausulerna citeras som de står i källan.",
            "submit": "Starta ur mallen",
        },
    )
    return _to_the_started(here, made, answer)


@cooperation_page
def start_own(request: HttpRequest, here: Here) -> HttpResponse:
    """Start one's own agreement from a blueprint that somebody has written."""
    _require(here)
    made: list[Agreement] = []

    def act(given: Mapping[str, Any]) -> None:
        blueprint: words.Blueprint = given["file"]
        own_parties = parties_in(here.scope, cooperation=here.cooperation)
        own_forums = forums(here.scope, cooperation=here.cooperation)
        guesses = _guesses(here, blueprint, own_parties, own_forums)
        party_of, forum_of = own_parties.in_bulk(), own_forums.in_bulk()
        started = operations.start_from_blueprint(
            by=here.scope,
            at=here.at,
            cooperation=here.cooperation,
            blueprint=blueprint,
            parties={one.id: party_of.get(guesses.get(f"party_{one.id}")) for one in blueprint.parties},
            forums={one.id: forum_of.get(guesses.get(f"forum_{one.id}")) for one in blueprint.forums},
            place=here.cooperation.area.name,
            keep_dates=given["keep_dates"],
        )
        made.append(started)

    answer = form_page(
        request,
        form=OwnBlueprintForm(request.POST or None, request.FILES or None),
        act=act,
        done=_STARTED,
        back=reverse("agreements:index", args=(here.cooperation.slug,)),
        template="agreements/form.html",
        context={
            "here": here,
            "title": "Börja från en egen mall",
            "lead": "En överenskommelse som någon har skrivit av i skyldigheternas språk. Parter och forum paras ihop "
            "med era efter slag, nyckel och namn.",
            "submit": "Starta ur mallen",
        },
    )
    return _to_the_started(here, made, answer)


def _to_the_started(here: Here, made: Sequence[Agreement], answer: HttpResponse) -> HttpResponse:
    """The page of the agreement that was started, where the parts and duties are gone through; else the form."""
    return redirect("agreements:show", here.cooperation.slug, made[0].pk) if made else answer


def _guesses(
    here: Here,
    blueprint: words.Blueprint,
    own_parties: models.QuerySet[Party],
    own_forums: models.QuerySet[Forum],
) -> dict[str, Any]:
    """Who the blueprint's parties and forums most likely are here: by kind, key or name."""
    guesses: dict[str, Any] = {"place": here.cooperation.area.name}
    unused = list(own_parties)
    for party in blueprint.parties:
        match = next((one for one in unused if one.kind == party.kind), None)
        if match is not None:
            unused.remove(match)
            guesses[f"party_{party.id}"] = match.pk
    for forum in blueprint.forums:
        for one in own_forums:
            if one.key == forum.id or one.name.casefold() == forum.name.casefold():
                guesses[f"forum_{forum.id}"] = one.pk
    return guesses


# One agreement


@dataclass(frozen=True)
class _ShownDuty:
    """A duty as the page shows it: who and when in words."""

    row: AgreementDuty
    who: str
    when: str
    level: str


@cooperation_page
def show(request: HttpRequest, here: Here, agreement_id: int) -> HttpResponse:
    """One agreement and everything it holds."""
    agreement = _agreement(here, agreement_id)
    arrangement = arrangement_of(here.scope, agreement=agreement)
    outcome = ending(here.scope, agreement=agreement)
    possible = life.next_steps(agreement.state, renegotiated_by=agreement.renegotiated_by)
    mine = agreements(here.scope, cooperation=here.cooperation)
    context = {
        "here": here,
        "agreement": agreement,
        "standing": standing_of(here.scope, agreement=agreement, on=here.today),
        "ending": outcome,
        "notice_remark": notice_remark(here.scope, agreement=agreement),
        "notice_forum": notice_forum(here.scope, agreement=agreement),
        "left": left_from_source(here.scope, agreement=agreement),
        "validity": validity_of(here.scope, agreement=agreement),
        "steps": agreement.steps.all(),
        "is_first_draft": agreement.state is StepKind.DRAFT and len(agreement.taken) == 1,
        "parts": agreement.parts.all(),
        "problems": agreement.problems.all(),
        "parties": agreement.parties.select_related("party"),
        "predecessors": mine.filter(pk__in=agreement.follows.values("predecessor")),
        "successors": mine.filter(pk__in=agreement.followed_by.values("successor")),
        "templates": agreement.templates.prefetch_related("parts"),
        "locals": mine.filter(parent=agreement),
        "answers": answers(agreement),
        "annexes": [
            (annex, annex.current(here.today))
            for annex in agreement.annexes.select_related("decider").prefetch_related(
                "versions__decided_forum", "versions__annex__decider"
            )
        ],
        "commitments": agreement.commitments.select_related("party"),
        "duties": [
            (group.part, [_shown(duty, arrangement) for duty in group.duties])
            for group in duties_by_part(agreement)
        ],
        "removed_duties": agreement.duties.filter(ended_on__isnull=False),
        "may_manage": here.may(Permission.MANAGE),
        "may_step": bool(possible - {StepKind.TERMINATED}),
        "may_terminate": agreement.state is None or StepKind.TERMINATED in possible,
        "no_notice": termination.refusal(agreement.rule),
    }
    return render(request, "agreements/show.html", context)


def _shown(duty: AgreementDuty, arrangement: words.Blueprint) -> _ShownDuty:
    told = read(duty)
    return _ShownDuty(
        duty,
        ", ".join(arrangement.name_of(actor) for actor in told.who) or "Inte sagt",
        duty_rules.told(told.when),
        "Lokal" if told.level is words.Level.LOCAL else "Stadsövergripande",
    )


@cooperation_page
def edit(request: HttpRequest, here: Here, agreement_id: int) -> HttpResponse:
    """Change what is said of the agreement as a whole."""
    agreement = _writable(here, agreement_id)
    return _edit_page(
        request,
        here,
        agreement,
        row=agreement,
        form=AgreementForm,
        options=_frame_of(here, besides=agreement),
        act=lambda given: operations.change(by=here.scope, at=here.at, agreement=agreement, **given),
        done="Överenskommelsen är ändrad.",
        title="Ändra överenskommelsen",
        lead="Det som stod förut finns kvar i loggen.",
        saved=lambda: f"{agreement.title}\n\n{agreement.purposes}\n\n{agreement.fields_of_work}",
    )


@cooperation_page
def termination_rule(request: HttpRequest, here: Here, agreement_id: int) -> HttpResponse:
    """Say how the agreement comes to an end."""
    agreement = _writable(here, agreement_id)
    initial = {
        "who": agreement.termination_who,
        "ends": agreement.termination_ends,
        "forum": agreement.termination_forum_id,
        "forum_name": agreement.termination_forum_name,
        "renegotiated_by": agreement.renegotiated_by,
    }
    return _edit_page(
        request,
        here,
        agreement,
        row=agreement,
        form=TerminationForm,
        initial=initial,
        options={"forums": forums(here.scope, cooperation=here.cooperation)},
        act=lambda given: operations.set_termination(by=here.scope, at=here.at, agreement=agreement, **given),
        done="Regeln är införd.",
        title="Hur sägs den upp?",
        lead="Skriv av det som överenskommelsen själv säger. Är den tyst, välj att den inget säger.",
        saved=lambda: (
            f"{agreement.get_termination_who_display()}. {agreement.get_termination_ends_display()}."
        ),
    )


@cooperation_page
def step(request: HttpRequest, here: Here, agreement_id: int) -> HttpResponse:
    """Enter a step in the agreement's life."""
    agreement = _writable(here, agreement_id)
    possible = life.next_steps(agreement.state, renegotiated_by=agreement.renegotiated_by)
    kinds = [kind for kind in StepKind if kind in possible and kind is not StepKind.TERMINATED]
    return _page(
        request,
        here,
        agreement,
        form=StepForm(request.POST or None, kinds=kinds),
        act=lambda given: operations.take_step(by=here.scope, at=here.at, agreement=agreement, **given),
        done="Steget är infört.",
        title="För in ett steg",
        lead="Varje steg blir en ny rad. Det som hände förut står kvar.",
    )


@cooperation_page
def take_back_step(request: HttpRequest, here: Here, agreement_id: int, step_id: int) -> HttpResponse:
    """Take back the last step of the agreement's life."""
    agreement = _writable(here, agreement_id)
    taken = _of(agreement, AgreementStep, step_id)
    when = f" den {numbers.day(taken.on)}" if taken.on else ""
    stays = (
        f" Att den gäller från {numbers.day(taken.on)} står kvar; ändra det under Ändra om det också är fel."
        if taken.kind == StepKind.IN_FORCE and taken.on and taken.on == agreement.valid_from
        else ""
    )
    return _page(
        request,
        here,
        agreement,
        form=TakeBackForm(request.POST or None),
        act=lambda given: operations.take_back_step(by=here.scope, at=here.at, step=taken, **given),
        done="Steget är taget tillbaka.",
        title=f"Ta tillbaka {taken.get_kind_display().lower()}{when}",
        lead=f"Steget försvinner härifrån. Loggen minns vad det sade och varför det togs tillbaka.{stays}",
        submit="Ta tillbaka steget",
    )


@cooperation_page
def terminate(request: HttpRequest, here: Here, agreement_id: int) -> HttpResponse:
    """Enter that notice was given."""
    agreement = _writable(here, agreement_id)
    forum = f" till {agreement.notice_forum}" if agreement.notice_forum else ""
    own = parties_in(here.scope, cooperation=here.cooperation)
    named = own.filter(pk__in=agreement.parties.filter(party__isnull=False).values("party"))
    answer = _page(
        request,
        here,
        agreement,
        form=TerminateForm(
            request.POST or None,
            parties=named if named.exists() else own,
            by_a_party=agreement.termination_who == Who.EITHER_PARTY,
        ),
        act=lambda given: operations.terminate(by=here.scope, at=here.at, agreement=agreement, **given),
        done="Uppsägningen är införd.",
        title="Säg upp överenskommelsen",
        lead=termination.refusal(agreement.rule) or f"Uppsägningen anmäls{forum}. {_when_it_ends(agreement)}",
        submit="Säg upp",
    )
    if answer.status_code == HTTPStatus.FOUND:
        remark = notice_remark(here.scope, agreement=_agreement(here, agreement_id))
        if remark:
            messages.warning(request, remark)
    return answer


def _when_it_ends(agreement: Agreement) -> str:
    if agreement.termination_ends == Ends.UNSAID:
        return "Överenskommelsen säger inte när den upphör."
    return f"Den upphör {agreement.get_termination_ends_display().lower()}."


@cooperation_page
def predecessor(request: HttpRequest, here: Here, agreement_id: int) -> HttpResponse:
    """Say which agreement this one follows on."""
    agreement = _writable(here, agreement_id)
    known = Succession.objects.filter(successor=agreement).values("predecessor")
    others = agreements(here.scope, cooperation=here.cooperation).exclude(pk=agreement.pk)
    return _page(
        request,
        here,
        agreement,
        form=PredecessorForm(request.POST or None, agreements=others.exclude(pk__in=known)),
        act=lambda given: operations.follow(by=here.scope, at=here.at, agreement=agreement, **given),
        done="Föregångaren är införd.",
        title="Vilken överenskommelse följer den på?",
        lead="En överenskommelse kan följa på flera, och flera på en.",
    )


# Parts, problem areas and parties


@cooperation_page
def new_part(request: HttpRequest, here: Here, agreement_id: int) -> HttpResponse:
    """Add a part."""
    agreement = _writable(here, agreement_id)
    return _page(
        request,
        here,
        agreement,
        form=PartForm(request.POST or None),
        act=lambda given: operations.write_part(by=here.scope, at=here.at, agreement=agreement, **given),
        done="Delen är införd.",
        title="Ny del",
        lead="Skriv av delen, eller skriv den här om det är ett utkast.",
    )


@cooperation_page
def edit_part(request: HttpRequest, here: Here, agreement_id: int, part_id: int) -> HttpResponse:
    """Change a part."""
    agreement = _writable(here, agreement_id)
    part = _of(agreement, AgreementPart, part_id)
    return _edit_page(
        request,
        here,
        agreement,
        row=part,
        form=PartForm,
        act=lambda given: operations.write_part(
            by=here.scope, at=here.at, agreement=agreement, part=part, **given
        ),
        done="Delen är ändrad.",
        title=f"Ändra {part.title}",
        lead="Det som stod förut finns kvar i loggen.",
        saved=lambda: f"{part.title}\n\n{part.text}",
    )


@cooperation_page
def remove_part(request: HttpRequest, here: Here, agreement_id: int, part_id: int) -> HttpResponse:
    """Take away a part."""
    agreement = _writable(here, agreement_id)
    part = _of(agreement, AgreementPart, part_id)
    return _page(
        request,
        here,
        agreement,
        form=forms.Form(request.POST or None),
        act=lambda _: operations.remove_part(by=here.scope, at=here.at, part=part),
        done="Delen är borttagen.",
        title=f"Ta bort {part.title}",
        lead="Texten finns kvar i loggen. Skyldigheter som hör till delen står kvar.",
        submit="Ta bort delen",
    )


@cooperation_page
def new_problem(request: HttpRequest, here: Here, agreement_id: int) -> HttpResponse:
    """Add a problem area."""
    agreement = _writable(here, agreement_id)
    return _page(
        request,
        here,
        agreement,
        form=ProblemForm(request.POST or None),
        act=lambda given: operations.write_problem(by=here.scope, at=here.at, agreement=agreement, **given),
        done="Problemområdet är infört.",
        title="Nytt problemområde",
        lead="Så som överenskommelsen skriver det.",
    )


@cooperation_page
def edit_problem(request: HttpRequest, here: Here, agreement_id: int, problem_id: int) -> HttpResponse:
    """Change a problem area."""
    agreement = _writable(here, agreement_id)
    problem = _of(agreement, AgreedProblem, problem_id)
    return _edit_page(
        request,
        here,
        agreement,
        row=problem,
        form=ProblemForm,
        act=lambda given: operations.write_problem(
            by=here.scope, at=here.at, agreement=agreement, problem=problem, **given
        ),
        done="Problemområdet är ändrat.",
        title=f"Ändra {problem.title}",
        lead="Det som stod förut finns kvar i loggen.",
        saved=lambda: f"{problem.title}\n\n{problem.text}\n\n{problem.goal}",
    )


@cooperation_page
def treat(request: HttpRequest, here: Here, agreement_id: int, problem_id: int) -> HttpResponse:
    """Say how a local agreement treats one of the city-wide problem areas."""
    agreement = _writable(here, agreement_id)
    if agreement.parent is None:
        raise Http404
    problem = _of(agreement.parent, AgreedProblem, problem_id)
    said = agreement.treatments.filter(problem=problem).first()
    return _page(
        request,
        here,
        agreement,
        form=TreatmentForm(
            request.POST or None,
            initial={"treated_by": said.treated_by_id, "reason": said.reason} if said else {},
            problems=agreement.problems.all(),
        ),
        act=lambda given: operations.treat(
            by=here.scope, at=here.at, agreement=agreement, problem=problem, **given
        ),
        done="Svaret är infört.",
        title=f"Hur behandlas {problem.title}?",
        lead="Den lokala överenskommelsen ska behandla de stadsövergripande problemområdena, eller säga varför inte.",
    )


@cooperation_page
def new_party(request: HttpRequest, here: Here, agreement_id: int) -> HttpResponse:
    """Add a party."""
    agreement = _writable(here, agreement_id)
    return _page(
        request,
        here,
        agreement,
        form=AgreementPartyForm(
            request.POST or None, parties=parties_in(here.scope, cooperation=here.cooperation)
        ),
        act=lambda given: operations.write_party(by=here.scope, at=here.at, agreement=agreement, **given),
        done="Parten är införd.",
        title="Ny part",
        lead="Vem som är part i överenskommelsen, och vilken funktion som skriver under.",
    )


@cooperation_page
def edit_party(request: HttpRequest, here: Here, agreement_id: int, row_id: int) -> HttpResponse:
    """Change a party and who signs for it."""
    agreement = _writable(here, agreement_id)
    row = _of(agreement, AgreementParty, row_id)
    return _edit_page(
        request,
        here,
        agreement,
        row=row,
        form=AgreementPartyForm,
        options={"parties": parties_in(here.scope, cooperation=here.cooperation)},
        act=lambda given: operations.write_party(
            by=here.scope, at=here.at, agreement=agreement, row=row, **given
        ),
        done="Parten är ändrad.",
        title=f"Ändra {row}",
        lead="Det som stod förut finns kvar i loggen.",
        saved=lambda: f"{row}\n\n{row.signer_title} {row.signer_name}",
    )


@cooperation_page
def remove_party(request: HttpRequest, here: Here, agreement_id: int, row_id: int) -> HttpResponse:
    """Take a party out of the agreement."""
    agreement = _writable(here, agreement_id)
    row = _of(agreement, AgreementParty, row_id)
    return _page(
        request,
        here,
        agreement,
        form=forms.Form(request.POST or None),
        act=lambda _: operations.remove_party(by=here.scope, at=here.at, row=row),
        done="Parten är borttagen.",
        title=f"Ta bort {row}",
        lead="Det går så länge parten inte har skrivit under.",
        submit="Ta bort parten",
    )


# Templates for the local areas


@cooperation_page
def new_template(request: HttpRequest, here: Here, agreement_id: int) -> HttpResponse:
    """Add a common template."""
    agreement = _writable(here, agreement_id)
    return _page(
        request,
        here,
        agreement,
        form=TemplateForm(request.POST or None),
        act=lambda given: operations.add_template(by=here.scope, at=here.at, agreement=agreement, **given),
        done="Mallen är införd. Lägg till dess delar.",
        title="Ny gemensam mall",
        lead="Det som områdena börjar från när de skriver sitt eget.",
    )


@cooperation_page
def template_part(request: HttpRequest, here: Here, agreement_id: int, template_id: int) -> HttpResponse:
    """Add a part to a common template."""
    agreement = _writable(here, agreement_id)
    template = _of(agreement, AgreementTemplate, template_id)
    return _page(
        request,
        here,
        agreement,
        form=TemplatePartForm(request.POST or None),
        act=lambda given: operations.add_template_part(by=here.scope, at=here.at, template=template, **given),
        done="Delen är införd i mallen.",
        title=f"Ny del i {template.title}",
        lead="Delen följer med när ett område börjar från mallen.",
    )


@cooperation_page
def start_local(request: HttpRequest, here: Here, agreement_id: int, template_id: int) -> HttpResponse:
    """Start a local agreement from a common template."""
    agreement = _writable(here, agreement_id)
    template = _of(agreement, AgreementTemplate, template_id)
    return _page(
        request,
        here,
        agreement,
        form=LocalForm(
            request.POST or None, areas=tree(here.cooperation.area).exclude(pk=here.cooperation.area_id)
        ),
        act=lambda given: operations.start_local(by=here.scope, at=here.at, template=template, **given),
        done="Den lokala överenskommelsen är startad som utkast.",
        title="Starta en lokal överenskommelse",
        lead=f"Den får delarna ur {template.title} och följer {agreement.title}.",
        submit="Starta",
    )


# Annexes and commitments


@cooperation_page
def new_annex(request: HttpRequest, here: Here, agreement_id: int) -> HttpResponse:
    """Add an annex."""
    agreement = _writable(here, agreement_id)
    return _page(
        request,
        here,
        agreement,
        form=AnnexForm(request.POST or None, forums=forums(here.scope, cooperation=here.cooperation)),
        act=lambda given: operations.add_annex(by=here.scope, at=here.at, agreement=agreement, **given),
        done="Bilagan är införd. Lägg till en version av den.",
        title="Ny bilaga",
        lead="En bilaga har egna versioner och kan beslutas av någon annan än överenskommelsen.",
    )


@cooperation_page
def annex_version(request: HttpRequest, here: Here, agreement_id: int, annex_id: int) -> HttpResponse:
    """Add a version of an annex."""
    agreement = _writable(here, agreement_id)
    annex = _of(agreement, Annex, annex_id)
    decides = f"Enligt överenskommelsen beslutar {annex.may_decide}." if annex.may_decide else ""
    return _page(
        request,
        here,
        agreement,
        form=AnnexVersionForm(
            request.POST or None,
            initial={"decided_forum": annex.decider_id},
            forums=forums(here.scope, cooperation=here.cooperation),
        ),
        act=lambda given: operations.add_annex_version(by=here.scope, at=here.at, annex=annex, **given),
        done="Versionen är införd.",
        title=f"Ny version av bilaga {annex.number}",
        lead=f"{annex.title}. {decides}",
    )


@cooperation_page
def new_commitment(request: HttpRequest, here: Here, agreement_id: int) -> HttpResponse:
    """Add a cost or a commitment."""
    agreement = _writable(here, agreement_id)
    return _page(
        request,
        here,
        agreement,
        form=CommitmentForm(
            request.POST or None, parties=parties_in(here.scope, cooperation=here.cooperation)
        ),
        act=lambda given: operations.write_commitment(
            by=here.scope, at=here.at, agreement=agreement, terms=_terms(given)
        ),
        done="Åtagandet är infört.",
        title="Ny kostnad eller nytt åtagande",
        lead="Vad något kostar, eller vilka tjänster en part har åtagit sig att bemanna.",
    )


@cooperation_page
def edit_commitment(request: HttpRequest, here: Here, agreement_id: int, commitment_id: int) -> HttpResponse:
    """Change a cost or a commitment."""
    agreement = _writable(here, agreement_id)
    commitment = _of(agreement, Commitment, commitment_id)
    return _edit_page(
        request,
        here,
        agreement,
        row=commitment,
        form=CommitmentForm,
        options={"parties": parties_in(here.scope, cooperation=here.cooperation)},
        act=lambda given: operations.write_commitment(
            by=here.scope,
            at=here.at,
            agreement=agreement,
            commitment=commitment,
            seen=given["seen"],
            terms=_terms(given),
        ),
        done="Åtagandet är ändrat.",
        title=f"Ändra {commitment.what}",
        lead="Det som stod förut finns kvar i loggen.",
        saved=lambda: f"{commitment.what}\n\n{commitment.in_plan_reference}",
    )


def _terms(given: Mapping[str, Any]) -> Terms:
    return Terms(**{name: given[name] for name in Terms.__dataclass_fields__})


# Duties


@cooperation_page
def new_duty(request: HttpRequest, here: Here, agreement_id: int) -> HttpResponse:
    """Add a duty of one's own."""
    agreement = _writable(here, agreement_id)
    return _page(
        request,
        here,
        agreement,
        form=NewDutyForm(
            request.POST or None,
            initial={"level": words.Level.CITY.value, "when_form": "per", "at_least": 1},
            actors=_actors(here, agreement),
            parts=agreement.parts.all(),
        ),
        act=lambda given: operations.add_duty(
            by=here.scope,
            at=here.at,
            agreement=agreement,
            content=_content(given),
            clause=given["clause"],
            kind=given["kind"],
            part=given["part"],
        ),
        done="Skyldigheten är införd.",
        title="Ny skyldighet",
        lead="En sak som kan göras eller missas. Fyll bara i de fält som hör till det sätt du väljer under När.",
    )


@cooperation_page
def edit_duty(request: HttpRequest, here: Here, agreement_id: int, duty_id: int) -> HttpResponse:
    """Change a duty."""
    agreement = _writable(here, agreement_id)
    duty = _of(agreement, AgreementDuty, duty_id)
    when = asdict(duty_rules.when_given(duty.data.get("when", {})))
    initial = when | {
        "title": duty.title,
        "who": duty.data.get("who", []),
        "level": duty.data.get("level", "city"),
        "when_form": "keep",
    }
    return _edit_page(
        request,
        here,
        agreement,
        row=duty,
        form=DutyForm,
        initial=initial,
        options={"actors": _actors(here, agreement)},
        act=lambda given: operations.change_duty(
            by=here.scope, at=here.at, duty=duty, seen=given["seen"], content=_content(given)
        ),
        done="Skyldigheten är ändrad.",
        title=f"Ändra {duty.title}",
        lead=f"Nu: {duty_rules.told(read(duty).when)}. Klausulen står kvar som den är: ”{duty.clause}”",
        saved=lambda: f"{duty.title}\n\n{duty_rules.told(read(duty).when)}",
    )


@cooperation_page
def end_duty(request: HttpRequest, here: Here, agreement_id: int, duty_id: int) -> HttpResponse:
    """Remove a duty."""
    agreement = _writable(here, agreement_id)
    duty = _of(agreement, AgreementDuty, duty_id)
    return _page(
        request,
        here,
        agreement,
        form=EndDutyForm(request.POST or None, initial={"on": here.today}),
        act=lambda given: operations.end_duty(by=here.scope, at=here.at, duty=duty, **given),
        done="Skyldigheten är borttagen.",
        title=f"Ta bort {duty.title}",
        lead="Skyldigheten räknas inte längre, men står kvar i historiken med skälet.",
        submit="Ta bort skyldigheten",
    )


def _content(given: Mapping[str, Any]) -> DutyContent:
    return DutyContent(
        title=given["title"], who=tuple(given["who"]), level=given["level"], when=given["when"]
    )


def _actors(here: Here, agreement: Agreement) -> Choices:
    arrangement = arrangement_of(here.scope, agreement=agreement)
    named = [(one.id, one.name) for one in (*arrangement.parties, *arrangement.functions)]
    return [*named, *((forum.id, forum.name) for forum in arrangement.forums)]


# What the pages share


def _require(here: Here) -> None:
    here.scope.require(Permission.MANAGE, cooperation_id=here.cooperation.pk)


def _agreement(here: Here, agreement_id: int) -> Agreement:
    mine = agreements(here.scope, cooperation=here.cooperation).select_related("parent")
    return get_object_or_404(mine, pk=agreement_id)


def _writable(here: Here, agreement_id: int) -> Agreement:
    """An agreement that the person who asks may write in."""
    agreement = _agreement(here, agreement_id)
    _require(here)
    return agreement


def _of(agreement: Agreement, model: type[M], pk: int) -> M:
    """A row of the agreement's own."""
    return get_object_or_404(model._default_manager.filter(agreement=agreement), pk=pk)


def _frame_of(here: Here, *, besides: Agreement | None = None) -> dict[str, Any]:
    """The areas and the city-wide agreements that an agreement may belong to."""
    parents = agreements(here.scope, cooperation=here.cooperation).filter(parent__isnull=True)
    return {
        "areas": tree(here.cooperation.area).exclude(pk=here.cooperation.area_id),
        "parents": parents.exclude(pk=besides.pk) if besides else parents,
    }


def _page(
    request: HttpRequest,
    here: Here,
    agreement: Agreement,
    *,
    form: forms.Form,
    act: Callable[[Mapping[str, Any]], object],
    done: str,
    title: str,
    lead: str,
    submit: str = "Spara",
    saved_now: str = "",
) -> HttpResponse:
    return form_page(
        request,
        form=form,
        act=act,
        done=done,
        back=reverse("agreements:show", args=(here.cooperation.slug, agreement.pk)),
        template="agreements/form.html",
        context={
            "here": here,
            "agreement": agreement,
            "title": title,
            "lead": lead,
            "submit": submit,
            "saved_now": saved_now,
        },
    )


def _edit_page(
    request: HttpRequest,
    here: Here,
    agreement: Agreement,
    *,
    row: Any,
    form: type[forms.Form],
    act: Callable[[Mapping[str, Any]], object],
    done: str,
    title: str,
    lead: str,
    saved: Callable[[], str],
    initial: Mapping[str, Any] | None = None,
    options: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """A form that changes a row: what is saved is shown beside what was written when somebody else came first."""
    names = [name for name in form.base_fields if name != "seen"]
    known = dict(initial or {name: getattr(row, name) for name in names})
    overtaken = request.method == "POST" and request.POST.get("seen") != str(row.revision)
    return _page(
        request,
        here,
        agreement,
        form=form(request.POST or None, initial=known | {"seen": row.revision}, **(options or {})),
        act=act,
        done=done,
        title=title,
        lead=lead,
        saved_now=saved() if overtaken and request.POST.get("seen") else "",
    )

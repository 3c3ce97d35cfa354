"""The pages where a self-evaluation is planned and shown, and where it is decided what is asked and of whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from trygghjulet.cooperation.evaluations import operations
from trygghjulet.cooperation.evaluations.forms import (
    ChangeForm,
    InviteForm,
    NewStatementForm,
    PlanForm,
    StatementForm,
)
from trygghjulet.cooperation.evaluations.models import SelfEvaluation
from trygghjulet.cooperation.evaluations.queries import (
    evaluations,
    findings,
    has_answered,
    is_asked,
    previous,
    turnout,
)
from trygghjulet.cooperation.evaluations.rules.asking import THEME_WORDS, Phase, Theme
from trygghjulet.cooperation.evaluations.rules.results import share_answered
from trygghjulet.cooperation.evaluations.section import results_section
from trygghjulet.cooperation.evaluations.views._common import (
    one_of as _one_of,
    overtaken,
    page,
    page_of,
    writable,
)
from trygghjulet.cooperation.forums.queries import forums
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Permission, Refused
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.parties.queries import functions_in
from trygghjulet.foundation.ui.badges import Badge
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.foundation.ui.tables import Column, Link, Table

_PHASES = {
    Phase.PLANNED: Badge("Planerad", "info"),
    Phase.OPEN: Badge("Öppen", "warning"),
    Phase.CLOSED: Badge("Stängd", "good"),
}


@cooperation_page
def index(request: HttpRequest, here: Here) -> HttpResponse:
    """Every forum's self-evaluations, and the yearly activity reports."""
    found = list(evaluations(here.scope, cooperation=here.cooperation))
    meeting = [
        one
        for one in forums(here.scope, cooperation=here.cooperation)
        if one.ended_on is None or one.ended_on.year >= here.today.year - 1
    ]
    context = {
        "here": here,
        "table": _table(here, found),
        "forums": meeting,
        "years": (here.today.year, here.today.year - 1),
        "may_write": bool(_reach(here)),
    }
    return render(request, "evaluations/index.html", context)


@cooperation_page
def show(request: HttpRequest, here: Here, evaluation_id: int) -> HttpResponse:
    """A self-evaluation: what was decided last year, the questions, who is asked, the results and the plan."""
    evaluation = _one_of(here, evaluation_id)
    now = evaluation.phase(on=here.today)
    before = previous(here.scope, evaluation=evaluation)
    may_write = here.may(Permission.RECORD_MEETINGS, evaluation.forum.area_path)
    asked = is_asked(here.scope, evaluation=evaluation, on=here.today)
    context = {
        "here": here,
        "evaluation": evaluation,
        "phase": now.value,
        "badge": _PHASES[now],
        "before": before,
        "before_points": [(one, _point_badge(one.state)) for one in before.points.all()] if before else [],
        "may_judge_before": may_write,
        "themes": [
            (THEME_WORDS[theme], [one for one in evaluation.statements.all() if one.theme == theme.value])
            for theme in Theme
        ],
        "results": results_section(
            findings(here.scope, evaluation=evaluation, on=here.today), words=True, level=2
        ),
        "points": [(one, _point_badge(one.state)) for one in evaluation.points.all()],
        "may_write": may_write,
        "may_ask": may_write and now is Phase.PLANNED,
        "may_invite": may_write and now is not Phase.CLOSED,
        "to_answer": asked and now is Phase.OPEN and not has_answered(here.scope, evaluation=evaluation),
    }
    return render(request, "evaluations/show.html", context)


@cooperation_page
def new(request: HttpRequest, here: Here) -> HttpResponse:
    """Plan a self-evaluation."""
    reach = _reach(here)
    if not reach:
        here.scope.require(
            Permission.RECORD_MEETINGS,
            cooperation_id=here.cooperation.pk,
            area_path=here.cooperation.area.path,
        )
    mine = forums(here.scope, cooperation=here.cooperation).filter(pk__in=reach)

    def act(given: Mapping[str, Any]) -> SelfEvaluation:
        return operations.plan(by=here.scope, at=here.at, **dict(given) | {"asked": list(given["asked"])})

    return form_page(
        request,
        form=PlanForm(
            request.POST or None,
            initial={"year": here.today.year},
            forums=mine,
            functions=functions_in(here.scope, cooperation=here.cooperation),
        ),
        act=act,
        done="Självvärderingen är planerad. Se över frågorna: de kan ändras tills den öppnar.",
        back=reverse("evaluations:index", args=(here.cooperation.slug,)),
        leads_to=lambda planned: page_of(here, planned),
        template="evaluations/form.html",
        context={
            "here": here,
            "title": "Planera en självvärdering",
            "lead": "Frågorna är desamma som förra året, eller en färdig uppsättning första gången. "
            "De kan ändras tills de öppnar.",
        },
    )


@cooperation_page
def edit(request: HttpRequest, here: Here, evaluation_id: int) -> HttpResponse:
    """Change when it is open and who is asked."""
    evaluation = writable(here, evaluation_id)
    late = overtaken(request, evaluation.revision)
    return page(
        request,
        here,
        evaluation,
        form=ChangeForm(
            request.POST or None,
            initial=ChangeForm.initial_of(evaluation),
            functions=functions_in(here.scope, cooperation=here.cooperation),
        ),
        act=lambda given: operations.change(
            by=here.scope,
            at=here.at,
            evaluation=evaluation,
            **dict(given) | {"asked": list(given["asked"])},
        ),
        done="Ändringarna är sparade.",
        title=f"Ändra självvärderingen {evaluation.year}",
        lead="När frågorna har öppnat kan den sista dagen flyttas och fler tillfrågas, men inget annat.",
        saved_now=_as_saved(evaluation) if late else "",
    )


@cooperation_page
def remove(request: HttpRequest, here: Here, evaluation_id: int) -> HttpResponse:
    """Take away a self-evaluation that was planned by mistake."""
    evaluation = writable(here, evaluation_id)
    return form_page(
        request,
        form=forms.Form(request.POST or None),
        act=lambda _: operations.remove(by=here.scope, at=here.at, evaluation=evaluation),
        done="Självvärderingen är borttagen.",
        back=reverse("evaluations:index", args=(here.cooperation.slug,)),
        template="evaluations/form.html",
        context={
            "here": here,
            "evaluation": evaluation,
            "title": f"Ta bort självvärderingen {evaluation.year}",
            "lead": "För en som planerades av misstag. Det går tills frågorna har öppnat.",
            "submit": "Ta bort",
        },
    )


@cooperation_page
def new_statement(request: HttpRequest, here: Here, evaluation_id: int) -> HttpResponse:
    """Add a statement."""
    evaluation = writable(here, evaluation_id)
    return page(
        request,
        here,
        evaluation,
        form=NewStatementForm(request.POST or None),
        act=lambda given: operations.add_statement(by=here.scope, at=here.at, evaluation=evaluation, **given),
        done="Påståendet är tillagt.",
        title="Lägg till ett påstående",
        lead="Det besvaras på en skala från 1, stämmer inte alls, till 5, stämmer helt.",
    )


@cooperation_page
def edit_statement(request: HttpRequest, here: Here, evaluation_id: int, statement_id: int) -> HttpResponse:
    """Change how a statement is worded."""
    evaluation = writable(here, evaluation_id)
    statement = get_object_or_404(evaluation.statements.all(), pk=statement_id)
    return page(
        request,
        here,
        evaluation,
        form=StatementForm(
            request.POST or None, initial={"text": statement.text, "seen": statement.revision}
        ),
        act=lambda given: operations.change_statement(
            by=here.scope, at=here.at, statement=statement, **given
        ),
        done="Påståendet är ändrat.",
        title="Ändra påståendet",
        lead=statement.get_theme_display(),
        saved_now=statement.text if overtaken(request, statement.revision) else "",
    )


@cooperation_page
def remove_statement(request: HttpRequest, here: Here, evaluation_id: int, statement_id: int) -> HttpResponse:
    """Take away a statement."""
    evaluation = writable(here, evaluation_id)
    statement = get_object_or_404(evaluation.statements.all(), pk=statement_id)
    return page(
        request,
        here,
        evaluation,
        form=forms.Form(request.POST or None),
        act=lambda _: operations.remove_statement(by=here.scope, at=here.at, statement=statement),
        done="Påståendet är borttaget.",
        title="Ta bort påståendet",
        lead=statement.text,
        submit="Ta bort",
    )


@cooperation_page
def invite(request: HttpRequest, here: Here, evaluation_id: int) -> HttpResponse:
    """Invite a member without an account. The secret address is shown here once and never again."""
    evaluation = writable(here, evaluation_id)
    form, address, invited = InviteForm(request.POST or None), "", ""
    if request.method == "POST" and form.is_valid():
        try:
            invitation, secret = operations.invite(
                by=here.scope, at=here.at, evaluation=evaluation, **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            address, invited = (
                _site(request) + reverse("evaluations:answer_invited", args=(secret,)),
                str(invitation),
            )
            form = InviteForm()
    context = {
        "here": here,
        "evaluation": evaluation,
        "form": form,
        "address": address,
        "invited": invited,
        "back": reverse("evaluations:show", args=(here.cooperation.slug, evaluation.pk)),
    }
    return render(
        request, "evaluations/invite.html", context, status=422 if form.is_bound and form.errors else 200
    )


@cooperation_page
def withdraw(request: HttpRequest, here: Here, evaluation_id: int, invitation_id: int) -> HttpResponse:
    """Withdraw an invitation."""
    evaluation = writable(here, evaluation_id)
    invitation = get_object_or_404(evaluation.invitations.all(), pk=invitation_id)
    return page(
        request,
        here,
        evaluation,
        form=forms.Form(request.POST or None),
        act=lambda _: operations.withdraw(by=here.scope, at=here.at, invitation=invitation),
        done="Inbjudan är återkallad. Adressen leder ingenstans längre.",
        title=f"Återkalla inbjudan till {invitation}",
        lead="Har adressen kommit bort, återkalla inbjudan och bjud in på nytt.",
        submit="Återkalla inbjudan",
    )


def _reach(here: Here) -> list[int]:
    """The forums whose self-evaluations the person may enter."""
    open_ones = forums(here.scope, cooperation=here.cooperation).filter(ended_on__isnull=True)
    return [one.pk for one in open_ones if here.may(Permission.RECORD_MEETINGS, one.area_path)]


def _turnout_words(evaluation: SelfEvaluation, here: Here) -> str:
    count = turnout(evaluation, on=here.today)
    return share_answered(count.answered, count.asked)


def _as_saved(evaluation: SelfEvaluation) -> str:
    asked = ", ".join(str(row.function) for row in evaluation.asked.all())
    return (
        f"Öppnar: {numbers.day(evaluation.opens_on)}\nStänger: {numbers.day(evaluation.closes_on)}\n"
        f"Tillfrågas: {asked or 'ingen med konto'}"
    )


def _point_badge(state: str) -> Badge:
    return {
        "done": Badge("Gjort", "good"),
        "not_done": Badge("Inte gjort", "bad"),
    }.get(state, Badge("Inte avgjort", "info"))


def _site(request: HttpRequest) -> str:
    return settings.SITE_URL or request.build_absolute_uri("/").rstrip("/")


def _table(here: Here, found: list[SelfEvaluation]) -> Table:
    return Table(
        "Självvärderingar",
        (Column("Forum och år"), Column("Läge"), Column("Öppen"), Column("Svar")),
        [
            (
                Link(
                    f"{one.forum} {one.year}",
                    reverse("evaluations:show", args=(here.cooperation.slug, one.pk)),
                ),
                _PHASES[one.phase(on=here.today)],
                numbers.days(one.opens_on, one.closes_on),
                _turnout_words(one, here),
            )
            for one in found
        ],
        empty="Ingen självvärdering är planerad.",
    )

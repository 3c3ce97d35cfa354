"""The week's picture: read, shown at the meeting, counted anew, written in and decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.rounds.door import round_page
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.foundation.ui.badges import Badge
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.steps.field.queries import hidden_parties
from trygghjulet.steps.week import operations
from trygghjulet.steps.week.forms import CloseForm, WordsForm
from trygghjulet.steps.week.models import WeekMeasure
from trygghjulet.steps.week.queries import (
    before,
    focus_of,
    measures_of,
    open_measures,
    picture_of,
    receivers,
    recipients,
    reports_of,
)
from trygghjulet.steps.week.rules.figures import Figures, from_json
from trygghjulet.steps.week.rules.state import MOVES, OPEN, TONES, VERBS, WORDS, State
from trygghjulet.steps.week.rules.words import method, outstanding
from trygghjulet.steps.week.section import figures_sections, sections
from trygghjulet.steps.week.views._common import FORM, act, back_to, context_of, picture_in, require


@dataclass(frozen=True)
class Move:
    """A button that takes a measure further; one that needs words leads to a form instead."""

    to: str
    verb: str
    asks: bool


@dataclass(frozen=True)
class Working:
    """A measure as the page shows it."""

    measure: WeekMeasure
    badge: Badge
    late: bool
    moves: tuple[Move, ...]


@dataclass(frozen=True)
class Suggested:
    """Something that stands out and can be made a focus with a tap."""

    title: str
    query: str


@round_page
def show(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """The picture, and what the meeting does with it."""
    picture = picture_of(here.scope, round=round)
    if picture is None:
        raise Http404
    focus = list(focus_of(picture))
    # Beside the table of shared reports, one number of all would tell the others' single rows.
    hidden = hidden_parties(here.scope, cooperation=here.cooperation)
    earlier = before(picture)
    figures = from_json(picture.figures)
    context = {
        "here": here,
        "round": round,
        "picture": picture,
        "sections": (*figures_sections(figures), method(figures)),
        "focus": [(one, reports_of(one).exclude(report__party_id__in=hidden).count()) for one in focus],
        "measures": list(_working(measures_of(picture), here)),
        "earlier": earlier,
        "earlier_focus": list(focus_of(earlier)) if earlier else [],
        "earlier_measures": list(_working(open_measures(picture), here)),
        "suggested": _suggested(figures, {one.title for one in focus}),
        "receivers": receivers(picture.setting.forum, on=here.today),
        "whom": recipients(picture, on=here.today),
        "overdue": picture.is_open and picture.meeting_on < here.today,
        "may_change": here.may(Permission.PLAN, round.area.path) and picture.is_open,
        **_rights(here, round),
    }
    return render(request, "week/show.html", context)


@round_page
def present(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """The picture for the screen of the meeting room: large, and nothing but what is gone through."""
    picture = picture_in(here, round)
    return render(
        request,
        "week/present.html",
        {"here": here, "round": round, "picture": picture, "sections": sections(picture)},
    )


@require_POST
@round_page
def recount(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Count the draft anew."""
    picture = picture_in(here, round)
    return act(
        request,
        lambda: operations.recount(by=here.scope, at=here.at, picture=picture),
        done="Siffrorna är räknade ur det som nu har kommit. Det ni har skrivit och valt står kvar.",
        back=back_to(here, round),
    )


@round_page
def write(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Write the meeting's own words."""
    require(here, round, Permission.WRITE_PICTURE)
    picture = picture_in(here, round)
    overtaken = request.method == "POST" and request.POST.get("seen") != str(picture.revision)
    saved = f"{picture.assessment}\n\n{picture.causes}".strip()
    return form_page(
        request,
        form=WordsForm(
            request.POST or None,
            initial={
                "assessment": picture.assessment,
                "causes": picture.causes,
                "seen": picture.revision,
            },
        ),
        act=lambda given: operations.write(by=here.scope, at=here.at, picture=picture, **given),
        done="Texten är sparad.",
        back=back_to(here, round, "era-ord"),
        template=FORM,
        context=context_of(
            here,
            round,
            title="Er bedömning av veckan",
            lead="Det som siffrorna inte visar.",
            saved_now=saved if overtaken else "",
        ),
    )


@round_page
def close(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Close a week that was never decided, with a word why."""
    require(here, round, Permission.ADOPT_PICTURE)
    picture = picture_in(here, round)
    return form_page(
        request,
        form=CloseForm(request.POST or None),
        act=lambda given: operations.close(by=here.scope, at=here.at, picture=picture, **given),
        done="Veckan är avslutad utan beslut.",
        back=back_to(here, round),
        template=FORM,
        context=context_of(
            here,
            round,
            title="Avsluta veckan utan beslut",
            lead="Siffrorna fryses som de står. Inget skickas ut, men insatserna går att följa upp som vanligt.",
            submit="Avsluta veckan",
        ),
    )


def _working(measures: Iterable[WeekMeasure], here: Here) -> Iterable[Working]:
    for one in measures:
        state = State(one.state)
        yield Working(
            one,
            Badge(WORDS[state], TONES[state]),
            state in OPEN and one.due < here.today,
            tuple(Move(to.value, VERBS[to], to is State.STOPPED) for to in MOVES[state]),
        )


def _suggested(figures: Figures, chosen: set[str]) -> list[Suggested]:
    """What stands out among shared reports, as a form that is half filled in."""
    found = []
    for one in outstanding(figures):
        keys = dict(line.key.split(":", 1) for line in reversed(one.lines))
        asked = [(kind, keys[kind]) for kind in ("place", "category") if kind in keys]
        titles = {one.name, ", ".join(line.name for line in one.lines)}
        if one.material.shared and not one.material.hashes and asked and not titles & chosen:
            found.append(Suggested(one.name, f"?{urlencode(asked)}"))
    return found


def _rights(here: Here, round: Round) -> dict[str, bool]:
    asked = {
        "may_write": Permission.WRITE_PICTURE,
        "may_prioritise": Permission.PRIORITISE,
        "may_plan": Permission.PLAN,
        "may_follow": Permission.FOLLOW_UP,
        "may_decide": Permission.ADOPT_PICTURE,
    }
    return {name: here.may(permission, round.area.path) for name, permission in asked.items()}

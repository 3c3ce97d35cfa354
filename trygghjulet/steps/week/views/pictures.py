"""The week's picture: read, shown at the meeting, counted anew, written in and decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

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
from trygghjulet.steps.week.forms import DecideForm, WordsForm
from trygghjulet.steps.week.models import WeekMeasure
from trygghjulet.steps.week.queries import (
    before,
    content_now,
    focus_of,
    measures_of,
    open_measures,
    picture_of,
    receivers,
    reports_of,
)
from trygghjulet.steps.week.rules.figures import Figures, from_json
from trygghjulet.steps.week.rules.state import MOVES, OPEN, TONES, VERBS, WORDS, State
from trygghjulet.steps.week.rules.words import alarms, method
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
        "may_change": here.may(Permission.PLAN, round.area.path) and not picture.is_decided,
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
def decide(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Record the meeting's decision; the picture is frozen."""
    require(here, round, Permission.ADOPT_PICTURE)
    picture = picture_in(here, round)
    on = (
        min(here.today, max(picture.meeting_on, round.last_day))
        if here.today > round.last_day
        else here.today
    )
    return form_page(
        request,
        form=DecideForm(request.POST or None, initial={"on": on, "seen_sha256": content_now(picture)}),
        act=lambda given: operations.decide(by=here.scope, at=here.at, picture=picture, **given),
        done="Beslutet är infört och veckans läge är fryst. Skicka ut det nu.",
        back=back_to(here, round),
        template=FORM,
        context=context_of(
            here,
            round,
            title="Besluta om veckans läge",
            lead="Siffror, texter, fokus och insatser fryses som de står. Hur insatserna går förs in efteråt.",
            submit="För in beslutet",
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
    names = {"category": "category", "place": "place"}
    for material, line in alarms(figures):
        kind, _, key = line.key.partition(":")
        if material.shared and not material.hashes and kind in names and line.name not in chosen:
            found.append(Suggested(line.name, f"?{names[kind]}={key}"))
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

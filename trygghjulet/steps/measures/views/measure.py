"""One measure: its page, planning it from scratch or from the library, changing it, and its indicators."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.geography.queries import tree
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.parties.queries import functions_in
from trygghjulet.foundation.rounds.door import round_page
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.causes.queries import causes
from trygghjulet.steps.measures import operations
from trygghjulet.steps.measures.forms.parts import StateForm
from trygghjulet.steps.measures.forms.planning import IndicatorForm, MeasureForm
from trygghjulet.steps.measures.models import Goal, Measure
from trygghjulet.steps.measures.operations import Content
from trygghjulet.steps.measures.queries import changes, entry_of, told
from trygghjulet.steps.measures.queries.history import version_of
from trygghjulet.steps.measures.rules.known import Entry
from trygghjulet.steps.measures.rules.smart import Check, smart
from trygghjulet.steps.measures.views._common import (
    address,
    context_of,
    find_measure,
    is_decided,
    is_overtaken,
    page,
    require,
)
from trygghjulet.steps.picture.queries import known_categories


@round_page
def show(request: HttpRequest, here: Here, round: Round, measure_id: int) -> HttpResponse:
    """All that the plan says of a measure, its goals with SMART help, its steps and its history."""
    measure = find_measure(here, round, measure_id)
    entry = entry_of(here.scope, cooperation=here.cooperation, key=measure.library_key)
    context = context_of(
        here,
        round,
        measure=measure,
        entry=entry,
        goals=[(goal, checks_of(goal)) for goal in measure.set_goals.all()],
        own_words=smart(measure.goals, who=str(measure.done_by)),
        changes=told(changes(here.scope, plan=measure.plan).filter(number=measure.pk)),
        may_write=here.may(Permission.PLAN, round.area.path),
    )
    return render(request, "measures/measure.html", context)


def checks_of(goal: Goal) -> tuple[Check, ...]:
    """The SMART letters of a goal, judged by its words and by what stands beside it."""
    return smart(
        goal.text,
        kind=goal.kind,
        has_target=bool(goal.target),
        has_baseline=bool(goal.baseline),
        has_day=goal.day is not None,
        who=str(goal.measure.done_by),
    )


@round_page
def new(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Plan a measure, from the library where one is chosen there."""
    require(here, round)
    key = request.GET.get("bibliotek", "")
    entry = entry_of(here.scope, cooperation=here.cooperation, key=key) if key else None
    lead = "En åtgärd i taget. Knyt den till den orsak som den ska påverka."
    if entry is not None:
        lead = (
            f"Ur biblioteket: {entry.title}. Kunskapsgrund: {entry.grade_words.lower()}. "
            "Mål, steg och indikatorer läggs in som förslag när du sparar."
        )
    return page(
        request,
        here,
        round,
        form=MeasureForm(
            request.POST or None,
            initial={"cause": request.GET.get("orsak"), **(_proposed(entry, here) if entry else {})},
            causes=causes(here.scope, round=round),
            functions=functions_in(here.scope, cooperation=here.cooperation),
            decided=is_decided(here, round),
        ),
        act=lambda given: operations.plan_measure(
            by=here.scope,
            at=here.at,
            round=round,
            content=_content(given),
            why=given.get("why", ""),
            library_key=entry.key if entry else "",
            counted=known_categories(round),
        ),
        done="Åtgärden står i planen.",
        title="Ny åtgärd",
        lead=lead,
    )


def _proposed(entry: Entry, here: Here) -> dict[str, Any]:
    """What a form begins with when a measure is made from an entry."""
    weeks = max((step.week + step.weeks for step in entry.steps), default=0)
    return {
        "title": entry.title,
        "how": "\n".join(entry.how),
        "goals": "\n".join(goal.text for goal in entry.goals),
        "first_day": here.today,
        "last_day": here.today + timedelta(weeks=weeks) if weeks else None,
        "follow_up": entry.follow_up,
        "purpose": entry.purpose,
        "prevention_type": entry.prevention_type,
        "prevention_level": entry.prevention_level,
        "grounds": entry.grade,
    }


@round_page
def edit(request: HttpRequest, here: Here, round: Round, measure_id: int) -> HttpResponse:
    """Change a measure."""
    require(here, round)
    measure = find_measure(here, round, measure_id)
    initial = {name: getattr(measure, name) for name in Content.__dataclass_fields__ if name != "also"}
    initial |= {"also": measure.also.all(), "seen": measure.revision}
    return page(
        request,
        here,
        round,
        form=MeasureForm(
            request.POST or None,
            initial=initial,
            causes=causes(here.scope, round=round),
            functions=functions_in(here.scope, cooperation=here.cooperation),
            decided=measure.plan.is_decided,
        ),
        act=lambda given: operations.change_measure(
            by=here.scope,
            at=here.at,
            measure=measure,
            seen=given["seen"],
            content=_content(given),
            why=given.get("why", ""),
        ),
        done="Åtgärden är ändrad.",
        title="Ändra åtgärden",
        lead="Det som stod förut finns kvar i planens historik.",
        back=address("measure", here, round, measure.pk),
        saved_now=_in_words(measure) if is_overtaken(request, measure.revision) else "",
    )


def _in_words(measure: Measure) -> str:
    return "\n".join(f"{label}: {words}" for label, words in version_of(measure))


def _content(given: Mapping[str, Any]) -> Content:
    values = {name: given[name] for name in Content.__dataclass_fields__}
    return Content(**(values | {"also": tuple(given["also"])}))


@round_page
def set_state(request: HttpRequest, here: Here, round: Round, measure_id: int) -> HttpResponse:
    """Say how far a measure has come."""
    require(here, round)
    measure = find_measure(here, round, measure_id)
    return page(
        request,
        here,
        round,
        form=StateForm(request.POST or None, initial={"to": measure.state}),
        act=lambda given: operations.set_state(by=here.scope, at=here.at, measure=measure, **given),
        done="Läget är ändrat.",
        title="Hur långt har åtgärden kommit?",
        lead=measure.title,
        back=address("measure", here, round, measure.pk),
    )


@round_page
def add_indicator(request: HttpRequest, here: Here, round: Round, measure_id: int) -> HttpResponse:
    """Say what a measure is followed by."""
    require(here, round)
    measure = find_measure(here, round, measure_id)
    return page(
        request,
        here,
        round,
        form=IndicatorForm(
            request.POST or None,
            initial={"area": round.area_id},
            areas=tree(round.area),
            categories=known_categories(round),
            decided=measure.plan.is_decided,
        ),
        act=lambda given: operations.add_indicator(by=here.scope, at=here.at, measure=measure, **given),
        done="Indikatorn är sparad. Serien syns i uppföljningen.",
        title="Ny indikator",
        lead=f"Vad ska ha förändrats om åtgärden hjälper? {measure.title}",
    )

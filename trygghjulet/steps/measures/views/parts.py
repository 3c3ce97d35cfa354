"""The steps and goals of a measure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.parties.queries import functions_in
from trygghjulet.foundation.rounds.door import round_page
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.measures import operations
from trygghjulet.steps.measures.forms.parts import DoneForm, GoalForm, RemovalForm, StepForm
from trygghjulet.steps.measures.models import Measure
from trygghjulet.steps.measures.operations import GoalContent, StepContent
from trygghjulet.steps.measures.views._common import (
    address,
    find_goal,
    find_measure,
    find_step,
    is_overtaken,
    page,
    require,
)

_SMART = (
    "Spara så ser du vilka av SMART-frågorna som målet redan svarar på, och vad som kan bli tydligare. "
    "Inget hindrar dig."
)


def _back(here: Here, round: Round, measure: Measure, anchor: str) -> str:
    return f"{address('measure', here, round, measure.pk)}#{anchor}"


def _step(given: Mapping[str, Any]) -> StepContent:
    return StepContent(**{name: given[name] for name in StepContent.__dataclass_fields__})


def _goal(given: Mapping[str, Any]) -> GoalContent:
    return GoalContent(**{name: given[name] for name in GoalContent.__dataclass_fields__})


@round_page
def add_step(request: HttpRequest, here: Here, round: Round, measure_id: int) -> HttpResponse:
    """Give a measure a step."""
    require(here, round)
    measure = find_measure(here, round, measure_id)
    return page(
        request,
        here,
        round,
        form=StepForm(
            request.POST or None,
            initial={"first_day": measure.first_day},
            functions=functions_in(here.scope, cooperation=here.cooperation),
            decided=measure.plan.is_decided,
        ),
        act=lambda given: operations.add_step(
            by=here.scope, at=here.at, measure=measure, content=_step(given), why=given.get("why", "")
        ),
        done="Steget är sparat.",
        title="Nytt steg",
        lead=measure.title,
        back=_back(here, round, measure, "steg"),
    )


@round_page
def change_step(request: HttpRequest, here: Here, round: Round, step_id: int) -> HttpResponse:
    """Change a step."""
    require(here, round)
    step = find_step(here, round, step_id)
    initial = {name: getattr(step, name) for name in StepContent.__dataclass_fields__}
    return page(
        request,
        here,
        round,
        form=StepForm(
            request.POST or None,
            initial=initial | {"seen": step.revision},
            functions=functions_in(here.scope, cooperation=here.cooperation),
            decided=step.measure.plan.is_decided,
        ),
        act=lambda given: operations.change_step(
            by=here.scope,
            at=here.at,
            step=step,
            seen=given["seen"],
            content=_step(given),
            why=given.get("why", ""),
        ),
        done="Steget är ändrat.",
        title="Ändra steget",
        lead=step.measure.title,
        back=_back(here, round, step.measure, "steg"),
        saved_now=step.title if is_overtaken(request, step.revision) else "",
    )


@round_page
def finish_step(request: HttpRequest, here: Here, round: Round, step_id: int) -> HttpResponse:
    """Note the day a step was done."""
    require(here, round)
    step = find_step(here, round, step_id)
    return page(
        request,
        here,
        round,
        form=DoneForm(request.POST or None, initial={"on": step.done_on or here.today}),
        act=lambda given: operations.finish_step(by=here.scope, at=here.at, step=step, **given),
        done="Det är noterat.",
        title="När blev steget klart?",
        lead=step.title,
        back=_back(here, round, step.measure, "steg"),
    )


@round_page
def remove_step(request: HttpRequest, here: Here, round: Round, step_id: int) -> HttpResponse:
    """Take a step away."""
    require(here, round)
    step = find_step(here, round, step_id)
    return page(
        request,
        here,
        round,
        form=RemovalForm(request.POST or None, decided=step.measure.plan.is_decided),
        act=lambda given: operations.remove_step(by=here.scope, at=here.at, step=step, **given),
        done="Steget är borttaget.",
        title="Ta bort steget",
        lead=f"{step.title}. Så som det löd finns det kvar i planens historik.",
        submit="Ta bort",
        back=_back(here, round, step.measure, "steg"),
    )


@round_page
def set_goal(request: HttpRequest, here: Here, round: Round, measure_id: int) -> HttpResponse:
    """Give a measure a goal."""
    require(here, round)
    measure = find_measure(here, round, measure_id)
    return page(
        request,
        here,
        round,
        form=GoalForm(
            request.POST or None, indicators=measure.indicators.all(), decided=measure.plan.is_decided
        ),
        act=lambda given: operations.set_goal(
            by=here.scope, at=here.at, measure=measure, content=_goal(given), why=given.get("why", "")
        ),
        done="Målet är sparat.",
        title="Nytt mål",
        lead=f"{measure.title}. {_SMART}",
        back=_back(here, round, measure, "mal"),
    )


@round_page
def change_goal(request: HttpRequest, here: Here, round: Round, goal_id: int) -> HttpResponse:
    """Change a goal."""
    require(here, round)
    goal = find_goal(here, round, goal_id)
    initial = {name: getattr(goal, name) for name in GoalContent.__dataclass_fields__}
    return page(
        request,
        here,
        round,
        form=GoalForm(
            request.POST or None,
            initial=initial | {"seen": goal.revision},
            indicators=goal.measure.indicators.all(),
            decided=goal.measure.plan.is_decided,
        ),
        act=lambda given: operations.change_goal(
            by=here.scope,
            at=here.at,
            goal=goal,
            seen=given["seen"],
            content=_goal(given),
            why=given.get("why", ""),
        ),
        done="Målet är ändrat.",
        title="Ändra målet",
        lead=f"{goal.measure.title}. {_SMART}",
        back=_back(here, round, goal.measure, "mal"),
        saved_now=goal.text if is_overtaken(request, goal.revision) else "",
    )


@round_page
def remove_goal(request: HttpRequest, here: Here, round: Round, goal_id: int) -> HttpResponse:
    """Take a goal away."""
    require(here, round)
    goal = find_goal(here, round, goal_id)
    return page(
        request,
        here,
        round,
        form=RemovalForm(request.POST or None, decided=goal.measure.plan.is_decided),
        act=lambda given: operations.remove_goal(by=here.scope, at=here.at, goal=goal, **given),
        done="Målet är borttaget.",
        title="Ta bort målet",
        lead=f"{goal.text} Så som det löd finns det kvar i planens historik.",
        submit="Ta bort",
        back=_back(here, round, goal.measure, "mal"),
    )

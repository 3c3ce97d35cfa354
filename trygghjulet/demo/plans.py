"""Fills Solvik's plans with what stands beside the measures, the central level's years and the library."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from trygghjulet.demo.content.plans import ADDED, ENTRIES, PLANNED, SEEN, WHOLE, YEARS, Activity, Step, Year
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation, Function
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.causes.models import Cause
from trygghjulet.steps.measures import operations as measures
from trygghjulet.steps.measures.models import ActionPlan, CityPlan, Measure, MeasureStep

#: Somebody by the title of the function.
Functions = Callable[[str], Function]


def _at(day: date, hour: int = 11) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=ZoneInfo(settings.TIME_ZONE))


def entry_of(title: str) -> str:
    """The library's entry that a measure is made from, if it is made from one."""
    return PLANNED[title].library_key


def beside(title: str, stated: Mapping[int, Cause]) -> dict[str, Any]:
    """What a measure's content says of other causes, how it is done and what it takes."""
    planned = PLANNED[title]
    return {
        "also": tuple(stated[number] for number in planned.also),
        "how": planned.how,
        "hours": planned.hours,
        "cost": planned.cost,
        "borne_by": planned.borne_by,
        "ordinary": planned.ordinary,
    }


def steps_and_goals(by: Scope, *, at: datetime, measure: Measure, function: Functions) -> None:
    """The steps and goals of a measure, before the plan is decided."""
    planned = PLANNED[measure.title]
    for step in planned.steps:
        measures.add_step(by=by, at=at, measure=measure, content=_step(step, function))
    for goal in planned.goals:
        content = measures.GoalContent(goal.kind, goal.text, goal.baseline, goal.target, goal.day)
        measures.set_goal(by=by, at=at, measure=measure, content=content)


def the_whole(by: Scope, *, round: Round) -> None:
    """How the plan is told and followed up, and that the group agreed on it."""
    plan, whole = ActionPlan.objects.get(round=round), WHOLE[round.area.code]
    at = _at(whole.agreed_on)
    measures.write_plan(
        by=by, at=at, plan=plan, seen=0, communication=whole.communication, follow_up=whole.follow_up
    )
    measures.agree_plan(by=by, at=at, plan=plan, agreed_by=whole.agreed_by, agreed_on=whole.agreed_on)


def what_came_of_it(by: Scope, *, round: Round, function: Functions) -> None:
    """Steps done, states, and what was put in the plan after it was decided."""
    for measure in Measure.objects.filter(plan__round=round).order_by("pk"):
        planned = PLANNED[measure.title]
        done = planned.done | {step.title: step.done_on for step in planned.steps if step.done_on}
        for step in MeasureStep.objects.filter(measure=measure, title__in=done):
            measures.finish_step(by=by, at=_at(done[step.title]), step=step, on=done[step.title])
        measures.set_state(
            by=by, at=_at(planned.state_on, 14), measure=measure, to=planned.state, why=planned.why
        )
        for added in (one for one in ADDED if one.measure == measure.title):
            content = _step(added.step, function)
            measures.add_step(by=by, at=_at(added.on), measure=measure, content=content, why=added.why)


def central_years(by: Scope, *, cooperation: Cooperation, function: Functions) -> None:
    """The central level's plans, year by year: the first is compiled and told of, the last goes on."""
    for written in YEARS:
        plan = measures.begin_city_plan(
            by=by,
            at=_at(written.begun_on),
            cooperation=cooperation,
            year=written.year,
            purpose=written.purpose,
        )
        for activity in written.activities:
            _activity(by, plan, activity, function, written)
        measures.decide_city_plan(
            by=by,
            at=_at(written.decided_on),
            plan=plan,
            decided_by=written.decided_by,
            decided_on=written.decided_on,
        )
        if written.compiled_on and written.told_on:
            on = written.compiled_on
            measures.compile_city_plan(by=by, at=_at(on), plan=plan, summary=written.summary, on=on)
            measures.tell_city_plan(
                by=by, at=_at(written.told_on), plan=plan, how=written.told_how, on=written.told_on
            )


def library(by: Scope, *, cooperation: Cooperation) -> None:
    """What Solvik has put in the library itself."""
    for entry in ENTRIES:
        content = measures.EntryContent(
            **vars(entry),
            grade="untested",
            purpose="both",
            prevention_type="social",
            prevention_level="selective",
            perspectives=("offender", "place"),
        )
        measures.add_entry(by=by, at=_at(ADDED[0].on), cooperation=cooperation, content=content)
    for seen in SEEN:
        measures.tell_experience(
            by=by,
            at=_at(seen.on),
            cooperation=cooperation,
            entry_key=seen.entry_key,
            where=seen.where,
            text=seen.text,
        )


def _step(step: Step, function: Functions) -> measures.StepContent:
    doer = function(step.done_by) if step.done_by else None
    return measures.StepContent(step.title, step.first_day, step.last_day, doer)


def _activity(by: Scope, plan: CityPlan, activity: Activity, function: Functions, written: Year) -> None:
    made = measures.add_activity(
        by=by,
        at=_at(written.begun_on),
        plan=plan,
        content=measures.ActivityContent(
            activity.title,
            activity.goal,
            function(activity.done_by),
            activity.first_day,
            activity.last_day,
        ),
    )
    measures.follow_activity(
        by=by,
        at=_at(activity.followed_on),
        activity=made,
        seen=made.revision,
        to=activity.state,
        result=activity.result,
        goes_on=activity.goes_on,
    )

"""The steps and goals of a measure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from trygghjulet.foundation.access.rules import Refused, Scope
from trygghjulet.foundation.audit.operations import operation
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.parties.models import Function
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.steps.measures.models import Goal, GoalKind, Indicator, Measure, MeasureStep
from trygghjulet.steps.measures.operations._common import keep, keep_as_it_was, open_to_change, require


@dataclass(frozen=True)
class StepContent:
    """A step as a person writes it."""

    title: str
    first_day: date
    last_day: date
    done_by: Function | None = None

    def check(self, measure: Measure) -> None:
        """Refuse what can't be a step of the measure.

        Raises:
            PersonalDataFound: the title holds personal data.
            Refused: it ends before it begins, or somebody of another cooperation is to do it.
        """
        refuse_personal_data(self.title)
        if self.last_day < self.first_day:
            raise Refused("Steget slutar innan det börjar. Rätta datumen.")
        if self.done_by and self.done_by.cooperation_id != measure.plan.round.cooperation_id:
            raise Refused("Den som gör steget hör till en annan samverkan.")


@dataclass(frozen=True)
class GoalContent:
    """A goal as a person writes it."""

    kind: str
    text: str
    baseline: str = ""
    target: str = ""
    day: date | None = None
    indicator: Indicator | None = None

    def check(self, measure: Measure) -> None:
        """Refuse what can't be a goal of the measure.

        Raises:
            PersonalDataFound: the texts hold personal data.
            Refused: the kind is none, or the indicator follows another measure.
        """
        refuse_personal_data(self.text, self.baseline, self.target)
        if self.kind not in GoalKind.values:
            raise Refused("Välj om målet gäller effekt, process eller produktion.")
        if self.indicator and self.indicator.measure_id != measure.pk:
            raise Refused("Indikatorn följer en annan åtgärd. Lägg en indikator till den här först.")


@operation
def add_step(
    *, by: Scope, at: datetime, measure: Measure, content: StepContent, why: str = ""
) -> MeasureStep:
    """Give a measure a step.

    Raises:
        Denied: the person may not plan there.
        PersonalDataFound, Refused: see `StepContent.check`; or the plan is decided and no reason is given.
    """
    require(by, measure.plan.round)
    content.check(measure)
    open_to_change(measure.plan, why=why)
    keep_as_it_was(measure)
    step = MeasureStep(measure=measure, **vars(content))
    step.save()
    keep(by=by, at=at, measure=measure, act="lade ett steg till", why=why)
    return step


@operation
def change_step(
    *, by: Scope, at: datetime, step: MeasureStep, seen: int, content: StepContent, why: str = ""
) -> MeasureStep:
    """Change a step.

    Raises:
        Denied: the person may not plan there.
        Stale: somebody else changed it meanwhile.
        PersonalDataFound, Refused: see `StepContent.check`; or the plan is decided and no reason is given.
    """
    measure = step.measure
    require(by, measure.plan.round)
    content.check(measure)
    open_to_change(measure.plan, why=why)
    saved = MeasureStep.objects.select_for_update().get(pk=step.pk)
    refuse_if_stale(seen=seen, now=saved.revision)
    keep_as_it_was(measure)
    for name, value in vars(content).items():
        setattr(saved, name, value)
    saved.revision += 1
    saved.save()
    keep(by=by, at=at, measure=measure, act="ändrade ett steg i", why=why)
    return saved


@operation
def finish_step(*, by: Scope, at: datetime, step: MeasureStep, on: date | None) -> MeasureStep:
    """Note the day a step was done, or that it isn't done after all.

    Raises:
        Denied: the person may not plan there.
        Refused: the day has not come.
    """
    measure = step.measure
    require(by, measure.plan.round)
    if on is not None and on > at.date():
        raise Refused("Dagen har inte varit än. Ange dagen då steget blev klart.")
    saved = MeasureStep.objects.select_for_update().get(pk=step.pk)
    keep_as_it_was(measure)
    saved.done_on = on
    saved.revision += 1
    saved.save()
    keep(by=by, at=at, measure=measure, act="avslutade ett steg i" if on else "öppnade ett steg i")
    return saved


@operation
def remove_step(*, by: Scope, at: datetime, step: MeasureStep, why: str = "") -> None:
    """Take a step away; how it read stays in the plan's history.

    Raises:
        Denied: the person may not plan there.
        Refused: the plan is decided and no reason is given.
    """
    measure = step.measure
    require(by, measure.plan.round)
    open_to_change(measure.plan, why=why)
    keep_as_it_was(measure)
    step.delete()
    keep(by=by, at=at, measure=measure, act="tog bort ett steg ur", why=why)


@operation
def set_goal(*, by: Scope, at: datetime, measure: Measure, content: GoalContent, why: str = "") -> Goal:
    """Give a measure a goal.

    Raises:
        Denied: the person may not plan there.
        PersonalDataFound, Refused: see `GoalContent.check`; or the plan is decided and no reason is given.
    """
    require(by, measure.plan.round)
    content.check(measure)
    open_to_change(measure.plan, why=why)
    keep_as_it_was(measure)
    goal = Goal(measure=measure, **vars(content))
    goal.save()
    keep(by=by, at=at, measure=measure, act="satte ett mål för", why=why)
    return goal


@operation
def change_goal(
    *, by: Scope, at: datetime, goal: Goal, seen: int, content: GoalContent, why: str = ""
) -> Goal:
    """Change a goal.

    Raises:
        Denied: the person may not plan there.
        Stale: somebody else changed it meanwhile.
        PersonalDataFound, Refused: see `GoalContent.check`; or the plan is decided and no reason is given.
    """
    measure = goal.measure
    require(by, measure.plan.round)
    content.check(measure)
    open_to_change(measure.plan, why=why)
    saved = Goal.objects.select_for_update().get(pk=goal.pk)
    refuse_if_stale(seen=seen, now=saved.revision)
    keep_as_it_was(measure)
    for name, value in vars(content).items():
        setattr(saved, name, value)
    saved.revision += 1
    saved.save()
    keep(by=by, at=at, measure=measure, act="ändrade ett mål för", why=why)
    return saved


@operation
def remove_goal(*, by: Scope, at: datetime, goal: Goal, why: str = "") -> None:
    """Take a goal away; how it read stays in the plan's history.

    Raises:
        Denied: the person may not plan there.
        Refused: the plan is decided and no reason is given.
    """
    measure = goal.measure
    require(by, measure.plan.round)
    open_to_change(measure.plan, why=why)
    keep_as_it_was(measure)
    goal.delete()
    keep(by=by, at=at, measure=measure, act="tog bort ett mål för", why=why)

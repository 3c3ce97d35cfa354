"""Reading action plans."""

from __future__ import annotations

from django.db import models

from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.causes.models import Cause
from trygghjulet.steps.measures.models import ActionPlan, Goal, Indicator, Measure, MeasureStep


def plan_of(scope: Scope, *, round: Round) -> ActionPlan | None:
    """The round's plan, if there is one."""
    return ActionPlan.objects.filter(round=round, round__cooperation_id__in=scope.cooperation_ids).first()


def measures(scope: Scope, *, round: Round) -> models.QuerySet[Measure]:
    """The measures of the round's plan, in the order of priorities, then the plan's own; without cause last."""
    return (
        Measure.objects.filter(plan__round=round, plan__round__cooperation_id__in=scope.cooperation_ids)
        .select_related(
            "plan",
            "plan__round",
            "plan__round__area",
            "cause",
            "cause__profile",
            "cause__profile__priority",
            "planned_by",
            "planned_by__party",
            "done_by",
            "done_by__party",
            "followed_up_by",
            "followed_up_by__party",
        )
        .prefetch_related(models.Prefetch("indicators", Indicator.objects.select_related("area")))
        .prefetch_related(models.Prefetch("also", Cause.objects.select_related("profile__priority")))
        .prefetch_related(models.Prefetch("set_goals", Goal.objects.select_related("indicator")))
        .prefetch_related(models.Prefetch("steps", MeasureStep.objects.select_related("done_by__party")))
        .order_by(
            models.F("cause__profile__priority__order").asc(nulls_last=True),
            "order",
            "cause__number",
            "first_day",
            "pk",
        )
    )


def cause_keys(measure: Measure) -> list[int]:
    """The numbers of all the causes that a measure addresses, the first one first."""
    first = [measure.cause_id] if measure.cause_id is not None else []
    return [*first, *(cause.pk for cause in measure.also.all())]

"""Reading action plans."""

from __future__ import annotations

from django.db import models

from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.measures.models import ActionPlan, Indicator, Measure


def plan_of(scope: Scope, *, round: Round) -> ActionPlan | None:
    """The round's plan, if there is one."""
    return ActionPlan.objects.filter(round=round, round__cooperation_id__in=scope.cooperation_ids).first()


def measures(scope: Scope, *, round: Round) -> models.QuerySet[Measure]:
    """The measures of the round's plan, in the order of priorities and causes; those without cause last."""
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
        .order_by(
            models.F("cause__profile__priority__order").asc(nulls_last=True),
            "cause__number",
            "first_day",
            "pk",
        )
    )

"""Reading the priorities of a round, those that stand and those that were dropped."""

from __future__ import annotations

from django.db import models

from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.priorities.models import Ground, PriorityArea


def priorities(scope: Scope, *, round: Round) -> models.QuerySet[PriorityArea]:
    """The round's priority areas in order, with their grounds; those that were dropped are left out."""
    return _all(scope, round).filter(dropped_on__isnull=True)


def dropped(scope: Scope, *, round: Round) -> models.QuerySet[PriorityArea]:
    """The priority areas that were taken off the round's list, the latest first."""
    return _all(scope, round).filter(dropped_on__isnull=False).order_by("-dropped_on", "-pk")


def grounds(scope: Scope, *, round: Round) -> models.QuerySet[Ground]:
    """Every ground in the round, of what was put up and of what was prioritised."""
    found: models.QuerySet[Ground] = Ground.objects.filter(
        models.Q(priority__round=round) | models.Q(candidate__matrix__round=round),
    ).select_related("finding", "document", "priority__round__area", "candidate__matrix__round__area")
    return found if round.cooperation_id in scope.cooperation_ids else found.none()


def _all(scope: Scope, round: Round) -> models.QuerySet[PriorityArea]:
    return (
        PriorityArea.objects.filter(round=round, round__cooperation_id__in=scope.cooperation_ids)
        .select_related(
            "agreed_problem",
            "agreed_problem__agreement",
            "round",
            "round__area",
            "round__cooperation",
            "owner",
            "part_of",
        )
        .prefetch_related(
            models.Prefetch("grounds", Ground.objects.select_related("finding", "document")), "sub_goals"
        )
    )

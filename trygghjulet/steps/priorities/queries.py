"""Reading the priorities of a round."""

from __future__ import annotations

from django.db import models

from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.priorities.models import Ground, PriorityArea


def priorities(scope: Scope, *, round: Round) -> models.QuerySet[PriorityArea]:
    """The round's priority areas in order, with their grounds."""
    return (
        PriorityArea.objects.filter(round=round, round__cooperation_id__in=scope.cooperation_ids)
        .select_related("agreed_problem", "agreed_problem__agreement", "round", "round__area")
        .prefetch_related(models.Prefetch("grounds", Ground.objects.select_related("finding")))
    )

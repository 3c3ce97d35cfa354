"""Reading rounds, and what earlier ones taught."""

from __future__ import annotations

from django.db import models

from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.foundation.rounds.models import Lesson, Round


def rounds(scope: Scope, *, cooperation: Cooperation | None = None) -> models.QuerySet[Round]:
    """The rounds the person may see, newest first."""
    seen = Round.objects.filter(cooperation_id__in=scope.cooperation_ids).select_related(
        "area", "cooperation"
    )
    return seen if cooperation is None else seen.filter(cooperation=cooperation)


def lessons_before(scope: Scope, *, round: Round) -> models.QuerySet[Lesson]:
    """What earlier rounds of the same area left for this one to begin with."""
    return Lesson.objects.filter(
        round__cooperation_id__in=scope.cooperation_ids,
        round__cooperation_id=round.cooperation_id,
        round__area_id=round.area_id,
        round__last_day__lt=round.last_day,
    ).select_related("round__area", "round__cooperation")


def is_empty(round: Round) -> bool:
    """Does nothing hang on the round, in any room? A later round that follows on it is no work in it."""
    return not any(
        field.related_model._base_manager.filter(**{field.field.name: round}).exists()
        for field in Round._meta.get_fields(include_hidden=True)
        if isinstance(field, models.ForeignObjectRel) and field.related_model is not Round
    )

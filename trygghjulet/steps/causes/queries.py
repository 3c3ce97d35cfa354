"""Reading problem profiles and causes."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.causes.models import Cause, Evidence, Perspective, ProblemProfile
from trygghjulet.steps.priorities.models import PriorityArea
from trygghjulet.steps.priorities.queries import priorities


def profiles(scope: Scope, *, round: Round) -> models.QuerySet[ProblemProfile]:
    """The round's problem profiles in the order of its priorities, with causes and evidence."""
    evidence = models.Prefetch("evidence", Evidence.objects.select_related("finding"))
    return (
        ProblemProfile.objects.filter(
            priority__round=round, priority__round__cooperation_id__in=scope.cooperation_ids
        )
        .select_related("priority", "priority__round", "priority__round__area")
        .prefetch_related(models.Prefetch("causes", Cause.objects.prefetch_related(evidence)))
        .order_by("priority__order")
    )


def causes(scope: Scope, *, round: Round) -> models.QuerySet[Cause]:
    """All causes of the round's problems, in the order in which a plan lists them."""
    return (
        Cause.objects.filter(
            profile__priority__round=round,
            profile__priority__round__cooperation_id__in=scope.cooperation_ids,
        )
        .select_related("profile", "profile__priority", "profile__priority__round__area")
        .prefetch_related(models.Prefetch("evidence", Evidence.objects.select_related("finding")))
        .order_by("profile__priority__order", "number")
    )


@dataclass(frozen=True)
class Problem:
    """A prioritised problem as the page shows it: its profile may not be written yet."""

    priority: PriorityArea
    profile: ProblemProfile | None

    @property
    def by_perspective(self) -> list[tuple[str, list[Cause]]]:
        """The causes under each of the three perspectives, also where there is none."""
        stated = list(self.profile.causes.all()) if self.profile else []
        return [(p.label, [c for c in stated if c.perspective == p]) for p in Perspective]


def problems(scope: Scope, *, round: Round) -> list[Problem]:
    """Every priority of the round with what has been written about it."""
    written = {profile.priority_id: profile for profile in profiles(scope, round=round)}
    return [Problem(priority, written.get(priority.pk)) for priority in priorities(scope, round=round)]

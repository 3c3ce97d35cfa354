"""Where a round's choice stands: its matrix, its stage, its criteria, and the list as it was on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.priorities.models import (
    Criterion,
    PriorityArea,
    PriorityChange,
    PriorityMatrix,
    Sheet,
)
from trygghjulet.steps.priorities.rules.criteria import FIRST_SET, Asked, Group
from trygghjulet.steps.priorities.rules.reach import scores_for
from trygghjulet.steps.priorities.rules.stages import Facts, Stage, stage_of


def matrix_of(scope: Scope, *, round: Round) -> PriorityMatrix | None:
    """The round's matrix; None while nothing has been put up."""
    found: PriorityMatrix | None = (
        PriorityMatrix.objects.filter(round=round, round__cooperation_id__in=scope.cooperation_ids)
        .select_related("round__area", "round__cooperation__area")
        .first()
    )
    return found


def stage(round: Round, *, today: date) -> Stage:
    """Where the round's choice stands a day."""
    decided = PriorityChange.objects.filter(round=round).exists()
    matrix = PriorityMatrix.objects.filter(round=round).first()
    if matrix is None:
        return stage_of(Facts(decided=decided), today=today)
    handed = Sheet.objects.filter(matrix=matrix).values_list("handed_in_at", flat=True)
    return stage_of(
        Facts(
            opened=matrix.opened_on is not None,
            handed_in=[at is not None for at in handed],
            show_on=matrix.show_on,
            decided=decided,
        ),
        today=today,
    )


def first_criteria(cooperation: Cooperation) -> tuple[Asked, ...]:
    """What a new matrix asks: what the cooperation's latest one did, or the first set."""
    latest = PriorityMatrix.objects.filter(round__cooperation=cooperation).order_by("-pk").first()
    if latest is None:
        return FIRST_SET
    return tuple(
        Asked(one.key, Group(one.group), one.name, one.question)
        for one in Criterion.objects.filter(matrix=latest)
    )


def criteria_of(matrix: PriorityMatrix) -> list[Criterion]:
    """The matrix' criteria: those of the problem first, then those of what can be done."""
    return sorted(Criterion.objects.filter(matrix=matrix), key=lambda one: one.group != Group.PROBLEM)


def may_score(scope: Scope, *, sheet: Sheet) -> bool:
    """May the person score on the party's sheet?"""
    round = sheet.matrix.round
    return scores_for(
        scope, cooperation_id=round.cooperation_id, party_id=sheet.party_id, area_path=round.area.path
    )


def state_now(round: Round) -> list[dict[str, Any]]:
    """The standing priorities as plain values, for the history."""
    return [
        {
            "priority": one.pk,
            "title": one.title,
            "goal": one.goal,
            "owner": one.owner.name if one.owner else "",
        }
        for one in PriorityArea.objects.filter(round=round, dropped_on__isnull=True).select_related("owner")
    ]


def changes(scope: Scope, *, round: Round) -> list[PriorityChange]:
    """The decision and every change since, the earliest first."""
    return list(
        PriorityChange.objects.filter(
            round=round, round__cooperation_id__in=scope.cooperation_ids
        ).select_related("forum", "decision__forum")
    )


def as_of(history: list[PriorityChange], day: date) -> PriorityChange | None:
    """The latest decision or change in force a day; None before the first."""
    return next((one for one in reversed(history) if one.on <= day), None)

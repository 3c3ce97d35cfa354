"""What each party is to bring to a round, and whether it has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils import timezone

from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.scanning.models import Contribution, Dataset, Delivery
from trygghjulet.steps.scanning.rules.expected import Covered, Standing, standing_of


@dataclass(frozen=True)
class Awaited:
    """Something that a party is to bring, and how it stands a day."""

    contribution: Contribution
    standing: Standing
    words: str


def contributions(scope: Scope, *, round: Round) -> models.QuerySet[Contribution]:
    """What is to come to a round, by party."""
    return Contribution.objects.filter(
        round=round, round__cooperation_id__in=scope.cooperation_ids
    ).select_related("party", "source", "round__cooperation")


def awaited(scope: Scope, *, round: Round, on: date) -> list[Awaited]:
    """What is to come to a round and how each stands: that it has come is seen in what counts, not noted."""
    found = list(contributions(scope, round=round))
    sources = [one.source_id for one in found if one.source_id]
    held: dict[int, list[Dataset]] = {}
    for dataset in Dataset.objects.filter(source_id__in=sources, withdrawn_at__isnull=True):
        held.setdefault(dataset.source_id, []).append(dataset)
    waiting = set(
        Delivery.objects.filter(source_id__in=sources, state=Delivery.State.PREVIEWED).values_list(
            "source_id", flat=True
        )
    )
    return [_awaited(one, held.get(one.source_id or 0, ()), one.source_id in waiting, on) for one in found]


def lacking(rows: Sequence[Awaited]) -> int:
    """How many of what is to come has not, and has not been said not to."""
    return sum(row.standing.is_lacking for row in rows)


def _awaited(one: Contribution, held: Sequence[Dataset], waiting: bool, on: date) -> Awaited:
    covered = [
        Covered(d.first_day, d.last_day, timezone.localdate(d.accepted_at))
        for d in held
        if d.first_day and d.last_day
    ]
    standing, words = standing_of(
        first_day=one.round.first_day,
        last_day=one.round.last_day,
        due=one.due,
        by_file=one.source_id is not None,
        covered=covered,
        waits_for_answer=waiting,
        came_on=one.came_on,
        left_out_because=one.left_out_because,
        on=on,
    )
    return Awaited(one, standing, words)

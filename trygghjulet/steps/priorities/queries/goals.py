"""Goals broken down: from the city-wide agreement and priority to local goals and sub-goals, read from both ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models

from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.geography.queries import children
from trygghjulet.foundation.rounds.models import Rhythm, Round
from trygghjulet.foundation.rounds.queries import rounds
from trygghjulet.steps.priorities.models import PriorityArea, Untreated

#: Rounds that run within the longer ones, and break nothing down by themselves.
_SHORT = (Rhythm.WEEKLY, Rhythm.ACUTE)


@dataclass(frozen=True)
class Answer:
    """What a local round does with a city-wide priority: its own that break it down, or why none does."""

    area: Area
    round: Round | None
    treated: tuple[PriorityArea, ...] = ()
    untreated: Untreated | None = None

    @property
    def is_gap(self) -> bool:
        """Does a round that is under way say nothing?"""
        return self.round is not None and not self.treated and self.untreated is None

    @property
    def words(self) -> str:
        """The answer in a few words."""
        if self.treated:
            return "Behandlas"
        if self.untreated is not None:
            return "Behandlas inte, med skäl"
        return "Inte besvarat" if self.round else "Inget lokalt varv ännu"

    @property
    def tone(self) -> str:
        """How it is marked beside its words."""
        if self.treated:
            return "good"
        return "warning" if self.is_gap else "neutral"


@dataclass(frozen=True)
class Branch:
    """A city-wide priority with what each local round does with it."""

    priority: PriorityArea
    answers: tuple[Answer, ...]


def above(scope: Scope, *, round: Round) -> Round | None:
    """The city-wide round whose priorities a local one breaks down; None where there is none."""
    return _above(round, _city_wide(scope, round))


def asked_of(scope: Scope, *, round: Round) -> tuple[Branch, ...]:
    """The city-wide priorities that a local round is to answer, each with the round's own answer."""
    city = above(scope, round=round)
    if city is None:
        return ()
    return _branches(city, [(round.area, round)])


def tree_of(scope: Scope, *, round: Round) -> tuple[Branch, ...]:
    """A city-wide round's priorities, each with the answers of the local areas; a local one's own part of it."""
    if not round.is_city_wide:
        return asked_of(scope, round=round)
    cities = _city_wide(scope, round)
    local = [
        one
        for one in rounds(scope, cooperation=round.cooperation)
        if not one.is_city_wide and one.rhythm not in _SHORT
    ]
    answering: list[tuple[Area, Round | None]] = []
    for area in children(round.area):
        mine = [one for one in local if one.area_id == area.pk and _above(one, cities) == round]
        answering.append((area, mine[0] if mine else None))
    return _branches(round, answering)


def city_wide_priorities(scope: Scope, *, round: Round) -> models.QuerySet[PriorityArea]:
    """The priorities that one of the round's own can break down."""
    city = above(scope, round=round)
    found: models.QuerySet[PriorityArea] = PriorityArea.objects.filter(round=city, dropped_on__isnull=True)
    return found if city else found.none()


def unanswered(scope: Scope, *, round: Round) -> list[PriorityArea]:
    """The city-wide priorities that a local round neither treats nor says why not."""
    return [
        one.priority for one in asked_of(scope, round=round) if any(answer.is_gap for answer in one.answers)
    ]


def _city_wide(scope: Scope, round: Round) -> list[Round]:
    """The cooperation's city-wide rounds with priorities, the newest first."""
    chosen = PriorityArea.objects.filter(dropped_on__isnull=True).values("round_id")
    return list(
        rounds(scope, cooperation=round.cooperation)
        .filter(area_id=round.cooperation.area_id, pk__in=chosen)
        .exclude(rhythm__in=_SHORT)
    )


def _above(round: Round, cities: Sequence[Round]) -> Round | None:
    if round.is_city_wide or round.rhythm in _SHORT:
        return None
    return next((one for one in cities if one.last_day <= round.last_day), None)


def _branches(city: Round, answering: Sequence[tuple[Area, Round | None]]) -> tuple[Branch, ...]:
    """Each priority of the city-wide round with the answers, in as many questions however many there are."""
    local = [round.pk for _, round in answering if round is not None]
    own = (
        PriorityArea.objects.filter(round=city, dropped_on__isnull=True)
        .select_related("agreed_problem__agreement", "owner", "round__cooperation")
        .prefetch_related("sub_goals")
    )
    below: dict[tuple[int | None, int], list[PriorityArea]] = {}
    for one in (
        PriorityArea.objects.filter(round_id__in=local, part_of__isnull=False, dropped_on__isnull=True)
        .select_related("round__area", "owner")
        .prefetch_related("sub_goals")
    ):
        below.setdefault((one.part_of_id, one.round_id), []).append(one)
    said = {
        (one.priority_id, one.round_id): one
        for one in Untreated.objects.filter(round_id__in=local).select_related("round__area", "priority")
    }
    return tuple(
        Branch(
            priority,
            tuple(
                Answer(
                    area,
                    round,
                    tuple(below.get((priority.pk, round.pk), ())) if round else (),
                    said.get((priority.pk, round.pk)) if round else None,
                )
                for area, round in answering
            ),
        )
        for priority in own
    )

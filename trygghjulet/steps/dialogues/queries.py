"""Reading dialogues, their points and what follows of them, and consultations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.steps.dialogues.models import Consultation, Dialogue, Option, Point, PointState
from trygghjulet.steps.dialogues.rules.choosing import Share, leader, shares
from trygghjulet.steps.dialogues.rules.following import State, is_late


@dataclass(frozen=True)
class Followed:
    """A point that something is to come of, and how it stands a day."""

    point: Point
    state: State
    words: str
    since: date | None
    late: bool


@dataclass(frozen=True)
class Chosen:
    """An option of a consultation with its share."""

    option: Option
    share: Share
    leads: bool


def dialogues(scope: Scope, *, cooperation: Cooperation) -> QuerySet[Dialogue]:
    """The cooperation's dialogues and walks, newest first."""
    return Dialogue.objects.filter(
        cooperation=cooperation, cooperation_id__in=scope.cooperation_ids
    ).select_related("area", "party", "place", "cooperation")


def points(scope: Scope, *, cooperation: Cooperation) -> QuerySet[Point]:
    """All points of all dialogues, with their states."""
    states = Prefetch("states", PointState.objects.order_by("at", "pk"))
    return (
        Point.objects.filter(dialogue__in=dialogues(scope, cooperation=cooperation))
        .select_related("dialogue", "dialogue__area", "dialogue__party", "place")
        .prefetch_related(states)
    )


def heard(
    scope: Scope, *, cooperation: Cooperation, area: Area, first_day: date, last_day: date
) -> list[Dialogue]:
    """The dialogues of a period that were held in an area or about one above or below it, with their points."""
    inside = Q(area__path__startswith=area.path)
    around = Q(area_id__in=[int(number) for number in area.path.strip("/").split("/") if number])
    found = dialogues(scope, cooperation=cooperation).filter(
        inside | around, held_on__range=(first_day, last_day)
    )
    return list(found.prefetch_related("points", "points__place", "points__states"))


def standing(point: Point, *, on: date) -> Followed:
    """How a point stands a day."""
    rows = list(point.states.all())
    latest = rows[-1] if rows else None
    state = State(latest.state) if latest else State.OPEN
    return Followed(
        point,
        state,
        latest.words if latest else "",
        latest.at.date() if latest else None,
        is_late(state, point.due, on),
    )


def following(found: Iterable[Point], *, on: date) -> list[Followed]:
    """What is to come of some points: the late first, then by day, the settled last."""
    rows = [standing(point, on=on) for point in found if point.is_followed]
    return sorted(
        rows,
        key=lambda row: (
            row.state.is_settled,
            not row.late,
            row.point.due or date.max,
            row.point.dialogue_id,
            row.point.number,
        ),
    )


def consultations(scope: Scope, *, cooperation: Cooperation) -> QuerySet[Consultation]:
    """What citizens have been asked to choose among, newest first."""
    return (
        Consultation.objects.filter(cooperation=cooperation, cooperation_id__in=scope.cooperation_ids)
        .select_related("area", "cooperation")
        .prefetch_related("options")
    )


def outcome(consultation: Consultation) -> list[Chosen]:
    """The options with their shares, those that most chose first."""
    options = list(consultation.options.all())
    votes = [option.votes for option in options]
    leads = leader(votes, answers=consultation.answers, several=consultation.several)
    told = shares(votes, answers=consultation.answers)
    rows = [Chosen(option, told[i], i == leads) for i, option in enumerate(options)]
    return sorted(rows, key=lambda row: (-row.option.votes, row.option.order))

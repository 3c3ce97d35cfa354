"""The words of planning: what is demanded of a year's meetings, the wishes beside it, and the plan that comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum
from typing import Any

from trygghjulet.obligations.planning.calendar import Days, DaysOff


@dataclass(frozen=True, order=True)
class Body:
    """A forum that meets, in a local area where there is one of it in each."""

    forum: str
    area: str = ""


@dataclass(frozen=True)
class ForumWish:
    """What is wished for a forum: weekdays (Monday is 0), meetings a year beyond what is demanded, or none at all."""

    weekdays: tuple[int, ...] = ()
    meetings: int = 0
    left_out: bool = False


class OneADay(StrEnum):
    """Which forums never meet on the same day."""

    SHARED = "shared"  # those that the same function takes part in
    ALL = "all"


@dataclass(frozen=True)
class Wishes:
    """The settings of a plan; days are working days except `lead_days`.

    Attributes:
        min_preparation, max_preparation: how long before a meeting the group that prepares it meets.
        max_reporting: how soon after a group's meeting the forum that it reports to meets.
        lead_days: the least time from today to a new meeting; a clause on calls can ask for more.
        one_a_day: which forums never meet on the same day.
        practices: whether what is done without a clause is planned too.
        forums: what is wished for each forum, by its id.
        everywhere: functions known to be one and the same in all local areas.
        in_each_area: functions known to be another in each local area.
    """

    min_preparation: int = 5
    max_preparation: int = 20
    max_reporting: int = 30
    lead_days: int = 7
    one_a_day: OneADay = OneADay.SHARED
    practices: bool = False
    forums: Mapping[str, ForumWish] = field(default_factory=dict)
    everywhere: frozenset[str] = frozenset()
    in_each_area: frozenset[str] = frozenset()


class Weight(IntEnum):
    """What yields when everything does not fit: the lowest first. Each outweighs any number of those below."""

    AVOIDED = 0  # a time that is avoided if possible
    REPORTING = 1
    PREPARATION = 2
    WISHED = 3
    ONE_A_DAY = 4
    MOST = 5
    SHOULD = 6
    DEMANDED = 7


@dataclass(frozen=True, kw_only=True)
class Constraint:
    """Something that a plan must keep: its id and the sentence that says it."""

    id: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Demand(Constraint):
    """A constraint on one body in a time, mostly from a duty."""

    body: Body
    period: str
    duty: str = ""
    weight: Weight = Weight.DEMANDED


@dataclass(frozen=True, kw_only=True)
class Need(Demand):
    """At least so many new meetings in a time, beside the `counted` ones that are held or planned.

    `wider` is the time that "cirka" may be stretched to; `having` and `by` what the meetings must be like.
    """

    first: date
    last: date
    count: int
    counted: int = 0
    wider: tuple[date, date] | None = None
    having: tuple[tuple[str, Any], ...] = ()
    by: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Most(Demand):
    """At most so many new meetings in a time."""

    first: date
    last: date
    count: int


@dataclass(frozen=True, kw_only=True)
class Chain(Demand):
    """A meeting by a day, and then never longer apart than so many days of the calendar."""

    due: date
    gap: int
    having: tuple[tuple[str, Any], ...] = ()
    by: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Preparation(Constraint):
    """A body meets so many working days before each meeting of the one that it prepares for."""

    body: Body
    target: Body
    at_least: int
    at_most: int


@dataclass(frozen=True, kw_only=True)
class Reporting(Constraint):
    """After each meeting of a body, the one that it reports to meets within so many working days."""

    body: Body
    target: Body
    at_most: int


@dataclass(frozen=True, kw_only=True)
class Together(Constraint):
    """Bodies that never meet on the same day."""

    bodies: tuple[Body, ...]


@dataclass(frozen=True)
class Kept:
    """A meeting that is held or planned already, and stays."""

    body: Body
    on: date
    held: bool
    full_day: bool = False
    id: str = ""


@dataclass(frozen=True)
class Seat:
    """What is known of a body: its name, from when it can be called, and how many new meetings it can come to."""

    body: Body
    name: str
    earliest: date
    slots: int
    weekdays: tuple[int, ...] = ()
    notice: int = 0
    own: bool = True  # it has a rhythm of its own, and does not only follow others
    city: bool = True


@dataclass(frozen=True)
class Problem:
    """Everything that a plan must meet."""

    first: date
    last: date
    at: date
    days: Days
    off: tuple[DaysOff, ...]
    wishes: Wishes
    seats: tuple[Seat, ...] = ()
    kept: tuple[Kept, ...] = ()
    needs: tuple[Need, ...] = ()
    most: tuple[Most, ...] = ()
    chains: tuple[Chain, ...] = ()
    preparations: tuple[Preparation, ...] = ()
    reportings: tuple[Reporting, ...] = ()
    together: tuple[Together, ...] = ()

    @property
    def demands(self) -> tuple[Demand, ...]:
        """What the duties and the wishes ask of single bodies."""
        return (*self.needs, *self.chains, *self.most)

    def seat(self, body: Body) -> Seat:
        """What is known of a body."""
        return next(one for one in self.seats if one.body == body)

    def name(self, body: Body) -> str:
        """What a body is called."""
        return next((one.name for one in self.seats if one.body == body), body.forum)

    def kept_of(self, body: Body) -> tuple[Kept, ...]:
        """The meetings of a body that stay, in order."""
        return tuple(sorted((one for one in self.kept if one.body == body), key=lambda one: one.on))


@dataclass(frozen=True)
class Unmet:
    """A constraint that can't be met: which, of what forum, when, and what stands in its way."""

    id: str
    constraint: str
    forum: str
    period: str
    why: str
    area: str = ""
    missing: int = 1


@dataclass(frozen=True)
class PlannedMeeting:
    """A meeting of the plan. `new` when it is proposed, otherwise it was held or planned already.

    `having` is what the duties ask of it: a full day, who takes part, what is taken up; `turns` whose turn it is.
    """

    forum: str
    area: str
    on: date
    reason: str = ""
    new: bool = True
    held: bool = False
    full_day: bool = False
    having: tuple[tuple[str, Any], ...] = ()
    by: tuple[str, ...] = ()
    turns: tuple[tuple[str, str], ...] = ()
    id: str = ""

    @property
    def body(self) -> Body:
        """The forum, in its area."""
        return Body(self.forum, self.area)

    @property
    def chair(self) -> str:
        """Whose turn it is to lead the meeting, where that changes; else nothing."""
        return dict(self.turns).get("chair", "")


@dataclass(frozen=True)
class Plan:
    """The meetings of a year in order of the day, with those that stay, and what can't be met.

    `settled` is false when the search was cut short: the plan keeps what it says, but a better may exist.
    """

    problem: Problem
    meetings: tuple[PlannedMeeting, ...]
    unmet: tuple[Unmet, ...] = ()
    settled: bool = True

    @property
    def new(self) -> tuple[PlannedMeeting, ...]:
        """The meetings that are proposed."""
        return tuple(one for one in self.meetings if one.new)

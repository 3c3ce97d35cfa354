"""The shape of a written turn of the wheel, from picture to lessons, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Perspective = Literal["offender", "target", "place"]
Purpose = Literal["crime_prevention", "perceived_safety", "both"]
PreventionType = Literal["social", "situational"]
PreventionLevel = Literal["universal", "selective", "indicated"]
Grounds = Literal["proven", "evaluated", "promising", "untested"]
Light = Literal["green", "yellow", "red"]
Rhythm = Literal["acute", "weekly", "quarterly", "yearly", "two_yearly"]


@dataclass(frozen=True)
class Picture:
    """The texts of a situational picture, what people noted beside the figures, and how it was adopted."""

    extent: str
    consequences: str
    other: str
    analysis: str
    remarks: tuple[str, ...]
    adopted_by: str  # the name of a forum
    adopted_on: date
    registry_number: str


@dataclass(frozen=True)
class Ground:
    """Why a problem was chosen, and what it rests on: a planted hot spot, a category, or neither."""

    reason: str
    hot_spot: str | None = None
    category: str | None = None


@dataclass(frozen=True)
class Profile:
    """A problem described exactly."""

    what: str
    where: str
    when: str
    who: str
    how: str


@dataclass(frozen=True)
class Evidence:
    """Something that speaks for or against a cause, and where it was learnt."""

    speaks_for: bool
    text: str
    source: str


@dataclass(frozen=True)
class Cause:
    """A possible cause and what was concluded; `act_on` is None while that is open."""

    number: int
    perspective: Perspective
    statement: str
    evidence: tuple[Evidence, ...]
    act_on: bool | None
    conclusion: str


@dataclass(frozen=True)
class Indicator:
    """What a measure is followed by: categories at a planted hot spot, within its radius."""

    title: str
    categories: tuple[str, ...]
    hot_spot: str


@dataclass(frozen=True)
class CheckIn:
    """What was seen when a measure was followed up; `by` is the title of a function."""

    on: date
    light: Light
    words: str
    by: str
    hours: int | None = None
    cost: int | None = None


@dataclass(frozen=True)
class Measure:
    """One thing that is done. The three "by" fields are titles of functions."""

    cause: int
    title: str
    goals: str
    first_day: date
    last_day: date | None
    planned_by: str
    done_by: str
    followed_up_by: str
    follow_up: str
    purpose: Purpose
    prevention_type: PreventionType
    prevention_level: PreventionLevel
    grounds: Grounds
    indicator: Indicator | None
    checkins: tuple[CheckIn, ...]


@dataclass(frozen=True)
class Priority:
    """A problem that the parties chose, with its grounds, profile, causes and measures."""

    title: str
    goal: str
    agreed_problem: str  # the title of a problem area in the agreement
    grounds: tuple[Ground, ...]
    profile: Profile
    causes: tuple[Cause, ...]
    measures: tuple[Measure, ...]


@dataclass(frozen=True)
class FeedbackItem:
    """What goes back to whom. `responsible` is the title of a function; `measure` the title of a measure."""

    receiver: str
    channel: str
    message: str
    due: date
    responsible: str
    sent_on: date | None = None
    measure: str | None = None


@dataclass(frozen=True)
class Plan:
    """How the action plan was decided."""

    decided_by: str
    decided_on: date
    registry_number: str


@dataclass(frozen=True)
class Turn:
    """A whole turn of the wheel for an area."""

    area_code: str
    rhythm: Rhythm
    first_day: date
    last_day: date
    cell_size: int  # metres; small in a small dense area
    picture: Picture
    priorities: tuple[Priority, ...]
    plan: Plan
    feedback: tuple[FeedbackItem, ...]
    lessons: tuple[str, ...]

    @property
    def measures(self) -> tuple[Measure, ...]:
        """All measures, in the order of the priorities."""
        return tuple(measure for priority in self.priorities for measure in priority.measures)

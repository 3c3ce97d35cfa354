"""What the house holds about the matter of a case, as plain values that a draft is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Picture:
    """The adopted picture. `hidden` counts findings that rest on small counts and are kept out of a public act."""

    title: str
    source: str
    period: str
    adopted: str
    findings: tuple[str, ...] = ()
    hidden: int = 0
    consequences: str = ""
    analysis: str = ""


@dataclass(frozen=True)
class Priority:
    """A prioritised problem area with its goal."""

    title: str
    goal: str = ""


@dataclass(frozen=True)
class Measure:
    """A measure and what its latest check-in said: the light's key, the words and the day."""

    title: str
    light: str = ""
    words: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Plan:
    """The action plan of the picture's round, and how far its measures have come."""

    title: str
    source: str
    decided: str
    measures: tuple[Measure, ...] = ()
    hours: int | None = None
    cost: int | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class LateDuty:
    """A duty that is late or soon will be: what, in which document, and who answers for it."""

    title: str
    document: str
    holders: str
    state: str


@dataclass(frozen=True)
class Duties:
    """How duties stand a day: counts by the state's key, and those that are late or urgent."""

    counts: Mapping[str, int]
    late: tuple[LateDuty, ...] = ()

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class Law:
    """How the act stands a day: all in short, and each paragraph that is not met, with why."""

    summary: str
    open: tuple[str, ...] = ()
    council: str = ""


@dataclass(frozen=True)
class Agreement:
    """An agreement as a case tells of it."""

    title: str
    parties: tuple[str, ...] = ()
    validity: str = ""
    standing: str = ""
    purposes: str = ""
    fields_of_work: str = ""
    problems: tuple[tuple[str, str], ...] = ()
    costs: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    duties: int = 0
    notice: str = ""
    registry_number: str = ""
    signers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Forum:
    """A forum as a case tells of it. `meetings` is how many it held in the year before the draft."""

    name: str
    kind: str
    level: str
    led_by: str = ""
    meetings: int = 0
    latest: date | None = None
    ended_on: date | None = None
    end_reason: str = ""
    replaced_by: str = ""
    duties: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """A governing document as a case tells of it."""

    title: str
    kind: str
    decided: str = ""
    standing: str = ""
    owner: str = ""
    applies_to: str = ""
    duties: Duties | None = None


@dataclass(frozen=True)
class Held:
    """All that is held for a case, read on a day."""

    place: str
    on: date
    year: int
    round: str = ""
    picture: Picture | None = None
    priorities: tuple[Priority, ...] = ()
    plan: Plan | None = None
    duties: Duties = field(default_factory=lambda: Duties({}))
    law: Law | None = None
    agreement: Agreement | None = None
    forum: Forum | None = None
    document: Document | None = None
    demanded: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()

"""The words of a judgement: how a duty stands, and what is asked to find it out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from trygghjulet.documents import numbers
from trygghjulet.obligations import words as w
from trygghjulet.obligations.facts import Fact, Record, Series
from trygghjulet.obligations.timing import lead


class State(StrEnum):
    """How a duty stands."""

    MET = "met"
    DUE = "due"
    AT_RISK = "at_risk"
    OVERDUE = "overdue"
    NOT_APPLICABLE = "not_applicable"
    CANNOT_BE_TOLD = "cannot_be_told"


# The worst first: what a duty with several areas shows, and the order of a list.
WORST_FIRST = (
    State.OVERDUE,
    State.AT_RISK,
    State.CANNOT_BE_TOLD,
    State.DUE,
    State.MET,
    State.NOT_APPLICABLE,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a duty stands: its state, the day it must be done by (or was to be done), why, and what shows it.

    `missed` are earlier times that were not done. `holders` carry it now; `ownerless` when nobody does, or nobody is
    there to receive it. `parts` are the same for each area or place where a duty has several.
    """

    duty: str
    state: State
    due: date | None
    reason: str
    evidence: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()
    ownerless: bool = False
    area: str | None = None
    parts: tuple[Standing, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A duty asked about: the record, the day, the days it binds, and the area or place where it has several."""

    duty: w.Duty
    record: Record
    at: date
    start: date | None
    end: date | None
    why: str
    area: str | None
    blueprint: w.Blueprint

    def pattern(self, pattern: w.Pattern) -> w.Pattern:
        """A pattern narrowed to the area or place that is asked about."""
        if self.area is None:
            return pattern
        return (
            replace(pattern, place=self.area)
            if self.duty.each != "local_areas"
            else replace(pattern, area=self.area)
        )

    def series(self, pattern: w.Pattern | None = None, having: Iterable[tuple[str, Any]] = ()) -> Series:
        """The facts that answer to a pattern, else to the duty's own, with some properties more."""
        asked = self.pattern(pattern or self.duty.evidence)
        extra = tuple(having)
        if extra:
            asked = replace(asked, having=(*asked.having, *extra))
        city_wide = self.duty.level is w.Level.CITY and self.area is None and self.duty.each == ()
        return self.record.series(asked, city_wide=city_wide)

    def first_day(self) -> date:
        """The day the duty began to bind, or where to begin looking when that is not known."""
        if self.start is not None:
            return self.start
        candidates = [day for day in (self.record.complete_from, self.record.first_day()) if day]
        return min((*candidates, self.at))

    def tells(self, first: date, last: date) -> bool:
        """Whether silence in those days means that nothing was done."""
        record = self.record
        return (record.complete_from is None or first >= record.complete_from) and (
            record.complete_until is None or min(last, self.at) <= record.complete_until
        )


def validity(
    duty: w.Duty, record: Record, at: date, *, blueprint: w.Blueprint, area: str | None = None
) -> tuple[date | None, date | None, str]:
    """The first and last day that a duty binds, as known that day, and what ended it in words."""
    ended = record.ended(at, area=area)
    instrument = blueprint.instrument(duty.instrument) or blueprint.head
    start = duty.applies_from
    end, why = duty.applies_until, ""
    if instrument is not None:
        known_from = instrument.valid_from or instrument.signed_on or instrument.decided_on
        begun = known_from.first if known_from else None
        start = max((day for day in (start, begun) if day), default=None)
        if instrument.valid_until and (end is None or instrument.valid_until.last < end):
            end, why = instrument.valid_until.last, f"{instrument.title} gällde till och med"
        gone = ended.get(instrument.id)
        if gone is not None:
            last = (gone.begins() or date.min) - timedelta(days=1)
            if end is None or last < end:
                end, why = last, _gone(instrument.title, gone, blueprint)
    forum = _forum_needed(duty)
    if forum:
        gone = ended.get(forum)
        if gone is not None:
            last = (gone.begins() or date.min) - timedelta(days=1)
            if end is None or last < end:
                end, why = last, _gone(blueprint.name_of(forum), gone, blueprint)
    return start, end, why


def _gone(title: str, gone: Fact, blueprint: w.Blueprint) -> str:
    if gone.replaced_by:
        return f"{title} ersattes av {blueprint.name_of(gone.replaced_by)} och gällde till och med"
    return f"{title} upphörde och fanns till och med"


_FORUM_KINDS = (w.FactKind.MEETING, w.FactKind.APPOINTMENT, w.FactKind.NOTICE)


def _forum_needed(duty: w.Duty) -> str | None:
    """The forum without which the duty has no meaning: the one that meets or is composed."""
    if duty.evidence.kind in _FORUM_KINDS and duty.evidence.forum:
        return duty.evidence.forum
    return None


def asked_of(
    duty: w.Duty, record: Record, at: date, *, blueprint: w.Blueprint, area: str | None = None
) -> Asked:
    """A duty asked about on a day, in an area or place where it has several."""
    start, end, why = validity(duty, record, at, blueprint=blueprint, area=area)
    return Asked(duty, record, at, start, end, why, area, blueprint)


def conditioned(asked: Asked) -> Asked | None:
    """The same with its beginning no sooner than its condition came to hold; None where it does not hold that day."""
    if asked.duty.condition is None:
        return asked
    series = asked.record.series(asked.pattern(asked.duty.condition))
    holding = [fact for fact in series.until(asked.at) if fact.holds(asked.at)]
    if not holding:
        return None
    began = min(fact.begins() or date.min for fact in holding)
    return asked if asked.start is not None and began <= asked.start else replace(asked, start=began)


def stands(
    asked: Asked,
    state: State,
    due: date | None,
    reason: str,
    evidence: Iterable[Fact] = (),
    *,
    missed: tuple[str, ...] = (),
) -> Standing:
    """A judgement in its words."""
    return Standing(
        asked.duty.id,
        state,
        due,
        reason,
        evidence=tuple(dict.fromkeys(fact.id for fact in evidence)),
        missed=missed,
        area=asked.area,
    )


def times(count: int) -> str:
    """A number of times in words."""
    return "en gång" if count == 1 else f"{count} gånger"


def pressed(asked: Asked, due: date, slot: int, *, left: int = 1, planned: int = 0) -> tuple[State, str]:
    """Whether there is time enough: due, or at risk when what is left takes longer than usual and is not planned."""
    remaining = (due - asked.at).days
    said = f"Senast {numbers.day(due)}, om {days(remaining)}."
    if planned >= left:
        return State.DUE, f"{said} {'Det' if left == 1 else 'De'} är inplanerat."
    if remaining <= lead(slot, left - planned):
        return State.AT_RISK, f"{said} Tiden är knapp och inget är inplanerat."
    return State.DUE, said


def days(count: int) -> str:
    """A number of days in words."""
    return "i dag" if count == 0 else "en dag" if count == 1 else f"{numbers.number(count)} dagar"


def last_of(fact: Fact) -> date:
    """The day to count from: the latest that it can have been done, so that nobody is called late too soon."""
    return fact.on.last if fact.on else fact.first or date.min


def in_order(facts: Iterable[Fact]) -> list[Fact]:
    """Facts, the oldest first."""
    return sorted(facts, key=lambda fact: fact.begins() or date.min)


def within_validity(events: list[Fact], asked: Asked) -> list[Fact]:
    """The events that fall within the time that the duty binds."""
    return [
        event
        for event in events
        if (asked.start is None or last_of(event) >= asked.start)
        and (asked.end is None or (event.begins() or date.max) <= asked.end)
    ]

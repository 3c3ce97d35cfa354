"""So many times in each period, in a certain year, or once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from trygghjulet.documents import numbers
from trygghjulet.obligations import words as w
from trygghjulet.obligations.facts import Fact, Series
from trygghjulet.obligations.standing import Asked, Standing, State, pressed, stands, times
from trygghjulet.obligations.timing import Window, length, once_windows, windows, year_windows

PROPERTIES = {"full_day": "heldag", "signed": "underskrift"}
_YEARLY = w.PerPeriod(w.Per.YEAR)


def per_period(asked: Asked, when: w.PerPeriod) -> Standing:
    """At least so many times in each period of the calendar."""
    return _judge(_Counted.of(asked, when), windows(when, asked.start, asked.first_day(), asked.at))


def in_year(asked: Asked, when: w.InYear) -> Standing:
    """During a certain year, and those that follow at a distance."""
    years = year_windows(when, asked.at)
    if asked.start is not None:
        years = tuple(one for one in years if one.last >= asked.start)
    return _judge(_Counted.of(asked, _YEARLY), years)


def once(asked: Asked, when: w.By) -> Standing:
    """Once, by a day."""
    return _judge(_Counted.of(asked, _YEARLY), once_windows(when, asked.start))


@dataclass(frozen=True, slots=True)
class _Counted:
    """A cadence with the facts that count, and those that have each property asked for."""

    asked: Asked
    when: w.PerPeriod
    series: Series
    special: tuple[tuple[w.OfWhich, Series], ...]

    @classmethod
    def of(cls, asked: Asked, when: w.PerPeriod) -> _Counted:
        special = tuple((one, asked.series(having=one.having)) for one in when.of_which)
        return cls(asked, when, asked.series(), special)

    def sure(self, window: Window) -> int:
        return self.series.sure(window.first, window.last, self.asked.at)

    def facts(self, window: Window) -> tuple[Fact, ...]:
        return self.series.within(window.first, window.last, self.asked.at)

    def since(self, window: Window) -> tuple[Fact, ...]:
        """What has been done after a window."""
        return self.series.within(window.last + timedelta(days=1), self.asked.at, self.asked.at)

    def enough(self, window: Window) -> bool:
        first, last, at = window.first, window.last, self.asked.at
        return self.series.sure(first, last, at) >= window.needed and all(
            found.sure(first, last, at) >= min(one.at_least, window.needed) for one, found in self.special
        )

    def perhaps_enough(self, window: Window) -> bool:
        first, last, at = window.first, window.last, self.asked.at
        return self.series.possible(first, last, at) >= window.needed and all(
            found.possible(first, last, at) >= min(one.at_least, window.needed) for one, found in self.special
        )

    def unsure(self, window: Window) -> bool:
        """Whether it can't be told that a closed window was missed."""
        if self.perhaps_enough(window) or not self.asked.tells(window.first, window.last):
            return True
        if not self.when.about:
            return False
        # "Cirka": what was done just before or after may stand for it.
        half = timedelta(days=length(window) // 2)
        return self.series.possible(window.first - half, window.last + half, self.asked.at) >= window.needed

    def lacking(self, window: Window) -> int:
        """How many times are left to do, at least one."""
        first, last, at = window.first, window.last, self.asked.at
        special = [one.at_least - found.sure(first, last, at) for one, found in self.special]
        return max(window.needed - self.sure(window), 1, *special)

    def planned(self, window: Window) -> int:
        """How many are planned in what is left of a window."""
        return sum(
            fact.count
            for fact in self.series.planned
            if (day := fact.begins()) and max(self.asked.at, window.first) <= day <= window.last
        )

    def short(self, window: Window) -> str:
        """How far it has come, where it is not enough."""
        first, last, at = window.first, window.last, self.asked.at
        said = "inte gjort" if window.needed == 1 else f"{self.sure(window)} av minst {window.needed}"
        lacking = [
            _named(one.having) for one, found in self.special if found.sure(first, last, at) < one.at_least
        ]
        return said + (f", ingen med {' och '.join(lacking)}" if lacking else "")

    def done(self, window: Window) -> str:
        """How much has been done, where it is enough."""
        count = self.sure(window)
        said = f"gjort {times(count)}." if window.needed <= 1 else f"{count} av minst {window.needed}."
        for one, found in self.special:
            special = found.sure(window.first, window.last, self.asked.at)
            said += f" Varav {special} med {_named(one.having)}."
        if self.when.at_most is not None and count > self.when.at_most:
            said += f" Det är fler än {self.when.at_most}."
        return said


def _judge(counted: _Counted, all_windows: tuple[Window, ...]) -> Standing:
    asked = counted.asked
    if asked.end is not None:
        # What falls due after the end lapses.
        all_windows = tuple(one for one in all_windows if one.last <= asked.end)
    closed = [one for one in all_windows if one.last < asked.at and one.needed]
    current = next((one for one in all_windows if one.last >= asked.at), None)
    failed = [one for one in closed if not counted.enough(one)]
    unsure = {one.first for one in failed if counted.unsure(one)}
    missed = [one for one in failed if one.first not in unsure]
    history = tuple(one.name for one in missed)
    last = closed[-1] if closed else None
    if current is None or not current.needed:
        return _between_windows(counted, last, current, unsure, history)
    told = _current_tells(counted, current, missed, history)
    if told is not None:
        return told
    if last is not None and not counted.since(last):
        if last in missed:
            said = f"{last.name}: {counted.short(last)}, och inget sedan dess.{_missed(missed[:-1])}"
            return stands(asked, State.OVERDUE, last.last, said, counted.facts(last), missed=history)
        if last.first in unsure and asked.record.complete_until is not None:
            said = f"{last.name}: anteckningarna räcker inte för att avgöra."
            return stands(asked, State.CANNOT_BE_TOLD, last.last, said, missed=history)
    if not asked.tells(current.first, asked.at):
        said = f"{current.name}: anteckningarna är inte fullständiga den här tiden."
        return stands(asked, State.CANNOT_BE_TOLD, current.last, said, counted.facts(current), missed=history)
    slot = max(1, length(current) // max(current.whole, 1))
    left, planned = counted.lacking(current), counted.planned(current)
    state, time_left = pressed(asked, current.last, slot, left=left, planned=planned)
    said = f"{current.name}: {counted.short(current)}. {time_left}{current.note}{_missed(missed)}"
    return stands(asked, state, current.last, said, counted.facts(current), missed=history)


def _current_tells(
    counted: _Counted, current: Window, missed: list[Window], history: tuple[str, ...]
) -> Standing | None:
    """The answer where what has been done in the current window is enough, or may be."""
    if counted.enough(current):
        said = f"{current.name}: {counted.done(current)}{current.note}{_missed(missed)}"
        return stands(counted.asked, State.MET, current.last, said, counted.facts(current), missed=history)
    if counted.perhaps_enough(current):
        said = f"{current.name}: bara ungefärliga datum är antecknade, så det går inte att avgöra."
        return stands(
            counted.asked, State.CANNOT_BE_TOLD, current.last, said, counted.facts(current), missed=history
        )
    return None


def _between_windows(
    counted: _Counted,
    last: Window | None,
    current: Window | None,
    unsure: set[date],
    history: tuple[str, ...],
) -> Standing:
    """How it stands when nothing is asked for right now: the last time decides, or the next is awaited."""
    asked = counted.asked
    if last is None:
        if current is None:
            ends = f" innan giltigheten är slut {numbers.day(asked.end)}" if asked.end else ""
            return stands(asked, State.NOT_APPLICABLE, None, f"Inget mer ska göras{ends}.")
        said = f"{current.name} är för kort för att något ska krävas.{current.note}"
        return stands(asked, State.DUE, current.next_last, said, counted.facts(current))
    facts = counted.facts(last)
    if counted.enough(last):
        return stands(asked, State.MET, None, f"{last.name}: gjort.", facts, missed=history)
    if last.first in unsure:
        said = f"{last.name}: anteckningarna räcker inte för att avgöra."
        return stands(asked, State.CANNOT_BE_TOLD, last.last, said, facts, missed=history)
    late = counted.since(last)
    if late:
        said = f"{last.name}: gjort för sent, {late[-1].on}."
        return stands(asked, State.MET, None, said, late, missed=history)
    return stands(
        asked, State.OVERDUE, last.last, f"{last.name}: {counted.short(last)}.", facts, missed=history
    )


def _named(having: Iterable[tuple[str, Any]]) -> str:
    return ", ".join(
        PROPERTIES.get(name, name) if value is True else f"{PROPERTIES.get(name, name)} {value}"
        for name, value in having
    )


def _missed(missed: list[Window]) -> str:
    if not missed:
        return ""
    if len(missed) == 1:
        return f" Missat: {missed[0].name}."
    return f" Missat {times(len(missed))}, senast {missed[-1].name}."

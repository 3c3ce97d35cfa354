"""So many times in each period, in a certain year, or once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from trygghjulet.documents import numbers
from trygghjulet.obligations import words as w
from trygghjulet.obligations.facts import Fact, Series
from trygghjulet.obligations.standing import (
    Asked,
    Standing,
    State,
    pressed,
    stands,
    time_left,
    times,
    with_properties,
)
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


@dataclass(slots=True, eq=False)
class _Counted:
    """A cadence with the facts that count, and those that have each property asked for."""

    asked: Asked
    when: w.PerPeriod
    series: Series
    special: tuple[tuple[w.OfWhich, Series], ...]

    @classmethod
    def of(cls, asked: Asked, when: w.PerPeriod) -> _Counted:
        evidence = asked.duty.evidence
        special = tuple((one, asked.series(with_properties(evidence, one.having))) for one in when.of_which)
        return cls(asked, when, asked.series(), special)

    def sure(self, window: Window) -> int:
        return self.series.sure(window.counts_from, window.last, self.asked.at)

    def facts(self, window: Window) -> Sequence[Fact]:
        return self.series.within(window.counts_from, window.last, self.asked.at)

    def since(self, window: Window) -> Sequence[Fact]:
        """What has been done after a window."""
        return self.series.within(window.last + timedelta(days=1), self.asked.at, self.asked.at)

    def enough(self, window: Window) -> bool:
        first, last, at = window.counts_from, window.last, self.asked.at
        return self.series.sure(first, last, at) >= window.needed and all(
            found.sure(first, last, at) >= min(one.at_least, window.needed) for one, found in self.special
        )

    def perhaps_enough(self, window: Window) -> bool:
        first, last, at = window.counts_from, window.last, self.asked.at
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
        first, last, at = window.counts_from, window.last, self.asked.at
        special = [one.at_least - found.sure(first, last, at) for one, found in self.special]
        return max(window.needed - self.sure(window), 1, *special)

    def left_beside_plans(self, window: Window) -> int:
        """How many times are left to do when all that is planned has been done."""
        first, last, at = window.counts_from, window.last, self.asked.at

        def planned(series: Series) -> int:
            days = max(at, window.first), window.last
            return sum(fact.count for fact in series.planned if fact.may_fall(*days))

        special = [one.at_least - found.sure(first, last, at) - planned(found) for one, found in self.special]
        return max(window.needed - self.sure(window) - planned(self.series), 0, *special)

    def short(self, window: Window) -> str:
        """How far it has come, where it is not enough."""
        first, last, at = window.counts_from, window.last, self.asked.at
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
            special = found.sure(window.counts_from, window.last, self.asked.at)
            said += f" Varav {special} med {_named(one.having)}."
        if self.when.at_most is not None and count > self.when.at_most:
            said += f" Det är fler än {self.when.at_most}."
        return said


def _judge(counted: _Counted, windows_through: tuple[Window, ...]) -> Standing:
    """How it stands by the current window and the last that closed; those before are only told of."""
    asked = counted.asked
    current, last = _latest(windows_through, asked)
    if current is None or not current.needed:
        return _between_windows(counted, last, current, windows_through)
    if counted.enough(current):
        return _told(
            counted, State.MET, current, windows_through, lambda: f"{counted.done(current)}{current.note}"
        )
    if counted.perhaps_enough(current):
        said = "bara ungefärliga datum är antecknade, så det går inte att avgöra."
        return _told(counted, State.CANNOT_BE_TOLD, current, windows_through, said, bare=True)
    late = None if last is None else _not_done_since(counted, last, windows_through)
    if late is not None:
        return late
    began = asked.record.complete_from
    if not asked.tells(max(current.first, began or current.first), asked.at) or (began and began > asked.at):
        said = "anteckningarna är inte fullständiga den här tiden."
        return _told(counted, State.CANNOT_BE_TOLD, current, windows_through, said, bare=True)
    # While the time still runs, what may have been done before the record began is only told of.
    note = current.note
    if began is not None and began > current.first:
        note += f" Det som gjordes före {numbers.day(began)} är inte antecknat."
    left = counted.lacking(current)
    planned = left - counted.left_beside_plans(current)
    state = pressed(asked, current.last, current.slot, left=left, planned=planned)
    return _told(
        counted,
        state,
        current,
        windows_through,
        lambda: (
            f"{counted.short(current)}. "
            f"{time_left(asked, current.last, state, left=left, planned=planned)}{note}"
        ),
    )


def _not_done_since(counted: _Counted, last: Window, windows_through: tuple[Window, ...]) -> Standing | None:
    """The answer where the last window was missed, or may have been, and nothing has been done since."""
    if counted.enough(last) or counted.since(last):
        return None
    if not counted.unsure(last) and counted.asked.tells(last.last, counted.asked.at):

        def said() -> str:
            return f"{counted.short(last)}, och inget sedan dess."

        return _told(counted, State.OVERDUE, last, windows_through, said)
    if counted.asked.record.complete_until is None:
        return None
    cannot = "anteckningarna räcker inte för att avgöra."
    return _told(counted, State.CANNOT_BE_TOLD, last, windows_through, cannot, bare=True, shown=False)


def _latest(windows_through: tuple[Window, ...], asked: Asked) -> tuple[Window | None, Window | None]:
    """The window that the day lies in or comes before, and the last that closed and asked for something."""
    current = None
    for one in reversed(windows_through):
        if asked.end is not None and one.last > asked.end:
            continue  # what falls due after the end lapses
        if one.last >= asked.at:
            current = one
        elif one.needed:
            return current, one
    return current, None


def _missed(counted: _Counted, windows_through: tuple[Window, ...]) -> list[Window]:
    """The windows that closed without it being done enough, where that can be told."""
    asked = counted.asked
    end = asked.at if asked.end is None else min(asked.at, asked.end + timedelta(days=1))
    return [
        one
        for one in windows_through
        if one.last < end and one.needed and not counted.enough(one) and not counted.unsure(one)
    ]


def _told(
    counted: _Counted,
    state: State,
    window: Window,
    windows_through: tuple[Window, ...],
    said: str | Callable[[], str],
    *,
    bare: bool = False,
    shown: bool = True,
) -> Standing:
    """The answer for a window, with what was missed before it unless the reason stands alone."""

    def reason() -> str:
        before = [] if bare else [one for one in _missed(counted, windows_through) if one is not window]
        told = said if isinstance(said, str) else said()
        again = state is State.OVERDUE
        if isinstance(counted.asked.duty.when, w.By):
            # The window of something that is done once is named by its last day, which is said anyway.
            return f"{told[:1].upper()}{told[1:]}{_missed_words(before, again=again)}"
        return f"{window.name}: {told}{_missed_words(before, again=again)}"

    return stands(
        counted.asked,
        state,
        window.last,
        reason,
        counted.facts(window) if shown else (),
        missed=lambda: tuple(one.name for one in _missed(counted, windows_through)),
    )


def _between_windows(
    counted: _Counted, last: Window | None, current: Window | None, windows_through: tuple[Window, ...]
) -> Standing:
    """How it stands when nothing is asked for right now: the last time decides, or the next is awaited."""
    asked = counted.asked
    if last is None:
        if current is None:
            ends = f" innan giltigheten är slut {numbers.day(asked.end)}" if asked.end else ""
            return stands(asked, State.NOT_APPLICABLE, None, f"Inget mer ska göras{ends}.")
        said = f"{current.name} är för kort för att något ska krävas.{current.note}"
        return stands(asked, State.DUE, current.next_last, said, counted.facts(current))

    def answer(state: State, said: Callable[[], str], facts: Sequence[Fact], due: date | None) -> Standing:
        return stands(
            asked,
            state,
            due,
            lambda: f"{last.name}: {said()}",
            facts,
            missed=lambda: tuple(one.name for one in _missed(counted, windows_through)),
        )

    facts = counted.facts(last)
    if counted.enough(last):
        return answer(State.MET, lambda: "gjort.", facts, None)
    if counted.unsure(last):
        return answer(
            State.CANNOT_BE_TOLD, lambda: "anteckningarna räcker inte för att avgöra.", facts, last.last
        )
    late = counted.since(last)
    if late:
        return answer(State.MET, lambda: f"gjort för sent, {late[-1].on}.", late, None)
    return answer(State.OVERDUE, lambda: f"{counted.short(last)}.", facts, last.last)


def _named(having: Iterable[tuple[str, Any]]) -> str:
    return ", ".join(
        PROPERTIES.get(name, name) if value is True else f"{PROPERTIES.get(name, name)} {value}"
        for name, value in having
    )


def _missed_words(missed: list[Window], *, again: bool = False) -> str:
    if not missed:
        return ""
    word = "Dessutom missat" if again else "Missat"
    if len(missed) == 1:
        return f" {word}: {missed[0].name}."
    return f" {word} {times(len(missed))}, senast {missed[-1].name}."

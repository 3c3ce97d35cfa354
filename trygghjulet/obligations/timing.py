"""When something is to be done: the windows of a cadence, how much each asks for, and when the time is scarce."""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from trygghjulet.documents import numbers
from trygghjulet.obligations import words as w
from trygghjulet.obligations.dates import Span, later, period, periods, words

A_YEAR = 365


@dataclass(frozen=True, slots=True)
class Window:
    """A time in which something is to be done.

    `needed` is how many times it asks for and `whole` how many a whole period asks for; `note` says why the two differ.
    `slot` is the usual number of days between two times, that of a whole period. What is done counts from the first
    day, or from `opens` where that is sooner; `next_last` is the last day of the window that follows.
    """

    first: date
    last: date
    needed: int
    whole: int
    name: str
    slot: int
    note: str = ""
    next_last: date | None = None
    opens: date | None = None

    @property
    def counts_from(self) -> date:
        """The first day that counts."""
        return self.opens or self.first


def length(window: Window) -> int:
    """How many days a window has; a year at most where it has no beginning."""
    return (
        min((window.last - window.first).days + 1, A_YEAR)
        if window.first == date.min
        else (window.last - window.first).days + 1
    )


def lead(slot: int, left: int) -> int:
    """How many days before the end the time is scarce: a quarter of the usual time between two times, and half of it
    for each further time that is left.
    """
    return slot // 4 + (left - 1) * slot // 2


def windows(when: w.PerPeriod, start: date | None, first_day: date, at: date) -> tuple[Window, ...]:
    """The windows from the first day through the first that ends on or after a day.

    Args:
        when: the cadence.
        start: the day the duty began to bind, or None where it is not known.
        first_day: where to begin.
        at: the day that is asked about.
    """
    # Where to begin matters only by its period, so that cooperations whose records begin in the same share the answer.
    begin = date(first_day.year, 1, 1) if when.per in MANY_YEARS else period(when.per, first_day).first
    return _windows(when, start, begin, at)


@lru_cache(maxsize=16384)
def _windows(when: w.PerPeriod, start: date | None, first_day: date, at: date) -> tuple[Window, ...]:
    anchor = when.starting or (first_day.year if when.per in MANY_YEARS else 0)
    made: list[Window] = []
    last = period(when.per, at, anchor).last
    following = period(when.per, last + timedelta(days=1), anchor)
    for now in (*periods(when.per, min(first_day, at), last, anchor), following):
        window = _window(when, now, start, anchor)
        if window is None:
            continue
        made.append(window)
        if window.last >= at:
            break
    return tuple(made)


MANY_YEARS = (w.Per.TWO_YEARS, w.Per.THREE_YEARS, w.Per.FOUR_YEARS)


def _window(when: w.PerPeriod, now: Span, start: date | None, anchor: int) -> Window | None:
    first, last = now.first, now.last
    if when.between is not None:
        first = max(first, _day(now.first.year, when.between[0]))
        last = min(last, _day(now.last.year, when.between[1]))
        if last < first:
            return None
    name = words(now.first, now.last)
    if when.per is w.Per.TERM:
        name = f"{'våren' if now.first.month == 1 else 'hösten'} {now.first.year}"
    after = period(when.per, now.last + timedelta(days=1), anchor).last
    whole = (last - first).days + 1
    slot = max(1, whole // max(when.at_least, 1))
    if start is None or start <= first:
        return Window(first, last, when.at_least, when.at_least, name, slot, next_last=after)
    if start > last:
        return None
    left = (last - start).days + 1
    needed = int(when.at_least * left / whole + 0.5)
    note = ""
    if needed != when.at_least:
        note = (
            f" Gäller från {numbers.day(start)}, {left} av {whole} dagar, så kravet är i proportion {needed} i"
            f" stället för {when.at_least} (vår avrundning)."
        )
    return Window(start, last, needed, when.at_least, name, slot, note, next_last=after)


def _day(year: int, month_and_day: tuple[int, int]) -> date:
    month, day = month_and_day
    return date(year, 2, 28) if (month, day) == (2, 29) and not isleap(year) else date(year, month, day)


@lru_cache(maxsize=4096)
def year_windows(when: w.InYear, at: date) -> tuple[Window, ...]:
    """The named year and those that follow, through the first that ends on or after a day."""
    year, made = when.in_year, []
    while True:
        following = None if when.then_every is None else date(year + when.then_every, 12, 31)
        first, last = date(year, 1, 1), date(year, 12, 31)
        made.append(Window(first, last, 1, 1, str(year), (last - first).days + 1, next_last=following))
        if following is None or made[-1].last >= at:
            return tuple(made)
        year += when.then_every or 1


@lru_cache(maxsize=4096)
def once_windows(when: w.By, start: date | None) -> tuple[Window, ...]:
    """The one window of something that is done once; none where the day had passed before the duty bound.

    What is done sooner than the duty bound is done, unless it must not be done before a day.
    """
    if start is not None and when.by < start:
        return ()
    first = min(when.no_sooner or start or date.min, when.by)
    slot = A_YEAR if first == date.min else (when.by - first).days + 1
    opens = None if when.no_sooner else date.min
    return (Window(first, when.by, 1, 1, f"Senast {numbers.day(when.by)}", slot, opens=opens),)


def again_by(when: w.Every, day: date) -> date:
    """The last day for the next time, counted from a day."""
    interval = when.every
    due = later(day, years=interval.years, months=interval.months, days=interval.days + 7 * interval.weeks)
    return date(due.year, 12, 31) if when.whole_years else due


def interval_days(interval: w.Interval) -> int:
    """About how many days an interval has."""
    return round(interval.years * 365.25 + interval.months * 30.44) + 7 * interval.weeks + interval.days

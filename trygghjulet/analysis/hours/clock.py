"""Clock time and elapsed time: what a clock on the wall showed, and how long there really was between two times."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trygghjulet.analysis import checks

STOCKHOLM = "Europe/Stockholm"
SECOND = 1_000_000
HOUR = 3600 * SECOND
DAY = 24 * HOUR
MISSING = np.iinfo(np.int64).min
"""Stands for a time that isn't known; the same number as numpy's not-a-time."""

_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Clock:
    """The clock of a time zone, over some years. All times are whole microseconds since 1970.

    Args:
        changes: the moments (in elapsed time, UTC) when the clock was moved.
        ahead: how far the clock was ahead of UTC before the first change, and after each.
    """

    changes: NDArray[np.int64]
    ahead: NDArray[np.int64]

    def shown(self, moment: NDArray[np.int64]) -> NDArray[np.int64]:
        """What the clock showed at a moment."""
        return moment + self.ahead[np.searchsorted(self.changes, moment, side="right")]

    def moment(self, shown: NDArray[np.int64]) -> NDArray[np.int64]:
        """When the clock showed that: the first time if it did so twice, the change itself if it was skipped."""
        if not len(self.changes):
            return np.asarray(shown - self.ahead[0], dtype=np.int64)
        after = np.searchsorted(self.changes + self.ahead[:-1], shown, side="right")
        told = shown - self.ahead[after]
        earliest = self.changes[np.maximum(after - 1, 0)]
        return np.where(after > 0, np.maximum(told, earliest), told)


def clock(zone: str, first_year: int, last_year: int) -> Clock:
    """The clock of a zone from the first year to the last, both included.

    Raises:
        UnfitData: `zone`, or `not_times` (before 1900 or after 2200, where nobody knows how clocks go).
    """
    if not _FIRST_YEAR <= first_year <= last_year <= _LAST_YEAR:
        raise checks.UnfitData(
            "not_times", f"Tiderna måste ligga mellan åren {_FIRST_YEAR} och {_LAST_YEAR}. Rätta årtalen."
        )
    try:
        found = ZoneInfo(zone if isinstance(zone, str) else "")
    except (ValueError, OSError, TypeError, KeyError) as unknown:  # what zoneinfo raises for odd names
        raise checks.UnfitData(
            "zone", f"Tidszonen {checks.shown(zone)} finns inte. Skriv den som till exempel {STOCKHOLM}."
        ) from unknown
    # A year on each side, since a year begins at another moment in other zones.
    start = datetime(first_year - 1, 1, 1, tzinfo=UTC)
    changes = [change for year in range(first_year - 1, last_year + 2) for change in _changes_in(zone, year)]
    ahead = [_ahead(found, start), *(after for _, after in changes)]
    return Clock(np.array([at for at, _ in changes], dtype=np.int64), np.array(ahead, dtype=np.int64))


def clock_of(zone: str, *shown: NDArray[np.int64]) -> Clock:
    """The clock over the years of those times, of which some may be missing.

    Raises:
        UnfitData: `zone` or `not_times`.
    """
    known = [times[times != MISSING] for times in shown]
    held = [times for times in known if times.size]
    if not held:
        return clock(zone, 1970, 1970)
    years = [
        int(np.array(end, dtype="datetime64[us]").astype("datetime64[Y]").astype(np.int64)) + 1970
        for end in (min(times.min() for times in held), max(times.max() for times in held))
    ]
    return clock(zone, *years)


def times(values: ArrayLike, *, name: str) -> NDArray[np.int64]:
    """Dates and times by the clock as whole microseconds since 1970; where one is missing, `MISSING`.

    Args:
        values: `datetime64`, or Python's own dates and times without a zone; not-a-time or None where missing.

    Raises:
        UnfitData: `not_times` or `shape`.
    """
    try:
        given = np.asarray(values)
    except ValueError as uneven:
        raise checks.UnfitData("not_times", f"Raderna i {name} är olika långa.") from uneven
    if given.ndim != 1:
        raise checks.UnfitData("shape", f"Tiderna i {name} måste vara en lista.")
    if given.dtype == object and all(_plain(value) for value in given):
        given = _of_plain(given)
    elif given.size == 0:
        given = np.empty(0, dtype="datetime64[us]")
    if not np.issubdtype(given.dtype, np.datetime64):
        raise checks.UnfitData(
            "not_times",
            f"Värdena i {name} måste vara datum med klockslag som klockan visade dem, utan tidszon.",
        )
    _within_years(given, name)
    return given.astype("datetime64[us]").astype(np.int64)


def day(value: date, *, name: str) -> int:
    """The number of a day since 1970.

    Raises:
        UnfitData: `not_times`.
    """
    if not isinstance(value, date):
        raise checks.UnfitData("not_times", f"{name} måste vara ett datum, inte {checks.shown(value)}.")
    return date(value.year, value.month, value.day).toordinal() - _EPOCH.toordinal()


def days_of_months(months: NDArray[np.int64]) -> NDArray[np.int64]:
    """The days since 1970 on which months, numbered since January 1970, begin."""
    return np.asarray(months, dtype="datetime64[M]").astype("datetime64[D]").astype(np.int64)


def _plain(value: Any) -> bool:
    if value is None:
        return True
    if isinstance(value, np.datetime64):
        return True
    return isinstance(value, date) and getattr(value, "tzinfo", None) is None


def _of_plain(given: Iterable[Any]) -> NDArray[np.datetime64]:
    return np.array(
        [np.datetime64("NaT") if value is None else value for value in given], dtype="datetime64[us]"
    )


def _within_years(given: NDArray[np.datetime64], name: str) -> None:
    """In the unit it came in, since a far year doesn't fit in microseconds."""
    known = given[~np.isnat(given)]
    if not known.size:
        return
    first, last = np.array([known.min(), known.max()]).astype("datetime64[Y]").astype(np.int64) + 1970
    if not _FIRST_YEAR <= first <= last <= _LAST_YEAR:
        raise checks.UnfitData(
            "not_times", f"Åren i {name} måste ligga mellan {_FIRST_YEAR} och {_LAST_YEAR}. Rätta årtalen."
        )


@lru_cache(maxsize=1024)
def _changes_in(zone: str, year: int) -> tuple[tuple[int, int], ...]:
    """When the clock was moved in a year, and how far ahead of UTC it then was: looked for week by week."""
    found = ZoneInfo(zone)
    at, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    changes = []
    while at < end:
        then = min(at + _WEEK, end)
        if _ahead(found, at) != _ahead(found, then):
            moved = _moment_of_change(found, at, then)
            changes.append((moved, _ahead(found, then)))
        at = then
    return tuple(changes)


def _moment_of_change(zone: ZoneInfo, before: datetime, after: datetime) -> int:
    old = _ahead(zone, before)
    low, high = 0, int((after - before).total_seconds())
    while high - low > 1:
        middle = (low + high) // 2
        if _ahead(zone, before + timedelta(seconds=middle)) == old:
            low = middle
        else:
            high = middle
    return _since_1970(before + timedelta(seconds=high))


def _since_1970(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(microseconds=1)


def _ahead(zone: ZoneInfo, at: datetime) -> int:
    offset = at.astimezone(zone).utcoffset()
    return 0 if offset is None else offset // timedelta(microseconds=1)

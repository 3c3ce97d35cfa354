"""Spans of time laid over the bins of a day, a week or a year, in elapsed time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from trygghjulet.analysis import checks
from trygghjulet.analysis.hours.clock import DAY, HOUR, Clock, days_of_months

_THURSDAY = 3
"""1970 began on a Thursday; weeks begin on Mondays."""


class Cycle(StrEnum):
    """What comes back: a day, a week from Monday, or a year of months."""

    DAY = "day"
    WEEK = "week"
    YEAR = "year"


@dataclass(frozen=True)
class Bins:
    """The bins that a cycle is cut into.

    Args:
        cycle: what comes back.
        many: how many bins it holds.
        width: how long each is, in microseconds; 0 for months.
    """

    cycle: Cycle
    many: int
    width: int

    @classmethod
    def of(cls, cycle: Cycle, width: float) -> Bins:
        """Bins of so many hours each; a year has its months.

        Raises:
            UnfitData: `cycle`, `not_positive`, or `uneven` (the bins don't fill the cycle, or hold parts of minutes).
        """
        kind = checks.choice(cycle, Cycle, name="Cykeln")
        if kind is Cycle.YEAR:
            return cls(kind, 12, 0)
        hours = checks.positive(width, name="Längden på ett fack")
        length = 24 if kind is Cycle.DAY else 168
        many, minutes = round(length / hours) if hours >= 1 / 60 else 0, round(hours * 60)
        if many == 0 or minutes * many != length * 60 or abs(hours * 60 - minutes) > 1e-9:
            raise checks.UnfitData(
                "uneven", f"Fack på {width} timmar går inte jämnt upp i {length} timmar med hela minuter."
            )
        return cls(kind, many, minutes * HOUR // 60)

    def number(self, shown: NDArray[np.int64]) -> NDArray[np.int64]:
        """Which bin a time by the clock lies in, counted on and on from the one that 1970 began in."""
        if self.cycle is Cycle.YEAR:
            return shown.astype("datetime64[us]").astype("datetime64[M]").astype(np.int64)
        return np.floor_divide(shown + self._shift, self.width)

    def begins(self, number: NDArray[np.int64]) -> NDArray[np.int64]:
        """When bins begin, by the clock."""
        if self.cycle is Cycle.YEAR:
            return days_of_months(number) * DAY
        return number * self.width - self._shift

    @property
    def _shift(self) -> int:
        return _THURSDAY * DAY if self.cycle is Cycle.WEEK else 0


def spread(
    begin: NDArray[np.int64],
    end: NDArray[np.int64],
    clock: Clock,
    bins: Bins,
    weight: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """The weight of each span, 1 when left out, divided evenly over its elapsed time; the sum in each bin.

    A span is cut where the clock was moved. In each piece the clock runs evenly: the bin where the piece begins
    gets what is left of it, the bin where it ends what has gone of it, and those between are full. Full bins are
    entered by where they begin and where they end, and summed up last, so work doesn't grow with the spans'
    length.

    Args:
        begin, end: moments; `end` is nowhere before `begin`. A span without length lies in one bin.
    """
    given = np.ones(len(begin)) if weight is None else weight
    total = np.zeros(bins.many)
    at = bins.number(clock.shown(begin))
    still = begin == end
    total += np.bincount(at[still] % bins.many, given[still], minlength=bins.many)
    begin, end, given = begin[~still], end[~still], given[~still]
    rate = given / (end - begin)
    first = np.searchsorted(clock.changes, begin, side="right")
    last = np.searchsorted(clock.changes, end, side="left")
    for piece in range(int((last - first).max(initial=-1)) + 1):
        there = first + piece <= last
        part = (first + piece)[there]
        low, high = begin[there], end[there]
        if len(clock.changes):
            low = np.where(piece > 0, clock.changes[np.maximum(part - 1, 0)], low)
            ends = clock.changes[np.minimum(part, len(clock.changes) - 1)]
            high = np.where(part < last[there], ends, high)
        total += _even(low + clock.ahead[part], high + clock.ahead[part], rate[there], bins)
    return total


def _even(
    low: NDArray[np.int64], high: NDArray[np.int64], rate: NDArray[np.float64], bins: Bins
) -> NDArray[np.float64]:
    """Pieces of clock time with so much weight per microsecond each, summed in bins."""
    first, last = bins.number(low), bins.number(high)
    same = first == last
    head = np.where(same, high, bins.begins(first + 1)) - low
    tail = np.where(same, 0, high - bins.begins(last))
    total = np.bincount(first % bins.many, head * rate, minlength=bins.many)
    total += np.bincount(last % bins.many, tail * rate, minlength=bins.many)
    between = np.maximum(last - first - 1, 0)
    if bins.cycle is Cycle.YEAR:
        return np.asarray(total + _full_months(first + 1, between, rate), dtype=float)
    full = rate * bins.width
    turns, rest = between // bins.many, between % bins.many
    starts = (first + 1) % bins.many
    edges = np.bincount(starts, np.where(rest > 0, full, 0.0), minlength=2 * bins.many)
    edges -= np.bincount(starts + rest, np.where(rest > 0, full, 0.0), minlength=2 * bins.many)
    level = np.cumsum(edges)
    told: NDArray[np.float64] = total + (full * turns).sum() + level[: bins.many] + level[bins.many :]
    return told


def _full_months(
    first: NDArray[np.int64], many: NDArray[np.int64], rate: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Months differ in length, so each is entered under its own number before years are put together."""
    held = many > 0
    if not held.any():
        return np.zeros(12)
    first, many, rate = first[held], many[held], rate[held]
    origin, after = int(first.min()), int((first + many).max())
    edges = np.bincount(first - origin, rate, minlength=after - origin + 1)
    edges -= np.bincount(first + many - origin, rate, minlength=after - origin + 1)
    numbers = np.arange(origin, after + 1)
    length = np.diff(days_of_months(np.arange(origin, after + 2))) * float(DAY)
    return np.bincount(numbers % 12, np.cumsum(edges) * length, minlength=12).astype(float)

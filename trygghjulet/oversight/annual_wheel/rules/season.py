"""The months of the year that stand out: more incidents a day than the year's mean, beyond what chance gives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from trygghjulet.analysis.checks import UnfitData
from trygghjulet.analysis.counting.overdispersion import monthly_overdispersion
from trygghjulet.analysis.hours.evenness import Spread, evenness, profile
from trygghjulet.documents import numbers
from trygghjulet.oversight.annual_wheel.rules.year import Entry, Kind, Ring

#: Twelve months are looked at for each problem; each is held to its share of the risk of a false find.
_LEVEL = 1 - 0.05 / 12
#: A month that stands out by less than a tenth is nothing to plan for.
_LEAST = 1.1


@dataclass(frozen=True)
class Run:
    """Months in a row that stand out for a problem; `index` is how many times the year's mean they hold a day.

    `first` is the first month, 1 to 12; the run may pass the turn of the year.
    """

    problem: str
    first: int
    months: int
    index: float


@dataclass(frozen=True)
class Months:
    """A problem's incidents month by month over whole years, the oldest first, from January or any other month."""

    problem: str
    first_month: int
    counts: tuple[int, ...]
    days: tuple[int, ...]


def standing_out(months: Months) -> tuple[Run, ...]:
    """The runs of months that stand out, if the problem has a season at all.

    The same months of different years are taken together. Counts that vary more from month to month than chance alone
    gives are held to that wider measure.
    """
    counts, days = np.asarray(months.counts), np.asarray(months.days)
    place = (np.arange(len(counts)) + months.first_month - 1) % 12
    number = np.bincount(place, weights=counts, minlength=12).astype(np.int64)
    length = np.bincount(place, weights=days, minlength=12)
    try:
        spread = monthly_overdispersion(counts, days)
        if evenness(number, length, overdispersion=spread).verdict is not Spread.UNEVEN:
            return ()
        seen = profile(number, length)
        # As many incidents as would tell as much, were they independent of each other.
        sure = profile(np.round(number / spread).astype(np.int64), length, level=_LEVEL)
    except UnfitData:
        return ()
    out = [bool(sure.index_low[m] > 1 and seen.index[m] >= _LEAST) for m in range(12)]
    runs = []
    for first, count in _runs(out):
        inside = [(first + step) % 12 for step in range(count)]
        rate = number[inside].sum() / length[inside].sum()
        runs.append(Run(months.problem, first + 1, count, float(rate / (number.sum() / length.sum()))))
    return tuple(runs)


def _runs(out: Sequence[bool]) -> list[tuple[int, int]]:
    """Where each run of true begins and how long it is, around the year."""
    if all(out):
        return [(0, 12)]
    starts = [m for m in range(12) if out[m] and not out[m - 1]]
    found = []
    for start in starts:
        length = 1
        while out[(start + length) % 12]:
            length += 1
        found.append((start, length))
    return found


def season_entries(runs: Iterable[Run], *, year: int) -> tuple[Entry, ...]:
    """The seasons of a year; one that passes the turn of the year is shown in both its ends."""
    found = []
    for run in runs:
        last = run.first + run.months - 1
        for begin, end in ((run.first, min(last, 12)), (1, last - 12)):
            if end < begin:
                continue
            more = numbers.percent(run.index - 1)
            found.append(
                Entry(
                    key=f"season:{run.problem}:{begin}",
                    ring=Ring.SEASON,
                    kind=Kind.SEASON,
                    title=run.problem,
                    first=date(year, begin, 1),
                    last=_month_end(year, end),
                    note=f"{more} fler per dag än i genomsnitt",
                )
            )
    return tuple(found)


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)

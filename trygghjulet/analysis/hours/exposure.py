"""How much time of each kind a period holds: hours of the week, weekdays, months and seasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from trygghjulet.analysis import checks
from trygghjulet.analysis.hours import clock
from trygghjulet.analysis.hours.clock import STOCKHOLM
from trygghjulet.analysis.hours.spreading import Bins, Cycle, spread

_LONGEST_YEARS = 100


@dataclass(frozen=True)
class Exposure:
    """The time that counts of a period are per.

    Args:
        hours: how many hours there were, 7 weekdays (Monday first) × 24 hours by the clock. The hour that is
            skipped in spring isn't there; the hour that comes twice in autumn is there twice.
        weekdays: how many days there were of each weekday, Monday first.
        months: how many days there were in January … December, all years together.
        seasons: days in winter (December–February), spring, summer and autumn.
        days: how many days there were in all.
        zone: the time zone of the clock.
    """

    hours: NDArray[np.float64]
    weekdays: NDArray[np.int64]
    months: NDArray[np.int64]
    seasons: NDArray[np.int64]
    days: int
    zone: str


def exposure(first: date, last: date, *, zone: str = STOCKHOLM) -> Exposure:
    """How many hours of each weekday and hour, and days of each kind, does a period hold?

    Hours are elapsed time: a week in which the clock is put forward has 167, one in which it is put back 169.
    Days are counted by the calendar, leap days included, and don't depend on the zone.

    Args:
        first, last: the period's days, both included; at most a hundred years apart.
        zone: whose clock; its name in the IANA time zone database.

    Raises:
        UnfitData: `not_times` (not dates, or outside 1900–2200), `period` (the last day is before the first, or
            more than a hundred years after it) or `zone`.

    Source: the IANA time zone database, for when clocks are moved.
    """
    begin, end = clock.day(first, name="Första dagen"), clock.day(last, name="Sista dagen") + 1
    if not 0 < end - begin <= _LONGEST_YEARS * 366:
        raise checks.UnfitData(
            "period", f"Perioden {first}–{last} måste ha sin sista dag efter den första, högst 100 år senare."
        )
    numbers = np.arange(begin, end)
    month = numbers.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12
    months = np.bincount(month, minlength=12)
    wall = clock.clock(zone, first.year, last.year)
    moments = wall.moment(np.array([begin, end]) * clock.DAY)
    elapsed = (moments[1:] - moments[:1]).astype(float)
    hours = spread(moments[:1], moments[1:], wall, Bins.of(Cycle.WEEK, 1), elapsed)
    return Exposure(
        # Whole seconds, so that the sums are exact.
        hours=np.round(hours / clock.SECOND).reshape(7, 24) / 3600,
        weekdays=np.bincount((numbers + 3) % 7, minlength=7),
        months=months,
        seasons=np.roll(months, 1).reshape(4, 3).sum(axis=1),
        days=int(end - begin),
        zone=zone,
    )

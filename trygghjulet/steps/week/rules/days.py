"""Which days a week's picture covers, and the stretches of the same length that it is held against."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from trygghjulet.observations.period import Period

_DAY: Final = timedelta(days=1)
#: The hours of a day as people speak of them: name and first hour.
PARTS_OF_DAY: Final = (("natt", 0), ("förmiddag", 6), ("eftermiddag", 12), ("kväll", 18))
WEEKDAYS: Final = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")


def before_meeting(on: date, days: int) -> Period:
    """The days that end the day before a meeting, so that each of them is whole."""
    return Period(on - days * _DAY, on - _DAY)


def stretches(week: Period, most: int) -> Iterator[Period]:
    """The equally long stretches before a week, the nearest first."""
    for _ in range(most):
        week = week.before_same_length()
        yield week


def a_year_before(week: Period) -> tuple[Period, Period, Period]:
    """The same days of the week a year earlier, with the stretch before and the one after."""
    back = timedelta(days=364)
    middle = Period(week.first - back, week.last - back)
    step = middle.days * _DAY
    return (
        Period(middle.first - step, middle.last - step),
        middle,
        Period(middle.first + step, middle.last + step),
    )


def part_of_day(hour: int) -> int:
    """Which part of the day an hour belongs to, as an index in `PARTS_OF_DAY`."""
    return hour // 6


def name(week: Period) -> str:
    """A week by its number where it is one from Monday to Sunday: "vecka 47"; else nothing."""
    if week.days == len(WEEKDAYS) and week.first.weekday() == 0:
        return f"vecka {week.first.isocalendar().week}"
    return ""

"""The days that meetings can be held on: Swedish working days, squeeze days and time taken off."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from holidays import country_holidays

ONE_DAY = timedelta(days=1)
SATURDAY = 5
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")


@dataclass(frozen=True, order=True)
class DaysOff:
    """A time in which no meetings are held, such as July or a school holiday.

    `firm`: never; otherwise it is avoided as far as everything else can be kept.
    """

    first: date
    last: date
    name: str
    firm: bool = True

    @property
    def key(self) -> str:
        """Its id as a constraint."""
        return f"off:{self.name}/{self.first.isoformat()}"

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day <= self.last


@lru_cache(maxsize=64)
def _red(year: int) -> frozenset[date]:
    """The public holidays, and the eves that are taken off by custom: Midsummer, Christmas and New Year."""
    return frozenset(country_holidays("SE", years=year, categories=("public", "de_facto"), language="sv"))


def is_working(day: date) -> bool:
    """Whether it is a working day in Sweden."""
    return day.weekday() < SATURDAY and day not in _red(day.year)


def is_squeezed(day: date) -> bool:
    """Whether it is a working day alone between two days that are not (klämdag)."""
    return is_working(day) and not is_working(day - ONE_DAY) and not is_working(day + ONE_DAY)


@lru_cache(maxsize=64)
def working_days(first: date, last: date) -> tuple[date, ...]:
    """The working days from the first day through the last."""
    count = (last - first).days + 1
    return tuple(day for day in (first + timedelta(days=ahead) for ahead in range(count)) if is_working(day))


def july(first: date, last: date) -> tuple[DaysOff, ...]:
    """Every July that has a day in common with the days."""
    return tuple(
        DaysOff(date(year, 7, 1), date(year, 7, 31), f"juli {year}")
        for year in range(first.year, last.year + 1)
        if date(year, 7, 1) <= last and date(year, 7, 31) >= first
    )


def between(one: date, other: date) -> int:
    """How many working days one goes forward from a day to a later one; negative to an earlier."""
    if other < one:
        return -between(other, one)
    return sum(1 for _ in working_days(one + ONE_DAY, other))


@dataclass(frozen=True)
class Days:
    """The working days of a plan, numbered in order. A day before the first, or after the last, is numbered onwards."""

    all: tuple[date, ...]

    def at(self, day: date) -> int:
        """The number of a day; for one that is not a working day, that of the next."""
        if self.all and day < self.all[0]:
            return -len(working_days(day, self.all[0] - ONE_DAY))
        if self.all and day > self.all[-1]:
            return len(self.all) - 1 + len(working_days(self.all[-1] + ONE_DAY, day))
        return bisect_left(self.all, day)

    def within(self, first: date, last: date) -> range:
        """The numbers of the days from the first through the last."""
        return range(bisect_left(self.all, first), bisect_left(self.all, last + ONE_DAY))

    def numbers(self, days: Iterable[date]) -> list[int]:
        """The numbers of those of the days that are among them."""
        return [number for day in days if (number := self.at(day)) in range(len(self.all))]

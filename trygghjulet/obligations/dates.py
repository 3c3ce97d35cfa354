"""Days, periods and dates that are only known in part."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from trygghjulet.documents import numbers

FORTNIGHT = 14
#: The years that the language reckons with.
FIRST_YEAR, LAST_YEAR = 1900, 2199


@dataclass(frozen=True, order=True)
class Span:
    """The first and last day that a date can be; the same day where it is known."""

    first: date
    last: date

    @property
    def exact(self) -> bool:
        """Whether the day is known."""
        return self.first == self.last

    def __str__(self) -> str:
        return words(self.first, self.last)


_FORMS = (
    (re.compile(r"(\d{4})-(\d{2})-(\d{2})"), "day"),
    (re.compile(r"(\d{4})-W(\d{2})"), "week"),
    (re.compile(r"(\d{4})-Q([1-4])"), "quarter"),
    (re.compile(r"(\d{4})-H([12])"), "half"),
    (re.compile(r"(\d{4})-(\d{2})"), "month"),
    (re.compile(r"(\d{4})"), "year"),
)


def span(text: str) -> Span:
    """What a written date can be: "2021-02-03", "2021-02", "2021", "2021-W07", "2021-Q1" or "2021-H1".

    Raises:
        ValueError: it is written otherwise, or there is no such day.
    """
    for form, unit in _FORMS:
        found = form.fullmatch(text.strip())
        if found:
            parts = [int(part) for part in found.groups()]
            if not FIRST_YEAR <= parts[0] <= LAST_YEAR:
                break
            return _of(unit, parts)
    raise ValueError(text)


def _of(unit: str, parts: list[int]) -> Span:
    year = parts[0]
    if unit == "day":
        only = date(*parts)
        return Span(only, only)
    if unit == "week":
        monday = date.fromisocalendar(year, parts[1], 1)
        return Span(monday, monday + timedelta(days=6))
    if unit == "year":
        return Span(date(year, 1, 1), date(year, 12, 31))
    months = {"month": 1, "quarter": 3, "half": 6}[unit]
    return _months(year, (parts[1] - 1) * months + 1, months)


def _months(year: int, first_month: int, count: int) -> Span:
    last_month = first_month + count - 1
    return Span(date(year, first_month, 1), date(year, last_month, calendar.monthrange(year, last_month)[1]))


MONTHS = {"month": 1, "quarter": 3, "four_months": 4, "half_year": 6, "term": 6}
YEARS = {"year": 1, "two_years": 2, "three_years": 3, "four_years": 4}


@lru_cache(maxsize=65536)
def period(per: str, day: date, starting: int = 0) -> Span:
    """The period of the calendar that a day lies in.

    Args:
        per: week, fortnight, month, quarter, four_months, half_year, term, year, two_years, three_years, four_years.
        day: the day.
        starting: a year in which a period of several years begins.
    """
    if per in MONTHS:
        months = MONTHS[per]
        return _months(day.year, (day.month - 1) // months * months + 1, months)
    if per in YEARS:
        years = YEARS[per]
        first = day.year - (day.year - starting) % years
        return Span(date(first, 1, 1), date(first + years - 1, 12, 31))
    length = 7 if per == "week" else FORTNIGHT
    # The calendar's first day was a Monday, so blocks counted from it begin on Mondays.
    first_ordinal = day.toordinal() - (day.toordinal() - 1) % length
    return Span(date.fromordinal(first_ordinal), date.fromordinal(first_ordinal + length - 1))


@lru_cache(maxsize=4096)
def periods(per: str, first: date, last: date, starting: int = 0) -> tuple[Span, ...]:
    """The periods that have a day in common with the days from first to last, in order."""
    found = []
    day = first
    while day <= last:
        now = period(per, day, starting)
        found.append(now)
        if now.last == date.max:
            break
        day = now.last + timedelta(days=1)
    return tuple(found)


def later(day: date, *, years: int = 0, months: int = 0, days: int = 0) -> date:
    """The same day so much later; the month's last day where there is no such day (29 February, 31 April)."""
    month = day.month - 1 + months + 12 * years
    year, month = day.year + month // 12, month % 12 + 1
    moved = date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    return moved + timedelta(days=days)


@lru_cache(maxsize=65536)
def words(first: date, last: date) -> str:
    """A period as one would say it: "2023", "kvartal 2 2024", "vecka 7 2025", else its two days."""
    if (first.day, first.month, last.day, last.month) == (1, 1, 31, 12):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if (last - first).days == 6 and first.weekday() == 0:
        year, week, _ = first.isocalendar()
        return f"vecka {week} {year}"
    whole = first.day == 1 and (last + timedelta(days=1)).day == 1 and first.year == last.year
    named = _named(first, last.month - first.month + 1) if whole else ""
    return named or numbers.days(first, last)


def _named(first: date, months: int) -> str:
    if months == 1:
        return f"{MONTH_NAMES[first.month - 1]} {first.year}"
    if (first.month - 1) % months:
        return ""
    number = (first.month - 1) // months + 1
    if months == 6:
        return f"{('första', 'andra')[number - 1]} halvåret {first.year}"
    return f"{ {3: 'kvartal', 4: 'tertial'}[months] } {number} {first.year}" if months in (3, 4) else ""


MONTH_NAMES = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)

"""The days that SCB's codes of time mean."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

_YEARS = re.compile(r"(\d{4})(?:\s*[-–/]\s*(\d{4}))?", re.ASCII)
_PART = re.compile(r"(\d{4})\s*([MKQVWH])\s*(\d{1,2})", re.ASCII | re.IGNORECASE)
_MONTHS = {"M": 1, "K": 3, "Q": 3, "H": 6}
_FIRST, _LAST = 1749, 2150


def span(code: str) -> tuple[date, date] | None:
    """The first and last day of a year, some years, a half, a quarter, a month or a week; None for anything else."""
    text = code.strip()
    if found := _YEARS.fullmatch(text):
        first, last = int(found[1]), int(found[2] or found[1])
        return (date(first, 1, 1), date(last, 12, 31)) if _FIRST <= first <= last <= _LAST else None
    found = _PART.fullmatch(text)
    if not found or not _FIRST <= int(found[1]) <= _LAST:
        return None
    year, sort, part = int(found[1]), found[2].upper(), int(found[3])
    return _months(year, part, _MONTHS[sort]) if sort in _MONTHS else _week(year, part)


def _months(year: int, part: int, months: int) -> tuple[date, date] | None:
    if not 1 <= part <= 12 // months:
        return None
    last = part * months
    return date(year, last - months + 1, 1), date(year, last, calendar.monthrange(year, last)[1])


def _week(year: int, week: int) -> tuple[date, date] | None:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    return monday, monday + timedelta(days=6)

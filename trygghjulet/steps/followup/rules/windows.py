"""Which whole months are compared: counts of single days could otherwise be had by moving a measure's first day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from trygghjulet.observations.period import Period

#: How many months can be compared on each side. Few lengths, so that a month that is added is not told by itself.
LENGTHS: Final = (12, 6, 3, 1)


def turning(begins: date) -> tuple[date, date]:
    """The first day of the month that ends the time before, and the first whole month after.

    A measure that begins on the first of a month has no month in between; otherwise the month it begins in is in
    neither.
    """
    month = begins.replace(day=1)
    return month, month if begins.day == 1 else moved(month, 1)


def moved(month: date, by: int) -> date:
    """The first day of the month so many months later."""
    count = month.year * 12 + month.month - 1 + by
    return date(count // 12, count % 12 + 1, 1)


def sides(span: Period, begins: date) -> tuple[Period, Period] | None:
    """Equally many whole months before and after, as many as the material allows; None where it allows none."""
    return next((both for length in LENGTHS if (both := of_length(span, begins, length))), None)


def of_length(span: Period, begins: date, length: int) -> tuple[Period, Period] | None:
    """So many whole months before and after; None where the material doesn't hold them."""
    end, start = turning(begins)
    earlier = Period(moved(end, -length), end - timedelta(days=1))
    later = Period(start, moved(start, length) - timedelta(days=1))
    return (earlier, later) if span.first <= earlier.first and later.last <= span.last else None

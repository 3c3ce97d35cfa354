"""When a dataset's rows go."""

from __future__ import annotations

import calendar
from datetime import date


def goes_on(*, day: date | None, months: int | None, last_day: date | None, accepted_on: date) -> date | None:
    """The day on which a dataset's rows go; None where nothing says so.

    Args:
        day: what the source says, for all its rows.
        months: how long the source's rows are kept, counted from the last day that a dataset speaks of.
        last_day: that day; where it is not known, the day the dataset was accepted counts.
        accepted_on: when it was accepted.
    """
    after = _months_after(last_day or accepted_on, months) if months else None
    days = [one for one in (day, after) if one is not None]
    return min(days, default=None)


def _months_after(day: date, months: int) -> date:
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def kept_from(on: date, months: int) -> date:
    """The first day whose rows are still kept on a day, where rows are kept for so many months."""
    return _months_after(on, -months)

"""This year so far, and the last weeks or months, held against the same days before."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trygghjulet.analysis import checks
from trygghjulet.analysis.changes.change import Change, change

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """Some days in a row and what they hold.

    Args:
        first, last: the days, both included.
        count: incidents.
        days: how many days.
    """

    first: date
    last: date
    count: int
    days: int


@dataclass(frozen=True)
class YearToDate:
    """This year so far.

    Args:
        now: 1 January to the last day of the series.
        earlier: the same days of earlier years that the series holds, the latest first.
        against_last: now against the year before, per day; None when the series doesn't hold it.
        against_earlier: now against the mean of the earlier years, per day; None when there are fewer than two.
    """

    now: Span
    earlier: tuple[Span, ...]
    against_last: Change | None
    against_earlier: Change | None


@dataclass(frozen=True)
class Rolling:
    """The last days of a series.

    Args:
        now: the window that ends on the series' last day.
        preceding: the window just before it; None when the series doesn't hold it.
        year_earlier: the same calendar days a year earlier; None when the series doesn't hold them.
        against_preceding, against_year_earlier: now against those, per day; None together with them.
    """

    now: Span
    preceding: Span | None
    year_earlier: Span | None
    against_preceding: Change | None
    against_year_earlier: Change | None


def year_to_date(
    counts: ArrayLike, begin: date, *, years: int = 5, overdispersion: float = 1, level: float = 0.95
) -> YearToDate:
    """Have there been more or fewer this year so far than in the same days of earlier years?

    Counts are compared per day with `change`, so that a leap day neither adds nor takes away. When the last
    day is 29 February other years end on 28 February. Earlier years are pooled as one count over all their
    days: φ found in months or years (`overdispersion`) counts what years differ by beyond chance.

    Args:
        counts: one per day, in order, none missing.
        begin: the first day.
        years: at most how many earlier years.
        overdispersion: φ, how many times their mean counts vary with; 1 is chance alone.
        level: the intervals' confidence.

    Raises:
        UnfitData: `not_counts`, `shape`, `not_times`, `not_whole`, `overdispersion`, `level`, or
            `too_few`: no days, or the series begins after 1 January of its last year.

    Source: see `change`; Wheeler (2016), Police Practice and Research 17, 407–421, on why a percentage alone
    misleads.
    """
    held = _Days.of(counts, begin)
    most = checks.whole(years, least=1, name="Antalet tidigare år")
    new_year = date(held.last.year, 1, 1)
    now = held.span(new_year, held.last)
    if now is None:
        raise checks.UnfitData(
            "too_few", f"Serien måste börja senast {new_year} för att räkna året hittills."
        )
    earlier = []
    for back in range(1, most + 1):
        span = held.span(_years_before(new_year, back), _years_before(held.last, back))
        if span is None:
            break
        earlier.append(span)
    pooled = Span(new_year, new_year, sum(s.count for s in earlier), sum(s.days for s in earlier))
    settings = {"overdispersion": overdispersion, "level": level}
    alone = _against(earlier[0] if earlier else None, now, **settings)
    several = _against(pooled if len(earlier) > 1 else None, now, **settings)
    return YearToDate(now, tuple(earlier), alone, several)


def rolling(
    counts: ArrayLike,
    begin: date,
    *,
    days: int | None = None,
    months: int | None = None,
    overdispersion: float = 1,
    level: float = 0.95,
) -> Rolling:
    """Have there been more or fewer in the last weeks or months than just before, or a year ago?

    Compared per day with `change`. A window of months ends on the last day and begins on the day after the
    same day so many months before (the month's last, where it is shorter or the series ends on a last day, so
    that calendar months stay whole). A window of whole weeks holds as
    many of each weekday as the one before; against a year earlier it may differ by one day.

    Args:
        counts: one per day, in order, none missing.
        begin: the first day.
        days: how many days the window holds; 28 when neither is given.
        months: how many months it holds, instead of days.
        overdispersion: φ, how many times their mean counts vary with; 1 is chance alone.
        level: the intervals' confidence.

    Raises:
        UnfitData: `not_counts`, `shape`, `not_times`, `not_whole`, `overdispersion`, `level`, `too_few` (the series is
            shorter than the window) or `two_lengths` (days and months).

    Source: see `change`.
    """
    held = _Days.of(counts, begin)
    if days is not None and months is not None:
        raise checks.UnfitData("two_lengths", "Ange fönstrets längd antingen i dagar eller i månader.")
    if months is None:
        length = checks.whole(28 if days is None else days, least=1, name="Antalet dagar")
        before = _backwards(held.last, length)
        earlier = None if before is None else _backwards(before, length)
    else:
        length = checks.whole(months, least=1, name="Antalet månader")
        before, earlier = _months_before(held.last, length), _months_before(held.last, 2 * length)
    now = None if before is None else held.span(before + _DAY, held.last)
    if now is None or before is None:
        raise checks.UnfitData("too_few", f"Serien på {len(held.counts)} dagar är kortare än fönstret.")
    preceding = None if earlier is None else held.span(earlier + _DAY, before)
    last_year = held.span(_years_before(before + _DAY, 1), _years_before(held.last, 1))
    settings = {"overdispersion": overdispersion, "level": level}
    return Rolling(
        now, preceding, last_year, _against(preceding, now, **settings), _against(last_year, now, **settings)
    )


def rolling_sums(counts: ArrayLike, periods: int) -> NDArray[np.int64]:
    """The sum of each run of so many periods, the first ending where the first whole run does.

    Args:
        counts: one per period, or periods × series.
        periods: how many periods in a row.

    Returns:
        As many rows as there are whole runs; none when the series is shorter than one.

    Raises:
        UnfitData: `not_counts`, `shape` or `not_whole`.
    """
    y = checks.counts(counts)
    length = checks.whole(periods, least=1, name="Antalet perioder i följd")
    if y.ndim == 0:
        raise checks.UnfitData("shape", "Antalen måste vara en serie, eller en tabell med en rad per period.")
    if len(y) < length:
        return y[:0].copy()
    running = np.concatenate([np.zeros((1, *y.shape[1:]), dtype=np.int64), np.cumsum(y, axis=0)])
    told: NDArray[np.int64] = running[length:] - running[:-length]
    return told


@dataclass(frozen=True)
class _Days:
    """Daily counts and the days they are of."""

    counts: NDArray[np.int64]
    begin: date
    last: date

    @classmethod
    def of(cls, counts: ArrayLike, begin: date) -> _Days:
        y = checks.counts(counts)
        try:
            first = date.fromisoformat(str(begin)[:10])
        except ValueError as wrong:
            raise checks.UnfitData(
                "not_times", f"Seriens första dag är ingen dag: {checks.shown(begin)}."
            ) from wrong
        if y.ndim != 1:
            raise checks.UnfitData("shape", "Antalen måste vara en serie med ett tal per dag.")
        if len(y) == 0:
            raise checks.UnfitData("too_few", "Serien har inga dagar.")
        if len(y) > (date.max - first).days:
            raise checks.UnfitData("shape", "Serien sträcker sig längre än kalendern.")
        return cls(y, first, first + timedelta(days=len(y) - 1))

    def span(self, first: date, last: date) -> Span | None:
        """What those days hold; None when some of them lie outside the series."""
        if first < self.begin or last > self.last:
            return None
        start, stop = (first - self.begin).days, (last - self.begin).days + 1
        return Span(first, last, int(self.counts[start:stop].sum()), stop - start)


def _against(before: Span | None, now: Span, *, overdispersion: float, level: float) -> Change | None:
    # The settings are judged whether or not there is something to compare with.
    told = change(
        before.count if before else 0,
        now.count,
        before.days if before else 1,
        now.days,
        overdispersion=overdispersion,
        level=level,
    )
    return told if before else None


def _backwards(day: date, days: int) -> date | None:
    """So many days earlier; None before the calendar begins."""
    return None if days >= day.toordinal() else day - timedelta(days=days)


def _months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the month's last day where it is shorter, or where `day` is a last one."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < 1:
        return date.min
    longest = monthrange(year, month + 1)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, longest if is_last else min(day.day, longest))


def _years_before(day: date, years: int) -> date:
    """The same day so many years earlier; 28 February for a leap day."""
    if day.year - years < 1:
        return date.min
    leap = (day.month, day.day) == (2, 29)
    return date(day.year - years, day.month, 28 if leap else day.day)

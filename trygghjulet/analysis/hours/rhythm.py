"""When it happens: the hours of the week that stand out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import xlogy

from trygghjulet.analysis import checks
from trygghjulet.analysis.hours.evenness import exposure_shares

FEWEST_INCIDENTS = 20
LONGEST_DAYS = 5
LONGEST_HOURS = 12
_LITTLE = 1e-9
_Number = TypeVar("_Number", np.int64, np.float64)

_DAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")


@dataclass(frozen=True)
class BusyHours:
    """A run of hours on a run of weekdays that holds more than its share.

    Args:
        first_weekday: 0 is Monday; the day on which the hours begin.
        weekdays: how many days in a row.
        first_hour: 0–23.
        hours: how many hours in a row; they may pass midnight into the next day.
        count: how many incidents.
        share: of all incidents, 0–1.
        share_of_week: of the time that the counts are per, 0–1; without exposure of the week's 168 hours.
    """

    first_weekday: int
    weekdays: int
    first_hour: int
    hours: int
    count: int
    share: float
    share_of_week: float

    def __str__(self) -> str:
        first, last = _DAYS[self.first_weekday], _DAYS[(self.first_weekday + self.weekdays - 1) % 7]
        joined = {1: first, 2: f"{first} och {last}"}.get(self.weekdays, f"{first}–{last}")
        days = joined if self.weekdays < len(_DAYS) else "alla dagar"
        return f"{days} kl. {self.first_hour:02d}–{(self.first_hour + self.hours) % 24:02d}"


def busiest(counts: ArrayLike, exposure: ArrayLike | None = None) -> BusyHours:
    """The hours that stand out most from an even spread over the week.

    Every run of 1–5 weekdays, or all seven, with every run of 1–12 hours is tried; a run that passes
    midnight takes its last hours from the next day. The one with the largest likelihood ratio against an
    even spread is chosen: n·ln(n/e) + (N − n)·ln((N − n)/(N − e)), where e is what an even spread gives it:
    its share of the exposure. So a long quiet run does not win by size, nor a single hour by chance alone.
    It describes; it is no test (`evenness` is one). Weights from `aoristic` are no counts and are refused.

    Args:
        counts: 7 weekdays (Monday first) × 24 hours.
        exposure: how many hours there were of each, 7 × 24, such as `exposure(first, last).hours`; as many of
            each when left out.

    Raises:
        UnfitData: `not_counts`, `shape`, `too_few` (fewer than 20 incidents), `not_amounts`, or `no_exposure`
            (incidents in hours that weren't there).

    Source: the scan statistic of Kulldorff (1997), Communications in Statistics 26, 1481–1496.
    """
    number = checks.counts(counts)
    checks.shape(number, (7, 24), name="veckodag × timme")
    exposure_shares(number, exposure)
    time = np.ones((7, 24)) if exposure is None else np.asarray(exposure, dtype=float)
    total = int(number.sum())
    if total < FEWEST_INCIDENTS:
        raise checks.UnfitData(
            "too_few",
            f"Veckans rytm kan inte avgöras av {total} händelser. Det behövs minst {FEWEST_INCIDENTS}.",
        )
    # A night belongs to the day on which it began: each day runs on into the next.
    nights, due = (np.hstack([table, np.roll(table, -1, axis=0)]) for table in (number, time))
    candidates = (
        candidate
        for days in (*range(1, LONGEST_DAYS + 1), 7)
        for candidate in _best_of(
            _circular_sum(nights, days), _circular_sum(due, days), days, total, float(time.sum())
        )
    )
    _, _, best = max(candidates, key=lambda found: found[:2])
    return best


def per_day(counts: ArrayLike, exposure: ArrayLike) -> NDArray[np.float64]:
    """Counts per day, so that months of different length can be compared; `profile` adds their uncertainty.

    Args:
        counts: one per month.
        exposure: how many days of each month the counts cover, such as `exposure(first, last).months`.

    Raises:
        UnfitData: `not_counts`, `shape`, or `no_days` (a month without days).
    """
    number, length = checks.counts(counts), checks.counts(exposure, name="dagarna")
    checks.shape(length, number.shape, name="dagar")
    if (length == 0).any():
        raise checks.UnfitData("no_days", "Varje månad måste ha minst en dag i perioden.")
    return number / length


def _circular_sum(nights: NDArray[_Number], days: int) -> NDArray[_Number]:
    """Row d: the sum of the days d, d + 1, …, around the week; one row for the whole week."""
    sums: NDArray[_Number] = np.sum([np.roll(nights, -shift, axis=0) for shift in range(days)], axis=0)
    return sums[: 1 if days == len(_DAYS) else len(_DAYS)]


def _best_of(
    held_by_day: NDArray[np.int64], time_by_day: NDArray[np.float64], days: int, total: int, whole: float
) -> list[tuple[float, int, BusyHours]]:
    """The best window of each length; a tie is broken in favour of the smaller window."""
    running, due = (np.insert(np.cumsum(t, axis=1), 0, 0, axis=1) for t in (held_by_day, time_by_day))
    found = []
    for hours in range(1, LONGEST_HOURS + 1):
        held = running[:, hours : hours + 24] - running[:, :24]
        # Divided last, so that windows with equal time tie exactly.
        share = (due[:, hours : hours + 24] - due[:, :24]) / whole
        expected = total * share
        # Hours that weren't there hold nothing, and a window that was always there is the whole week.
        inside = (held > expected) & (share > _LITTLE) & (share < 1 - _LITTLE)
        safe = np.where(inside, expected, total / 2)
        score = xlogy(held, held / safe) + xlogy(total - held, (total - held) / (total - safe))
        score = np.where(inside, score, 0.0)
        day, hour = np.unravel_index(int(score.argmax()), score.shape)
        count = int(held[day, hour])
        window = BusyHours(int(day), days, int(hour), hours, count, count / total, float(share[day, hour]))
        found.append((float(score[day, hour]), -days * hours, window))
    return found

"""When it happens: the hours of the week that stand out, and months made comparable."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import xlogy

from trygghjulet.analysis import checks

FEWEST_INCIDENTS = 20
LONGEST_DAYS = 5
LONGEST_HOURS = 12

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
        share_of_week: of the week's 168 hours, 0–1.
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


def busiest(table: ArrayLike) -> BusyHours:
    """The hours that stand out most from an even spread over the week.

    Every run of 1–5 weekdays, or all seven, with every run of 1–12 hours is tried; a run that passes
    midnight takes its last hours from the next day. The one with the largest likelihood ratio against an
    even spread is chosen: n·ln(n/e) + (N − n)·ln((N − n)/(N − e)), where e is what an even spread gives it.
    So a long quiet run does not win by size, nor a single hour by chance alone. It describes; it is no test.

    Args:
        table: counts, 7 weekdays (Monday first) × 24 hours.

    Raises:
        UnfitData: `not_counts`, `shape`, or `too_few` (fewer than 20 incidents).

    Source: the scan statistic of Kulldorff (1997), Communications in Statistics 26, 1481–1496.
    """
    counts = checks.counts(table)
    checks.shape(counts, (7, 24), name="veckodag × timme")
    total = int(counts.sum())
    if total < FEWEST_INCIDENTS:
        raise checks.UnfitData(
            "too_few",
            f"Veckans rytm kan inte avgöras av {total} händelser. Det behövs minst {FEWEST_INCIDENTS}.",
        )
    # A night belongs to the day on which it began: each day runs on into the next.
    nights = np.hstack([counts, np.roll(counts, -1, axis=0)])
    candidates = (
        candidate
        for days in (*range(1, LONGEST_DAYS + 1), 7)
        for candidate in _best_of(_circular_sum(nights, days)[: 1 if days == 7 else 7], days, total)
    )
    _, _, best = max(candidates, key=lambda found: found[:2])
    return best


def per_day(counts: ArrayLike, days: ArrayLike) -> NDArray[np.float64]:
    """Counts per day, so that months of different length can be compared.

    Args:
        counts: one per month.
        days: how many days of each month the counts cover.

    Raises:
        UnfitData: `not_counts`, `shape`, or `no_days` (a month without days).
    """
    number, length = checks.counts(counts), checks.counts(days, name="dagarna")
    checks.shape(length, number.shape, name="dagar")
    if (length == 0).any():
        raise checks.UnfitData("no_days", "Varje månad måste ha minst en dag i perioden.")
    return number / length


def _circular_sum(nights: NDArray[np.int64], days: int) -> NDArray[np.int64]:
    """Row d: the sum of the days d, d + 1, …, around the week."""
    sums: NDArray[np.int64] = np.sum([np.roll(nights, -shift, axis=0) for shift in range(days)], axis=0)
    return sums


def _best_of(sums: NDArray[np.int64], days: int, total: int) -> list[tuple[float, int, BusyHours]]:
    """The best window of each length; a tie is broken in favour of the smaller window."""
    running = np.insert(np.cumsum(sums, axis=1), 0, 0, axis=1)
    found = []
    for hours in range(1, LONGEST_HOURS + 1):
        held = running[:, hours : hours + 24] - running[:, :24]
        expected = total * days * hours / 168
        score = xlogy(held, held / expected) + xlogy(total - held, (total - held) / (total - expected))
        score = np.where(held > expected, score, 0.0)
        day, hour = np.unravel_index(int(score.argmax()), score.shape)
        count = int(held[day, hour])
        window = BusyHours(int(day), days, int(hour), hours, count, count / total, days * hours / 168)
        found.append((float(score[day, hour]), -days * hours, window))
    return found

"""Does a test of evenness find what isn't there, and do the intervals of rates and indices hold?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.calibration.claims import Claim
from trygghjulet.analysis.hours.evenness import Spread, evenness, profile

TITLE = "Rhythm: evenness over hours, weekdays and months; rates and indices"

_DAYS = np.array([31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
_UNEVEN = np.where(np.arange(12) == 3, 8, _DAYS)


def claims(rng: np.random.Generator, scale: float) -> Iterator[Claim]:
    """Size at both accepted rates, power for a planted season, and coverage."""
    trials = max(200, int(4000 * scale))
    cases = {
        "7 weekdays": np.ones(7),
        "12 months": _DAYS,
        "12 months, one with 8 days": _UNEVEN,
        "168 hours": np.ones(168),
    }
    for name, exposure in cases.items():
        for per_part in (2, 3, 20):
            share, total = exposure / exposure.sum(), per_part * len(exposure)
            p = np.array([evenness(rng.multinomial(total, share), exposure).p for _ in range(trials)])
            for alpha in (0.05, 0.01):
                what = f"evenness, {name}, {per_part} incidents per part: false finds at {alpha:g}"
                yield Claim(what, 0.7 * alpha, 1.4 * alpha, int((p <= alpha).sum()), trials)
    season = _DAYS * (1 + 0.3 * np.cos(2 * np.pi * np.arange(12) / 12))
    found = sum(
        evenness(rng.multinomial(480, season / season.sum()), _DAYS).verdict is Spread.UNEVEN
        for _ in range(trials)
    )
    yield Claim("evenness, 12 months, 480 incidents, a season of ±30 %: found", 0.8, 1, found, trials)
    true = season / season.sum()
    for total in (24, 360):
        rate, index = total * true / _DAYS, true / _DAYS * _DAYS.sum()
        held = told_of = index_held = 0
        for _ in range(trials):
            told = profile(rng.multinomial(total, true), _DAYS)
            index_held += int(((told.index_low <= index) & (index <= told.index_high)).sum())
            counts = rng.poisson(total * true)
            if not counts.sum():
                continue
            told = profile(counts, _DAYS)
            told_of += 12
            held += int(((told.low <= rate) & (rate <= told.high)).sum())
        yield Claim(f"profile, {total} a year: a month's index is held", 0.95, 1, index_held, 12 * trials)
        yield Claim(f"profile, {total} a year: a month's rate is held", 0.95, 1, held, told_of)

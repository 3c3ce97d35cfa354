"""Do the intervals of harm, of its change and of its shares hold?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.calibration.claims import Claim
from trygghjulet.analysis.changes.change import Verdict
from trygghjulet.analysis.levels.harm import harm, harm_change, harm_shares

TITLE = "Harm: totals, changes and areas' shares"

_WEIGHT = {"ofredande": 10.0, "stöld": 30.0, "inbrottsstöld": 365.0, "rån": 545.0, "mord": 3650.0}
_HEAVY = np.array(list(_WEIGHT.values()))


def claims(rng: np.random.Generator, scale: float) -> Iterator[Claim]:
    """Coverage from sparse to many, with and without overdispersion; false and true finds of change."""
    trials = max(200, int(2000 * scale))
    names = list(_WEIGHT)
    for mean in ([3, 5, 0.5, 0.2, 0.01], [60, 120, 15, 5, 0.1], [600, 1500, 200, 60, 2]):
        for spread in (1, 3):
            true = float(_HEAVY @ np.array(mean))
            total = changed = shared = named = 0
            for _ in range(trials):
                before, after = _counts(rng, mean, spread), _counts(rng, mean, spread)
                one = harm(before, names, _WEIGHT, overdispersion=spread)
                total += one.low <= true <= one.high
                both = harm_change(before, after, names, weight=_WEIGHT, overdispersion=spread)
                changed += both.low is None or both.low <= 1 <= both.high
                named += both.p is not None and both.p <= 0.05
                shares = harm_shares([before, after], names, _WEIGHT, overdispersion=spread)
                shared += not shares.share_low[0] > 0.5 and not shares.share_high[0] < 0.5
            case = f"{sum(mean):.0f} incidents, φ = {spread}"
            yield Claim(f"harm, {case}: held", 0.95, 1, total, trials)
            yield Claim(f"change of harm, {case}: held", 0.95, 1, changed, trials)
            yield Claim(f"change of harm, {case}, none: p ≤ 0.05", 0, 0.05, named, trials)
            yield Claim(f"share of harm, {case}: held", 0.95, 1, shared, trials)
    found = sum(
        harm_change(
            _counts(rng, [600, 1500, 200, 60], 1),
            _counts(rng, [600, 1500, 120, 35], 1),
            names[:4],
            weight=_WEIGHT,
        ).verdict
        is Verdict.DECREASE
        for _ in range(trials)
    )
    yield Claim(
        "change of harm, two fifths fewer burglaries and robberies of 260: found", 0.8, 1, found, trials
    )


def _counts(rng: np.random.Generator, mean: list[float], spread: float) -> np.ndarray:
    """Poisson, or NB1 with that many times the variance."""
    if spread == 1:
        return rng.poisson(mean)
    return rng.poisson(rng.gamma(np.array(mean) / (spread - 1), spread - 1))

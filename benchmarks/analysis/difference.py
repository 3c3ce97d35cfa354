"""Difference in differences over 60 areas and 36 periods, against a regression that counts every effect out."""

from __future__ import annotations

from pathlib import Path

import numpy as np

TITLE = "Difference in differences, 60 areas × 36 periods"
START = 24


def prepare(folder: Path) -> np.ndarray:
    """Counts, the first half of the areas treated; made, so the folder isn't needed."""
    del folder
    rng = np.random.default_rng(1)
    means = 8 * rng.uniform(0.5, 2, (60, 1)) * np.ones(36)
    means[:30, START:] *= 0.7
    return rng.poisson(means)


def ours(counts: np.ndarray) -> float:
    """The ratio, with its interval, the question asked of the time before, and each period's ratio."""
    from trygghjulet.analysis.effects.difference import difference_in_differences

    told = difference_in_differences(counts[:30], counts[30:], START).ratio.ratio
    return float("nan") if told is None else told


def statsmodels(counts: np.ndarray) -> float:
    """The ratio alone, by a Poisson regression with a column per area and period."""
    import statsmodels.api as sm

    area, period = (index.ravel() for index in np.indices(counts.shape))
    design = np.column_stack(
        [
            np.ones(counts.size),
            area[:, None] == np.arange(1, 60),
            period[:, None] == np.arange(1, 36),
            (area < 30) & (period >= START),
        ]
    ).astype(float)
    fitted = sm.GLM(counts.ravel(), design, family=sm.families.Poisson()).fit(scale="X2")
    return float(np.exp(fitted.params[-1]))


CONTENDERS = {"trygghjulet": ours, "statsmodels": statsmodels}
GOALS = {"statsmodels": 2}


def agreement(mine: float, theirs: float) -> str:
    """How far the ratios lie apart."""
    return f"|Δ ratio| {abs(mine - theirs):.1e}"

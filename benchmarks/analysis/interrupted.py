"""An interrupted series of 120 months with trend and season, against statsmodels."""

from __future__ import annotations

from pathlib import Path

import numpy as np

TITLE = "Interrupted series, 120 months"
START = 72


def prepare(folder: Path) -> np.ndarray:
    """Counts; made, so the folder isn't needed."""
    del folder
    time = np.arange(120)
    course = 0.004 * time + 0.2 * np.sin(time / 6 * np.pi)
    return np.random.default_rng(1).poisson(80 * np.exp(course) * np.where(time >= START, 0.8, 1))


def ours(counts: np.ndarray) -> float:
    """The change of level, its interval widened for autocorrelation."""
    from trygghjulet.analysis.effects.interrupted import interrupted_series

    told = interrupted_series(counts, START).effect.ratio
    return float("nan") if told is None else told


def statsmodels(counts: np.ndarray) -> float:
    """The change of level, with Newey and West's covariance over six lags."""
    import statsmodels.api as sm

    time = np.arange(120)
    angles = [wave * (time + 1) / 6 * np.pi for wave in (1, 2)]
    design = np.column_stack(
        [np.ones(120), time, time >= START, *map(np.cos, angles), *map(np.sin, angles)]
    ).astype(float)
    model = sm.GLM(counts, design, family=sm.families.Poisson())
    return float(np.exp(model.fit(cov_type="HAC", cov_kwds={"maxlags": 6}).params[2]))


CONTENDERS = {"trygghjulet": ours, "statsmodels": statsmodels}
GOALS = {"statsmodels": 1}


def agreement(mine: float, theirs: float) -> str:
    """How far the ratios lie apart."""
    return f"|Δ ratio| {abs(mine - theirs):.1e}"

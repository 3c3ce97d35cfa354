"""Trend and season of a thousand weekly series, as an alarm over many areas needs them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from trygghjulet.analysis.counting.regression import fit_series
from trygghjulet.analysis.counting.seasons import design

TITLE = "quasi-Poisson, 1,000 series × 208 weeks"
GOALS = {"statsmodels": 20.0}


def prepare(folder: Path) -> Any:
    """Counts and design; the folder is not needed."""
    del folder
    return (
        np.random.default_rng(3).poisson(np.geomspace(1, 50, 1000), (208, 1000)).astype(float),
        design(np.arange(208.0), 208, 52.18, 1),
    )


def ours(given: Any) -> Any:
    """All series at once."""
    counts, columns = given
    return fit_series(counts, columns, np.ones(208), np.ones(counts.shape)).coefficients


def statsmodels(given: Any) -> Any:
    """One series after the other."""
    import statsmodels.api as sm

    counts, columns = given
    return np.column_stack(
        [sm.GLM(y, columns, sm.families.Poisson()).fit(tol=1e-12).params for y in counts.T]
    )


CONTENDERS = {"trygghjulet": ours, "statsmodels": statsmodels}


def agreement(mine: Any, theirs: Any) -> str:
    """The largest difference between two coefficients."""
    return f"coefficients differ by at most {np.abs(mine - theirs).max():.0e}"

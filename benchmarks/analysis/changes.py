"""The E-test of a thousand changes, each with its interval."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from trygghjulet.analysis.changes.change import change

TITLE = "E-test and interval, 1,000 pairs"
GOALS = {"statsmodels": 2.0}


def prepare(folder: Path) -> Any:
    """Pairs of counts from a few to some hundred; the folder is not needed."""
    del folder
    return np.random.default_rng(3).poisson(np.geomspace(2, 300, 1000)[:, None], (1000, 2)).tolist()


def ours(pairs: Any) -> Any:
    """Ratio, interval and p of each pair; the p are kept."""
    return [change(before, after).p or 1.0 for before, after in pairs]


def statsmodels(pairs: Any) -> Any:
    """The same test, without an interval."""
    from statsmodels.stats.rates import test_poisson_2indep

    return [
        float(test_poisson_2indep(after, 1, before, 1, method="etest-wald").pvalue) if before + after else 1.0
        for before, after in pairs
    ]


CONTENDERS = {"trygghjulet": ours, "statsmodels": statsmodels}


def agreement(mine: Any, theirs: Any) -> str:
    """The largest difference between two p."""
    return f"p differ by at most {np.abs(np.array(mine) - np.array(theirs)).max():.0e}"

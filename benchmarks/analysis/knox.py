"""Near repeats among 5,000 burglaries: eleven bands by four, against a single threshold at either end of them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

TITLE = "near repeat, 5,000 incidents, 999 shuffles"
GOALS = {"pointpats, only 1 km and 28 days": 50}

_SPACE = [0, 0.1, *range(100, 1001, 100)]
_DAYS = [0, 7, 14, 21, 28]


def prepare(folder: Path) -> Any:
    """x, y in metres and whole days."""
    path = folder / "reference" / "chicago_burglary_2016_xy.csv"
    table = np.genfromtxt(path, delimiter=",", names=True, dtype=None, encoding="utf8")
    known = np.flatnonzero(~np.isnan(table["x"]) & ~np.isnan(table["y"]))
    chosen = np.random.default_rng(1).choice(known, 5000, replace=False)
    days = table["date"].astype("datetime64[D]").astype(int)
    return table["x"][chosen], table["y"][chosen], days[chosen]


def ours(data: Any) -> Any:
    """The whole table, with every shuffle."""
    from trygghjulet.analysis.patterns.near_repeat import knox

    x, y, days = data
    told = knox(x, y, days, _SPACE, _DAYS, permutations=999, rng=np.random.default_rng(1))
    return {(100, 7): int(told.observed[:2, 0].sum()), (1000, 28): int(told.observed.sum())}


def pointpats(data: Any, metres: int, days: int) -> Any:
    """Pairs below one threshold only; there the threshold itself is close."""
    from pointpats.spacetime import Knox

    x, y, when = data
    at = np.column_stack([x, y])
    told = Knox(at, when[:, None], delta=metres - 1e-6, tau=days - 1, permutations=999)
    return {(metres, days): int(told.statistic_)}


CONTENDERS = {
    "trygghjulet, 11 × 4 bands": ours,
    "pointpats, only 100 m and 7 days": partial(pointpats, metres=100, days=7),
    "pointpats, only 1 km and 28 days": partial(pointpats, metres=1000, days=28),
}


def agreement(mine: Any, theirs: Any) -> str:
    """How many close pairs each found."""
    return "; ".join(
        f"{mine[one]} and {pairs} pairs below {one[0]} m and {one[1]} days" for one, pairs in theirs.items()
    )

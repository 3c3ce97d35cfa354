"""p of 200 × 200 squares: all draws, both tails, both nulls, against 999 permutations of one null and one tail."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.analysis.gi_star_z import prepare as prepare_grid
from trygghjulet.analysis.hotspots.hotspots import Null, gi_star

TITLE = "Gi* p, 200 × 200"
GOALS = {"esda, 999 permutations": 50.0}


def prepare(folder: Path) -> dict[str, Any]:
    """The same city as for z."""
    return prepare_grid(folder)


def ours(data: dict[str, Any]) -> Any:
    """Everything that `gi_star` tells, with both nulls; the conditional p for comparison."""
    gi_star(data["counts"], data["mask"])
    return gi_star(data["counts"], data["mask"], null=Null.CONDITIONAL).p


def esda_permutations(data: dict[str, Any]) -> Any:
    """As fast as it goes: all cores, and no draws kept."""
    from esda.getisord import G_Local

    flat = data["counts"].ravel().astype(float)
    told = G_Local(
        flat,
        data["weights"],
        transform="B",
        star=True,
        permutations=999,
        keep_simulations=False,
        n_jobs=-1,
        seed=1,
    )
    high = np.asarray(told.Zs) >= 0
    return np.where(high, told.p_sim, np.nan).reshape(data["counts"].shape)


def pygeoda_permutations(data: dict[str, Any]) -> Any:
    """Its fastest way: a table of random neighbours looked up again and again."""
    import geopandas as gpd
    import pygeoda
    from shapely import box

    counts = data["counts"]
    if "geoda" not in data:
        row, column = (axis.ravel() for axis in np.indices(counts.shape))
        frame = gpd.GeoDataFrame({"n": counts.ravel()}, geometry=box(column, row, column + 1, row + 1))
        opened = pygeoda.open(frame)
        data["geoda"] = opened, pygeoda.queen_weights(opened)
    opened, weights = data["geoda"]
    told = pygeoda.local_gstar(
        weights, opened["n"], permutations=999, permutation_method="lookup", cpu_threads=2
    )
    return np.asarray(told.lisa_pvalues()).reshape(counts.shape)


def agreement(ours: Any, theirs: Any) -> str:
    """How far apart the probabilities lie where both speak of a high square."""
    both = np.isfinite(theirs) & (ours < 0.5)
    return f"median difference {np.median(np.abs(ours - theirs)[both]):.1e} over {both.sum()} squares"


CONTENDERS = {
    "trygghjulet": ours,
    "esda, 999 permutations": esda_permutations,
    "pygeoda, 999 permutations": pygeoda_permutations,
}

"""Gi* z of 200 × 200 squares: cumulative sums against a peer's neighbour lists."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.cities import chicago_grid
from trygghjulet.analysis.hotspots.hotspots import gi_star_z

TITLE = "Gi* z, 200 × 200"
GOALS = {"esda, analytic": 300.0}


def prepare(folder: Path) -> dict[str, Any]:
    """The counts, and the peer's weights, which it needs built before."""
    from libpysal.weights import lat2W

    counts = chicago_grid(folder)
    weights = lat2W(*counts.shape, rook=False)
    return {"counts": counts, "mask": np.ones(counts.shape, dtype=bool), "weights": weights}


def ours(data: dict[str, Any]) -> NDArray[np.float64]:
    """Box sums."""
    return gi_star_z(data["counts"], data["mask"])


def esda_analytic(data: dict[str, Any]) -> NDArray[np.float64]:
    """Neighbour lists; binary weights, since its default standardises them and then gives another z."""
    from esda.getisord import G_Local

    flat = data["counts"].ravel().astype(float)
    told = G_Local(flat, data["weights"], transform="B", star=True, permutations=0)
    return np.asarray(told.Zs).reshape(data["counts"].shape)


def agreement(ours: NDArray[np.float64], theirs: NDArray[np.float64]) -> str:
    """The largest difference."""
    return f"largest difference {np.abs(ours - theirs).max():.1e}"


CONTENDERS = {"trygghjulet": ours, "esda, analytic": esda_analytic}

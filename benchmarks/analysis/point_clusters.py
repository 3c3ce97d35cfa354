"""Point clusters of a year's robberies, against scikit-learn's HDBSCAN on the bare coordinates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

TITLE = "point clusters, 10,000 robberies"


def prepare(folder: Path) -> Any:
    """The first 10,000 robberies in metres."""
    import polars as pl

    from trygghjulet.analysis.ground.grid import project

    table = pl.read_parquet(folder / "incidents" / "chicago_crimes_2014_2017.parquet")
    robberies = table.filter(pl.col("category") == "ROBBERY").head(10_000)
    return np.column_stack(project(robberies["lon"].to_numpy(), robberies["lat"].to_numpy(), 32616))


def ours(at: Any) -> Any:
    """Clusters with outlines."""
    from trygghjulet.analysis.patterns.clusters import point_clusters

    return point_clusters(at[:, 0], at[:, 1]).cluster


def sklearn(at: Any) -> Any:
    """Labels only."""
    from sklearn.cluster import HDBSCAN

    return HDBSCAN(min_cluster_size=20, min_samples=10, copy=True).fit(at).labels_


CONTENDERS = {"ours": ours, "scikit-learn HDBSCAN": sklearn}
GOALS: dict[str, float] = {}

"""The real places that contests and calibrations are run on, read from the folder of real inputs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trygghjulet.analysis.ground.grid import project

CHICAGO_EPSG = 32616


def chicago_points(folder: Path) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """x and y in metres (UTM 16) of all of Chicago's incidents 2014–2017."""
    frame = pl.read_parquet(folder / "incidents" / "chicago_crimes_2014_2017.parquet", columns=["lon", "lat"])
    x, y = project(frame["lon"].to_numpy(), frame["lat"].to_numpy(), CHICAGO_EPSG)
    known = np.isfinite(x)
    return x[known], y[known]


def chicago_grid(folder: Path, side: int = 200, size: float = 250) -> NDArray[np.int64]:
    """Incidents in side × side squares of `size` metres around the middle of the city."""
    x, y = chicago_points(folder)
    west, south = np.median(x) - side * size / 2, np.median(y) - side * size / 2
    edges = np.arange(side + 1) * size
    table, _, _ = np.histogram2d(y, x, bins=(south + edges, west + edges))
    return table.astype(np.int64)

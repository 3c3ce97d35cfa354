"""Kernel density of 100,000 incidents on 80 × 80 squares."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

TITLE = "kernel density, 100,000 incidents, 80 × 80 squares"
GOALS = {"scikit-learn": 100, "scipy": 100}

INCIDENTS = 100_000
_SIDE, _SIZE, _BANDWIDTH = 80, 250, 500.0


def prepare(folder: Path, incidents: int | None = INCIDENTS) -> Any:
    """The middle 20 by 20 kilometres of Chicago: x and y of incidents, and of the squares' middles."""
    import pyarrow.parquet

    from trygghjulet.analysis.ground.grid import project

    path = folder / "incidents" / "chicago_crimes_2014_2017.parquet"
    table = pyarrow.parquet.read_table(path, columns=["lon", "lat"])
    x, y = project(table["lon"].to_numpy(), table["lat"].to_numpy(), 32616)
    corner = np.floor((np.array([np.nanmedian(x), np.nanmedian(y)]) - _SIDE * _SIZE / 2) / _SIZE) * _SIZE
    inside = (np.abs(x - corner[0] - _SIDE * _SIZE / 2) < _SIDE * _SIZE / 2) & (
        np.abs(y - corner[1] - _SIDE * _SIZE / 2) < _SIDE * _SIZE / 2
    )
    chosen = np.flatnonzero(inside)
    if incidents is not None:
        chosen = np.random.default_rng(1).choice(chosen, incidents, replace=len(chosen) < incidents)
    middles = (np.arange(_SIDE) + 0.5) * _SIZE
    return x[chosen], y[chosen], corner[0] + middles, corner[1] + middles


def ours(data: Any) -> Any:
    """Fixed bandwidth, without edge correction, as the others."""
    from trygghjulet.analysis.ground.grid import Grid
    from trygghjulet.analysis.patterns.density import density
    from trygghjulet.analysis.patterns.kernels import Kernel

    x, y, across, along = data
    mask = np.ones((_SIDE, _SIDE), dtype=bool)
    grid = Grid(32616, _SIZE, int(across[0] // _SIZE), int(along[0] // _SIZE), mask)
    told = density(x, y, grid, bandwidth=_BANDWIDTH, kernel=Kernel.GAUSSIAN, edge_corrected=False)
    return told.value / told.used / 1e6


def exact(data: Any) -> Any:
    """The sum of every heap: a Gaussian is one along x times one along y."""
    x, y, across, along = data
    told = np.zeros((_SIDE, _SIDE))
    for begin in range(0, len(x), 10_000):
        part = slice(begin, begin + 10_000)
        wide = np.exp(-(((across[:, None] - x[part]) / _BANDWIDTH) ** 2) / 2)
        told += np.exp(-(((along[:, None] - y[part]) / _BANDWIDTH) ** 2) / 2) @ wide.T
    return told / (2 * np.pi * _BANDWIDTH**2 * len(x))


def scikit_learn(data: Any) -> Any:
    """KernelDensity with a tolerance of 1e-4."""
    from sklearn.neighbors import KernelDensity

    x, y, across, along = data
    fitted = KernelDensity(bandwidth=_BANDWIDTH, rtol=1e-4).fit(np.column_stack([x, y]))
    east, north = np.meshgrid(across, along)
    at = np.column_stack([east.ravel(), north.ravel()])
    return np.exp(fitted.score_samples(at)).reshape(_SIDE, _SIDE)


def kdepy(data: Any) -> Any:
    """FFTKDE, whose mesh is the squares' middles with a border that holds every point."""
    from KDEpy import FFTKDE

    x, y, across, along = data
    padded = [np.concatenate([[axis[0] - _SIZE], axis, [axis[-1] + _SIZE]]) for axis in (across, along)]
    east, north = np.meshgrid(*padded, indexing="ij")
    at = np.column_stack([east.ravel(), north.ravel()])
    told = FFTKDE(bw=_BANDWIDTH, kernel="gaussian").fit(np.column_stack([x, y])).evaluate(at)
    return told.reshape(_SIDE + 2, _SIDE + 2)[1:-1, 1:-1].T


def scipy(data: Any) -> Any:
    """gaussian_kde, with the axes scaled so that its covariance is the bandwidth's."""
    from scipy.stats import gaussian_kde

    x, y, across, along = data
    fitted = gaussian_kde(np.vstack([x, y]))
    # Its kernel follows the points' covariance; ours is round.
    fitted.cho_cov = np.eye(2) * _BANDWIDTH
    fitted.log_det = 2 * np.log(2 * np.pi * _BANDWIDTH**2)
    fitted.covariance = np.eye(2) * _BANDWIDTH**2
    east, north = np.meshgrid(across, along)
    return fitted(np.vstack([east.ravel(), north.ravel()])).reshape(_SIDE, _SIDE)


CONTENDERS = {
    "trygghjulet": ours,
    "exact sum": exact,
    "scikit-learn": scikit_learn,
    "KDEpy": kdepy,
    "scipy": scipy,
}


def agreement(mine: Any, theirs: Any) -> str:
    """The largest difference between two maps."""
    return f"at most {np.abs(mine - theirs).max() / theirs.max():.5f} of the peak apart"

"""Hot squares gathered into places that can be named, shown on a map and followed over time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import ndimage
from shapely.geometry.base import BaseGeometry

from trygghjulet.analysis import checks
from trygghjulet.analysis.grid import Grid
from trygghjulet.analysis.hotspots import GiStar

_EIGHT_NEIGHBOURS = np.ones((3, 3), dtype=int)


@dataclass(frozen=True)
class HotspotPlace:
    """A connected group of hot squares.

    Args:
        rank: 1 for the place with the most incidents.
        cells: (row, column) of its squares in the grid.
        polygon: its outline in the grid's projection.
        count: how many incidents happened in it.
        share_of_count: of all incidents in the footprint, 0–1.
        share_of_area: of all squares in the footprint, 0–1.
        pai: share_of_count / share_of_area: how many times denser than the whole.
        q: the smallest q of its squares.
        centre: (x, y) in metres, the squares' middles weighted by their counts.
    """

    rank: int
    cells: tuple[tuple[int, int], ...]
    polygon: BaseGeometry
    count: int
    share_of_count: float
    share_of_area: float
    pai: float
    q: float
    centre: tuple[float, float]


def delineate(
    gi: GiStar, counts: ArrayLike, grid: Grid, alpha: float = 0.05, expand: bool = False
) -> list[HotspotPlace]:
    """The places that the hot squares form, most incidents first.

    Squares with q at most `alpha` and z above zero belong together when they share a side or a corner. Gi*
    also lights up quiet squares beside a full one, since it looks at neighbours; such squares, with no more
    than the footprint's mean, are left out unless `expand`. A large place is told as it is, not cut up. Its
    p and q belong to squares: the place as a whole has no test of its own.

    Args:
        gi: from `gi_star` with the same counts and footprint.
        counts: rows × columns, as given to `gi_star`.
        grid: where the squares lie.
        alpha: the accepted share of false finds among squares.
        expand: whether to keep the quiet squares.

    Raises:
        UnfitData: `not_counts`, `shape` or `level`.

    Source: PAI: Chainey, Tompson and Uhlig (2008), Security Journal 21, 4–28.
    """
    table = checks.counts(counts)
    checks.shape(table, grid.mask.shape, name="antal")
    checks.shape(gi.q, grid.mask.shape, name="q")
    accepted = checks.level(alpha)
    inside = np.where(grid.mask, table, 0)
    with np.errstate(invalid="ignore"):
        hot = grid.mask & (gi.q <= accepted) & (gi.z > 0)
    if not expand:
        hot &= inside > inside[grid.mask].mean()
    label, many = ndimage.label(hot, structure=_EIGHT_NEIGHBOURS)
    sums = ndimage.sum_labels(inside, label, np.arange(1, many + 1))
    order = np.argsort(-sums, kind="stable") + 1
    return [_place(rank, label == number, inside, gi, grid) for rank, number in enumerate(order, start=1)]


def _place(
    rank: int, cells: NDArray[np.bool_], counts: NDArray[np.int64], gi: GiStar, grid: Grid
) -> HotspotPlace:
    rows, columns = np.nonzero(cells)
    held = counts[cells]
    x, y = grid.centres(rows, columns)
    # With `expand` a place may be all quiet squares; its middle is then the plain one.
    weight = held if held.sum() else np.ones(len(held))
    share_of_count, share_of_area = held.sum() / counts.sum(), len(held) / grid.cells
    return HotspotPlace(
        rank=rank,
        cells=tuple(zip(rows.tolist(), columns.tolist(), strict=True)),
        polygon=grid.polygon(cells),
        count=int(held.sum()),
        share_of_count=float(share_of_count),
        share_of_area=share_of_area,
        pai=float(share_of_count / share_of_area),
        q=float(gi.q[cells].min()),
        centre=(float(np.average(x, weights=weight)), float(np.average(y, weights=weight))),
    )

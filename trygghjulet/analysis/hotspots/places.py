"""Hot squares gathered into places that can be named, shown on a map and followed over time."""

from __future__ import annotations

from dataclasses import dataclass
from math import pi

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import ndimage
from shapely.geometry.base import BaseGeometry

from trygghjulet.analysis import checks
from trygghjulet.analysis.ground.grid import Grid
from trygghjulet.analysis.hotspots.accuracy import Pai, pai
from trygghjulet.analysis.hotspots.hotspots import GiStar

FEWEST_IN_PLACE = 5
"""A place with fewer incidents than this is not told: there is too little in it to act on, or to follow."""

_EIGHT_NEIGHBOURS = np.ones((3, 3), dtype=int)


@dataclass(frozen=True)
class HotspotPlace:
    """A connected group of hot squares, with those that make them hot.

    Args:
        rank: 1 for the place with the most incidents.
        cells: (row, column) of its squares in the grid.
        polygon: its outline in the grid's projection.
        count: how many incidents happened in it.
        share_of_count: of all incidents in the footprint, 0–1.
        share_of_area: of all squares in the footprint, 0–1.
        pai: share_of_count / share_of_area, how many times denser than the whole, with its interval. A place that
            was chosen because it held many is flattered by chance all the same: `lasting` tells what it held later.
        compactness: 4π · area / perimeter²; 0.79 for a square, near 0 for a string of squares.
        q: the smallest q of its hot squares.
        centre: (x, y) in metres, the squares' middles weighted by their counts.
    """

    rank: int
    cells: tuple[tuple[int, int], ...]
    polygon: BaseGeometry
    count: int
    share_of_count: float
    share_of_area: float
    pai: Pai
    compactness: float
    q: float
    centre: tuple[float, float]


def delineate(
    gi: GiStar,
    counts: ArrayLike,
    grid: Grid,
    *,
    expand: bool = False,
    largest: float | None = None,
    level: float = 0.95,
    alpha: float = 0.05,
) -> list[HotspotPlace]:
    """The places that the hot squares form, most incidents first.

    Squares with q at most `alpha` and z above zero are hot; those that share a side or a corner belong together.
    Since Gi* looks at neighbours, heat and incidents are not always in the same square:

    - A quiet square beside a full one is hot too. Such squares, with no more than the footprint's mean, are
      left out unless `expand`.
    - A square between fuller ones may be hot while none of them is. Where no other hot square in its
      neighbourhood holds more than the mean, it takes along the squares there that hold more than the mean and
      more than itself: they are what was found.
    - A place with fewer than `FEWEST_IN_PLACE` incidents is not told.

    A large place is told as it is unless `largest` is given. Then only its cores are: the demand on each square's
    own count is raised until what still hangs together is small enough. p and q belong to squares: the place as a
    whole has no test of its own.

    Args:
        gi: from `gi_star` with the same counts and footprint.
        counts: rows × columns, as given to `gi_star`.
        grid: where the squares lie.
        expand: whether to keep the quiet squares.
        largest: square kilometres; the largest that a place may be. Equally full squares are not parted, so a place of
            such squares only can stay larger.
        level: the confidence of PAI's interval.
        alpha: the accepted share of false finds among squares.

    Raises:
        UnfitData: `not_counts`, `not_gistar`, `not_grid`, `not_flag`, `shape`, `level` or `not_positive`.

    Source: PAI: Chainey, Tompson and Uhlig (2008), Security Journal 21, 4–28.
    """
    table = checks.counts(counts)
    checks.made(gi, GiStar, name="Det som gi_star svarade")
    checks.made(grid, Grid, name="Rutnätet")
    keeps_quiet = checks.flag(expand, name="Om lugna rutor ska med")
    checks.shape(table, grid.mask.shape, name="antal")
    checks.shape(gi.q, grid.mask.shape, name="q")
    accepted = checks.level(alpha)
    inside = np.where(grid.mask, table, 0)
    with np.errstate(invalid="ignore"):
        hot = grid.mask & (gi.q <= accepted) & (gi.z > 0)
    full = inside > inside[grid.mask].mean()
    kept, q = _with_what_heats(hot, full, inside, gi)
    if not keeps_quiet:
        hot &= full
    told = hot | kept
    if largest is not None:
        squares = checks.positive(largest, name="Den största ytan") * 1e6 / grid.size**2
        told = _cores(told, inside, max(squares, 1.0))
    label, many = ndimage.label(told, structure=_EIGHT_NEIGHBOURS)
    sums = ndimage.sum_labels(inside, label, np.arange(1, many + 1))
    order = [number for number in np.argsort(-sums, kind="stable") if sums[number] >= FEWEST_IN_PLACE]
    return [
        _place(rank, label == number + 1, inside, q, grid, level=level)
        for rank, number in enumerate(order, start=1)
    ]


def _cores(told: NDArray[np.bool_], counts: NDArray[np.int64], squares: float) -> NDArray[np.bool_]:
    """What is left of each place when its emptiest squares have gone, until no part has more squares than allowed."""
    label, many = ndimage.label(told, structure=_EIGHT_NEIGHBOURS)
    kept = told.copy()
    for number in range(1, many + 1):
        place = label == number
        while place.any():
            parts, count = ndimage.label(place, structure=_EIGHT_NEIGHBOURS)
            sizes = ndimage.sum_labels(place, parts, np.arange(1, count + 1))
            too_large = np.isin(parts, np.flatnonzero(sizes > squares) + 1)
            least = counts[too_large].min(initial=np.iinfo(np.int64).max)
            going = too_large & (counts == least)
            if not going.any() or counts[too_large].max() == least:
                break
            place &= ~going
        kept[label == number] = place[label == number]
    return kept


def _with_what_heats(
    hot: NDArray[np.bool_], full: NDArray[np.bool_], counts: NDArray[np.int64], gi: GiStar
) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """The hot squares that only cooler neighbours explain, together with those; and q, theirs being the hot one's."""
    window = np.ones((2 * gi.radius + 1,) * 2, dtype=int)
    core = (hot & full).astype(int)
    unexplained = hot & (ndimage.convolve(core, window, mode="constant") - core == 0)
    kept, q = np.zeros_like(hot), np.where(hot, gi.q, np.inf)
    for row, column in np.argwhere(unexplained):
        near = (
            slice(max(row - gi.radius, 0), row + gi.radius + 1),
            slice(max(column - gi.radius, 0), column + gi.radius + 1),
        )
        heating = full[near] & ~hot[near] & (counts[near] > counts[row, column])
        if heating.any():
            kept[row, column] = True
            kept[near] |= heating
            q[near] = np.where(heating, np.minimum(q[near], gi.q[row, column]), q[near])
    return kept, q


def _place(
    rank: int,
    cells: NDArray[np.bool_],
    counts: NDArray[np.int64],
    q: NDArray[np.float64],
    grid: Grid,
    *,
    level: float,
) -> HotspotPlace:
    rows, columns = np.nonzero(cells)
    held = counts[cells]
    x, y = grid.centres(rows, columns)
    share_of_area = len(held) / grid.cells
    polygon = grid.polygon(cells)
    return HotspotPlace(
        rank=rank,
        cells=tuple(zip(rows.tolist(), columns.tolist(), strict=True)),
        polygon=polygon,
        count=int(held.sum()),
        share_of_count=float(held.sum() / counts.sum()),
        share_of_area=share_of_area,
        pai=pai(int(held.sum()), int(counts.sum()), share_of_area, level),
        compactness=4 * pi * polygon.area / polygon.length**2,
        q=float(q[cells].min()),
        centre=(float(np.average(x, weights=held)), float(np.average(y, weights=held))),
    )

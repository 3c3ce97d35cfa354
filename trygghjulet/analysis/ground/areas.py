"""Which area each of millions of points lies in, and how many lie in each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely.geometry.base import BaseGeometry

from trygghjulet.analysis import checks
from trygghjulet.analysis.ground.raster import Raster, covers

_LONG_SIDE = 512
_AT_ONCE = 1 << 18


@dataclass(frozen=True)
class PointsInAreas:
    """Where points lie. The sum of `counts` with `outside` and `missing` is the number of points.

    Args:
        area: the number of the area that each point is counted in, −1 for none.
        counts: how many points are counted in each area.
        outside: how many lie in no area.
        missing: how many lack a coordinate.
        shared: how many of those counted lie in more than one area, as on a common border; each is counted
            once, in the area with the lowest number.
    """

    area: NDArray[np.int64]
    counts: NDArray[np.int64]
    outside: int
    missing: int
    shared: int


class AreaIndex:
    """Polygons made ready for finding the one that holds each point.

    A raster of about 512 squares along the longer side is built once. Where no border touches a square, all
    its points have the same answer, and the square knows it; only points in the other squares are tested
    against polygons. The answer is the same as testing every point against every polygon, border included;
    a point on a border shared by several, or within several, belongs to the one with the lowest number.

    Args:
        polygons: valid polygons or multipolygons, all in one coordinate system; one may be empty.

    Raises:
        UnfitData: `no_area`, when there is nothing to look in, `not_polygons` or `not_valid`.
    """

    def __init__(self, polygons: Iterable[BaseGeometry]) -> None:
        listed = checks.listing(polygons, code="not_polygons", name="Områdena")
        if not any(shapely.is_geometry(polygon) and polygon.area > 0 for polygon in listed):
            raise checks.UnfitData("no_area", "Det finns inga områden att söka i.")
        self._polygons = checks.polygons(listed)
        shapely.prepare(self._polygons)
        self._raster = _raster(self._polygons)
        self._settle()

    def locate(self, x: ArrayLike, y: ArrayLike) -> NDArray[np.int64]:
        """The number of the polygon that holds each point, −1 where none does or a coordinate is missing.

        Raises:
            UnfitData: `not_numbers` or `shape`.
        """
        return self._search(*checks.places(x, y))[0]

    def tally(self, x: ArrayLike, y: ArrayLike) -> PointsInAreas:
        """How many points lie in each area, in none, in several, and how many lack a coordinate.

        Raises:
            UnfitData: `not_numbers` or `shape`.
        """
        xs, ys = checks.places(x, y)
        area, shared = self._search(xs, ys)
        inside = np.bincount(area + 1, minlength=len(self._polygons) + 1)
        missing = len(xs) - int(np.count_nonzero(np.isfinite(xs) & np.isfinite(ys)))
        return PointsInAreas(area, inside[1:], int(inside[0]) - missing, missing, shared)

    def _settle(self) -> None:
        """Give each square its answer: a polygon, −1 for none, or −2, −3 … for a square with borders.

        Squares with borders are numbered from 0, and each polygon gets the list of those where it must be
        tested: where its border runs, and where it covers the square whole while another's border runs there.
        """
        form = (self._raster.rows, self._raster.columns)
        answer = np.full(form, -1, dtype=np.int32)
        self._several = np.zeros(form, dtype=bool)
        border = np.zeros(form, dtype=bool)
        reached = []
        for number, cover in enumerate(covers(self._polygons, self._raster)):
            whole, here = cover.whole, answer[cover.window]
            self._several[cover.window] |= whole & (here >= 0)
            here[whole & (here < 0)] = number
            border[cover.window] |= cover.touched
            rows, columns = np.nonzero(whole | cover.touched)
            reached.append((rows + cover.rows.start) * form[1] + columns + cover.columns.start)
        many = int(border.sum())
        answer[border] = np.arange(-2, -2 - many, -1)
        self._several &= ~border
        self._answer = answer.ravel()
        self._tested = [-2 - held[held < -1] for held in (self._answer[cells] for cells in reached)]
        self._borders = many

    def _search(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[NDArray[np.int64], int]:
        """The area of each point, and how many points lie in several; a stretch at a time, to keep memory flat."""
        found = np.empty(len(x), dtype=np.int64)
        shared = 0
        for first in range(0, len(x), _AT_ONCE):
            stretch = slice(first, first + _AT_ONCE)
            shared += self._search_some(x[stretch], y[stretch], found[stretch])
        return found, shared

    def _search_some(self, x: NDArray[np.float64], y: NDArray[np.float64], found: NDArray[np.int64]) -> int:
        cell = self._raster.cells(x, y)
        found[:] = self._answer[cell]
        shared = int(np.count_nonzero(self._several.ravel()[cell])) if self._several.any() else 0
        doubtful = np.flatnonzero(found < -1)
        border = -2 - found[doubtful]
        found[doubtful] = -1
        order = np.argsort(border, kind="stable")
        doubtful = doubtful[order]
        last = np.cumsum(np.bincount(border, minlength=self._borders))
        first = last - np.diff(last, prepend=0)
        xs, ys = x[doubtful], y[doubtful]
        area = np.full(len(doubtful), -1)
        holders = np.zeros(len(doubtful), dtype=np.int32)
        for number in reversed(range(len(self._polygons))):
            cells = self._tested[number]
            at = _ranges(first[cells], last[cells])
            within = at[shapely.intersects_xy(self._polygons[number], xs[at], ys[at])]
            area[within] = number
            holders[within] += 1
        found[doubtful] = area
        return shared + int(np.count_nonzero(holders > 1))


def _raster(polygons: NDArray[np.object_]) -> Raster:
    west, south, east, north = shapely.total_bounds(polygons)
    # Squares must be far larger than the rounding of coordinates.
    size = max(
        (max(east - west, north - south)) / _LONG_SIDE, np.abs([west, south, east, north]).max() * 1e-9
    )
    # A margin of two squares keeps the rim free of borders, so that points outside need no test.
    columns, rows = int((east - west) / size) + 5, int((north - south) / size) + 5
    return Raster(west - 2 * size, south - 2 * size, size, columns, rows)


def _ranges(first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.int64]:
    """All whole numbers of the half-open ranges, one after the other."""
    length = last - first
    shift = np.repeat(first - (np.cumsum(length) - length), length)
    numbers: NDArray[np.int64] = np.arange(int(length.sum())) + shift
    return numbers

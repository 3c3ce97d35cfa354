"""Which area each of millions of points lies in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely.geometry.base import BaseGeometry

from trygghjulet.analysis.checks import UnfitData
from trygghjulet.analysis.raster import Crossings, Raster, regions, trace

_LONG_SIDE = 512


class AreaIndex:
    """Polygons made ready for finding the one that holds each point.

    A raster of about 512 squares along the longer side is built once. Where no border touches a square, all
    its points have the same answer, and the square knows it; only points in the other squares are tested
    against polygons. The answer is the same as testing every point against every polygon, border included;
    a point on a border shared by several, or within several, belongs to the one with the lowest number.

    Args:
        polygons: valid polygons or multipolygons, all in one coordinate system.

    Raises:
        UnfitData: `no_area`, when there is nothing to look in.
    """

    def __init__(self, polygons: Sequence[BaseGeometry]) -> None:
        if not any(polygon.area > 0 for polygon in polygons):
            raise UnfitData("no_area", "Det finns inga områden att söka i.")
        self._polygons = np.array(polygons, dtype=object)
        shapely.prepare(self._polygons)
        self._raster = _raster(self._polygons)
        crossings = trace(list(self._polygons), self._raster)
        self._uniform = self._settle(crossings)
        self._candidates = self._pairs(crossings)

    def locate(self, x: ArrayLike, y: ArrayLike) -> NDArray[np.int64]:
        """The number of the polygon that holds each point, −1 where none does or a coordinate is missing."""
        xs, ys = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
        cell = self._raster.cells(xs, ys)
        found = np.where(cell >= 0, self._uniform[cell], -1).astype(np.int64)
        doubtful = np.flatnonzero((cell >= 0) & (found == -2))
        found[doubtful] = -1
        doubtful = doubtful[np.argsort(cell[doubtful], kind="stable")]
        cells = cell[doubtful]
        numbers, candidate = self._candidates
        first = np.searchsorted(numbers, np.arange(len(self._polygons) + 1))
        for number, polygon in enumerate(self._polygons):
            mine = candidate[first[number] : first[number + 1]]
            at = doubtful[_ranges(np.searchsorted(cells, mine), np.searchsorted(cells, mine, side="right"))]
            at = at[found[at] < 0]
            found[at[shapely.intersects_xy(polygon, xs[at], ys[at])]] = number
        return found

    def _settle(self, crossings: Crossings) -> NDArray[np.int32]:
        """The answer of each square: a polygon, −1 for none, −2 where points must be tested."""
        label, representative = regions(crossings.cell, self._raster)
        x, y = self._raster.centres(representative)
        answer = np.full(len(representative) + 1, -1, dtype=np.int32)
        answer[0] = -2
        for number in reversed(range(len(self._polygons))):
            answer[1:][shapely.intersects_xy(self._polygons[number], x, y)] = number
        return answer[label]

    def _pairs(self, crossings: Crossings) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Polygon and square, sorted, where points of a touched square must be tested against the polygon.

        Besides the polygons whose border touches the square these are the ones that cover it whole, which
        happens when polygons overlap.
        """
        touched = np.unique(crossings.cell)
        x, y = self._raster.centres(touched)
        polygon, cell = [crossings.polygon], [crossings.cell]
        for number, (west, south, east, north) in enumerate(shapely.bounds(self._polygons)):
            near = np.flatnonzero((x >= west) & (x <= east) & (y >= south) & (y <= north))
            covering = touched[near[shapely.intersects_xy(self._polygons[number], x[near], y[near])]]
            polygon.append(np.full(len(covering), number))
            cell.append(covering)
        pairs = np.unique(np.column_stack([np.concatenate(polygon), np.concatenate(cell)]), axis=0)
        return pairs[:, 0], pairs[:, 1]


def _raster(polygons: NDArray[np.object_]) -> Raster:
    west, south, east, north = shapely.total_bounds(polygons)
    size = max(east - west, north - south) / _LONG_SIDE
    # A margin of one square keeps points on the outermost borders inside.
    columns, rows = int((east - west) / size) + 3, int((north - south) / size) + 3
    return Raster(west - size, south - size, size, columns, rows)


def _ranges(first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.int64]:
    """All whole numbers of the half-open ranges, one after the other."""
    length = last - first
    shift = np.repeat(first - (np.cumsum(length) - length), length)
    numbers: NDArray[np.int64] = np.arange(int(length.sum())) + shift
    return numbers

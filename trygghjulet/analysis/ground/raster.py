"""How much of each square every polygon covers, and where its border runs: the index under grids and point look-up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from trygghjulet.analysis import checks

_NEAR = 1e-6  # of a square's side: far above rounding, far below anything that matters
_NOTHING = 1e-9  # of a square: a share this small is rounding
_MOST_AT_ONCE = 4_000_000  # squares
_WIDEST = 4_000_000  # squares that a border may reach over


@dataclass(frozen=True)
class Raster:
    """A rectangle of squares, numbered row by row from the lower left."""

    x0: float
    y0: float
    size: float
    columns: int
    rows: int

    def cells(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.int64]:
        """The square of each point; one outside, or with a coordinate missing, gets a square along the rim."""
        column, row = _steps(x, self.x0, self.size, self.columns), _steps(y, self.y0, self.size, self.rows)
        np.floor(row, out=row)
        row *= self.columns
        row += column
        return row.astype(np.int64)

    def units(self, at: NDArray[np.float64]) -> NDArray[np.float64]:
        """Points (x and y last) in sides of squares from the lower left corner."""
        moved: NDArray[np.float64] = (at - np.array([self.x0, self.y0])) / self.size
        return moved


@dataclass(frozen=True)
class Cover:
    """One polygon on the part of a raster that its bounds reach.

    Args:
        rows, columns: which part of the raster.
        share: how much of each square lies in the polygon, 0–1, exact to a billionth.
        touched: True where the polygon's border runs through the square or along its edge; the rest of the
            squares lie wholly inside or wholly outside.
    """

    rows: slice
    columns: slice
    share: NDArray[np.float64]
    touched: NDArray[np.bool_]

    @property
    def window(self) -> tuple[slice, slice]:
        """The part of the raster, as an index."""
        return self.rows, self.columns

    @property
    def whole(self) -> NDArray[np.bool_]:
        """The squares that lie wholly inside, clear of the border."""
        return (self.share > 0.5) & ~self.touched


def covers(polygons: NDArray[np.object_], raster: Raster) -> Iterator[Cover]:
    """Each polygon's cover, in order; polygons outside the raster, and empty ones, cover no squares.

    Every border is cut where it meets a grid line. With rings turned so that the inside is to the left, a
    piece that rises dy at the mean distance d from its square's left side adds d·dy to the area within the
    square and dy to all squares left of it in the row (Green's theorem); sums along rows give every share.

    Raises:
        UnfitData: `too_large` (a polygon reaches over more than four million squares along one side).
    """
    _not_too_wide(polygons, raster)
    layout = _laid_out(polygons, raster)
    size = layout.height * layout.width
    first = 0
    while first < len(polygons):
        many = int(np.searchsorted(np.cumsum(size[first:]), _MOST_AT_ONCE, side="right"))
        last = min(first + max(many, 1), len(polygons))
        yield from _cover(polygons[first:last], _laid_out(polygons[first:last], raster), raster)
        first = last


def _not_too_wide(polygons: NDArray[np.object_], raster: Raster) -> None:
    """No border has so many squares to pass that the places where it meets their sides don't fit in memory."""
    wide = np.nan_to_num(np.ptp(raster.units(shapely.bounds(polygons).reshape(-1, 2, 2)), axis=1)) > _WIDEST
    if wide.any():
        number = int(np.argmax(wide.any(axis=1))) + 1
        raise checks.UnfitData(
            "too_large", f"Område nummer {number} är för stort för rutor av den storleken."
        )


@dataclass(frozen=True)
class _Layout:
    """The windows of some polygons, laid after one another in one long row of squares.

    A window has one more column on either side, which gather what lies outside it.
    """

    row0: NDArray[np.int64]
    column0: NDArray[np.int64]
    height: NDArray[np.int64]
    width: NDArray[np.int64]
    offset: NDArray[np.int64]

    def places(
        self, polygon: NDArray[np.int64], at: NDArray[np.float64]
    ) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Where in the long row each point lies, and whether its row belongs to the polygon's window."""
        row = np.floor(at[:, 1]).astype(np.int64) - self.row0[polygon]
        column = np.floor(at[:, 0]).astype(np.int64) - self.column0[polygon]
        width = self.width[polygon]
        place = self.offset[polygon] + row * width + np.clip(column, 0, width - 1)
        return place, (row >= 0) & (row < self.height[polygon])


def _laid_out(polygons: NDArray[np.object_], raster: Raster) -> _Layout:
    """Each window reaches one square beyond the polygon's bounds, as far as there is raster."""
    bounds = np.nan_to_num(raster.units(shapely.bounds(polygons).reshape(-1, 2, 2)))
    first = np.clip(np.floor(bounds[:, 0]) - 1, 0, (raster.columns, raster.rows)).astype(np.int64)
    last = np.clip(np.floor(bounds[:, 1]) + 2, 0, (raster.columns, raster.rows)).astype(np.int64)
    width, height = (last - first).T
    width = width + 2
    return _Layout(first[:, 1], first[:, 0] - 1, height, width, np.cumsum(height * width) - height * width)


def _cover(polygons: NDArray[np.object_], layout: _Layout, raster: Raster) -> Iterator[Cover]:
    polygon, start, end = _pieces(polygons, raster)
    middle, rise = (start + end) / 2, (end - start)[:, 1]
    total = int((layout.height * layout.width).sum())
    place, kept = layout.places(polygon, middle)
    place, rise, across = place[kept], rise[kept], (middle[:, 0] - np.floor(middle[:, 0]))[kept]
    full = np.bincount(place, rise, total)
    share: NDArray[np.float64] = np.bincount(place, rise * across, total).astype(float)
    # A closed ring rises as much as it falls in every row, so the sum can run on from row to row.
    share += np.cumsum(full[::-1])[::-1]
    share -= full
    for whole in (0, 1):
        share[np.abs(share - whole) < _NOTHING] = whole
    touched = np.zeros(total, dtype=bool)
    touched[place] = True
    for points in (start, middle, end):
        _touch_beside(touched, polygon, points, layout)
    for number, offset in enumerate(layout.offset.tolist()):
        height, width = int(layout.height[number]), int(layout.width[number])
        row0, column0 = int(layout.row0[number]), int(layout.column0[number]) + 1
        part = slice(offset, offset + height * width)
        yield Cover(
            slice(row0, row0 + height),
            slice(column0, column0 + width - 2),
            share[part].reshape(height, width)[:, 1:-1],
            touched[part].reshape(height, width)[:, 1:-1],
        )


def _touch_beside(
    touched: NDArray[np.bool_], polygon: NDArray[np.int64], points: NDArray[np.float64], layout: _Layout
) -> None:
    """Points on a grid line touch the squares on all its sides."""
    near = (np.abs(points - np.rint(points)) < _NEAR).any(axis=1)
    owner, at = polygon[near], points[near]
    for dx in (-_NEAR, _NEAR):
        for dy in (-_NEAR, _NEAR):
            place, kept = layout.places(owner, at + np.array([dx, dy]))
            touched[place[kept]] = True


def _pieces(
    polygons: NDArray[np.object_], raster: Raster
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """The borders cut at every grid line: polygon, start and end of each piece, in sides of squares."""
    parts, of_part = shapely.get_parts(shapely.orient_polygons(polygons), return_index=True)
    rings, of_ring = shapely.get_rings(parts, return_index=True)
    coordinates, ring = shapely.get_coordinates(rings, return_index=True)
    at = raster.units(coordinates)
    same = ring[1:] == ring[:-1]
    polygon, start, end = of_part[of_ring[ring[1:]]][same], at[:-1][same], at[1:][same]
    crossing = (np.ceil(np.maximum(start, end)) - np.floor(np.minimum(start, end)) > 1).any(axis=1)
    segment, share = _cuts(start[crossing], end[crossing])
    cut = start[crossing][segment] + share[:, None] * (end - start)[crossing][segment]
    follows = segment[1:] == segment[:-1]
    return (
        np.concatenate([polygon[~crossing], polygon[crossing][segment[1:]][follows]]),
        np.concatenate([start[~crossing], cut[:-1][follows]]),
        np.concatenate([end[~crossing], cut[1:][follows]]),
    )


def _steps(at: NDArray[np.float64], first: float, size: float, many: int) -> NDArray[np.float64]:
    """Sides of squares from the first, held within the raster; missing ones are zero."""
    # Held in metres, so that not even the largest numbers overflow.
    steps: NDArray[np.float64] = np.fmin(np.fmax(at, first), first + many * size)
    steps -= first
    steps /= size
    np.fmin(steps, many - 1, out=steps)
    return steps


def _cuts(
    start: NDArray[np.float64], end: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Where along each segment (0–1) it begins, ends and meets a grid line, sorted within the segment."""
    owners, shares = [np.arange(len(start))] * 2, [np.zeros(len(start)), np.ones(len(start))]
    for axis in (0, 1):
        a, b = start[:, axis], end[:, axis]
        first = np.floor(np.minimum(a, b)).astype(np.int64) + 1
        many = np.maximum(np.ceil(np.maximum(a, b)).astype(np.int64) - first, 0)
        owner = np.repeat(np.arange(len(start)), many)
        line = first[owner] + np.arange(len(owner)) - np.repeat(np.cumsum(many) - many, many)
        owners.append(owner)
        shares.append((line - a[owner]) / (b - a)[owner])
    segment, share = np.concatenate(owners), np.clip(np.concatenate(shares), 0, 1)
    order = np.lexsort((share, segment))
    return segment[order], share[order]

"""Which squares the borders of polygons run through: the index under grids and point look-up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy import ndimage
from shapely.geometry.base import BaseGeometry

_NEAR = 1e-6  # of a square's side: far above rounding, far below anything that matters


@dataclass(frozen=True)
class Raster:
    """A rectangle of squares, numbered row by row from the lower left."""

    x0: float
    y0: float
    size: float
    columns: int
    rows: int

    def cells(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.int64]:
        """The square of each point, −1 outside; lower and left edges belong to the square."""
        with np.errstate(invalid="ignore"):
            column, row = np.floor((x - self.x0) / self.size), np.floor((y - self.y0) / self.size)
            inside = (column >= 0) & (column < self.columns) & (row >= 0) & (row < self.rows)
            return np.where(inside, row * self.columns + column, -1).astype(np.int64)

    def centres(self, cells: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """x and y of the middles of squares."""
        row, column = np.divmod(cells, self.columns)
        return self.x0 + (column + 0.5) * self.size, self.y0 + (row + 0.5) * self.size


@dataclass(frozen=True)
class Crossings:
    """Pairs of polygon and square where the polygon's border touches the square; each pair once.

    Args:
        polygon: the polygon's number, ascending.
        cell: the square's number.
        through: True where the border passes through the square's inside, not just along its edge.
    """

    polygon: NDArray[np.int64]
    cell: NDArray[np.int64]
    through: NDArray[np.bool_]


def trace(polygons: Sequence[BaseGeometry], raster: Raster) -> Crossings:
    """Follow every border through the raster, exactly: each segment is cut where it meets a grid line.

    Between two cuts a piece lies in one square, told by its middle; a piece or a cut on a grid line touches
    the squares on both sides.
    """
    traced = [_trace_one(polygon, raster) for polygon in polygons]
    number = np.repeat(np.arange(len(traced)), [len(cell) for cell, _ in traced])
    return Crossings(
        number,
        np.concatenate([cell for cell, _ in traced]) if traced else np.empty(0, dtype=np.int64),
        np.concatenate([through for _, through in traced]) if traced else np.empty(0, dtype=bool),
    )


def regions(touched: NDArray[np.int64], raster: Raster) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Connected squares that no border touches: each region lies wholly inside or wholly outside any polygon.

    Returns:
        The region of every square (0 for touched ones, else from 1), and one square of each region.
    """
    free = np.ones(raster.rows * raster.columns, dtype=bool)
    free[touched] = False
    label, many = ndimage.label(free.reshape(raster.rows, raster.columns))
    flat = label.ravel().astype(np.int64)
    representative = np.zeros(many + 1, dtype=np.int64)
    representative[flat[::-1]] = np.arange(len(flat) - 1, -1, -1)
    return flat, representative[1:]


def _trace_one(polygon: BaseGeometry, raster: Raster) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    start, end = _segments(polygon, raster)
    segment, at = _cuts(start, end)
    same = segment[1:] == segment[:-1]
    middle = ((at[1:] + at[:-1]) / 2)[same]
    owner = segment[1:][same]
    pieces = start[owner] + middle[:, None] * (end - start)[owner]
    cuts = start[segment] + at[:, None] * (end - start)[segment]
    strict = (np.abs(pieces - np.round(pieces)) > _NEAR).all(axis=1)
    near = np.concatenate([pieces, cuts])
    cells = [_cell(near + np.array([dx, dy]), raster) for dx in (-_NEAR, _NEAR) for dy in (-_NEAR, _NEAR)]
    touched = np.unique(np.concatenate(cells))
    touched = touched[touched >= 0]
    inner = np.unique(_cell(pieces[strict], raster))
    return touched, np.isin(touched, inner)


def _segments(polygon: BaseGeometry, raster: Raster) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The border's segments, in units of squares."""
    rings = shapely.get_rings(shapely.get_parts(polygon))
    coordinates, ring = shapely.get_coordinates(rings, return_index=True)
    units = (coordinates - np.array([raster.x0, raster.y0])) / raster.size
    same = ring[1:] == ring[:-1]
    return units[:-1][same], units[1:][same]


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


def _cell(at: NDArray[np.float64], raster: Raster) -> NDArray[np.int64]:
    column, row = np.floor(at[:, 0]).astype(np.int64), np.floor(at[:, 1]).astype(np.int64)
    inside = (column >= 0) & (column < raster.columns) & (row >= 0) & (row < raster.rows)
    return np.where(inside, row * raster.columns + column, -1)

"""A grid of squares that falls on Statistics Sweden's squares, and the points that lie in each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely.geometry.base import BaseGeometry

from trygghjulet.analysis import checks
from trygghjulet.analysis.checks import UnfitData
from trygghjulet.analysis.ground.projection import (
    SWEREF_99_TM,
    fitting_epsg,
    metric,
    project,
    project_geometry,
    unproject,
)
from trygghjulet.analysis.ground.raster import Raster, covers

__all__ = [
    "SIZES",
    "SWEREF_99_TM",
    "Grid",
    "PointsInGrid",
    "fitting_epsg",
    "grid_over",
    "project",
    "project_geometry",
    "unproject",
]

SIZES = (100, 250, 500, 1000)
MOST_CELLS = 25_000_000

_AT_ONCE = 1 << 18  # points


@dataclass(frozen=True)
class PointsInGrid:
    """Where points lie. The sum of `counts` with `outside` and `missing` is the number of points.

    Args:
        cell: the square of each point as row · columns + column, −1 outside the footprint.
        counts: how many points lie in each square, rows × columns.
        outside: how many lie outside the footprint.
        missing: how many lack a coordinate.
    """

    cell: NDArray[np.int64]
    counts: NDArray[np.int64]
    outside: int
    missing: int


@dataclass(frozen=True)
class Grid:
    """Squares of equal size in a projection, with the footprint that counts.

    Row 0 is the southernmost, column 0 the westernmost. Square (row, column) covers
    x from (column0 + column)·size and y from (row0 + row)·size, lower and left edge included.

    Args:
        epsg: the projection; its unit is the metre.
        size: the side of a square in metres.
        column0, row0: the number of the first column and row: floor(x / size), floor(y / size).
        mask: True for the squares that belong to the footprint, rows × columns.
    """

    epsg: int
    size: int
    column0: int
    row0: int
    mask: NDArray[np.bool_]

    def __post_init__(self) -> None:
        """A footprint that isn't rows × columns of true and false would be counted as something else.

        Raises:
            UnfitData: `not_mask`.
        """
        if not isinstance(self.mask, np.ndarray) or self.mask.dtype != np.bool_ or self.mask.ndim != 2:
            raise UnfitData("not_mask", "Rutnätets mask måste vara en tabell med sanna och falska värden.")

    @property
    def cells(self) -> int:
        """How many squares the footprint holds."""
        return int(self.mask.sum())

    @property
    def raster(self) -> Raster:
        """The squares without the footprint."""
        rows, columns = self.mask.shape
        return Raster(self.column0 * self.size, self.row0 * self.size, float(self.size), columns, rows)

    def locate(self, x: ArrayLike, y: ArrayLike) -> NDArray[np.int64]:
        """The square of each point as row · columns + column, −1 outside the footprint or without a coordinate.

        A point on an edge belongs to the square above or to the right, as in Statistics Sweden's squares.

        Raises:
            UnfitData: `not_numbers` or `shape`.
        """
        xs, ys = checks.places(x, y)
        found = np.empty(len(xs), dtype=np.int64)
        for first in range(0, len(xs), _AT_ONCE):
            part = slice(first, first + _AT_ONCE)
            found[part] = self.numbers(np.floor(xs[part] / self.size), np.floor(ys[part] / self.size))
        return found

    def tally(self, x: ArrayLike, y: ArrayLike) -> PointsInGrid:
        """How many points lie in each square, outside the footprint, and lack a coordinate.

        Raises:
            UnfitData: `not_numbers` or `shape`.
        """
        xs, ys = checks.places(x, y)
        cell = self.locate(xs, ys)
        held = np.bincount(cell + 1, minlength=self.mask.size + 1)
        missing = len(xs) - int(np.count_nonzero(np.isfinite(xs) & np.isfinite(ys)))
        return PointsInGrid(cell, held[1:].reshape(self.mask.shape), int(held[0]) - missing, missing)

    def numbers(self, ix: ArrayLike, iy: ArrayLike) -> NDArray[np.int64]:
        """Squares told by floor(x / size) and floor(y / size) as row · columns + column, −1 outside the footprint.

        Raises:
            UnfitData: `not_numbers` or `shape`.
        """
        across, along = checks.places(ix, iy)
        column, row = np.floor(across) - self.column0, np.floor(along) - self.row0
        rows, columns = self.mask.shape
        inside = (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
        number = (np.where(inside, row, 0) * columns + np.where(inside, column, 0)).astype(np.int64)
        return np.where(inside & self.mask.ravel()[number], number, -1)

    def counts(self, ix: ArrayLike, iy: ArrayLike, counts: ArrayLike) -> tuple[NDArray[np.int64], int]:
        """Lay numbers per square on the grid.

        Args:
            ix, iy: floor(x / size) and floor(y / size) of each square.
            counts: the number in each.

        Returns:
            The numbers as rows × columns (zero outside the footprint), and how many fell outside it.

        Raises:
            UnfitData: `not_counts`, `not_numbers` or `shape`.
        """
        held = checks.counts(counts)
        columns, rows = checks.places(ix, iy)
        checks.shape(held, columns.shape, name="antal")
        number = self.numbers(columns, rows)
        table = np.zeros(self.mask.size, dtype=np.int64)
        np.add.at(table, number[number >= 0], held[number >= 0])
        return table.reshape(self.mask.shape), int(held.sum() - table.sum())

    def scb_id(self, row: int, column: int) -> str:
        """Statistics Sweden's name of a square: x and y of its lower left corner, 6 + 7 digits.

        Raises:
            UnfitData: `not_sweref`, when the grid isn't in SWEREF 99 TM, or `not_whole`.
        """
        up, across = checks.whole(row, least=0, name="Raden"), checks.whole(column, least=0, name="Kolumnen")
        if self.epsg != SWEREF_99_TM:
            raise UnfitData("not_sweref", "SCB:s rutor finns bara i SWEREF 99 TM.")
        return f"{(self.column0 + across) * self.size:06d}{(self.row0 + up) * self.size:07d}"

    def centres(self, rows: ArrayLike, columns: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """x and y of the squares' middles.

        Raises:
            UnfitData: `not_numbers`.
        """
        x = (self.column0 + checks.numbers(columns, name="kolumnerna") + 0.5) * self.size
        y = (self.row0 + checks.numbers(rows, name="raderna") + 0.5) * self.size
        return x, y

    def polygon(self, cells: NDArray[np.bool_]) -> BaseGeometry:
        """The outline of the squares that are True in `cells` (rows × columns), in the grid's projection."""
        rows, columns = np.nonzero(checks.footprint(cells, self.mask.shape, name="cells"))
        west, south = (self.column0 + columns) * self.size, (self.row0 + rows) * self.size
        return shapely.union_all(shapely.box(west, south, west + self.size, south + self.size))


def side_of(size: int) -> int:
    """The side of a square that statistics are made for.

    Raises:
        UnfitData: `size`.
    """
    if checks.single(size) not in SIZES:
        raise UnfitData(
            "size", f"Rutans sida kan vara {', '.join(map(str, SIZES))} meter, inte {checks.shown(size)}."
        )
    return int(size)


def grid_over(polygons: Iterable[BaseGeometry], size: int, epsg: int) -> Grid:
    """The grid whose footprint is every square that some part of the polygons lies in.

    A square belongs to the footprint when its share within a polygon is above zero (a billionth); a polygon
    that only runs along a square's edge doesn't take it in. Edges are whole multiples of `size`, so in
    SWEREF 99 TM the squares are Statistics Sweden's.

    Args:
        polygons: valid, in the projection `epsg` (see `project_geometry`).
        size: 100, 250, 500 or 1000 metres.

    Raises:
        UnfitData: `size`, `epsg`, `not_polygons`, `not_valid`, `no_area`, or `too_large` (more than 25 million
            squares).
    """
    side = side_of(size)
    shapes = checks.polygons(polygons)
    shapes = shapes[shapely.area(shapes) > 0]
    if not len(shapes):
        raise UnfitData("no_area", "Det finns inga områden att lägga ett rutnät över.")
    column0, row0, column1, row1 = (int(at // side) for at in shapely.total_bounds(shapes).tolist())
    rows, columns = row1 - row0 + 1, column1 - column0 + 1
    if rows * columns > MOST_CELLS:
        raise UnfitData(
            "too_large",
            f"Området ger {rows * columns} rutor på {side} meter. Välj större rutor eller ett mindre område.",
        )
    whole = Grid(metric(epsg), side, column0, row0, np.zeros((rows, columns), dtype=bool))
    for cover in covers(shapes, whole.raster):
        whole.mask[cover.window] |= cover.share > 0
    used_rows, used_columns = np.flatnonzero(whole.mask.any(axis=1)), np.flatnonzero(whole.mask.any(axis=0))
    if not len(used_rows):
        raise UnfitData("no_area", "Områdena är för små för att lägga ett rutnät över.")
    return Grid(
        whole.epsg,
        whole.size,
        column0 + int(used_columns[0]),
        row0 + int(used_rows[0]),
        whole.mask[used_rows[0] : used_rows[-1] + 1, used_columns[0] : used_columns[-1] + 1],
    )

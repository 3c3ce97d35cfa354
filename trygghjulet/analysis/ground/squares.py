"""Squares by Statistics Sweden's names, and how much of each square lies in the areas."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely.geometry.base import BaseGeometry

from trygghjulet.analysis import checks
from trygghjulet.analysis.checks import UnfitData
from trygghjulet.analysis.ground.grid import Grid
from trygghjulet.analysis.ground.projection import SWEREF_99_TM
from trygghjulet.analysis.ground.raster import covers

_NORTH = 10**7
_LOWEST, _HIGHEST = 10**12, 10**13  # thirteen digits: six for x, seven for y
_FINEST = 50  # metres; every corner of every size is a multiple of it
_ROUNDING = 1e-9
_SHORT = 50  # corners of a border that are quickly cut


def scb_ids(grid: Grid, mask: NDArray[np.bool_] | None = None) -> NDArray[np.str_]:
    """Statistics Sweden's names of squares, row by row: x and y of the lower left corner, 6 + 7 digits.

    Args:
        grid: in SWEREF 99 TM.
        mask: True for the squares to name, rows × columns; the grid's footprint when left out.

    Returns:
        One name per True square, in the order of `numpy.nonzero`.

    Raises:
        UnfitData: `not_grid`, `not_sweref`, when the grid isn't in SWEREF 99 TM or lies outside Sweden's coordinates,
            `not_mask` or `shape`.
    """
    checks.made(grid, Grid, name="Rutnätet")
    wanted = grid.mask if mask is None else checks.footprint(mask, grid.mask.shape)
    rows, columns = np.nonzero(wanted)
    x, y = (grid.column0 + columns) * grid.size, (grid.row0 + rows) * grid.size
    named = (x >= _LOWEST // _NORTH) & (x < _HIGHEST // _NORTH) & (y >= _NORTH // 10) & (y < _NORTH)
    if grid.epsg != SWEREF_99_TM or not named.all():
        raise UnfitData("not_sweref", "SCB:s rutor finns bara i SWEREF 99 TM, inom Sveriges koordinater.")
    return (x * _NORTH + y).astype(np.str_)


def scb_corners(square: ArrayLike) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """x and y of the lower left corner of squares told by Statistics Sweden's names.

    Args:
        square: names of thirteen digits, as text or whole numbers.

    Raises:
        UnfitData: `not_scb_id`, naming the first row that isn't one.
    """
    given = np.asarray(square)
    if given.ndim != 1:
        raise UnfitData("not_scb_id", "Rutornas namn måste vara en lista.")
    if given.dtype.kind not in "iu":
        text = np.array([str(one).strip() for one in given], dtype=np.str_)
        digits = np.array([len(one) == 13 and one.isascii() and one.isdigit() for one in text], dtype=bool)
        _named(digits, given)
        given = text.astype(np.int64)
    name = given.astype(np.int64)
    _named((name >= _LOWEST) & (name < _HIGHEST) & (name % _NORTH >= _NORTH // 10), given)
    x, y = np.divmod(name, _NORTH)
    _named((x % _FINEST == 0) & (y % _FINEST == 0), given)
    return x, y


def scb_cells(square: ArrayLike, grid: Grid) -> NDArray[np.int64]:
    """The squares of a grid that have Statistics Sweden's names, as row · columns + column.

    Args:
        square: names of thirteen digits, of squares as large as the grid's.
        grid: in SWEREF 99 TM.

    Returns:
        One number per name, −1 where the square lies outside the footprint.

    Raises:
        UnfitData: `not_scb_id`, `not_grid`, `not_sweref` or `size` (the corner isn't a corner of squares of the
            grid's size).
    """
    x, y = scb_corners(square)
    checks.made(grid, Grid, name="Rutnätet")
    if grid.epsg != SWEREF_99_TM:
        raise UnfitData("not_sweref", "SCB:s rutor finns bara i SWEREF 99 TM.")
    on_corners(x, y, grid.size)
    return grid.numbers(x // grid.size, y // grid.size)


def on_corners(x: NDArray[np.int64], y: NDArray[np.int64], size: int) -> None:
    """The corners are corners of squares of that size.

    Raises:
        UnfitData: `size`.
    """
    right = (x % size == 0) & (y % size == 0)
    if not right.all():
        raise UnfitData(
            "size",
            f"Rutan på rad {int(np.argmin(right)) + 1} är ingen ruta på {size} meter. Ange rutornas storlek.",
        )


def shares_within(polygons: Iterable[BaseGeometry], grid: Grid) -> NDArray[np.float64]:
    """How much of each square lies within the polygons, 0–1, rows × columns.

    Exact to a billionth of a square, without cutting a single polygon: see `raster.covers`. Where polygons
    overlap, the common part counts once.

    Args:
        grid: the squares; also those outside the footprint get their share.
        polygons: valid, in the grid's projection.

    Raises:
        UnfitData: `not_polygons`, `not_valid` or `not_grid`.
    """
    shapes = _without_overlap(checks.polygons(polygons))
    checks.made(grid, Grid, name="Rutnätet")
    table = np.zeros(grid.mask.shape)
    for cover in covers(shapes, grid.raster):
        table[cover.window] += cover.share
    table[np.abs(table - 1) < _ROUNDING] = 1
    return table


def _without_overlap(polygons: NDArray[np.object_]) -> NDArray[np.object_]:
    """Polygons that cover the same ground, those that overlap others made one."""
    wrong = ~shapely.is_empty(shapely.coverage_invalid_edges(polygons))
    if not wrong.any():
        return polygons
    # One that holds another whole has no wrong edges of its own.
    wrong[shapely.STRtree(polygons).query(polygons[wrong], predicate="intersects")[1]] = True
    return checks.polygons([shapely.union_all(polygons[wrong]), *polygons[~wrong]])


def clipped(polygons: Iterable[BaseGeometry], grid: Grid, mask: NDArray[np.bool_]) -> NDArray[np.object_]:
    """What lies within the polygons of each square that is True in `mask`, in the order of `numpy.nonzero`.

    Args:
        grid: the squares.
        polygons: valid, in the grid's projection.
        mask: True for the squares to cut, rows × columns.

    Returns:
        One geometry per square; empty where nothing of it lies within.

    Raises:
        UnfitData: `not_polygons`, `not_valid`, `not_grid`, `not_mask` or `shape`.
    """
    checks.made(grid, Grid, name="Rutnätet")
    rows, columns = np.nonzero(checks.footprint(mask, grid.mask.shape))
    west, south = (grid.column0 + columns) * grid.size, (grid.row0 + rows) * grid.size
    squares = shapely.box(west, south, west + grid.size, south + grid.size)
    return _cut(shapely.union_all(checks.polygons(polygons)), squares)


def _cut(whole: BaseGeometry, squares: NDArray[np.object_]) -> NDArray[np.object_]:
    """The part of a geometry in each square: halved again and again, so that no cut meets a long border."""
    if shapely.get_num_coordinates(whole) <= _SHORT or len(squares) == 1:
        return _areal(shapely.intersection(whole, squares))
    west, south, east, north = shapely.bounds(squares).T
    along = west if east.max() - west.min() > north.max() - south.min() else south
    order = np.argsort(along, kind="stable")
    kept = np.empty(len(squares), dtype=object)
    for half in np.array_split(order, 2):
        part = shapely.intersection(whole, shapely.box(*shapely.total_bounds(squares[half])))
        kept[half] = _cut(_areal(np.array([part]))[0], squares[half])
    return kept


def _areal(geometries: NDArray[np.object_]) -> NDArray[np.object_]:
    """Without the points and lines that are left where a border only touches."""
    kept = geometries.copy()
    for at in np.flatnonzero(~np.isin(shapely.get_type_id(geometries), (3, 6))):
        parts = shapely.get_parts(geometries[at])
        kept[at] = shapely.union_all(parts[shapely.area(parts) > 0])
    return kept


def _shown(value: object) -> str:
    """A name as it was written; what is neither text nor number is only pointed at."""
    told = checks.shown(f"{value}") if isinstance(value, str | int | np.integer) else ""
    return told if told.startswith("”") else "Det som står"


def _named(right: NDArray[np.bool_], given: NDArray[np.generic]) -> None:
    if not right.all():
        row = int(np.argmin(right))
        raise UnfitData(
            "not_scb_id",
            f"{_shown(given[row])} på rad {row + 1} är inget namn på en SCB-ruta: det ska ha tretton siffror, "
            "sex för x och sju för y.",
        )

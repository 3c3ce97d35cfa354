"""How many live in each square and each area, moved between the two without losing anyone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely.geometry.base import BaseGeometry

from trygghjulet.analysis import checks
from trygghjulet.analysis.ground.areas import AreaIndex
from trygghjulet.analysis.ground.grid import Grid, side_of
from trygghjulet.analysis.ground.projection import SWEREF_99_TM
from trygghjulet.analysis.ground.raster import Raster, covers
from trygghjulet.analysis.ground.squares import on_corners, scb_corners

_ROUNDING = 1e-6  # of a row
_MOST_OVERLAP = 0.01  # of all rows: more isn't carelessly drawn borders


@dataclass(frozen=True)
class Population:
    """Inhabitants laid on squares or areas. The sum of the known ones with `outside` is what was given.

    Args:
        population: inhabitants; on squares rows × columns, zero where nobody lives and not-a-number outside the
            footprint; on areas one per area. Not-a-number also where part of it is unknown.
        outside: how many inhabitants fell outside, or could not be placed.
        withheld: how many inhabitants were laid on squares or areas that are told as unknown, because others
            there are unknown.
        unknown: how many of the rows given had no known population.
    """

    population: NDArray[np.float64]
    outside: float
    withheld: float
    unknown: int


def squares_to_grid(
    square: ArrayLike, grid: Grid, population: ArrayLike, size: int | None = None
) -> Population:
    """How many live in each square of a grid, from Statistics Sweden's squares.

    Squares of the grid's size keep their number; smaller ones are added up; larger ones are shared out by area.
    A square that isn't listed has no inhabitants: Statistics Sweden lists inhabited squares only.

    Limits: sharing out supposes that people live evenly over the square, which they don't where part of it is
    water or forest.

    Args:
        square: names of thirteen digits; a name may come several times, as with one row per age.
        grid: in SWEREF 99 TM.
        population: inhabitants per row; not-a-number where it is unknown.
        size: the side of the listed squares in metres; the grid's when left out.

    Raises:
        UnfitData: `not_grid`, `not_scb_id`, `not_sweref`, `size`, `not_amounts` or `shape`.
    """
    checks.made(grid, Grid, name="Rutnätet")
    x, y, people, side = _squares(square, population, grid.size if size is None else size)
    if grid.epsg != SWEREF_99_TM:
        raise checks.UnfitData("not_sweref", "SCB:s rutor finns bara i SWEREF 99 TM.")
    pieces = []
    steps = range(-(-side // grid.size) + 1)
    for across in steps:
        for up in steps:
            ix, iy = x // grid.size + across, y // grid.size + up
            share = _common(x, side, ix, grid.size) * _common(y, side, iy, grid.size) / side**2
            here = np.flatnonzero(share > 0)
            pieces.append(_Pieces(here, grid.numbers(ix[here], iy[here]), share[here]))
    return _on_grid(_laid(pieces, people, grid.mask.size), grid)


def squares_to_areas(
    square: ArrayLike, polygons: Iterable[BaseGeometry], population: ArrayLike, size: int
) -> Population:
    """How many live in each area, from Statistics Sweden's squares, each shared out by area.

    Limits: along borders and shores it supposes that people live evenly over the square. What lies in no area,
    such as the sea's part of a square on the shore, is counted as outside.

    Args:
        square: names of thirteen digits.
        polygons: the areas, in SWEREF 99 TM; where borders overlap a little the square's inhabitants are shared.
        population: inhabitants per square; not-a-number where it is unknown.
        size: the side of the squares in metres.

    Raises:
        UnfitData: `not_scb_id`, `size`, `not_amounts`, `shape`, `not_polygons`, `not_valid` or `overlap`
            (more than a hundredth of the squares lie in several areas).
    """
    x, y, people, side = _squares(square, population, size)
    shapes = checks.polygons(polygons)
    pieces = []
    for number, cover in enumerate(covers(shapes, raster := _around(x // side, y // side, side))):
        row = np.rint((y - raster.y0) / side).astype(np.int64) - cover.rows.start
        column = np.rint((x - raster.x0) / side).astype(np.int64) - cover.columns.start
        rows, columns = cover.share.shape
        near = np.flatnonzero((row >= 0) & (row < rows) & (column >= 0) & (column < columns))
        share = cover.share[row[near], column[near]]
        here = near[share > 0]
        pieces.append(_Pieces(here, np.full(len(here), number), share[share > 0]))
    return _laid(pieces, people, len(shapes))


def areas_to_grid(polygons: Iterable[BaseGeometry], grid: Grid, population: ArrayLike) -> Population:
    """How many live in each square of a grid, from areas, each shared out by area.

    Limits: it supposes that people live evenly over the area. Where dwellings are known `areas_to_grid_by_points` is
    better.

    Args:
        polygons: the areas, in the grid's projection.
        grid: the squares.
        population: inhabitants per area; not-a-number where it is unknown.

    Raises:
        UnfitData: `not_grid`, `not_polygons`, `not_valid`, `not_amounts` or `shape`.
    """
    checks.made(grid, Grid, name="Rutnätet")
    shapes = checks.polygons(polygons)
    people = checks.people(population)
    checks.shape(people, (len(shapes),), name="befolkning")
    pieces = []
    for number, cover in enumerate(covers(shapes, grid.raster)):
        up, across = np.nonzero((cover.share > 0) & grid.mask[cover.window])
        cell = (up + cover.rows.start) * grid.mask.shape[1] + across + cover.columns.start
        share = cover.share[up, across] * grid.size**2 / shapely.area(shapes[number])
        pieces.append(_Pieces(np.full(len(up), number), cell, share))
    return _on_grid(_laid(pieces, people, grid.mask.size), grid)


def areas_to_grid_by_points(
    x: ArrayLike,
    y: ArrayLike,
    polygons: Iterable[BaseGeometry],
    grid: Grid,
    population: ArrayLike,
    *,
    weight: ArrayLike | None = None,
) -> Population:
    """How many live in each square of a grid, from areas whose inhabitants are laid where the dwellings are.

    An area's inhabitants are shared among the points in it in proportion to their weights. Those of an area
    without points can't be placed; they are counted as outside.

    Limits: as good as the points. With one point per address and no weights a block of flats counts as a villa.

    Args:
        x, y: dwellings, in the grid's projection.
        polygons: the areas, in the grid's projection.
        grid: the squares.
        population: inhabitants per area; not-a-number where it is unknown.
        weight: per dwelling, such as its number of flats; ones when left out.

    Raises:
        UnfitData: `not_grid`, `not_numbers`, `not_polygons`, `not_valid`, `no_area`, `not_amounts` or `shape`.

    Source: dasymetric mapping, Wright (1936), Geographical Review 26, 103–110.
    """
    checks.made(grid, Grid, name="Rutnätet")
    xs, ys = checks.points(x, y)
    shapes = checks.polygons(polygons)
    people = checks.people(population)
    checks.shape(people, (len(shapes),), name="befolkning")
    given = np.ones(len(xs)) if weight is None else checks.people(weight, name="vikterna")
    checks.shape(given, xs.shape, name="vikter")
    if np.isnan(given).any():
        raise checks.UnfitData("not_amounts", "En vikt saknas.")
    area = AreaIndex(shapes).locate(xs, ys)
    here = np.flatnonzero((area >= 0) & (given > 0))
    area = area[here]
    share = given[here] / np.bincount(area, given[here], len(shapes))[area]
    pieces = [_Pieces(area, grid.locate(xs[here], ys[here]), share)]
    return _on_grid(_laid(pieces, people, grid.mask.size), grid)


@dataclass(frozen=True)
class _Pieces:
    """Parts of rows: which row, where the part goes (−1 for outside), and how much of the row it is."""

    row: NDArray[np.int64]
    place: NDArray[np.int64]
    share: NDArray[np.float64]


def _laid(pieces: Sequence[_Pieces], people: NDArray[np.float64], places: int) -> Population:
    row, place, share = (
        np.concatenate([np.empty(0, kind), *(getattr(piece, name) for piece in pieces)])
        for name, kind in (("row", np.int64), ("place", np.int64), ("share", float))
    )
    row, place, share = row[place >= 0], place[place >= 0], share[place >= 0]
    placed = np.bincount(row, share, len(people))
    if np.maximum(placed - 1, 0).sum() > _MOST_OVERLAP * len(people):
        raise checks.UnfitData(
            "overlap",
            "Områdena ligger över varandra, så att invånare skulle räknas flera gånger. "
            "Välj områden på en och samma nivå.",
        )
    # What is wholly placed is so to the last digit, and counts once where borders overlap a little.
    full = placed > 1 - _ROUNDING
    share = np.where(full[row], share / placed[row], share)
    known = ~np.isnan(people)
    held = np.where(known, people, 0.0)
    table = np.bincount(place, held[row] * share, places).astype(float)
    dark = np.zeros(places, dtype=bool)
    dark[place[~known[row]]] = True
    withheld = float(table[dark].sum())
    table[dark] = np.nan
    outside = float((held * np.where(full, 0.0, 1 - placed)).sum())
    return Population(table, outside, withheld, int((~known).sum()))


def _on_grid(told: Population, grid: Grid) -> Population:
    table = told.population.reshape(grid.mask.shape)
    return replace(told, population=np.where(grid.mask, table, np.nan))


def _squares(
    square: ArrayLike, population: ArrayLike, size: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64], int]:
    """The corners of squares, their inhabitants and their side."""
    side = side_of(size)
    x, y = scb_corners(square)
    people = checks.people(population)
    checks.shape(people, x.shape, name="befolkning")
    on_corners(x, y, side)
    return x, y, people, side


def _common(first: NDArray[np.int64], side: int, number: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """How many metres of the stretch from `first` lie in the grid's column or row of that number."""
    end = np.minimum(first + side, (number + 1) * size)
    common: NDArray[np.int64] = np.maximum(end - np.maximum(first, number * size), 0)
    return common


def _around(column: NDArray[np.int64], row: NDArray[np.int64], side: int) -> Raster:
    """The raster that the squares span; one square when there are none."""
    if not len(column):
        return Raster(0.0, 0.0, float(side), 1, 1)
    first, last = (int(column.min()), int(row.min())), (int(column.max()), int(row.max()))
    columns, rows = last[0] - first[0] + 1, last[1] - first[1] + 1
    return Raster(float(first[0] * side), float(first[1] * side), float(side), columns, rows)

"""Coordinates in metres, and a grid of squares that falls on Statistics Sweden's squares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from trygghjulet.analysis.checks import UnfitData, counts
from trygghjulet.analysis.raster import Raster, regions, trace

SWEREF_99_TM = 3006
SIZES = (100, 250, 500, 1000)
MOST_CELLS = 25_000_000

_SWEDEN = (10.5, 55.0, 24.2, 69.1)  # west, south, east, north in degrees: the country with a narrow margin


def fitting_epsg(lon: ArrayLike, lat: ArrayLike) -> int:
    """The EPSG code of the projection in metres that suits the points: SWEREF 99 TM in Sweden, else UTM.

    The middle point (median) decides, so a few stray points don't. Sweden is taken as the box 55.0–69.1° N,
    10.5–24.2° E, so nearby parts of Norway, Denmark and Finland also get SWEREF 99 TM, which is exact enough
    there. The special UTM zones of western Norway and Svalbard are not followed.

    Args:
        lon, lat: WGS 84 degrees, any shape; not-a-number is skipped.

    Raises:
        UnfitData: `no_points`, when no finite point on Earth is given.
    """
    longitudes, latitudes = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
    good = (np.abs(longitudes) <= 180) & (np.abs(latitudes) <= 90)
    if not good.any():
        raise UnfitData("no_points", "Det finns inga punkter med giltig longitud och latitud.")
    middle_lon, middle_lat = float(np.median(longitudes[good])), float(np.median(latitudes[good]))
    west, south, east, north = _SWEDEN
    if west <= middle_lon <= east and south <= middle_lat <= north:
        return SWEREF_99_TM
    zone = min(int((middle_lon + 180) // 6) + 1, 60)
    return (32600 if middle_lat >= 0 else 32700) + zone


def project(lon: ArrayLike, lat: ArrayLike, epsg: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """WGS 84 degrees to metres (x east, y north) in `epsg`; what can't be projected becomes not-a-number."""
    return _transformed(4326, epsg, lon, lat)


def unproject(x: ArrayLike, y: ArrayLike, epsg: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Metres in `epsg` to WGS 84 degrees (longitude, latitude)."""
    return _transformed(epsg, 4326, x, y)


def project_geometry(geometry: BaseGeometry, epsg: int) -> BaseGeometry:
    """A geometry in WGS 84 degrees as the same geometry in metres in `epsg`."""
    return shapely.transform(geometry, lambda at: np.column_stack(project(at[:, 0], at[:, 1], epsg)))


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

    @property
    def cells(self) -> int:
        """How many squares the footprint holds."""
        return int(self.mask.sum())

    def counts(
        self, ix: NDArray[np.int64], iy: NDArray[np.int64], n: ArrayLike
    ) -> tuple[NDArray[np.int64], int]:
        """Lay numbers per square on the grid.

        Args:
            ix, iy: floor(x / size) and floor(y / size) of each square.
            n: the number in each.

        Returns:
            The numbers as rows × columns (zero outside the footprint), and how many fell outside it.
        """
        number = counts(n)
        column, row = np.asarray(ix) - self.column0, np.asarray(iy) - self.row0
        rows, columns = self.mask.shape
        inside = (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
        table = np.zeros(self.mask.shape, dtype=np.int64)
        np.add.at(table, (row[inside], column[inside]), number[inside])
        table[~self.mask] = 0
        return table, int(number.sum() - table.sum())

    def scb_id(self, row: int, column: int) -> str:
        """Statistics Sweden's name of a square: x and y of its lower left corner, 6 + 7 digits.

        Raises:
            UnfitData: `not_sweref`, when the grid isn't in SWEREF 99 TM.
        """
        if self.epsg != SWEREF_99_TM:
            raise UnfitData("not_sweref", "SCB:s rutor finns bara i SWEREF 99 TM.")
        return f"{(self.column0 + column) * self.size:06d}{(self.row0 + row) * self.size:07d}"

    def centres(self, rows: ArrayLike, columns: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """x and y of the squares' middles."""
        x = (self.column0 + np.asarray(columns) + 0.5) * self.size
        y = (self.row0 + np.asarray(rows) + 0.5) * self.size
        return x, y

    def polygon(self, cells: NDArray[np.bool_]) -> BaseGeometry:
        """The outline of the squares that are True in `cells` (rows × columns), in the grid's projection."""
        rows, columns = np.nonzero(cells)
        west, south = (self.column0 + columns) * self.size, (self.row0 + rows) * self.size
        return shapely.union_all(shapely.box(west, south, west + self.size, south + self.size))


def grid_over(polygons: Sequence[BaseGeometry], size: int, epsg: int) -> Grid:
    """The grid whose footprint is every square that some part of the polygons lies in.

    A square belongs to the footprint when its share within a polygon is above zero; a polygon that only runs
    along a square's edge doesn't take it in. Edges are whole multiples of `size`, so in SWEREF 99 TM the
    squares are Statistics Sweden's.

    Args:
        polygons: in the projection `epsg` (see `project_geometry`).
        size: 100, 250, 500 or 1000 metres.

    Raises:
        UnfitData: `size`, `no_area`, or `too_large` (more than 25 million squares).
    """
    if size not in SIZES:
        raise UnfitData("size", f"Rutans sida kan vara {', '.join(map(str, SIZES))} meter, inte {size}.")
    shapes = [polygon for polygon in polygons if not polygon.is_empty]
    if not shapes:
        raise UnfitData("no_area", "Det finns inga områden att lägga ett rutnät över.")
    west, south, east, north = shapely.total_bounds(shapes)
    column0, row0 = int(np.floor(west / size)), int(np.floor(south / size))
    columns = int(np.floor(east / size)) - column0 + 1
    rows = int(np.floor(north / size)) - row0 + 1
    if rows * columns > MOST_CELLS:
        raise UnfitData(
            "too_large",
            f"Området ger {rows * columns} rutor på {size} meter. Välj större rutor eller ett mindre område.",
        )
    raster = Raster(column0 * size, row0 * size, float(size), columns, rows)
    crossings = trace(shapes, raster)
    inside = np.zeros(rows * columns, dtype=bool)
    inside[crossings.cell[crossings.through]] = True
    _fill(inside, shapes, raster, crossings.cell)
    mask = inside.reshape(rows, columns)
    used_rows, used_columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    top, right = used_rows[-1] + 1, used_columns[-1] + 1
    return Grid(
        epsg,
        size,
        column0 + int(used_columns[0]),
        row0 + int(used_rows[0]),
        mask[used_rows[0] : top, used_columns[0] : right],
    )


def _fill(
    inside: NDArray[np.bool_], shapes: Sequence[BaseGeometry], raster: Raster, touched: NDArray[np.int64]
) -> None:
    """Take in the squares that no border runs through, where their middle is within a polygon."""
    label, representative = regions(touched, raster)
    beside = np.setdiff1d(touched, np.flatnonzero(inside))
    tested = np.concatenate([representative, beside])
    x, y = raster.centres(tested)
    covered = np.zeros(len(tested), dtype=bool)
    for shape in shapes:
        shapely.prepare(shape)
        covered |= shapely.intersects_xy(shape, x, y)
    region_in = np.concatenate([[False], covered[: len(representative)]])
    inside |= region_in[label]
    inside[beside] = covered[len(representative) :]


@lru_cache(maxsize=16)
def _transformer(source: int, target: int) -> Transformer:
    return Transformer.from_crs(source, target, always_xy=True)


def _transformed(
    source: int, target: int, first: ArrayLike, second: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    a, b = _transformer(source, target).transform(
        np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    )
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    return np.where(np.isfinite(a), a, np.nan), np.where(np.isfinite(b), b, np.nan)

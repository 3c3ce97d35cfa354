"""Degrees to metres and back, in the projection that suits the place."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError
from shapely.geometry.base import BaseGeometry

from trygghjulet.analysis import checks
from trygghjulet.analysis.checks import UnfitData

SWEREF_99_TM = 3006
_LARGEST_CODE = 1_000_000

_SWEDEN = (10.5, 55.0, 24.2, 69.1)  # west, south, east, north in degrees: the country with a narrow margin


def fitting_epsg(lon: ArrayLike, lat: ArrayLike) -> int:
    """The EPSG code of the projection in metres that suits the points: SWEREF 99 TM in Sweden, else UTM.

    The middle point (median) decides, so a few stray points don't. Sweden is taken as the box 55.0–69.1° N,
    10.5–24.2° E, so nearby parts of Norway, Denmark and Finland also get SWEREF 99 TM, which is exact enough
    there. The special UTM zones of western Norway and Svalbard are not followed.

    Args:
        lon, lat: WGS 84 degrees, any shape; not-a-number is skipped.

    Raises:
        UnfitData: `no_points`, when no finite point on Earth is given, `not_numbers` or `shape`.
    """
    longitudes, latitudes = checks.places(*_flat(lon, lat))
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
    """WGS 84 degrees to metres (x east, y north) in `epsg`; what can't be projected becomes not-a-number.

    Raises:
        UnfitData: `epsg`, when it isn't a projection in metres, `not_numbers` or `shape`.
    """
    return _transformed(4326, metric(epsg), lon, lat)


def unproject(x: ArrayLike, y: ArrayLike, epsg: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Metres in `epsg` to WGS 84 degrees (longitude, latitude).

    Raises:
        UnfitData: `epsg`, when it isn't a projection in metres, `not_numbers` or `shape`.
    """
    return _transformed(metric(epsg), 4326, x, y)


def project_geometry(geometry: BaseGeometry, epsg: int) -> BaseGeometry:
    """A geometry in WGS 84 degrees as the same geometry in metres in `epsg`.

    Where rounding makes a valid border cross itself, it is mended.

    Raises:
        UnfitData: `not_basegeometry`, or `epsg`, when it isn't a projection in metres.
    """
    checks.made(geometry, BaseGeometry, name="Formen")
    moved = shapely.transform(geometry, lambda at: np.column_stack(project(at[:, 0], at[:, 1], epsg)))
    if geometry.is_valid and not moved.is_valid:
        return shapely.make_valid(moved, method="structure", keep_collapsed=False)
    return moved


def _flat(first: ArrayLike, second: ArrayLike) -> tuple[ArrayLike, ArrayLike]:
    """Coordinates of any shape as two lists; rows of unequal length stay as they are, to be refused."""
    try:
        return np.ravel(first), np.ravel(second)
    except ValueError:
        return first, second


def metric(epsg: int) -> int:
    """The code of a projection whose unit is the metre.

    Raises:
        UnfitData: `epsg`.
    """
    code = checks.single(epsg)
    if not (1 <= code < _LARGEST_CODE and code == int(code) and _in_metres(int(code))):
        raise UnfitData(
            "epsg",
            f"EPSG {checks.shown(epsg)} är ingen projektion i meter. Välj SWEREF 99 TM (3006) eller en UTM-zon.",
        )
    return int(code)


@lru_cache(maxsize=64)
def _in_metres(epsg: int) -> bool:
    try:
        crs = CRS.from_epsg(epsg)
    except CRSError:
        return False
    return crs.is_projected and all(axis.unit_name == "metre" for axis in crs.axis_info)


@lru_cache(maxsize=16)
def _transformer(source: int, target: int) -> Transformer:
    return Transformer.from_crs(source, target, always_xy=True)


def _transformed(
    source: int, target: int, first: ArrayLike, second: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    across, along = checks.places(*_flat(first, second))
    given = np.shape(first)
    a, b = _transformer(source, target).transform(across, along)
    moved, other = (np.where(np.isfinite(values), values, np.nan).reshape(given) for values in (a, b))
    return moved, other

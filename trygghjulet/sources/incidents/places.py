"""Coordinates as files give them: told apart by size, checked, and turned into metres."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trygghjulet.analysis.ground.grid import SWEREF_99_TM, fitting_epsg, project, unproject
from trygghjulet.foundation.files.contents import refusal
from trygghjulet.foundation.files.tables import Remarks, blank_to_null
from trygghjulet.observations.findings import UnreadableFile

#: West, south, east, north in longitude and latitude.
Bounds = tuple[float, float, float, float]

_SWEDEN: Bounds = (10.0, 55.0, 24.5, 69.5)
_SWEREF_EAST, _SWEREF_NORTH = (200_000, 1_000_000), (6_050_000, 7_750_000)
_ZONE_EAST = (20_000, 260_000)  # the local zones of SWEREF 99, whose east begins at 150 000

Numbers = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Points:
    """Where the rows of a file are.

    Attributes:
        x, y: metres in `epsg`; not-a-number where there is no point, or none that can be used.
        epsg: the projection, None when no row has a point.
        given: True for the rows where a coordinate is filled in.
    """

    x: Numbers
    y: Numbers
    epsg: int | None
    given: Mask


@dataclass(frozen=True)
class Columns:
    """Two columns under the file's own names: x is longitude or east, y is latitude or north."""

    x: pl.Series
    y: pl.Series


def read_points(
    columns: Columns, *, remarks: Remarks, bounds: Bounds | None, epsg: int | None, name: str
) -> Points:
    """Check the coordinates and turn them into metres.

    WGS 84 and SWEREF 99 TM can't be mixed up: degrees are below 180 and metres in Sweden above 200,000.
    What most of the rows are decides for the file. A row whose coordinates have changed places is told of,
    not mended; where most rows have, the file is refused.

    Args:
        columns: numbers, or text with decimal point or comma.
        remarks: where rows that are wrong are told of.
        bounds: where points may lie; None allows the whole Earth.
        epsg: the projection wanted; None lets the points decide.
        name: the file's name, for the error.

    Raises:
        UnreadableFile: most rows have changed places or are in a coordinate system that isn't known.
    """
    x, x_missing = _numbers(columns.x, remarks)
    y, y_missing = _numbers(columns.y, remarks)
    for missing, other, column in ((x_missing, y_missing, columns.x), (y_missing, x_missing, columns.y)):
        remarks.add(
            pl.Series(missing & ~other),
            column=column.name,
            problem="Den ena koordinaten är tom.",
            remedy="Fyll i båda eller lämna båda tomma.",
        )
    zero = (x == 0) & (y == 0)
    remarks.add(
        pl.Series(zero),
        column=columns.x.name,
        values=columns.x,
        problem="Koordinaten 0, 0 ligger i Atlanten. Den brukar betyda att platsen saknas.",
        remedy="Fyll i den rätta platsen eller lämna koordinaterna tomma.",
    )
    usable = np.isfinite(x) & np.isfinite(y) & ~zero
    given = ~(x_missing & y_missing)
    if not usable.any():
        return Points(np.full_like(x, np.nan), np.full_like(y, np.nan), epsg, given)
    if bounds and usable.all() and _all_at_home(x, y, bounds):  # degrees, and nothing can be wrong with them
        target = epsg or fitting_epsg(x, y)
        return Points(*project(x, y, target), target, given)
    degrees = _is_degrees(x, y, usable, columns, name)
    x, y = np.where(usable, x, np.nan), np.where(usable, y, np.nan)
    if degrees and _turned(x, y, bounds).sum() * 2 > usable.sum():
        raise _changed_places(name, columns, "longitud och latitud")
    checked = _check_degrees if degrees else _check_metres
    good = checked(x, y, bounds, _teller(remarks, columns))
    x, y = np.where(good, x, np.nan), np.where(good, y, np.nan)
    if not good.any():
        return Points(x, y, epsg, given)
    if degrees:
        target = epsg or fitting_epsg(x, y)
        x, y = project(x, y, target)
    else:
        target = epsg or SWEREF_99_TM
        if target != SWEREF_99_TM:
            x, y = project(*unproject(x, y, SWEREF_99_TM), target)
    return Points(x, y, target, given)


def _numbers(column: pl.Series, remarks: Remarks) -> tuple[Numbers, Mask]:
    if column.dtype.is_numeric():
        values = column.cast(pl.Float64)
        missing = values.is_null() | values.is_nan()
    else:
        values = column.cast(pl.Float64, strict=False)
        missing = pl.repeat(False, len(column), eager=True)
        odd = values.is_null()
        if odd.any():  # blanks, decimal commas, spaces and what is no number at all
            text = blank_to_null(column.filter(odd))
            plain = text.str.replace_all(r"[\s\u00a0\u202f]", "").str.replace(",", ".", literal=True)
            at = odd.arg_true()
            values = values.scatter(at, plain.cast(pl.Float64, strict=False))
            missing = missing.scatter(at, text.is_null())
    numbers = values.to_numpy()  # not-a-number where null
    if np.isfinite(numbers).all():
        return numbers, missing.to_numpy()
    unread = ~np.isfinite(numbers) & ~missing.to_numpy()
    remarks.add(
        pl.Series(unread),
        column=column.name,
        values=column,
        problem="Koordinaten är inte ett tal.",
        remedy="Skriv den med siffror, till exempel 57,7089 eller 319180.",
    )
    return np.where(np.isfinite(numbers), numbers, np.nan), missing.to_numpy()


def _all_at_home(x: Numbers, y: Numbers, bounds: Bounds) -> bool:
    """Whether every point lies within the bounds, and these are degrees on Earth; no point is missing."""
    west, south, east, north = bounds
    if not (-180 <= west <= x.min() and x.max() <= east <= 180):
        return False
    return bool(-90 <= south <= y.min() and y.max() <= north <= 90)


def _is_degrees(x: Numbers, y: Numbers, usable: Mask, columns: Columns, name: str) -> bool:
    """Whether most of the file is longitude and latitude; else it is SWEREF 99 TM."""
    x, y = x[usable], y[usable]
    in_degrees = np.mean((np.abs(x) <= 180) & (np.abs(y) <= 180))
    if in_degrees > 0.5:
        return True  # the others are far larger numbers
    shares = {
        "degrees": in_degrees,
        "metres": np.mean(_within(x, _SWEREF_EAST) & _within(y, _SWEREF_NORTH)),
        "turned": np.mean(_within(y, _SWEREF_EAST) & _within(x, _SWEREF_NORTH)),
        "zone": np.mean(_within(x, _ZONE_EAST) & _within(y, _SWEREF_NORTH)),
    }
    most = max(shares, key=lambda kind: shares[kind])
    if shares[most] < 0.5:
        raise refusal(
            name,
            f"Koordinaterna är varken WGS 84 eller SWEREF 99 TM (till exempel {x[0]:g}, {y[0]:g}).",
            "Exportera filen i WGS 84 (longitud och latitud) eller SWEREF 99 TM.",
            column=columns.x.name,
        )
    if most == "turned":
        raise _changed_places(name, columns, "nord och öst")
    if most == "zone":
        raise refusal(
            name,
            "Koordinaterna ser ut att vara i en lokal zon av SWEREF 99, och det syns inte i vilken.",
            "Exportera filen i SWEREF 99 TM eller WGS 84.",
            column=columns.x.name,
        )
    return most == "degrees"


def _changed_places(name: str, columns: Columns, what: str) -> UnreadableFile:
    return refusal(
        name,
        f"Kolumnerna {columns.x.name} och {columns.y.name} verkar ha bytt plats: {what} står tvärtom.",
        "Byt namn på kolumnerna i filen, till exempel till ”lon” och ”lat” eller ”öst” och ”nord”.",
        column=columns.x.name,
    )


def _turned(lon: Numbers, lat: Numbers, bounds: Bounds | None) -> Mask:
    """Whether each point lies at home only if its two numbers change places."""
    home = bounds or _SWEDEN
    return ~_inside(lon, lat, home) & _inside(lat, lon, home)


def _check_degrees(
    x: Numbers, y: Numbers, bounds: Bounds | None, tell: Callable[[Mask, str, str], None]
) -> Mask:
    there = np.isfinite(x)
    on_earth = (np.abs(x) <= 180) & (np.abs(y) <= 90)
    turned = _turned(x, y, bounds)
    other = there & ~on_earth & ~turned
    outside = there & on_earth & ~turned & ~_inside(x, y, bounds) if bounds else np.zeros_like(there)
    tell(turned, "Longitud och latitud verkar ha bytt plats.", "Byt plats på de två värdena.")
    tell(
        other,
        "Koordinaterna är inte longitud och latitud som i resten av filen.",
        "Ge alla rader koordinater i samma system.",
    )
    tell(outside, *_FAR_AWAY)
    good: Mask = there & on_earth & ~turned & ~outside
    return good


def _check_metres(
    x: Numbers, y: Numbers, bounds: Bounds | None, tell: Callable[[Mask, str, str], None]
) -> Mask:
    there = np.isfinite(x)
    fits = _within(x, _SWEREF_EAST) & _within(y, _SWEREF_NORTH)
    turned = there & _within(y, _SWEREF_EAST) & _within(x, _SWEREF_NORTH)
    outside = np.zeros_like(there)
    if bounds:
        lon, lat = unproject(np.where(fits, x, np.nan), np.where(fits, y, np.nan), SWEREF_99_TM)
        outside = fits & ~_inside(lon, lat, bounds)
    tell(turned, "Nord och öst verkar ha bytt plats.", "Byt plats på de två värdena.")
    tell(
        there & ~fits & ~turned,
        "Koordinaterna är inte SWEREF 99 TM som i resten av filen.",
        "Ge alla rader koordinater i samma system.",
    )
    tell(outside, *_FAR_AWAY)
    good: Mask = fits & ~outside
    return good


_FAR_AWAY = (
    "Punkten ligger utanför det område som samverkan gäller.",
    "Kontrollera koordinaterna. Hör händelsen till en annan kommun ska raden inte vara med.",
)


def _teller(remarks: Remarks, columns: Columns) -> Callable[[Mask, str, str], None]:
    def tell(wrong: Mask, problem: str, remedy: str) -> None:
        if wrong.any():
            values = pl.select(
                pl.format(
                    "{}; {}", blank_to_null(columns.x).fill_null(""), blank_to_null(columns.y).fill_null("")
                )
            ).to_series()
            column = f"{columns.x.name}, {columns.y.name}"
            remarks.add(pl.Series(wrong), column=column, values=values, problem=problem, remedy=remedy)

    return tell


def _within(values: Numbers, span: tuple[float, float]) -> Mask:
    inside: Mask = (values >= span[0]) & (values <= span[1])
    return inside


def _inside(lon: Numbers, lat: Numbers, box: Bounds) -> Mask:
    west, south, east, north = box
    return _within(lon, (west, east)) & _within(lat, (south, north))

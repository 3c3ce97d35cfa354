"""Known places as municipalities have them in tables and maps, read row by row."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import shapely
from pyproj import Transformer
from shapely.geometry import MultiPolygon, Point
from shapely.geometry.base import BaseGeometry

from trygghjulet.foundation.files.contents import Contents, recognise, refusal
from trygghjulet.foundation.files.features import in_degrees, is_on_earth, read_features
from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.opening import read_table
from trygghjulet.foundation.files.tables import fold
from trygghjulet.foundation.geography.models import PlaceKind
from trygghjulet.observations.findings import Finding

_NAME = ("namn", "platsnamn", "plats", "name", "benamning")
_ALSO = ("andranamn", "kallasocksa", "alias", "aliases", "othernames", "altnamn", "smeknamn")
_KIND = ("slag", "typ", "kind", "type", "kategori")
_EAST = ("longitud", "longitude", "lon", "lng", "long", "ost", "east", "easting", "sweref99e", "x", "e")
_NORTH = ("latitud", "latitude", "lat", "nord", "north", "northing", "sweref99n", "y", "n")
_LONGEST_NAME = 120
_MOST_NAMES = 20
_SWEREF_EAST, _SWEREF_NORTH = (200_000, 1_000_000), (6_050_000, 7_750_000)
_TURN = Transformer.from_crs(3006, 4326, always_xy=True)

#: Words that lists use for the sorts of places, beside the sorts' own.
_SORTS: Mapping[str, PlaceKind] = {
    **{fold(kind.value): kind for kind in PlaceKind},
    **{fold(kind.label): kind for kind in PlaceKind},
    **dict.fromkeys(("torg", "centrum", "centrumtorg"), PlaceKind.SQUARE),
    **dict.fromkeys(("park", "lekplats", "gronomrade"), PlaceKind.PARK),
    **dict.fromkeys(("skola", "forskola", "gymnasium", "grundskola"), PlaceKind.SCHOOL),
    **dict.fromkeys(("station", "hallplats", "busshallplats", "resecentrum"), PlaceKind.STATION),
    **dict.fromkeys(("gata", "vag", "gangvag", "tunnel", "gangtunnel", "cykelvag"), PlaceKind.STREET),
    **dict.fromkeys(("bostadskvarter", "bostader", "bostadsomrade", "kvarter"), PlaceKind.HOUSING),
    **dict.fromkeys(("butik", "affar", "kopcentrum", "galleria", "handel"), PlaceKind.SHOPS),
    **dict.fromkeys(
        ("fritidsgard", "idrottsplats", "badplats", "bibliotek", "kultur", "fritid"), PlaceKind.LEISURE
    ),
    **dict.fromkeys(("krogstrak", "nojesstrak", "krog", "nattklubb"), PlaceKind.NIGHTLIFE),
    **dict.fromkeys(("ovrigt", "annat"), PlaceKind.OTHER),
}


@dataclass(frozen=True)
class ReadPlace:
    """A place as a row of a file has it; `row` is the file's own number."""

    row: int
    name: str
    aliases: tuple[str, ...]
    kind: PlaceKind
    longitude: float
    latitude: float
    boundary: BaseGeometry | None = None


@dataclass(frozen=True)
class ReadPlaces:
    """What a file of places held: the good rows, a finding for each other one, and how many there were."""

    rows: tuple[ReadPlace, ...]
    findings: tuple[Finding, ...]
    rows_read: int
    notes: tuple[str, ...] = ()


class _Wrong(Exception):
    """A row that can't be used, with its finding."""

    def __init__(self, row: int, column: str | None, value: str | None, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.finding = Finding(row, column, value, problem, remedy)


@dataclass(frozen=True)
class _Columns:
    name: str
    also: str | None
    kind: str | None
    east: str | None
    north: str | None


def read_places(path: Path, *, name: str, limits: Limits) -> ReadPlaces:
    """The places in a table (CSV, Excel) or a map (GeoJSON, GeoPackage).

    A table has columns for name, other names (with | or comma between), sort, and a point in longitude and latitude
    or in SWEREF 99 TM. A map has points, or surfaces that become the place's boundary. Rows are numbered as a
    person sees them: a table's header is row 1, a map's first feature too.

    Raises:
        UnreadableFile: neither of them, or there is no column for the name or the point.
    """
    contents = recognise(path, name=name, limits=limits)
    on_map = contents in (Contents.JSON, Contents.GEOPACKAGE)
    return _from_map(path, name, limits) if on_map else _from_table(path, name, limits)


def _from_table(path: Path, name: str, limits: Limits) -> ReadPlaces:
    table = read_table(path, name=name, limits=limits).without_empty()
    columns = _columns(table.cells.columns, name)
    if columns.east is None or columns.north is None:
        raise refusal(
            name,
            f"Hittar inga kolumner för platsernas punkter. Filens kolumner är: {', '.join(table.cells.columns)}.",
            "Ge kolumnerna namnen ”longitud” och ”latitud”, eller ”öst” och ”nord” för SWEREF 99 TM.",
            row=1,
        )
    good, findings = [], list(table.findings)
    for number, row in zip(table.numbers.to_list(), table.cells.iter_rows(named=True), strict=True):
        try:
            at = _point(number, columns, row)
            good.append(_place(number, columns, row, at, None))
        except _Wrong as wrong:
            findings.append(wrong.finding)
    return ReadPlaces(tuple(good), _in_order(findings), table.rows_read, table.notes)


def _from_map(path: Path, name: str, limits: Limits) -> ReadPlaces:
    features = read_features(path, name=name, limits=limits)
    columns = _columns(features.properties.columns, name)
    shapes, odd = in_degrees(features, name=name)
    good, findings = [], list(odd)
    rows = features.properties.iter_rows(named=True)
    for number, (shape, row) in enumerate(zip(shapes, rows, strict=True), start=1):
        try:
            point, boundary = _shape(number, shape)
            good.append(_place(number, columns, row, (point.x, point.y), boundary))
        except _Wrong as wrong:
            findings.append(wrong.finding)
    return ReadPlaces(tuple(good), _in_order(findings), len(shapes))


def _columns(written: list[str], name: str) -> _Columns:
    known = {fold(column): column for column in reversed(written)}

    def first(keys: tuple[str, ...]) -> str | None:
        return next((known[key] for key in keys if key in known), None)

    called = first(_NAME)
    if called is None:
        raise refusal(
            name,
            f"Hittar ingen kolumn för platsens namn. Filens kolumner är: {', '.join(written) or 'inga'}.",
            "Döp kolumnen till ”namn”.",
            row=1,
        )
    return _Columns(called, first(_ALSO), first(_KIND), first(_EAST), first(_NORTH))


def _place(
    number: int,
    columns: _Columns,
    row: Mapping[str, object],
    at: tuple[float, float],
    boundary: BaseGeometry | None,
) -> ReadPlace:
    called = _text(row[columns.name])
    if not called:
        raise _Wrong(number, columns.name, None, "Platsen saknar namn.", "Skriv det som folk kallar den.")
    also = _names(_text(row[columns.also])) if columns.also else ()
    for text in (called, *also):
        if len(text) > _LONGEST_NAME:
            raise _Wrong(
                number, columns.name, text, "Namnet är för långt.", f"Högst {_LONGEST_NAME} tecken får plats."
            )
    if len(also) > _MOST_NAMES:
        raise _Wrong(
            number, columns.also, None, "Platsen har för många namn.", f"Behåll högst {_MOST_NAMES}."
        )
    return ReadPlace(
        row=number,
        name=called,
        aliases=tuple(text for text in also if text.casefold() != called.casefold()),
        kind=_kind(number, columns, row),
        longitude=at[0],
        latitude=at[1],
        boundary=boundary,
    )


def _kind(number: int, columns: _Columns, row: Mapping[str, object]) -> PlaceKind:
    written = _text(row[columns.kind]) if columns.kind else ""
    if not written:
        return PlaceKind.OTHER
    kind = _SORTS.get(fold(written))
    if kind is None:
        choices = ", ".join(f"”{choice.label}”" for choice in PlaceKind)
        raise _Wrong(number, columns.kind, written, "Slaget känns inte igen.", f"Skriv ett av: {choices}.")
    return kind


def _point(number: int, columns: _Columns, row: Mapping[str, object]) -> tuple[float, float]:
    written = [(column, _text(row[column])) for column in (columns.east, columns.north) if column]
    told = []
    for column, text in written:
        if not text:
            raise _Wrong(number, column, None, "Koordinaten saknas.", "Fyll i platsens punkt.")
        try:
            value = float(text.replace(" ", "").replace("\N{NO-BREAK SPACE}", "").replace(",", "."))
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            raise _Wrong(
                number,
                column,
                text,
                "Koordinaten är inte ett tal.",
                "Skriv till exempel 57,7089 eller 319180.",
            )
        told.append(value)
    x, y = told
    if abs(x) <= 180 and abs(y) <= 90:
        return x, y
    if _within(x, _SWEREF_NORTH) and _within(y, _SWEREF_EAST):
        x, y = y, x  # in Swedish surveying X is north; the ranges can't be mistaken for each other
    if _within(x, _SWEREF_EAST) and _within(y, _SWEREF_NORTH):
        east, north = _TURN.transform(x, y)
        return float(east), float(north)
    raise _Wrong(
        number,
        ", ".join(column for column, _ in written),
        "; ".join(text for _, text in written),
        "Punkten är varken longitud och latitud eller SWEREF 99 TM.",
        "Ta koordinaterna på nytt ur kartan.",
    )


def _shape(number: int, shape: BaseGeometry | None) -> tuple[Point, BaseGeometry | None]:
    if shape is None or shape.is_empty:
        raise _Wrong(number, None, None, "Objektet har ingen punkt.", "Rita in platsen i kartprogrammet.")
    if not is_on_earth(shape):
        raise _Wrong(
            number,
            None,
            None,
            "Koordinaterna är inte tal, eller ligger utanför jorden.",
            "Rita om platsen i kartprogrammet.",
        )
    if shape.geom_type == "Point":
        return shape, None
    if shape.geom_type == "MultiPoint" and len(shape.geoms) == 1:
        return shape.geoms[0], None
    mended = shape if shape.is_valid else shapely.make_valid(shape)
    parts = [
        one
        for part in shapely.get_parts(mended)
        for one in shapely.get_parts(part)
        if one.geom_type == "Polygon"
    ]
    if not parts:
        raise _Wrong(
            number,
            None,
            shape.geom_type,
            "Objektet är varken en punkt eller en yta.",
            "Rita platsen som en punkt eller en yta.",
        )
    boundary = parts[0] if len(parts) == 1 else MultiPolygon(parts)
    return boundary.representative_point(), boundary


def _names(written: str) -> tuple[str, ...]:
    separator = "|" if "|" in written else ","
    return tuple(dict.fromkeys(text for part in written.split(separator) if (text := " ".join(part.split()))))


def _text(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())


def _within(value: float, span: tuple[int, int]) -> bool:
    return span[0] <= value <= span[1]


def _in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: finding.row or 0))

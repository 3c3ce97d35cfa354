"""Boundaries as municipalities, Statistics Sweden and the police hand them out, read into areas."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import polars as pl
import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from trygghjulet.foundation.files.contents import refusal
from trygghjulet.foundation.files.features import in_degrees, is_on_earth, read_features
from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.tables import fold
from trygghjulet.observations.findings import Finding, UnknownColumns

_MOST_PEOPLE = 10_000_000_000
_POPULATION = ("befolkning", "folkmangd", "invanare", "population", "antalinvanare")


class _Level(NamedTuple):
    """Columns that belong together: an area's code and name, and the code of the area above."""

    code: str
    name: str
    parents: tuple[str, ...] = ()


#: In order: a file of small areas also has the columns of the larger ones around them.
_LEVELS = (
    _Level("omradekod", "omradenamn", ("overordnad", "mellanomradekod", "stadsomradekod", "kommunkod")),
    _Level("kod", "namn", ("overordnad", "overordnadkod", "foralder")),
    _Level("code", "name", ("parent", "parentcode")),
    _Level("desokod", "desonamn", ("regsokod", "kommunkod")),
    _Level("regsokod", "regsonamn", ("kommunkod",)),
    _Level("specialomradesid", "namn"),
    _Level("areano", "community"),
    _Level("precinct", "precinct"),
    _Level("kommunkod", "kommunnamn", ("lankod",)),
    _Level("lankod", "lannamn"),
    _Level("namn", "namn"),
    _Level("name", "name"),
)


@dataclass(frozen=True)
class ReadArea:
    """An area as a file describes it.

    Attributes:
        code: what the source calls it; its name where the source has no codes.
        name: for people; the code where the source has no names.
        parent_code: the code of the area above, whether or not it is in the same file.
        population: as the file states it.
        polygon: a valid Polygon or MultiPolygon, longitude and latitude in WGS 84.
        properties: every column of the file, as text.
    """

    code: str
    name: str
    parent_code: str | None
    population: int | None
    polygon: BaseGeometry
    properties: dict[str, str | None]


@dataclass(frozen=True)
class ReadLayer:
    """What a map of areas held.

    Attributes:
        areas: those that can be used.
        findings: the features that can't, and what was odd about the whole.
        mended: boundaries that crossed themselves; mended and used.
        read: how many features there were.
        code_column: the file's own name of the column that the codes came from.
    """

    areas: tuple[ReadArea, ...]
    findings: tuple[Finding, ...]
    mended: tuple[Finding, ...]
    read: int
    code_column: str


def read_areas(
    path: Path,
    *,
    name: str,
    limits: Limits,
    layer: str | None = None,
    code_column: str | None = None,
    name_column: str | None = None,
) -> tuple[tuple[ReadArea, ...], tuple[Finding, ...]]:
    """As `read_layer`: the areas, and everything that was wrong with the file, also what was mended."""
    found = read_layer(
        path, name=name, limits=limits, layer=layer, code_column=code_column, name_column=name_column
    )
    told = sorted((*found.findings, *found.mended), key=lambda finding: finding.row or 0)
    return found.areas, tuple(told)


def read_layer(
    path: Path,
    *,
    name: str,
    limits: Limits,
    layer: str | None = None,
    code_column: str | None = None,
    name_column: str | None = None,
) -> ReadLayer:
    """The areas of a GeoJSON file or of a layer of a GeoPackage, and what was wrong with it.

    Coordinates may be in any system that the file declares; without a declaration WGS 84 and SWEREF 99 TM are
    told apart by their size. A boundary that crosses itself is mended and told of; a feature without an area
    or with a code that was used before is left out and told of. Findings number features from 1.

    Args:
        path: where the file lies.
        name: what the person calls it.
        limits: how large it may be.
        layer: which layer, where there are several.
        code_column, name_column: the columns to use, where they aren't recognised.

    Raises:
        UnknownColumns: neither code nor name is recognised.
        UnreadableFile: not a map, several layers and none chosen, unknown coordinates.
    """
    features = read_features(path, name=name, limits=limits, layer=layer)
    table = features.properties.select(pl.all().cast(pl.String, strict=False).str.strip_chars())
    columns = _columns(table.columns, code_column, name_column, name)
    shapes, notes = in_degrees(features, name=name)
    areas: dict[str, ReadArea] = {}
    findings: list[Finding] = [*notes]
    mended: list[Finding] = []
    for number, (shape, row) in enumerate(zip(shapes, table.iter_rows(named=True), strict=True), start=1):
        code = _label(row[columns.code])
        label = (_label(row[columns.name]) if columns.name else None) or code
        polygon, finding = _polygon(shape, number, label)
        if finding:
            (findings if polygon is None else mended).append(finding)
        if polygon is None:
            continue
        if code is None or label is None:
            findings.append(
                Finding(number, columns.code, None, "Området saknar kod.", "Ge det en kod i filen.")
            )
        elif code in areas:
            findings.append(_repeated(number, columns.code, code))
        else:
            parent = _label(row[columns.parent]) if columns.parent else None
            population = _whole(row[columns.population]) if columns.population else None
            areas[code] = ReadArea(code, label, parent, population, polygon, row)
    if not areas:
        raise refusal(
            name, "Filen har inget område som går att använda.", findings[0].problem if findings else ""
        )
    return ReadLayer(tuple(areas.values()), tuple(findings), tuple(mended), len(shapes), columns.code)


@dataclass(frozen=True)
class _Columns:
    """The file's own names of the columns that are used."""

    code: str
    name: str | None
    parent: str | None
    population: str | None


def _columns(written: list[str], code: str | None, label: str | None, name: str) -> _Columns:
    for wanted in (code, label):
        if wanted is not None and wanted not in written:
            raise refusal(
                name,
                f"Filen har ingen kolumn som heter {wanted}.",
                f"Den har: {', '.join(written)}.",
                column=wanted,
            )
    known = {fold(column): column for column in reversed(written)}
    population = next((known[key] for key in _POPULATION if key in known), None)
    if code or label:
        level = next((one for one in _LEVELS if code and one.code == fold(code)), None)
        parents = level.parents if level else ("overordnad", "parent")
        return _Columns(code or label or "", label, _first(known, parents, code), population)
    for level in _LEVELS:
        if level.code in known:
            found = known[level.code]
            return _Columns(found, known.get(level.name), _first(known, level.parents, found), population)
    raise UnknownColumns(
        name,
        Finding(
            None,
            None,
            None,
            f"Hittar varken områdenas kod eller namn. Filen har kolumnerna: {', '.join(written) or 'inga'}.",
            "Döp kolumnerna till ”kod” och ”namn”, eller ange vilka som gäller.",
        ),
    )


def _first(known: dict[str, str], keys: tuple[str, ...], other_than: str | None) -> str | None:
    return next((known[key] for key in keys if key in known and known[key] != other_than), None)


def _label(text: str | None) -> str | None:
    """A code or name as a person writes it: a whole number without decimals, nothing for blanks."""
    return (text.removesuffix(".0") if text else None) or None


def _whole(text: str | None) -> int | None:
    try:
        number = float((text or "").replace("\N{NO-BREAK SPACE}", "").replace(" ", "").replace(",", "."))
    except ValueError:
        return None
    return round(number) if 0 <= number < _MOST_PEOPLE else None


def _polygon(
    shape: BaseGeometry | None, number: int, label: str | None
) -> tuple[BaseGeometry | None, Finding | None]:
    if shape is None or shape.is_empty:
        return None, Finding(
            number,
            None,
            label,
            "Området saknar gräns.",
            "Rita in gränsen i kartprogrammet och exportera på nytt.",
        )
    if not is_on_earth(shape):
        return None, Finding(
            number,
            None,
            label,
            "Gränsen har koordinater som inte är tal, eller som ligger utanför jorden.",
            "Exportera området på nytt.",
        )
    if shape.geom_type not in ("Polygon", "MultiPolygon", "GeometryCollection"):
        kind = "en punkt" if "Point" in shape.geom_type else "en linje"
        return None, Finding(
            number, None, label, f"Objektet är {kind} och inte ett område.", "Ta bort det, eller rita en yta."
        )
    mended = shape if shape.is_valid else shapely.make_valid(shape)
    parts = [part for part in shapely.get_parts(mended, return_index=False) if part.area > 0]
    parts = [one for part in parts for one in shapely.get_parts(part) if isinstance(one, Polygon)]
    if not parts:
        return None, Finding(number, None, label, "Gränsen omsluter ingen yta.", "Rita om gränsen.")
    polygon = parts[0] if len(parts) == 1 else MultiPolygon(parts)
    if shape.is_valid:
        return polygon, None
    return polygon, Finding(
        number,
        None,
        label,
        "Gränsen korsar sig själv. Den är lagad och området används.",
        "Rätta den i kartprogrammet.",
    )


def _repeated(number: int, column: str, code: str) -> Finding:
    return Finding(
        number,
        column,
        code,
        "Koden är redan använd av ett annat område i filen. Området är inte med.",
        "Ge varje område en egen kod.",
    )

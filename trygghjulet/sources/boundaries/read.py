"""Areas with code, name, sort and validity from GeoJSON and GeoPackage, in longitude and latitude."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import polars as pl
import shapely

from trygghjulet.documents.numbers import number
from trygghjulet.foundation.files.contents import refusal
from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.tables import fold
from trygghjulet.foundation.geography.reading import ReadArea, ReadLayer, read_layer
from trygghjulet.observations.findings import Finding, Reading
from trygghjulet.observations.schema import LAYER, Kind, conform

_SORT = ("niva", "kategori", "slag", "typ", "sort", "level", "category", "kind", "type")
_FROM = ("giltigfran", "gallerfran", "validfrom", "fran", "aktualitetstart", "startdatum")
_TO = ("giltigtill", "gallertill", "validto", "till", "aktualitetslut", "slutdatum")
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_YEAR = re.compile(r"\d{4}")

#: What a column that holds the codes says of the sort, where no column tells it.
_BY_CODE = {"desokod": "DeSO", "regsokod": "RegSO", "kommunkod": "kommun", "lankod": "län"}
#: Sorts as files write them without Swedish letters.
_SPELT = {
    "stadsomrade": "stadsområde",
    "mellanomrade": "mellanområde",
    "primaromrade": "primärområde",
    "basomrade": "basområde",
}


def read(
    path: Path,
    *,
    name: str,
    limits: Limits,
    mapping: Mapping[str, str] | None = None,
    layer: str | None = None,
    sort: str = "",
) -> Reading:
    """The areas of a map.

    Args:
        path: where the file lies.
        name: what the person calls it.
        limits: how large it may be.
        mapping: which column is code, name, sort, valid_from and valid_to, where the names don't say it.
        layer: which layer of a GeoPackage.
        sort: what the areas are, where the file doesn't say it.

    Raises:
        UnknownColumns: neither code nor name is recognised.
        UnreadableFile: not a map, several layers and none chosen, unknown coordinates.
    """
    given = mapping or {}
    found = read_layer(
        path,
        name=name,
        limits=limits,
        layer=layer or None,
        code_column=given.get("code"),
        name_column=given.get("name"),
    )
    columns = list(found.areas[0].properties)
    for wanted in given.values():
        if wanted not in columns:
            raise refusal(
                name, f"Filen har ingen kolumn som heter {wanted}.", f"Den har: {', '.join(columns)}."
            )
    stated = given.get("sort") or _first(columns, _SORT)
    otherwise = sort or _BY_CODE.get(fold(found.code_column), "") or layer or "område"
    return layer_reading(
        found,
        sort_of=lambda area: (stated and area.properties[stated]) or otherwise,
        valid_from=given.get("valid_from") or _first(columns, _FROM),
        valid_to=given.get("valid_to") or _first(columns, _TO),
        without=[column for column in (stated,) if column],
    )


def layer_reading(
    found: ReadLayer,
    *,
    sort_of: Callable[[ReadArea], str],
    valid_from: str | None,
    valid_to: str | None,
    without: Sequence[str] = (),
    notes: Sequence[str] = (),
) -> Reading:
    """The areas as rows of a layer, each with its days and the columns that are left over.

    Args:
        sort_of: what an area is, in a word or two.
        valid_from, valid_to: the columns of its days.
        without: columns that are told elsewhere and not repeated.
        notes: what else a person should know.
    """
    findings = list(found.findings)
    rows = []
    for area in found.areas:
        days = []
        for column in (valid_from, valid_to):
            written = (area.properties[column] or "") if column else ""
            day = _day(written, last=column == valid_to)
            if written and day is None:
                findings.append(
                    Finding(
                        None,
                        column,
                        written,
                        f"Datumet för {area.name} går inte att tolka. Området är med utan det.",
                        "Skriv det som 2025-01-31.",
                    )
                )
            days.append(day)
        told = {valid_from, valid_to, *without}
        rest = {column: value for column, value in area.properties.items() if value and column not in told}
        written_sort = sort_of(area)
        rows.append(
            {
                "code": area.code,
                "name": area.name,
                "sort": _SPELT.get(fold(written_sort), written_sort),
                "boundary": shapely.to_wkb(area.polygon),
                "valid_from": days[0],
                "valid_to": days[1],
                "properties": json.dumps(rest, ensure_ascii=False, sort_keys=True),
            }
        )
    said = list(notes)
    if found.mended:
        names = ", ".join(str(finding.value) for finding in found.mended[:5])
        more = len(found.mended) - 5
        said.append(
            f"Gränser som korsade sig själva och är lagade: {names}{f' och {number(more)} till' if more > 0 else ''}."
        )
    frame = pl.DataFrame(rows, schema=LAYER)
    return Reading(Kind.LAYER, conform(frame, Kind.LAYER), tuple(findings), found.read, tuple(said))


def _first(columns: Sequence[str], keys: Sequence[str]) -> str | None:
    known = {fold(column): column for column in reversed(columns)}
    return next((known[key] for key in keys if key in known), None)


def _day(written: str, *, last: bool) -> date | None:
    """A day, or the first or last one of a year; None for blanks and for anything else."""
    text = written.strip()
    if _YEAR.fullmatch(text):
        return date(int(text), 12, 31) if last else date(int(text), 1, 1)
    match = _DAY.match(text)
    if match is None:
        return None
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        return None

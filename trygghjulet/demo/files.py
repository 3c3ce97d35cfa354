"""Writes Solvik's material as the files that a municipality would be handed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import shapely
from pyproj import Transformer
from shapely.geometry import mapping

from trygghjulet.demo.broken import BROKEN_ROWS, GOOD_ROWS, HEADER
from trygghjulet.demo.city import City
from trygghjulet.demo.geography import EPSG, TownArea

AREAS = "omraden.geojson"
INCIDENTS = "polisen_handelser.csv"
FAULTS = "felanmalningar.csv"
BROKEN_FAULTS = "felanmalningar_trasig.csv"
SURVEY = "trygghetsmatning.csv"

_SURVEY_COLUMNS = {
    "key": "svarsnummer",
    "year": "år",
    "area": "område",
    "age": "ålder",
    "gender": "kön",
    "tenure": "upplåtelseform",
    "weight": "vikt",
    "safe_late": "trygg ute sent på kvällen",
    "victim": "utsatt för brott senaste 12 månaderna",
    "worry": "oro för att utsättas för brott",
}

_MINUTE = "%Y-%m-%d %H:%M"


def write_material(city: City, folder: Path) -> tuple[Path, ...]:
    """Write all files into a folder, which is made if need be; equal cities give equal bytes.

    Returns:
        The files: areas, police incidents, fault reports, broken fault reports, safety survey.
    """
    folder.mkdir(parents=True, exist_ok=True)
    contents = {
        AREAS: areas_geojson(city),
        INCIDENTS: incidents_csv(city),
        FAULTS: faults_csv(city),
        BROKEN_FAULTS: broken_faults_csv(city),
        SURVEY: survey_csv(city),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return tuple(folder / name for name in contents)


def areas_geojson(city: City) -> bytes:
    """The areas as GeoJSON (WGS 84, seven decimals): kod, namn, overordnad, niva, befolkning."""
    collection = {
        "type": "FeatureCollection",
        "name": "omraden_solvik",
        "features": [_feature(area) for area in city.areas],
    }
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def incidents_csv(city: City) -> bytes:
    """The police's incidents: semicolons, Windows-1252, SWEREF 99 TM with decimal commas, from and to."""
    rows = city.incidents.select(
        pl.col("key"),
        pl.col("category"),
        pl.col("happened_from").dt.strftime(_MINUTE),
        pl.col("happened_to").dt.strftime(_MINUTE).fill_null(""),
        _comma(pl.col("y"), decimals=1),
        _comma(pl.col("x"), decimals=1),
    )
    header = ("händelse-id", "brottstyp", "tid från", "tid till", "sweref n", "sweref e")
    return _csv(header, rows.iter_rows()).encode("windows-1252")


def faults_csv(city: City) -> bytes:
    """The municipality's fault reports: semicolons, UTF-8 with a mark, degrees with decimal commas."""
    rows = _faults(city).select("key", "category", "time", "longitude", "latitude")
    return _csv(HEADER[:-1], rows.iter_rows()).encode("utf-8-sig")


def broken_faults_csv(city: City) -> bytes:
    """The file to try the import with: some good rows, and then one row for each kind of mistake."""
    good = (
        _faults(city).tail(GOOD_ROWS).select("key", "category", "time", "longitude", "latitude", pl.lit(""))
    )
    return _csv(HEADER, [*good.iter_rows(), *(broken.fields for broken in BROKEN_ROWS)]).encode("utf-8-sig")


def survey_csv(city: City) -> bytes:
    """The survey's answers: semicolons, UTF-8 with a mark, one row for each answer, weight with comma."""
    rows = city.survey.with_columns(_comma(pl.col("weight"), decimals=4)).select(_SURVEY_COLUMNS.keys())
    return _csv(tuple(_SURVEY_COLUMNS.values()), rows.iter_rows()).encode("utf-8-sig")


@cache
def _to_wgs84() -> Transformer:
    return Transformer.from_crs(EPSG, 4326, always_xy=True)


def _feature(area: TownArea) -> dict[str, Any]:
    degrees = shapely.transform(area.polygon, _degrees)
    return {
        "type": "Feature",
        "properties": {
            "kod": area.code,
            "namn": area.name,
            "overordnad": area.parent_code,
            "niva": area.level.value,
            "befolkning": area.population,
        },
        "geometry": mapping(shapely.orient_polygons(degrees)),
    }


def _degrees(points: Any) -> Any:
    longitude, latitude = _to_wgs84().transform(points[:, 0], points[:, 1])
    return pl.DataFrame({"x": longitude, "y": latitude}).select(pl.all().round(7)).to_numpy()


def _faults(city: City) -> pl.DataFrame:
    longitude, latitude = _to_wgs84().transform(city.faults["x"].to_numpy(), city.faults["y"].to_numpy())
    return city.faults.select(
        "key",
        "category",
        pl.col("reported").dt.strftime(_MINUTE).alias("time"),
        _comma(pl.lit(pl.Series(longitude)), decimals=6).alias("longitude"),
        _comma(pl.lit(pl.Series(latitude)), decimals=6).alias("latitude"),
    )


def _comma(number: pl.Expr, *, decimals: int) -> pl.Expr:
    return number.round(decimals).cast(pl.String).str.replace(".", ",", literal=True)


def _csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()

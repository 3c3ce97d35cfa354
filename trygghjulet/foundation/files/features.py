"""Shapes with properties from GeoJSON and GeoPackage, with the coordinate system that the file declares."""

from __future__ import annotations

import json
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError
from shapely.geometry.base import BaseGeometry

from trygghjulet.foundation.files.contents import Contents, recognise, refusal, too_many_rows
from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.tables import keepable, source_of
from trygghjulet.observations.findings import Finding, UnreadableFile

_WGS_84, _SWEREF_99_TM = CRS(4326), CRS(3006)
_SWEREF_BOX = (200_000, 6_050_000, 1_000_000, 7_750_000)  # west, south, east, north of Sweden, generously
_FARTHEST = (180, 90)
_TURNED_BOX = (55, 10, 70, 25)  # where Sweden comes to lie when latitude stands before longitude
_DRIVERS = {
    Contents.JSON: "GeoJSON",
    Contents.GEOPACKAGE: "GPKG",
}  # named, so that no other one opens the file


@dataclass(frozen=True)
class Features:
    """What a layer holds.

    Attributes:
        shapes: one geometry for each feature; None where there is none.
        properties: one row for each feature, numbers and text; days and times as text.
        crs: the coordinate system that the file declares; for GeoJSON without one WGS 84.
    """

    shapes: NDArray[np.object_]
    properties: pl.DataFrame
    crs: CRS | None


def read_features(path: Path, *, name: str, limits: Limits, layer: str | None = None) -> Features:
    """The features of a GeoJSON file or of one layer of a GeoPackage.

    Raises:
        UnreadableFile: neither of them, damaged, no features, no such layer, or several and none chosen.
    """
    contents = recognise(path, name=name, limits=limits)
    if contents not in _DRIVERS:
        raise refusal(
            name, f"Filen är {contents.value}, men här behövs en karta.", "Lämna in GeoJSON eller GeoPackage."
        )
    source = f"{_DRIVERS[contents]}:{source_of(path)}"
    # Days stay text: a column that is guessed to hold days can't hold one that there is none of.
    options = {"DATE_AS_STRING": "YES"} if contents is Contents.JSON else {}
    import pyogrio  # noqa: PLC0415 - loads GDAL, 0.2 s, only when there is a map file

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what the file leaves out is told by findings instead
            chosen = _layer(pyogrio.list_layers(source)[:, 0].tolist(), layer, name)
            described = pyogrio.read_info(source, layer=chosen, force_feature_count=True, **options)
            if described["features"] > limits.max_rows:
                raise too_many_rows(name, described["features"], limits)
            meta, _, wkb, columns = pyogrio.raw.read(source, layer=chosen, datetime_as_string=True, **options)
            shapes = np.asarray(shapely.from_wkb(wkb, on_invalid="ignore"), dtype=object)
    except (
        pyogrio.errors.DataSourceError,
        ValueError,
        RuntimeError,
        KeyError,
        OSError,
        shapely.GEOSException,
    ) as error:
        raise _damaged(name, contents) from error
    if shapes.ndim == 0 or not len(shapes):  # a table without shapes, or an empty one
        raise refusal(name, "Filen har inga objekt.", "Kontrollera att exporten blev klar.")
    fields = [str(field) for field in meta["fields"]]
    properties = [_column(field, values) for field, values in zip(fields, columns, strict=True)]
    return Features(shapes, pl.DataFrame(properties), _crs(meta["crs"]))


def in_degrees(features: Features, *, name: str) -> tuple[NDArray[np.object_], tuple[Finding, ...]]:
    """The shapes in longitude and latitude (WGS 84), and what was odd about the file's coordinate system.

    The declared system is used unless the coordinates speak against it: GeoJSON that says nothing, or
    says WGS 84, but holds metres within Sweden is SWEREF 99 TM. The middle
    coordinate decides.

    Raises:
        UnreadableFile: an unknown system, or latitude before longitude.
    """
    shapes = shapely.force_2d(features.shapes)
    at = shapely.get_coordinates(shapes)
    at = at[np.isfinite(at).all(axis=1)]
    if not len(at):
        return shapes, ()
    x, y = (float(middle) for middle in np.median(at, axis=0))
    crs = features.crs
    findings: tuple[Finding, ...] = ()
    if abs(x) <= 180 and abs(y) <= 90:
        if _within(x, y, _TURNED_BOX):
            raise refusal(
                name,
                "Longitud och latitud verkar ha bytt plats i hela filen.",
                "Exportera filen på nytt med longituden först, som GeoJSON ska ha det.",
            )
        if crs is not None and crs.is_projected:
            findings = (_DECLARED_WRONGLY,)
        crs = _WGS_84 if crs is None or crs.is_projected else crs
    elif crs is None or crs.is_geographic:
        if not _within(x, y, _SWEREF_BOX):
            raise refusal(
                name,
                f"Koordinaterna är varken WGS 84 eller SWEREF 99 TM (till exempel {x:.0f}, {y:.0f}).",
                "Exportera filen i WGS 84, eller som GeoPackage med angivet koordinatsystem.",
            )
        crs = _SWEREF_99_TM
    if crs == _WGS_84:
        return shapes, findings
    try:
        turn = Transformer.from_crs(crs, _WGS_84, always_xy=True).transform
        return shapely.transform(shapes, turn, interleaved=False), findings
    except (ProjError, shapely.GEOSException, ValueError) as error:
        raise refusal(
            name, "Filens koordinatsystem går inte att räkna om till WGS 84.", "Exportera i WGS 84."
        ) from error


def is_on_earth(shape: BaseGeometry) -> bool:
    """Are all of a shape's coordinates numbers, and longitudes and latitudes that there are?"""
    return bool((np.abs(shapely.get_coordinates(shape)) <= _FARTHEST).all())


_DECLARED_WRONGLY = Finding(
    None,
    None,
    None,
    "Filen uppger ett koordinatsystem i meter, men koordinaterna är grader. De är lästa som WGS 84.",
    "Kontrollera att allt hamnar rätt på kartan.",
)


def _within(x: float, y: float, box: tuple[int, int, int, int]) -> bool:
    west, south, east, north = box
    return west <= x <= east and south <= y <= north


def _layer(layers: list[str], wanted: str | None, name: str) -> str:
    if wanted is None and len(layers) == 1:
        return layers[0]
    if wanted is not None and wanted in layers:
        return wanted
    choices = ", ".join(layers) or "inga"
    problem = f"Filen har inget lager som heter {wanted}." if wanted else f"Filen har {len(layers)} lager."
    raise refusal(name, problem, f"Välj ett av lagren: {choices}." if layers else "Kontrollera exporten.")


def _column(field: str, values: NDArray[Any]) -> pl.Series:
    if values.dtype == object:
        texts = [None if value is None else _plain(value) for value in values]
        return keepable(pl.Series(field, texts, dtype=pl.String))
    if np.issubdtype(values.dtype, np.datetime64):
        text = np.datetime_as_string(values)
        return pl.Series(field, [None if day == "NaT" else str(day) for day in text], dtype=pl.String)
    series = pl.Series(field, values)
    return series.fill_nan(None) if series.dtype.is_float() else series


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, default=str, ensure_ascii=False)


def _crs(text: str | None) -> CRS | None:
    try:
        return CRS.from_user_input(text) if text else None
    except CRSError:
        return None


def _damaged(name: str, contents: Contents) -> UnreadableFile:
    kind = "GeoJSON" if contents is Contents.JSON else "GeoPackage"
    return refusal(
        name,
        f"Filen går inte att läsa som {kind}: den är skadad, avklippt eller något annat.",
        "Exportera den på nytt.",
    )

"""Fault reports from GeoReport v2: what kind, when and where; never who, and never what somebody wrote."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from trygghjulet.analysis.ground.grid import fitting_epsg, project
from trygghjulet.documents.numbers import number
from trygghjulet.foundation.files.contents import refusal, too_many_rows
from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.tables import MOST_FINDINGS
from trygghjulet.foundation.privacy.addresses import street_and_place
from trygghjulet.foundation.privacy.guard import look
from trygghjulet.foundation.privacy.keys import tells_of
from trygghjulet.observations.findings import Finding, Reading
from trygghjulet.observations.schema import Kind, conform
from trygghjulet.sources.open311.requests import AGAIN, Request, requests_in

#: West, south, east, north in degrees.
Bounds = tuple[float, float, float, float]

_LOCAL = ZoneInfo("Europe/Stockholm")
_FIRST_YEAR: Final = 1990
_LONGEST_CATEGORY: Final = 120
_MOST_CATEGORIES: Final = 500
_MOST_KEY: Final = 100
_ANOTHER_KEY: Final = "Låt systemet ge ärendet ett eget nummer, som inte säger något om en person."


@dataclass
class _File:
    """What has been found so far."""

    rows: list[dict[str, object]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    bad: int = 0
    read: int = 0

    def tell(self, column: str, value: str | None, problem: str, remedy: str = AGAIN) -> None:
        """Tell of a request that can't be used."""
        self.bad += 1
        if self.bad <= MOST_FINDINGS:
            self.findings.append(Finding(self.read, column, value, problem, remedy))


def read(
    path: Path,
    *,
    name: str,
    limits: Limits,
    today: date,
    bounds: Bounds | None = None,
    epsg: int | None = None,
    areas: Collection[str] = (),
) -> Reading:
    """The fault reports in a file.

    Args:
        path: an answer of `requests.json` or `requests.xml`.
        name: what the person calls it.
        limits: how large it may be.
        today: nothing can have been reported after this day.
        bounds: where points may lie; None allows the whole Earth.
        epsg: the metres that points are kept in; None lets the points decide.
        areas: codes and names of areas, never taken for personal data.

    Raises:
        UnreadableFile: not such a file, its kinds of request are free text, or no request in it can be used.
    """
    found = _File()
    for request in requests_in(path, name=name, limits=limits):
        found.read += 1
        if found.read > limits.max_rows:
            raise too_many_rows(name, found.read, limits)
        if request is None:
            found.tell("request", None, "Posten är inte ett ärende.")
        else:
            _take(found, request, today, bounds)
    if not found.rows:
        first = found.findings[0] if found.findings else None
        raise refusal(
            name, first.problem if first else "Filen har inga ärenden.", first.remedy if first else AGAIN
        )
    _refuse_free_text({str(row["category"]) for row in found.rows} - set(areas), name)
    rows, notes, metres = _rows(found, epsg)
    if found.bad > MOST_FINDINGS:
        notes.append(f"Filen har {number(found.bad)} anmärkningar. De {number(MOST_FINDINGS)} första visas.")
    return Reading(
        Kind.INCIDENTS, conform(rows, Kind.INCIDENTS), tuple(found.findings), found.read, tuple(notes), metres
    )


def _take(found: _File, request: Request, today: date, bounds: Bounds | None) -> None:
    key = request.get("service_request_id", "")
    if not key or len(key) > _MOST_KEY:
        found.tell("service_request_id", key or None, "Ärendets nummer saknas eller är för långt.")
        return
    category = " ".join((request.get("service_name") or request.get("service_code", "")).split())
    if not category or len(category) > _LONGEST_CATEGORY:
        found.tell("service_name", category or None, "Ärendets slag saknas eller är för långt.")
        return
    when = _moment(request.get("requested_datetime", ""))
    if when is None or when.year < _FIRST_YEAR or when.date() > today:
        said = "saknas" if "requested_datetime" not in request else "går inte att tolka eller är orimlig"
        found.tell("requested_datetime", request.get("requested_datetime"), f"Tiden {said}.")
        return
    lon, lat = _point(request)
    if kind := tells_of(key, year=when.year):
        found.tell(
            "service_request_id",
            f"{key[:4]}…",
            f"Ärendets nummer ser ut som {kind.with_article}.",
            _ANOTHER_KEY,
        )
        return
    address = street_and_place(request.get("address", ""))
    if lon is None and not address:
        found.tell(
            "lat", request.get("lat"), "Ärendet har varken en punkt eller en adress.", "Fyll i platsen."
        )
        return
    if lon is not None and lat is not None and bounds and not _inside(lon, lat, bounds):
        found.tell(
            "lat, long",
            f"{request.get('lat')}; {request.get('long')}",
            "Punkten ligger utanför det område som samverkan gäller.",
            "Kontrollera koordinaterna. Hör ärendet till en annan kommun ska det inte vara med.",
        )
        return
    updated = _moment(request.get("updated_datetime", ""))
    found.rows.append(
        {
            "key": key,
            "category": category,
            "happened_from": when,
            "updated": updated or when,
            "lon": lon,
            "lat": lat,
            "given_area": address or None,
            "amount": 1,
        }
    )


def _moment(text: str) -> datetime | None:
    """Swedish local time of a moment as W3C writes it; without a zone it is taken for local."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    try:
        return moment.astimezone(_LOCAL).replace(tzinfo=None) if moment.tzinfo else moment
    except (OverflowError, ValueError):
        return None


def _point(request: Request) -> tuple[float | None, float | None]:
    """Longitude and latitude; none where either is missing, no number, or both are nought."""
    try:
        lat, lon = (float(request.get(one, "").replace(",", ".")) for one in ("lat", "long"))
    except ValueError:
        return None, None
    if not (abs(lat) <= 90 and abs(lon) <= 180) or (lat == 0 and lon == 0):
        return None, None
    return lon, lat


def _inside(lon: float, lat: float, bounds: Bounds) -> bool:
    west, south, east, north = bounds
    return west <= lon <= east and south <= lat <= north


def _refuse_free_text(categories: set[str], name: str) -> None:
    """Refuse a file whose kinds of request are not kinds but what people wrote.

    Raises:
        UnreadableFile: there are too many, or one holds personal data.
    """
    wrong = ""
    if len(categories) > _MOST_CATEGORIES:
        wrong = f"Filen har {number(len(categories))} olika slag av ärenden, så det ser ut att vara fri text."
    elif any(look(category) for category in categories):
        wrong = "Ett slag av ärende ser ut att innehålla personuppgifter, så inget ur filen läses in."
    if wrong:
        raise refusal(
            name, wrong, "Låt service_name vara ett av ett fåtal fasta slag.", column="service_name"
        )


def _rows(found: _File, epsg: int | None) -> tuple[pl.DataFrame, list[str], int | None]:
    """The last word on each request, in metres, and notes about the whole."""
    told = pl.DataFrame(
        found.rows,
        schema_overrides={"lon": pl.Float64, "lat": pl.Float64, "given_area": pl.String},
        infer_schema_length=None,
    ).sort("updated", maintain_order=True)
    latest = told.unique("key", keep="last", maintain_order=True)
    notes = [
        "Tiden är när ärendet anmäldes. Beskrivningar, bilder, namn, telefonnummer och e-postadresser läses aldrig.",
    ]
    if again := told.height - latest.height:
        notes.append(f"Ärenden som står flera gånger: {number(again)}. Det senast ändrade gäller.")
    if placeless := latest["lon"].null_count():
        notes.append(f"Ärenden utan punkt: {number(placeless)}. De har bara adressen, utan husnummer.")
    lon, lat = (latest[one].fill_null(np.nan).to_numpy() for one in ("lon", "lat"))
    if not np.isfinite(lon).any():
        return latest.drop("lon", "lat", "updated"), notes, None
    metres = epsg or fitting_epsg(lon, lat)
    x, y = project(lon, lat, metres)
    placed = latest.drop("lon", "lat", "updated").with_columns(
        pl.Series("x", x, nan_to_null=True), pl.Series("y", y, nan_to_null=True)
    )
    return placed, notes, metres

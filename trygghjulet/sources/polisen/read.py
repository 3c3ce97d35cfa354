"""The events of Polisen's open interface: an answer of it, or an archive with an event on each line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from trygghjulet.analysis.ground.grid import SWEREF_99_TM, project
from trygghjulet.foundation.files.contents import Contents, recognise, refusal, too_many_rows, unzip
from trygghjulet.foundation.files.delimited import decode
from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.tables import MOST_FINDINGS
from trygghjulet.foundation.files.trees import loads
from trygghjulet.observations.findings import Finding, Reading
from trygghjulet.observations.schema import Kind, conform

_LOCAL = ZoneInfo("Europe/Stockholm")
_MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september"),
    *("oktober", "november", "december"),
)
_PUBLISHED = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})[ T](\d{1,2}):(\d{2}):(\d{2})\s*(?:([+-])(\d{2}):?(\d{2})|Z)", re.ASCII
)
_HAPPENED = re.compile(r"(\d{1,2}) ([a-z]+) (\d{1,2})[.:](\d{2})\b", re.ASCII)
_CENTROIDS = (
    "Punkterna är mitten av ett län eller en kommun, aldrig platsen där något hände. "
    "De används därför inte för brottskoncentrationer."
)
_AGAIN = "Hämta filen på nytt från Polisen."


def read(path: Path, *, name: str, limits: Limits) -> Reading:
    """The news items in a file, the last published text of each.

    The day and time of the event stand first in its title, without year; the year is the one that brings it
    nearest to the publication, so that what happened in December and was told in January comes right. Without
    a time there `happened` is null. Times are Swedish local time, `x` and `y` the middle of a county or
    municipality in SWEREF 99 TM.

    Args:
        path: JSON (a list), or JSON lines, or either packed with gzip.
        name: what the person calls it.
        limits: how large it may be.

    Raises:
        UnreadableFile: not such a file, or no item in it can be used.
    """
    contents = recognise(path, name=name, limits=limits)
    if contents not in (Contents.JSON, Contents.GZIP):
        raise refusal(name, f"Filen är {contents.value}, men här behövs Polisens händelser (JSON).", _AGAIN)
    data = unzip(path, name=name, limits=limits) if contents is Contents.GZIP else path.read_bytes()
    text = decode(data, name=name).decode("utf-8")
    rows: list[dict[str, Any]] = []
    findings: list[Finding] = []
    bad = read_count = 0
    for number, item in _items(text, name):
        read_count = number
        if number > limits.max_rows:
            raise too_many_rows(name, number, limits)
        row = _row(item, number)
        if isinstance(row, Finding):
            bad += 1
            if bad <= MOST_FINDINGS:
                findings.append(row)
        else:
            rows.append(row)
    if not rows:
        first = findings[0].problem if findings else "Filen har inga händelser."
        raise refusal(name, first, _AGAIN)
    latest, notes = _latest(rows)
    if bad > MOST_FINDINGS:
        notes += (f"Filen har {bad} anmärkningar. De {MOST_FINDINGS} första visas, resten är bara räknade.",)
    return Reading(
        Kind.FEED, conform(latest, Kind.FEED), tuple(findings), read_count, (_CENTROIDS, *notes), SWEREF_99_TM
    )


def _items(text: str, name: str) -> Iterator[tuple[int, object]]:
    if text.lstrip().startswith("["):
        try:
            items = loads(text)
        except (ValueError, RecursionError) as error:
            raise refusal(name, "Filen är inte giltig JSON: den är skadad eller avklippt.", _AGAIN) from error
        yield from enumerate(items if isinstance(items, list) else [], start=1)
        return
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                yield number, loads(line)
            except (ValueError, RecursionError):
                yield number, line


def _row(item: object, number: int) -> dict[str, Any] | Finding:
    if not isinstance(item, dict):
        return Finding(number, None, str(item), "Raden är inte en händelse i JSON.", _AGAIN)
    for field in ("id", "datetime", "name", "type"):
        if item.get(field) in (None, ""):
            return Finding(number, field, None, "Uppgiften saknas.", _AGAIN)
    published = _published(str(item["datetime"]))
    if published is None:
        return Finding(number, "datetime", str(item["datetime"]), "Tiden går inte att tolka.", _AGAIN)
    location = item.get("location")
    place = location if isinstance(location, dict) else {}
    region = str(place.get("name") or "").strip()
    if not region:
        return Finding(number, "location", None, "Händelsen saknar län eller kommun.", _AGAIN)
    lon, lat = _point(place.get("gps"))
    return {
        "key": str(item["id"]),
        "published": published,
        "happened": _happened(str(item["name"]), published),
        "category": str(item["type"]).strip(),
        "title": str(item["name"]).strip(),
        "text": str(item.get("summary") or "").strip(),
        "region": region,
        "lon": lon,
        "lat": lat,
    }


def _published(text: str) -> datetime | None:
    """Local time of a publication; the hour may have one digit ("2022-09-29 7:56:30 +02:00")."""
    found = _PUBLISHED.fullmatch(text.strip())
    if not found:
        return None
    *clock, sign, hours, minutes = found.groups()
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0)) * (-1 if sign == "-" else 1)
    try:
        year, month, day, hour, minute, second = (int(part) for part in clock)
        utc = datetime(year, month, day, hour, minute, second, tzinfo=UTC) - offset
        return utc.astimezone(_LOCAL).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None


def _happened(title: str, published: datetime) -> datetime | None:
    found = _HAPPENED.match(title.strip().lower())
    if not found or found[2] not in _MONTHS:
        return None
    candidates = []
    for year in (published.year - 1, published.year, published.year + 1):
        try:
            candidates.append(
                published.replace(
                    year=year,
                    month=_MONTHS.index(found[2]) + 1,
                    day=int(found[1]),
                    hour=int(found[3]),
                    minute=int(found[4]),
                    second=0,
                    microsecond=0,
                )
            )
        except ValueError:
            continue  # 29 February outside leap years, or no such time
    return min(candidates, key=lambda moment: abs(moment - published), default=None)


def _point(gps: object) -> tuple[float | None, float | None]:
    latitude, _, longitude = str(gps or "").partition(",")
    try:
        lat, lon = float(latitude), float(longitude)
    except ValueError:
        return None, None
    return (lon, lat) if abs(lat) <= 90 and abs(lon) <= 180 else (None, None)


def _latest(rows: list[dict[str, Any]]) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """The last publication of each item, in the order of publication, and notes about the rest."""
    told = pl.DataFrame(
        rows,
        schema_overrides={"lon": pl.Float64, "lat": pl.Float64, "happened": pl.Datetime("us")},
        orient="row",
    )
    told = told.sort("published", maintain_order=True)
    latest = told.unique("key", keep="last", maintain_order=True)
    x, y = project(
        latest["lon"].fill_null(np.nan).to_numpy(), latest["lat"].fill_null(np.nan).to_numpy(), SWEREF_99_TM
    )
    latest = latest.drop("lon", "lat").with_columns(
        pl.Series("x", x, nan_to_null=True), pl.Series("y", y, nan_to_null=True)
    )
    notes = []
    if again := told.height - latest.height:
        changed = told.select("key", "title", "text").unique().height - latest.height
        notes.append(
            f"Händelser som kommer flera gånger: {again}, varav {changed} med ändrad text. "
            "Den senast publicerade gäller."
        )
    if early := latest.filter(pl.col("happened") > pl.col("published")).height:
        notes.append(
            f"Händelser vars tid i rubriken ligger efter publiceringen: {early}. "
            "Där har Polisen skrivit fel dag eller publicerat i förväg."
        )
    if undated := latest["happened"].null_count():
        notes.append(f"Händelser utan tid i rubriken: {undated}. De har bara tiden då de publicerades.")
    return latest, tuple(notes)

"""Reads and writes the file of field reports: incidents in a fixed set of columns, and nothing about who wrote them."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from trygghjulet.foundation.files.limits import Limits
from trygghjulet.observations.findings import Reading
from trygghjulet.sources.incidents.columns import Mapping
from trygghjulet.sources.incidents.read import read as read_incidents

#: The file's columns, as they are written and read.
KEY, FIRST, LAST, CATEGORY, LONGITUDE, LATITUDE, AREA = (
    "nyckel",
    "från",
    "till",
    "kategori",
    "lon",
    "lat",
    "område",
)
COLUMNS: Final = (KEY, FIRST, LAST, CATEGORY, LONGITUDE, LATITUDE, AREA)
_MAPPING: Final = Mapping(
    happened_from=FIRST,
    happened_to=LAST,
    category=CATEGORY,
    area=AREA,
    key=KEY,
    x=LONGITUDE,
    y=LATITUDE,
)


@dataclass(frozen=True)
class Row:
    """A report as material: when by the clock in Sweden, where, and of which category by its title."""

    key: str
    first: datetime
    last: datetime | None
    category: str
    point: tuple[float, float] | None
    area: str


def write(rows: Iterable[Row]) -> bytes:
    """The file, in an order that does not change as long as the reports don't."""
    out = io.StringIO()
    lines = csv.writer(out, delimiter=";", lineterminator="\n")
    lines.writerow(COLUMNS)
    for row in sorted(rows, key=lambda row: (row.first, row.key)):
        longitude, latitude = row.point or ("", "")
        lines.writerow(
            (
                row.key,
                f"{row.first:%Y-%m-%d %H:%M}",
                f"{row.last:%Y-%m-%d %H:%M}" if row.last else "",
                row.category,
                f"{longitude:.6f}" if row.point else "",
                f"{latitude:.6f}" if row.point else "",
                row.area,
            )
        )
    return out.getvalue().encode()


def read(
    path: Path,
    *,
    name: str,
    limits: Limits,
    today: date,
    bounds: tuple[float, float, float, float] | None = None,
    epsg: int | None = None,
    areas: Collection[str] = (),
) -> Reading:
    """The reports in a file as incidents.

    Raises:
        UnreadableFile: it is no such file.
    """
    return read_incidents(
        path,
        name=name,
        limits=limits,
        today=today,
        bounds=bounds,
        mapping=_MAPPING,
        epsg=epsg,
        areas=areas,
    )

"""A handed-in file is read once: its rows are placed, compared and laid beside it, ready to be accepted."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import polars as pl
from django.conf import settings

from trygghjulet.analysis.ground.grid import fitting_epsg
from trygghjulet.documents.numbers import number
from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.geography.queries import leaves, tree
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.observations import store
from trygghjulet.observations.findings import Finding, Reading
from trygghjulet.observations.known import Compared, compare
from trygghjulet.observations.period import Period
from trygghjulet.observations.schema import Kind
from trygghjulet.steps.scanning import registry
from trygghjulet.steps.scanning.models import Source
from trygghjulet.steps.scanning.operations import progress
from trygghjulet.steps.scanning.operations.progress import Progress
from trygghjulet.steps.scanning.queries import (
    counting,
    has_keyless_rows,
    leaves_of,
    path_of,
    wider_of,
)
from trygghjulet.steps.scanning.queries.files import faults_file, known_file, rows_file
from trygghjulet.steps.scanning.queries.places import known_places_of, metres_of
from trygghjulet.steps.scanning.rules.faults import summed
from trygghjulet.steps.scanning.rules.placing import place

#: How many findings are kept with a delivery when its file is gone; the number of all of them is kept beside.
FINDINGS_KEPT = 50
#: How far outside the municipality a point may lie and still be told apart from a mistake, in degrees.
MARGIN = 0.25

_HEADING: Final = "trygghjulet"


@dataclass(frozen=True)
class Read:
    """What the reading of a file came to; the rows themselves lie beside the file.

    Attributes:
        kind: a value of `Kind`.
        sha256: of the good rows as the store keeps them.
        areas: a mark of the areas that the rows were placed in.
        found: what the delivery is told of: the number of rows of each state, findings, notes, days.
    """

    kind: str
    sha256: str
    rows: int
    outside: int
    epsg: int | None
    first_day: str | None
    last_day: str | None
    areas: str
    found: dict[str, Any]


def read(source: Source, path: Path, *, file_name: str, today: date, tell: Progress | None = None) -> Read:
    """Read a file and lay its rows, how they stand to what counts, and its faults beside it, the heading last.

    Raises:
        UnreadableFile: the file can't be used at all.
    """
    tell = tell or Progress()
    size = path.stat().st_size
    tell(progress.READS, 0, size)
    reading = _given(source, path, file_name, today)
    tell(progress.READS, size, size)
    reading = _placed(source, reading, tell)
    tell(progress.COMPARES, 0, reading.rows.height)
    rows = store.canonical(reading.rows, reading.kind)
    reading = replace(reading, rows=rows)
    compared = compare(rows, _files(source, reading.kind))
    tell(progress.COMPARES, rows.height, rows.height)
    faults = reading.all_faults()
    faults.write_parquet(faults_file(path.name))
    first, last = store.days_of(rows, reading.kind)
    found = Read(
        kind=reading.kind.value,
        sha256=store.lay_out(rows, rows_file(path.name)),
        rows=rows.height,
        outside=rows["area"].null_count() if reading.kind is Kind.INCIDENTS else 0,
        epsg=reading.epsg,
        first_day=first.isoformat() if first else None,
        last_day=last.isoformat() if last else None,
        areas=_mark(source.cooperation),
        found=_found(source, reading, compared, faults),
    )
    unfinished = known_file(f"{path.name}.unfinished")
    compared.rows.write_parquet(unfinished, metadata={_HEADING: json.dumps(asdict(found))})
    unfinished.rename(known_file(path.name))
    return found


def read_already(source: Source, stored_as: str) -> Read | None:
    """What an earlier reading came to; None where there is none, or the areas have changed since."""
    try:
        heading = pl.read_parquet_metadata(known_file(stored_as))
    except (FileNotFoundError, pl.exceptions.PolarsError):
        return None
    found = Read(**json.loads(heading[_HEADING]))
    there = rows_file(stored_as).exists() and found.areas == _mark(source.cooperation)
    return found if there else None


def _given(source: Source, path: Path, file_name: str, today: date) -> Reading:
    outline = source.cooperation.area.polygon
    west, south, east, north = outline.bounds
    centre = outline.centroid
    return registry.format_of(source.reader).read(
        path,
        registry.Circumstances(
            name=file_name,
            today=today,
            bounds=(west - MARGIN, south - MARGIN, east + MARGIN, north + MARGIN),
            areas=frozenset(
                text for area in tree(source.cooperation.area) for text in (area.code, area.name)
            ),
            epsg=fitting_epsg(centre.x, centre.y),
            limits=Limits(
                max_bytes=settings.DELIVERY_MAX_BYTES,
                max_rows=settings.DELIVERY_MAX_ROWS,
                max_unpacked_bytes=settings.DELIVERY_MAX_UNPACKED_BYTES,
            ),
            mapping=source.mapping,
            settings=source.settings,
        ),
    )


def _placed(source: Source, reading: Reading, tell: Progress) -> Reading:
    """The reading with its incidents in their areas, and notes about those that lie in none."""
    if reading.kind is not Kind.INCIDENTS:
        return reading
    many = reading.rows.height
    tell(progress.PLACES, 0, many)
    placed = place(
        reading.rows,
        leaves_of(source.cooperation),
        wider_of(source.cooperation),
        places=known_places_of(source.cooperation),
        tell=lambda done: tell(progress.PLACES, done, many),
    )
    epsg = metres_of(source.cooperation) if placed.by_place and reading.epsg is None else reading.epsg
    return replace(reading, rows=placed.rows, notes=(*reading.notes, *placed.notes), epsg=epsg)


def _files(source: Source, kind: Kind) -> list[Path]:
    """What counts in a source now, oldest first, each content once."""
    return list(dict.fromkeys(path_of(dataset) for dataset in counting(source, kind).order_by("pk")))


def _found(source: Source, reading: Reading, compared: Compared, faults: pl.DataFrame) -> dict[str, Any]:
    return {
        "rows_read": reading.rows_read,
        "rows_good": reading.rows.height,
        "rows_new": compared.new,
        "rows_changed": compared.changed,
        "rows_known": compared.known,
        "findings": [_plain(f) for f in reading.findings[:FINDINGS_KEPT]],
        "findings_total": faults.height,
        "faults": summed(faults),
        "notes": [*reading.notes, *_notes(source, reading, compared)],
    }


def _notes(source: Source, reading: Reading, compared: Compared) -> list[str]:
    """What a person should know of how the file stands to what the source holds already."""
    notes = []
    if again := compared.changed + compared.known - compared.keyless:
        notes.append(
            f"{number(again)} {'rad' if again == 1 else 'rader'} har en nyckel som redan räknas i källan. "
            "Varje nyckel räknas en gång, så som den senast godtagna filen har den."
        )
    if compared.keyless:
        notes.append(
            f"{number(compared.keyless)} {'rad' if compared.keyless == 1 else 'rader'} utan nyckel står likadant "
            "i underlag som redan räknas. Godtar du filen räknas de en gång till."
        )
    if twice := _perhaps_twice(source, reading):
        notes.append(
            f"Källan har redan underlag för {' och '.join(str(period) for period in twice)}, och alla rader har "
            "inte en nyckel som skiljer dem åt. Räknas händelser två gånger? "
            "Ångra i så fall det gamla underlaget, eller avvisa den här filen."
        )
    return notes


def _perhaps_twice(source: Source, reading: Reading) -> list[Period]:
    """The days of the datasets that hold some of the same days, where keys can't tell the rows apart."""
    first, last = store.days_of(reading.rows, reading.kind)
    if first is None or last is None or "key" not in reading.rows.columns:
        return []
    keyless = reading.rows["key"].null_count() > 0
    return [
        Period(held.first_day, held.last_day)
        for held in counting(source, reading.kind).filter(first_day__lte=last, last_day__gte=first)
        if held.first_day and held.last_day and (keyless or has_keyless_rows(held))
    ]


def _mark(cooperation: Cooperation) -> str:
    """A mark that is another when the areas or their borders are."""
    digest = hashlib.sha256()
    for leaf in leaves(cooperation.area):
        digest.update(f"{leaf.code}\n{leaf.name}\n".encode() + leaf.polygon.wkb)
    return digest.hexdigest()


def _plain(finding: Finding) -> dict[str, object]:
    return {
        "row": finding.row,
        "column": finding.column,
        "value": finding.value,
        "problem": finding.problem,
        "remedy": finding.remedy,
    }

"""`trygghjulet picture`: from files to figures and a report, without a database."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import shapely
from django.apps import apps
from django.conf import settings

from trygghjulet.analysis.checks import UnfitData
from trygghjulet.analysis.ground.grid import fitting_epsg
from trygghjulet.cli.wording import Progress, refuse
from trygghjulet.documents.pdf import pdf
from trygghjulet.documents.tree import Document
from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.geography.reading import ReadArea, read_areas
from trygghjulet.observations.findings import Finding, Reading, UnreadableFile
from trygghjulet.observations.period import Period
from trygghjulet.observations.schema import Kind
from trygghjulet.reports.from_files import document_from, figures_from
from trygghjulet.steps.picture.rules.figures import to_json
from trygghjulet.steps.scanning.registry import Circumstances, Format, formats

#: How many findings are told one by one before the rest are summed up.
_TOLD = 10
#: How far outside the areas a point may lie and still be told apart from a mistake, in degrees.
_MARGIN = 0.25
#: Files on the machine's own disk may be larger than what is handed in over the web.
_LIMITS = Limits(max_bytes=8 * 2**30, max_rows=100_000_000, max_unpacked_bytes=64 * 2**30)


def run(given: argparse.Namespace) -> int:
    """Read the files, work out the figures, and write what was asked for."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trygghjulet.project.settings.files")
    # Not django.setup(), which loads the web's half of Django as well.
    apps.populate(settings.INSTALLED_APPS)
    progress = Progress()
    try:
        progress("läser områdena")
        areas, area_findings = read_areas(
            given.areas, name=given.areas.name, limits=_LIMITS, layer=given.layer
        )
        if not areas:
            refuse(f"Filen {given.areas.name} har inget område som går att använda.")
        _tell(given.areas.name, area_findings)
        progress("läser händelserna")
        epsg, reading = _read(given.incidents, areas)
        _tell(given.incidents.name, reading.findings)
        figures = figures_from(
            reading,
            areas,
            name=given.name or given.areas.stem,
            file_name=given.incidents.name,
            sha256=_sha256(given.incidents),
            period=Period(given.first, given.last),
            epsg=epsg,
            cell_size=given.cell_size,
            progress=progress,
        )
    except UnreadableFile as unreadable:
        refuse(str(unreadable))
    except UnfitData as unfit:
        refuse(unfit.sentence)
    if given.out is not None:
        progress("skriver rapporten")
        _write(given.out, document_from(figures, on=_today()))
    progress.done()
    if given.json:
        json.dump(to_json(figures), sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")
    return 0


def _read(path: Path, areas: Sequence[ReadArea]) -> tuple[int, Reading]:
    west, south, east, north = shapely.total_bounds([area.polygon for area in areas])
    epsg = fitting_epsg((west + east) / 2, (south + north) / 2)
    reading = _format_of(path).read(
        path,
        Circumstances(
            name=path.name,
            today=_today(),
            bounds=(west - _MARGIN, south - _MARGIN, east + _MARGIN, north + _MARGIN),
            epsg=epsg,
            limits=_LIMITS,
            areas=frozenset(text for area in areas for text in (area.code, area.name)),
        ),
    )
    if reading.kind is not Kind.INCIDENTS:
        refuse(" ".join((f"Filen {path.name} kan inte bli en lägesbild.", *reading.notes)))
    return epsg, reading


def _format_of(path: Path) -> Format:
    """The format that such a file comes in: the one for single incidents, unless the ending is another's alone."""
    takers = [f for f in formats() if path.name.lower().endswith(f.accepts)]
    if not takers:
        endings = sorted({ending for f in formats() for ending in f.accepts})
        refuse(f"Filen {path.name} är av ett slag som inte går att läsa. Det ska vara {', '.join(endings)}.")
    return next((f for f in takers if f.key == "incidents"), takers[0])


def _tell(file_name: str, findings: Sequence[Finding]) -> None:
    for finding in findings[:_TOLD]:
        sys.stderr.write(f"{file_name}: {finding}\n")
    if len(findings) > _TOLD:
        sys.stderr.write(f"{file_name}: ytterligare {len(findings) - _TOLD} brister.\n")


def _write(out: Path, document: Document) -> None:
    if out.suffix.lower() == ".pdf":
        content = pdf(document, made=_today())
    else:
        # The library for Word takes a fifth of a second to load, which a PDF need not pay.
        from trygghjulet.documents.docx import docx  # noqa: PLC0415

        content = docx(document, made=_today())
    try:
        out.write_bytes(content)
    except OSError as refused:
        refuse(f"Rapporten kunde inte skrivas till {out}: {refused.strerror}.")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _today() -> date:
    return datetime.now(tz=ZoneInfo("Europe/Stockholm")).date()

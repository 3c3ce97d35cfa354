"""The national survey's sheets in Brå's workbook of indicators for a municipality."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import polars as pl

from trygghjulet.foundation.files.contents import Contents, recognise, refusal
from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.old_workbook import is_old_workbook
from trygghjulet.foundation.files.workbook import hidden_sheets, read_sheets
from trygghjulet.observations.findings import Finding, Reading
from trygghjulet.observations.schema import FIGURES, Kind, conform
from trygghjulet.sources.bra.figures import MISSING
from trygghjulet.sources.bra.indicators import SURVEY, cells_of
from trygghjulet.sources.bra.result_sheet import strange

_COLUMNS = (
    *("indicator", "title", "area", "given_area", "period_from", "period_to", "value", "unit", "status"),
    "missing",
)
_REMEDY = "Kontrollera cellen i arbetsboken, eller hämta arbetsboken på nytt."


def read(path: Path, *, name: str, limits: Limits, today: date) -> Reading:
    """The sheets from the national survey (NTU): shares for the municipality, the county and the nation.

    Raises:
        UnreadableFile: not such a workbook, or without such sheets.
    """
    if (
        not is_old_workbook(path)
        and (contents := recognise(path, name=name, limits=limits)) is not Contents.WORKBOOK
    ):
        raise refusal(
            name, f"Filen är {contents.value}, men här behövs Brås arbetsbok.", "Lämna in den som .xlsx."
        )
    sheets = read_sheets(path, name=name, limits=limits)
    found = [cell for cell in cells_of(sheets) if SURVEY.search(cell.sheet)]
    if not found:
        if any(True for _ in cells_of(sheets)):
            raise refusal(
                name,
                "Arbetsboken har inga blad ur Nationella trygghetsundersökningen (med NTU i bladets namn).",
                "Lämna in den till en källa med formatet ”Brås statistik över anmälda brott”.",
            )
        raise strange(name)
    findings, rows = [], []
    for cell in found:
        text = re.sub(r"[\s\u00a0%]", "", cell.written).replace(",", ".")
        missing = text in ("", "..", ".", "…", "-", "–", "XX")
        value = None if missing else _share(text)
        if (not missing and value is None) or cell.last > today.year:
            findings.append(
                Finding(
                    cell.row,
                    cell.sheet,
                    cell.written or None,
                    "Året ligger i framtiden."
                    if cell.last > today.year
                    else "Värdet är inte en andel i procent (0–100).",
                    _REMEDY,
                )
            )
            continue
        rows.append(
            {
                "indicator": cell.what,
                "title": cell.what,
                "area": cell.area,
                "given_area": cell.area,
                "period_from": date(cell.first, 1, 1),
                "period_to": date(cell.last, 12, 31),
                "value": value,
                "unit": "procent",
                "status": "final",
                "missing": MISSING if missing else None,
            }
        )
    frame = pl.DataFrame(rows, schema={column: FIGURES[column] for column in _COLUMNS})
    pairs = any(cell.last > cell.first for cell in found)
    return Reading(
        kind=Kind.FIGURES,
        rows=conform(frame, Kind.FIGURES),
        findings=tuple(findings),
        rows_read=len(found),
        notes=(
            "Andelarna kommer ur ett urval. Arbetsboken säger inte hur säkra de är, så små skillnader betyder inget.",
            *(("Andelar för två år i taget (som 2017/2018) gäller båda åren tillsammans.",) if pairs else ()),
            *hidden_sheets(path, name=name),
        ),
    )


def _share(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0 <= value <= 100 else None

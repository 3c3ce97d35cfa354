"""The database's own Excel table: rows that name a region, and under each the crimes with a column a period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from trygghjulet.foundation.files.contents import refusal
from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.tables import Table
from trygghjulet.foundation.files.workbook import read_sheets
from trygghjulet.observations.findings import UnreadableFile
from trygghjulet.sources.bra.figures import MONTHS, YEAR
from trygghjulet.sources.bra.result_page import HEADER

Cells = Sequence[str | None]
_YEAR = re.compile(YEAR, re.IGNORECASE)
_DEEPEST_HEADER = 40


def read_sheet(path: Path, *, name: str, limits: Limits) -> Table:
    """The figures of the first sheet of such a workbook.

    Raises:
        UnreadableFile: no sheet with years above its columns.
    """
    sheets = read_sheets(path, name=name, limits=limits)
    rows = next((rows for rows in sheets.values() if any(any(row) for row in rows)), [])
    top = next((at for at, row in enumerate(rows[:_DEEPEST_HEADER]) if _year_in(row)), None)
    if top is None:
        raise strange(name)
    heads = _heads(rows, top)
    lines = []
    region = ""
    for at, row in enumerate(rows[top + 1 :], start=top + 2):
        label, figures = _label(row), [row[column] for column, _, _, _ in heads if column < len(row)]
        if not label:
            continue
        if not any(figures):  # a region, or the source's name at the foot
            region = label
            continue
        for column, year, month, measure in heads:
            value = row[column] or ""
            amount, rate = ("", value) if "100" in measure else (value, "")
            lines.append((at, region or label, label, year, month, amount, rate))
    if not lines:
        raise strange(name)
    cells = pl.DataFrame(lines, schema={"row": pl.UInt32, **dict.fromkeys(HEADER, pl.String)}, orient="row")
    key = list(HEADER[:4])
    joined = cells.group_by("row", *key, maintain_order=True).agg(
        pl.col(column).filter(pl.col(column) != "").first() for column in HEADER[4:]
    )
    numbers = joined["row"]
    return Table(joined.drop("row"), numbers)


def strange(name: str) -> UnreadableFile:
    """The refusal of a workbook that holds neither the database's table nor the indicators."""
    return refusal(
        name,
        "Arbetsboken är varken en resultattabell från Brås statistikdatabas eller Brås indikatorer per kommun.",
        "Hämta Databasfil (Databasfil.txt) på statistik.bra.se och lämna in den som den är.",
    )


def _year_in(row: Cells) -> bool:
    return any(_YEAR.match(cell or "") for cell in row[1:])


def _heads(rows: Sequence[Cells], top: int) -> list[tuple[int, str, str, str]]:
    """For each column of figures: its number, year and period as the database file writes them, and its measure."""
    below = [row for row in rows[top + 1 : top + 3] if not _label(row)]
    months = next((row for row in below if any(_is_month(cell) for cell in row)), None)
    measures = next((row for row in below if any("antal" in (c or "").lower() for c in row)), None)
    heads = []
    year = measure = ""
    for column in range(1, max(len(row) for row in rows)):
        stated = _at(rows[top], column)
        year = stated if _YEAR.match(stated) else year
        measure = _at(measures, column) or (measure if measures else "Antal")
        month = _at(months, column) if months else ""
        if not year or (months and not month) or not (stated or month or _at(measures, column)):
            continue
        heads.append((column, year if months else "År", month or year, measure))
    return heads


def _label(row: Cells) -> str:
    return (row[0] or "").strip() if row else ""


def _at(row: Cells | None, column: int) -> str:
    return (row[column] or "").strip() if row and column < len(row) else ""


def _is_month(cell: str | None) -> bool:
    return (cell or "").strip().lower()[:3] in MONTHS

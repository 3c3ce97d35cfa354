"""Brå's workbook of indicators for a municipality: a sheet for each crime, and sheets from the national survey."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.tables import Table, fold
from trygghjulet.foundation.files.workbook import hidden_sheets, read_sheets

Rows = Sequence[tuple[str | None, ...]]
#: What the sheets tell of, by their number, where a sheet's title doesn't say it.
_BY_NUMBER = {
    2: "Skadegörelsebrott",
    3: "Narkotikabrott",
    4: "Våld utomhus mot vuxna",
    5: "Våld i nära relation mot kvinnor",
    6: "Våld i nära relation mot män",
    **{number: f"Våld mot barn (blad {number})" for number in (7, 8, 9, 10)},
    11: "Personrån mot unga",
    12: "Stöldbrott",
    13: "Bilbrott",
    14: "Bostadsinbrott",
    15: "Trafikbrott",
}
_NAMELESS = re.compile(r"^(?:blad|sheet|ark)?\s*\d+$", re.IGNORECASE)
#: How a sheet from the national survey is told by its title.
SURVEY = re.compile(r"[\s_-]*NTU[\s_-]*", re.IGNORECASE)
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:\s*[/–-]\s*((?:19|20)?\d{2}))?(?!\d)")
_PRELIMINARY = re.compile(r"\bprel(?:\b|iminär)", re.IGNORECASE)
#: A row under the figures that says where they come from or what to mind.
_FOOT = re.compile(
    r"(?:källa|källor|anm|anmärkning|not|kommentar|obs|uppdaterad|hämtad)\b\s*[:.]|[*©]|\d\)", re.IGNORECASE
)
_DEEPEST_HEADER = 12


@dataclass(frozen=True)
class Cell:
    """A figure with where it stands: sheet and row, its subject, area, years and measure ("amount" or "rate")."""

    sheet: str
    what: str
    row: int
    area: str
    first: int
    last: int
    measure: str
    written: str
    preliminary: bool = False


def read_crimes(path: Path, *, name: str, limits: Limits) -> tuple[Table, tuple[str, ...]] | None:
    """The crime sheets as the tidy table that Brå's reader knows; None for a workbook of another kind."""
    sheets = read_sheets(path, name=name, limits=limits)
    found = [cell for cell in cells_of(sheets) if not SURVEY.search(cell.sheet)]
    if not found:
        return None
    values: dict[tuple[str, str, str], tuple[int, dict[str, str]]] = {}
    for cell in found:
        year = f"{cell.first} prel." if cell.preliminary else str(cell.first)
        of_one = values.setdefault((cell.area, cell.what, year), (cell.row, {}))
        of_one[1][cell.measure] = cell.written
    cells = pl.DataFrame(
        [
            (area, what, year, of_one.get("amount") or None, of_one.get("rate") or None)
            for (area, what, year), (_, of_one) in values.items()
        ],
        schema=dict.fromkeys(("region", "brott", "år", "antal", "per 100000 inv"), pl.String),
        orient="row",
    )
    surveys = sorted({title for title in sheets if SURVEY.search(title)})
    notes = (
        "Bladen är lästa så: "
        + "; ".join(dict.fromkeys(f"”{cell.sheet}” som {cell.what.lower()}" for cell in found))
        + ".",
        *(
            (
                f"Bladen {', '.join(surveys)} är andelar ur Nationella trygghetsundersökningen och är inte med här. "
                "Lämna in samma fil till en källa med formatet ”Brås indikatorer: NTU”.",
            )
            if surveys
            else ()
        ),
        *hidden_sheets(path, name=name),
    )
    numbers = pl.Series("row", [row for row, _ in values.values()], dtype=pl.UInt32)
    return Table(cells, numbers), notes


def cells_of(sheets: Mapping[str, Rows]) -> Iterator[Cell]:
    """Every figure of the sheets that have a header row that begins with "Region"."""
    for number, (sheet, rows) in enumerate(sheets.items(), start=1):
        top = next(
            (at for at, row in enumerate(rows[:_DEEPEST_HEADER]) if row and fold(row[0] or "") == "region"),
            None,
        )
        if top is None:
            continue
        what = _subject(sheet, number)
        columns, body = _columns(rows, top)
        long_year = next((at for at, cell in enumerate(rows[top]) if fold(cell or "") == "ar"), None)
        for at, row in enumerate(rows[body:], start=body + 1):
            area = (row[0] or "").strip()
            if not area or (_FOOT.match(area) and not any(row[1:])):
                continue
            if long_year is not None:
                years = _YEARS.search(row[long_year] or "")
                early = bool(_PRELIMINARY.search(row[long_year] or ""))
                spans = [(one.at, _span(years), one.measure, early) for one in columns if years]
            else:
                spans = [(one.at, one.span, one.measure, one.preliminary) for one in columns if one.span]
            for column, span, measure, early in spans:
                if span is not None and column < len(row):
                    yield Cell(sheet, what, at, area, *span, measure, (row[column] or "").strip(), early)


@dataclass(frozen=True)
class _Column:
    """A column of figures: where it is, its years and measure, and whether its figures are preliminary."""

    at: int
    span: tuple[int, int] | None
    measure: str
    preliminary: bool


def _columns(rows: Rows, top: int) -> tuple[list[_Column], int]:
    """Each column of figures with its years and measure, and where the figures begin.

    The years may stand in the row of "Region", the row above or the row below it; so may the measures. A heading
    over several columns stands over the first of them.
    """
    deeper = top + 1 < len(rows) and not (rows[top + 1][0] or "").strip() and any(rows[top + 1])
    heads = [row for row in rows[max(top - 1, 0) : top + 1 + deeper] if any(row[1:])]
    found: list[_Column] = []
    carried = [""] * len(heads)
    for column in range(1, len(rows[top])):
        here = [(row[column] or "").strip() if column < len(row) else "" for row in heads]
        if not any(here):
            continue
        carried = [text or before for text, before in zip(here, carried, strict=True)]
        label = " ".join(carried)
        if fold(label) == "ar":
            carried = [""] * len(heads)
            continue
        years = _YEARS.search(re.sub(r"100\s*000", "", label))
        rate = bool(re.search(r"100\s*000", label))
        found.append(
            _Column(
                column,
                _span(years) if years else None,
                "rate" if rate else "amount",
                bool(_PRELIMINARY.search(label)),
            )
        )
    return found, top + 1 + deeper


def _span(years: re.Match[str]) -> tuple[int, int]:
    first, second = int(years[1]), years[2]
    if not second:
        return first, first
    last = int(second) if len(second) == 4 else int(years[1][:2] + second)
    return (first, last) if last >= first else (first, first)


def _subject(sheet: str, number: int) -> str:
    plain = SURVEY.sub("", sheet).strip() or sheet
    return _BY_NUMBER.get(number, plain) if _NAMELESS.match(plain) else plain

"""A table as it stands in a file, with the row numbers that a person sees, whatever the file's format."""

from __future__ import annotations

import re
import string
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from trygghjulet.documents.numbers import number
from trygghjulet.foundation.files.contents import refusal
from trygghjulet.observations.findings import FAULTS, LONGEST_VALUE, NOTHING, SHOWN, Finding

#: How many findings are told one by one; the rest are counted.
MOST_FINDINGS = 10_000
#: No table that a person made is wider; a spreadsheet program has room for 16,384.
MOST_COLUMNS = 5_000
#: So far down a table's header is sought, below titles and remarks.
MOST_TITLES = 20
#: So many rows of text are looked through at once.
_STRETCH = 1 << 17
_NAMELESS = re.compile(r"kolumn \d+ \(utan rubrik\)")

#: Whether these names, as they stand in a row, are the columns that a reader wants.
Wanted = Callable[[Sequence[str]], bool]


@dataclass(frozen=True)
class Table:
    """The rows of a file that could be told apart into columns.

    Attributes:
        cells: one column for each in the file, under the file's own names. Text from CSV and Excel; from
            Parquet the types that it holds.
        numbers: for each row its number in the file as a person sees it (the header is row 1).
        findings: the rows that could not be told apart, the first `MOST_FINDINGS` of them.
        findings_total: the number of all those rows; they are not in `cells`.
        notes: what a person should know about how the file was read.
    """

    cells: pl.DataFrame
    numbers: pl.Series
    findings: tuple[Finding, ...] = ()
    findings_total: int = 0
    notes: tuple[str, ...] = ()

    @property
    def rows_read(self) -> int:
        """How many rows the file held, good and bad."""
        return self.cells.height + self.findings_total

    def without_empty(self) -> Table:
        """The same without rows that hold nothing and without nameless columns that hold nothing."""
        text = [c for c in self.cells if c.dtype == pl.String]
        if not self.cells.height or len(text) < self.cells.width:
            return self
        first = self.cells[:, 0]
        every = not first.null_count() and bool(first.str.len_bytes().min()) and not may_hold(first, " ")
        at = pl.Series(dtype=pl.UInt32) if every else _blank(first).arg_true()
        for column in self.cells.columns[1:]:  # most rows hold something in the first, and need no other look
            if not len(at):
                break
            at = at.filter(_blank(self.cells[column].gather(at)))
        cells, numbers = self.cells, self.numbers
        if len(at):
            filled = pl.repeat(True, cells.height, eager=True).scatter(at, values=False)
            cells, numbers = cells.filter(filled), numbers.filter(filled)
        empty = [c.name for c in cells if _NAMELESS.fullmatch(c.name) and c.null_count() == len(c)]
        return replace(self, cells=cells.drop(empty), numbers=numbers)

    def without_findings(self) -> Table:
        """The same rows, with nothing said of those that could not be told apart."""
        return replace(self, findings=(), findings_total=0)


class Remarks:
    """Gathers what is wrong with the rows of a table; a row with any remark is a bad row.

    A reader fills it and then asks once; the file's order is kept, whatever the order of the checks.
    """

    def __init__(self, table: Table) -> None:
        self._numbers = table.numbers
        self._misfits = table.findings
        self._told: list[tuple[int, Finding]] = [(f.row or 0, f) for f in table.findings]
        self._frames: list[pl.DataFrame] = []
        self._total = table.findings_total
        self._bad = pl.repeat(False, table.cells.height, eager=True)

    @property
    def height(self) -> int:
        """How many rows there are to speak of."""
        return len(self._bad)

    @property
    def good(self) -> pl.Series:
        """True for the rows that nothing has been said about."""
        return ~self._bad

    def add(
        self,
        wrong: pl.Series,
        *,
        problem: str,
        remedy: str,
        column: str | None,
        values: pl.Series | None = None,
    ) -> None:
        """Say the same of every row where `wrong` is true; null counts as false.

        Args:
            wrong: one boolean for each row of the table.
            column: the file's name of the column concerned.
            values: what stands there, one for each row.
        """
        wrong = wrong.fill_null(value=False)
        count = int(wrong.sum())
        if not count:
            return
        self._bad = self._bad | wrong
        self._total += count
        rows = self._numbers.filter(wrong)
        shown = (
            pl.repeat(None, len(rows), dtype=pl.String, eager=True)
            if values is None
            else values.filter(wrong).cast(pl.String, strict=False)
        )
        told = Finding(None, column, None, problem, remedy)
        self._frames.append(
            pl.DataFrame({"row": rows, "value": shown}).select(
                pl.col("row").cast(pl.UInt32),
                pl.lit(told.column, dtype=pl.String).alias("column"),
                _cut(pl.col("value")),
                pl.lit(told.problem).alias("problem"),
                pl.lit(told.remedy).alias("remedy"),
            )
        )
        self._told += [
            (row, Finding(row, column, value, problem, remedy))
            for row, value in zip(
                rows.head(MOST_FINDINGS).to_list(), shown.head(MOST_FINDINGS).to_list(), strict=True
            )
        ]

    def take_over(self, other: Remarks) -> None:
        """Say also what was said elsewhere of the same table's rows."""
        self._told += other._told
        self._frames += other._frames
        self._total += other._total
        self._bad = self._bad | other._bad

    def findings(self) -> tuple[Finding, ...]:
        """What was said, in the order of the file, the first `MOST_FINDINGS` of it."""
        return tuple(finding for _, finding in sorted(self._told, key=lambda told: told[0])[:MOST_FINDINGS])

    def frame(self) -> pl.DataFrame:
        """All that was said as a table in the schema `FAULTS`, in the order of the file."""
        misfits = pl.DataFrame(
            [(f.row, f.column, f.value, f.problem, f.remedy) for f in self._misfits],
            schema=FAULTS,
            orient="row",
        )
        return pl.concat([misfits, *self._frames]).sort("row", maintain_order=True)

    def notes(self) -> tuple[str, ...]:
        """A sentence about those that are counted and not told, if there are any."""
        if self._total <= MOST_FINDINGS:
            return ()
        return (
            f"Filen har {number(self._total)} anmärkningar. "
            f"De första {number(MOST_FINDINGS)} visas, resten är bara räknade.",
        )


def may_hold(column: pl.Series, signs: str) -> bool:
    """Whether some text of a column may hold one of some signs, a blank among them standing for every sort of blank.

    Asked before a pattern that needs one of them is sought in a million rows, for it is many times quicker. Only
    a no is sure: text outside ASCII has blanks and capitals that aren't looked for.
    """
    sought = signs + string.whitespace if " " in signs else signs
    for first in range(0, len(column), _STRETCH):
        text = column.slice(first, _STRETCH).str.join("").item()
        if not text.isascii() or any(sign in text for sign in sought):
            return True
    return False


def _blank(cells: pl.Series) -> pl.Series:
    """True where nothing that can be seen stands in the cell."""
    return ~cells.str.contains(r"\S").fill_null(value=False)


def _cut(values: pl.Expr) -> pl.Expr:
    """As `Finding` shows values: the beginning of those that are long."""
    return (
        pl.when(values.str.len_chars() > LONGEST_VALUE)
        .then(values.str.head(LONGEST_VALUE - 1) + "…")
        .otherwise(values)
        .str.replace_all(NOTHING, SHOWN, literal=True)
        .alias("value")
    )


def named(header: Sequence[str | None], *, name: str) -> tuple[str, ...]:
    """The columns' names from a header row; a column without one is called by its number.

    Raises:
        UnreadableFile: a name stands twice, so that it can't be told which column is meant; or there are too many.
    """
    if len(header) > MOST_COLUMNS:
        raise refusal(
            name,
            f"Rubrikraden har {number(len(header))} kolumner, och högst {number(MOST_COLUMNS)} kan läsas.",
            "Ta bort de kolumner som inte behövs, och tomma kolumner till höger.",
            row=1,
        )
    names = tuple(
        (text or "").strip() or f"kolumn {at} (utan rubrik)" for at, text in enumerate(header, start=1)
    )
    twice = [column for column, count in Counter(names).items() if count > 1]
    if twice:
        raise refusal(
            name,
            f"Rubrikraden har samma kolumnnamn flera gånger: {', '.join(twice[:20])}.",
            "Ge varje kolumn ett eget namn, eller ta bort den som inte behövs.",
            row=1,
            column=twice[0],
        )
    return names


def header_of(rows: Sequence[Sequence[str | None]], wanted: Wanted | None = None) -> tuple[int | None, bool]:
    """Which of the first rows is the header, and whether it has the names that are wanted.

    Without a row that has them it is the first with two filled cells, for a title stands alone in its row; None
    where no row has.
    """
    filled = [[text for cell in row if cell and (text := cell.strip())] for row in rows[: MOST_TITLES + 1]]
    if wanted:
        for at, names in enumerate(filled):
            if len(names) > 1 and wanted(names):
                return at, True
    return next((at for at, names in enumerate(filled) if len(names) > 1), None), False


def about_titles(row: int) -> str:
    """The note that is given when the header is this row and something stands above it."""
    return f"Rubrikraden är rad {row}. Det som står ovanför den är inte läst."


def fold(column: str) -> str:
    """A column's name as it is compared: small letters and digits, å and ä as a, ö as o."""
    plain = unicodedata.normalize("NFKD", column.lower())
    return "".join(letter for letter in plain if letter.isalnum())


def blank_to_null(column: pl.Series) -> pl.Series:
    """Text without blanks around it, null where nothing is left."""
    text = column.cast(pl.String, strict=False)
    if text.str.len_bytes().min() != 0 and not may_hold(text, " "):
        return text
    if text.str.contains(r"^\s|\s$|^$").any():
        text = text.str.strip_chars()
        text = text.set(text == "", None)
    return text


def keepable(column: pl.Series) -> pl.Series:
    """Text that any database can keep; a column of something else as it is."""
    if column.dtype == pl.String and column.str.contains(NOTHING, literal=True).any():
        return column.str.replace_all(NOTHING, SHOWN, literal=True)
    return column


def source_of(path: Path) -> str:
    """The path as text, absolute, for libraries that would else read a scheme into it."""
    return str(path.resolve())

"""What a reader found in a file: the good rows, and a sentence for everything that was not right."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from trygghjulet.observations.schema import Kind

LONGEST_VALUE = 80
#: No database keeps the first sign as text, so it is shown as the second.
NOTHING, SHOWN = "\0", "\N{SYMBOL FOR NULL}"

#: A table of findings: the columns are those of a `Finding`.
FAULTS = pl.Schema(
    {
        "row": pl.UInt32(),
        "column": pl.String(),
        "value": pl.String(),
        "problem": pl.String(),
        "remedy": pl.String(),
    }
)


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong in a file, told so that a person can find it and put it right.

    Args:
        row: the row as the person sees it in the file (the header is row 1); None for the whole file.
        column: the column's name as the file writes it; None when no column is concerned.
        value: what stands there, cut at 80 characters; None when nothing stands there.
        problem: what is wrong, a sentence.
        remedy: what to do about it, a sentence.
    """

    row: int | None
    column: str | None
    value: str | None
    problem: str
    remedy: str

    def __post_init__(self) -> None:
        for name in ("column", "value", "problem", "remedy"):
            text = getattr(self, name)
            if text and NOTHING in text:
                object.__setattr__(self, name, text.replace(NOTHING, SHOWN))
        if self.value is not None and len(self.value) > LONGEST_VALUE:
            object.__setattr__(self, "value", self.value[: LONGEST_VALUE - 1] + "…")

    def __str__(self) -> str:
        place = [f"rad {self.row}" if self.row is not None else ""]
        place.append(f"kolumnen ”{self.column}”" if self.column is not None else "")
        place.append(f"värdet ”{self.value}”" if self.value is not None else "")
        where = ", ".join(part for part in place if part)
        said = " ".join(_sentence(text) for text in (self.problem, self.remedy) if text)
        return f"{_capital(where)}: {said}" if where else said


@dataclass(frozen=True)
class Reading:
    """What came out of a file: good rows in the schema of their kind, and findings for the rest.

    Args:
        kind: which of the schemas the rows follow.
        rows: the good rows.
        findings: what was wrong, in the file's order; of a great many the first.
        rows_read: how many rows the file held, good and bad.
        notes: what a person should know about the whole, in Swedish.
        epsg: the coordinate system of `x` and `y`; None when there are no coordinates.
        faults: everything that was wrong as a table in the schema `FAULTS`; None when `findings` holds it all.
    """

    kind: Kind
    rows: pl.DataFrame
    findings: tuple[Finding, ...]
    rows_read: int
    notes: tuple[str, ...] = ()
    epsg: int | None = None
    faults: pl.DataFrame | None = None

    def all_faults(self) -> pl.DataFrame:
        """Everything that was wrong, in the file's order, in the schema `FAULTS`."""
        if self.faults is not None:
            return self.faults
        return pl.DataFrame(
            [(f.row, f.column, f.value, f.problem, f.remedy) for f in self.findings],
            schema=FAULTS,
            orient="row",
        )


class UnreadableFile(Exception):
    """A file that can't be used at all, with its name and the finding that says why."""

    def __init__(self, file_name: str, finding: Finding) -> None:
        self.file_name = file_name
        self.finding = finding
        super().__init__(f"Filen ”{file_name}” kan inte användas. {finding}")


class UnknownColumns(UnreadableFile):
    """A file whose columns aren't recognised: it can be used once a person has said which of them is what."""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sentence(text: str) -> str:
    text = _capital(text.strip())
    return text if text.endswith((".", "!", "?", "…")) else text + "."

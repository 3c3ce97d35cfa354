"""Rows as a file for a spreadsheet program in Swedish: semicolons, decimal commas, and nothing taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

#: What a spreadsheet program would take for a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")

Value = str | int | float | date | None


def as_csv(headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """The rows under their headings."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([_written(value) for value in row] for row in rows)
    return f"\N{BYTE ORDER MARK}{written.getvalue()}".encode()


def _written(value: Value) -> str:
    match value:
        case None:
            return ""
        case str():
            return f"'{value}" if value.startswith(_FORMULA) else value
        case float():
            return f"{value:.10g}".replace(".", ",")
        case _:
            return str(value)

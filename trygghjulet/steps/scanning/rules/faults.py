"""Thousands of faults in a file, summed up so that a person can mend them, and written out as a file of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import polars as pl

#: How many kinds of fault are kept with a delivery, and how many rows and values each shows.
_KINDS, _FIRST = 100, 5
_HEADER: Final = "rad;kolumn;värde;problem;åtgärd"
_AT_ONCE: Final = 10_000
#: What a spreadsheet program would take for a formula.
_FORMULA: Final = re.compile(r"^[=+\-@\t\r]")


def summed(faults: pl.DataFrame) -> list[dict[str, Any]]:
    """Each kind of fault once, commonest first: column, problem, remedy, how many rows, the first rows and values.

    Args:
        faults: in the schema `FAULTS`.
    """
    kinds = (
        faults.lazy()
        .group_by("column", "problem", "remedy", maintain_order=True)
        .agg(
            pl.len().alias("rows"),
            pl.col("row").drop_nulls().head(_FIRST).alias("first_rows"),
            pl.col("value").drop_nulls().unique(maintain_order=True).head(_FIRST).alias("values"),
        )
        .sort("rows", descending=True, maintain_order=True)
        .head(_KINDS)
        .collect()
    )
    return kinds.to_dicts()


def as_csv(faults: pl.DataFrame) -> Iterator[bytes]:
    """The faults as a file for a spreadsheet program, a piece at a time; nothing in it is taken for a formula."""
    yield f"\N{BYTE ORDER MARK}{_HEADER}\r\n".encode()
    texts = ("column", "value", "problem", "remedy")
    for piece in faults.iter_slices(_AT_ONCE):
        safe = piece.select("row", *(_harmless(pl.col(name)) for name in texts))
        yield safe.write_csv(include_header=False, separator=";", line_terminator="\r\n").encode()


def _harmless(text: pl.Expr) -> pl.Expr:
    return pl.when(text.str.contains(_FORMULA.pattern)).then(pl.lit("'") + text).otherwise(text).name.keep()

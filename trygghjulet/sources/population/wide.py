"""Population with a column for each year, perhaps parted by sex, laid out with a row for each figure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import polars as pl

from trygghjulet.foundation.files.tables import Table, fold

#: What the columns of the long table are called.
YEAR, PEOPLE, SEX = "år", "befolkning", "kön"
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_COUNTED: Final = re.compile(r"^(?:folkmangd|befolkning|antal|invanare|personer|den|31dec(?:ember)?|per)+")


def years_in(columns: Sequence[str], words: Mapping[str, str]) -> dict[str, tuple[int, str]]:
    """The columns that hold the population of a year: the year, and whom they count ("" for all).

    Args:
        words: what the sexes are called, folded, and in words.
    """
    found = {}
    for column in columns:
        years = _YEAR.findall(column)
        rest = _COUNTED.sub("", fold(_YEAR.sub("", column)))
        if len(years) == 1 and (
            rest in words or rest in ("", "totalt", "total", "samtliga", "alla", "summa")
        ):
            found[column] = (int(years[0]), words.get(rest, ""))
    return found


def long(table: Table, words: Mapping[str, str]) -> Table:
    """The table with a row for each area and year, where it has a column for each year; else as it is. A column
    of one's own for the sex is kept."""
    held = years_in(table.cells.columns, words)
    others = [column for column in table.cells.columns if column not in held]
    named = {fold(column) for column in others}
    if not held or not others or named & {fold(YEAR), fold(PEOPLE)}:  # a long one already has those columns
        return table
    parts = [
        table.cells.select(
            *others,
            pl.lit(str(year)).alias(YEAR),
            pl.col(column).cast(pl.String, strict=False).alias(PEOPLE),
            *(() if fold(SEX) in named else (pl.lit(whom or "Totalt").alias(SEX),)),
            table.numbers.alias(" row"),
        )
        for column, (year, whom) in held.items()
    ]
    rows = pl.concat(parts).sort(" row", maintain_order=True)
    years = sorted({year for year, _ in held.values()})
    span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    note = f"Filen har en kolumn för varje år ({span}). Varje siffra räknas som en rad här."
    return replace(
        table, cells=rows.drop(" row"), numbers=rows[" row"].alias("row"), notes=(*table.notes, note)
    )

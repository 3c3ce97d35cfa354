"""Population per area from a table with one row per area, or per area and year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from trygghjulet.foundation.files.contents import refusal
from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.opening import read_table
from trygghjulet.foundation.files.tables import Remarks, blank_to_null, fold
from trygghjulet.observations.findings import Finding

_AREA = (
    *("omradekod", "omradeskod", "kod", "code", "desokod", "regsokod", "kommunkod", "omrade", "area"),
    *("omradenamn", "namn", "name", "region", "kommun"),
)
_POPULATION = (
    *(
        "befolkning",
        "folkmangd",
        "invanare",
        "antalinvanare",
        "population",
        "folkmangd31dec",
        "jan1",
        "antal",
    ),
)
_FIRST_OF_JANUARY = "jan1"
_YEAR = ("ar", "year")
_ANY_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_FIRST_YEAR, _LAST_YEAR, _MOST_PEOPLE = 1749, 2100, 100_000_000


@dataclass(frozen=True)
class Population:
    """What a file says about how many live where.

    Attributes:
        rows: `area` (code or name as the file writes it), `year`, `population` on 31 December.
        findings: the rows that could not be used.
        rows_read: how many rows the file held, good and bad.
        notes: what a person should know about the whole.
    """

    rows: pl.DataFrame
    findings: tuple[Finding, ...]
    rows_read: int
    notes: tuple[str, ...]


def read_population(path: Path, *, name: str, limits: Limits, year: int | None = None) -> Population:
    """The population of areas.

    A column named jan_1 holds the figure of 1 January, which is that of 31 December the year before.

    Args:
        path: where the file lies.
        name: what the person calls it; its year is used where the file has no column for it.
        limits: how large it may be.
        year: the year, where neither file nor name says it.

    Raises:
        UnreadableFile: no column for area or population, or no year.
    """
    table = read_table(path, name=name, limits=limits)
    written = table.cells.columns
    known = {fold(column): column for column in reversed(written)}
    area, people, years = (
        next((known[key] for key in keys if key in known), None) for keys in (_AREA, _POPULATION, _YEAR)
    )
    if area is None or people is None:
        raise refusal(
            name,
            f"Hittar inte kolumner för område och folkmängd. Filens kolumner är: {', '.join(written)}.",
            "Döp kolumnerna till ”kod” och ”befolkning”.",
            row=1,
        )
    remarks, notes = Remarks(table), list(table.notes)
    labels = blank_to_null(table.cells[area])
    remarks.add(
        labels.is_null(), column=area, problem="Området saknas.", remedy="Fyll i områdets kod eller namn."
    )
    number = _whole(table.cells[people])
    remarks.add(
        ~number.is_between(0, _MOST_PEOPLE).fill_null(value=False),
        column=people,
        values=table.cells[people],
        problem="Folkmängden är inte ett antal.",
        remedy="Skriv den som ett helt tal.",
    )
    if years:
        which = _whole(table.cells[years])
        remarks.add(
            ~which.is_between(_FIRST_YEAR, _LAST_YEAR).fill_null(value=False),
            column=years,
            values=table.cells[years],
            problem="Årtalet går inte att tolka.",
            remedy="Skriv det med fyra siffror.",
        )
    else:
        stated = year or _year_of(name)
        if fold(people) == _FIRST_OF_JANUARY:
            notes.append(f"Folkmängden den 1 januari {stated} är läst som den 31 december {stated - 1}.")
            stated -= 1
        elif year is None:
            notes.append(f"Året {stated} är hämtat ur filens namn.")
        which = pl.repeat(stated, table.cells.height, dtype=pl.Int64, eager=True)
    rows = pl.DataFrame({"area": labels, "year": which, "population": number})
    remarks.add(
        pl.select(pl.struct(labels.alias("a"), which.alias("y")).is_first_distinct().not_()).to_series(),
        column=area,
        values=labels,
        problem="Området står redan tidigare i filen för samma år.",
        remedy="Behåll en av raderna.",
    )
    return Population(
        rows.filter(remarks.good), remarks.findings(), table.rows_read, (*notes, *remarks.notes())
    )


def _whole(column: pl.Series) -> pl.Series:
    """Whole numbers, also with spaces between thousands or an empty decimal part; null for anything else."""
    text = blank_to_null(column).str.replace_all(r"[\s\u00a0\u202f]", "").str.replace(r"[.,]0+$", "")
    return text.cast(pl.Int64, strict=False)


def _year_of(name: str) -> int:
    years = set(_ANY_YEAR.findall(name))
    if len(years) != 1:
        raise refusal(
            name,
            "Filen har ingen kolumn för år, och namnet har inget årtal eller flera.",
            "Lägg till kolumnen ”år”, eller ge filen ett namn med ett enda årtal.",
        )
    return int(years.pop())

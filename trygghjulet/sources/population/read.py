"""Population per area from a table with a row for each area, or for each area and year, or a column for each year."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from trygghjulet.documents.numbers import number as counted
from trygghjulet.foundation.files.contents import refusal
from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.opening import read_table
from trygghjulet.foundation.files.tables import Remarks, Wanted, blank_to_null, fold
from trygghjulet.observations.findings import Finding, Reading, UnknownColumns, UnreadableFile
from trygghjulet.observations.schema import Kind, conform
from trygghjulet.sources.population.wide import long, years_in

#: What other sources of population call it too.
INDICATOR: Final = "population"

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
_CODES = frozenset(("omradekod", "omradeskod", "kod", "code", "desokod", "regsokod", "kommunkod"))
_NAMES = ("omradenamn", "namn", "name", "regsonamn", "kommunnamn")
#: Columns that part the people, and what stands in them for all.
_PARTS = {"kon": "kon", "sex": "kon", "alder": "alder", "age": "alder", "aldersgrupp": "alder"}
_ALL = frozenset(
    fold(text)
    for text in ("totalt", "total", "samtliga", "alla", "båda könen", "båda", "T", "tot", "1+2", "")
)
_WORDS = {
    **dict.fromkeys(("k", "kvinna", "kvinnor", "2", "women", "female"), "Kvinnor"),
    **dict.fromkeys(("m", "man", "1", "men", "male"), "Män"),
}
#: What a row is called that is all the areas together.
_WHOLE = frozenset(
    fold(text)
    for text in (
        "Totalt",
        "Total",
        "Summa",
        "Hela kommunen",
        "Kommunen totalt",
        "Hela kommunen totalt",
        "Kommunen",
    )
) | frozenset(
    fold(text) for text in ("Samtliga", "Samtliga områden", "Alla områden", "Totalsumma", "Hela staden")
)
_FIRST_OF_JANUARY = "jan1"
_YEAR = ("ar", "year")
_ANY_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_FIRST_YEAR, _LAST_YEAR, _MOST_PEOPLE = 1749, 2100, 100_000_000


@dataclass(frozen=True)
class Population:
    """What a file says about how many live where.

    Attributes:
        rows: `area` (code or name as the file writes it), `year`, `population` on 31 December, `group` (sex and
            age in words; null for all).
        findings: the rows that could not be used.
        rows_read: how many rows the file held, good and bad.
        notes: what a person should know about the whole.
        by_code: `area` holds codes rather than names.
    """

    rows: pl.DataFrame
    findings: tuple[Finding, ...]
    rows_read: int
    notes: tuple[str, ...]
    by_code: bool = False


def read_population(
    path: Path,
    *,
    name: str,
    limits: Limits,
    year: int | None = None,
    mapping: Mapping[str, str] | None = None,
) -> Population:
    """The population of areas, also by sex and age where the file parts it so.

    A column named jan_1 holds the figure of 1 January, which is that of 31 December the year before.

    Args:
        path: where the file lies.
        name: what the person calls it; its year is used where the file has no column for it.
        limits: how large it may be.
        year: the year, where neither file nor name says it.
        mapping: which column is area, population and year, where the names don't say it.

    Raises:
        UnknownColumns: no column for area or population.
        UnreadableFile: no year, or points instead of areas.
    """
    table = read_table(path, name=name, limits=limits, wanted=known_columns(mapping))
    if not {fold(column) for column in table.cells.columns} & set(_POPULATION) and not mapping:
        table = long(table, _WORDS)
    written = table.cells.columns
    known = {fold(column): column for column in reversed(written)}
    stated_columns = mapping or {}
    area, people, years = (
        stated_columns.get(what) or next((known[key] for key in keys if key in known), None)
        for what, keys in (("area", _AREA), ("population", _POPULATION), ("year", _YEAR))
    )
    if area is None or people is None:
        raise _unknown(name, written, known)
    for column in stated_columns.values():
        if column not in written:
            raise refusal(
                name, f"Filen har ingen kolumn som heter {column}.", f"Den har: {', '.join(written)}."
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
    group = _groups(table.cells, known)
    rows = pl.DataFrame({"area": labels, "year": which, "population": number, "group": group})
    remarks.add(
        rows.select(pl.struct("area", "year", "group").is_first_distinct().not_()).to_series(),
        column=area,
        values=labels,
        problem="Området står redan tidigare i filen för samma år.",
        remedy="Behåll en av raderna.",
    )
    good, whole = _without_whole(rows.filter(remarks.good))
    notes += whole
    if without := _without_total(good):
        notes.append(
            f"För {counted(without)} av områdena och åren finns bara delar (kön eller ålder) och ingen total. "
            "Delarna läggs inte ihop, så där är folkmängden inte känd."
        )
    return Population(
        good,
        remarks.findings(),
        table.rows_read,
        (*notes, *remarks.notes()),
        by_code=fold(area) in _CODES or bool(stated_columns.get("area") and labels.str.contains(r"\d").all()),
    )


def read(
    path: Path,
    *,
    name: str,
    limits: Limits,
    year: int | None = None,
    mapping: Mapping[str, str] | None = None,
) -> Reading:
    """The population as figures of the indicator "population", each on 31 December of its year.

    Raises:
        UnreadableFile: as `read_population`.
    """
    found = read_population(path, name=name, limits=limits, year=year, mapping=mapping)
    label = pl.col("area")
    nothing = pl.lit(None, pl.String)
    rows = found.rows.select(
        pl.lit(INDICATOR).alias("indicator"),
        pl.lit("Folkmängd").alias("title"),
        (label if found.by_code else nothing).alias("area"),
        (nothing if found.by_code else label).alias("given_area"),
        "group",
        pl.date("year", 12, 31).alias("period_from"),
        pl.date("year", 12, 31).alias("period_to"),
        pl.col("population").cast(pl.Float64).alias("value"),
        pl.lit("antal").alias("unit"),
        pl.lit("final").alias("status"),
    )
    return Reading(Kind.FIGURES, conform(rows, Kind.FIGURES), found.findings, found.rows_read, found.notes)


def _unknown(name: str, written: list[str], known: Mapping[str, str]) -> UnreadableFile:
    if {"lon", "lat"} <= set(known) or {"longitud", "latitud"} <= set(known):
        return refusal(
            name,
            "Filen har folkmängd i punkter, men här behövs folkmängd per område.",
            "Räkna ihop punkterna per område i kartprogrammet och lämna in en rad för varje område.",
            row=1,
        )
    return UnknownColumns(
        name,
        Finding(
            1,
            None,
            None,
            f"Hittar inte kolumner för område och folkmängd. Filens kolumner är: {', '.join(written)}.",
            "Döp kolumnerna till ”kod” och ”befolkning”.",
        ),
    )


def known_columns(mapping: Mapping[str, str] | None) -> Wanted:
    """Whether a row of names is the header of population: told so by what is stated and what the names say."""
    stated = mapping or {}

    def wanted(names: Sequence[str]) -> bool:
        known = {fold(name) for name in names}
        if not set(stated.values()) <= set(names):
            return False
        has_area = "area" in stated or bool(known & set(_AREA))
        has_people = "population" in stated or bool(known & set(_POPULATION))
        return has_area and (has_people or bool(years_in(names, _WORDS)))

    return wanted


def _without_whole(rows: pl.DataFrame) -> tuple[pl.DataFrame, list[str]]:
    """The rows of areas, and what is said of those that are all the areas together."""
    labels = rows["area"].drop_nulls().unique()
    names = [label for label in labels.sort().to_list() if fold(label) in _WHOLE]
    if not names or len(names) == len(labels):
        return rows, []
    whole = pl.col("area").is_in(names)
    told = rows.filter(whole & pl.col("group").is_null()).sort("year", descending=True)
    figures = ", ".join(
        f"{counted(people)} år {year}" for year, people in told.select("year", "population").iter_rows()
    )
    return rows.filter(~whole), [
        f"{' och '.join(f'”{name}”' for name in names)} är alla områden tillsammans och inte ett område"
        + (f" ({figures})" if figures else "")
        + ". Den siffran är inte med bland områdena."
    ]


def _groups(cells: pl.DataFrame, known: Mapping[str, str]) -> pl.Series:
    """Sex and age in words; null where both are for all or aren't told apart."""
    nobody = pl.repeat(None, cells.height, dtype=pl.String, eager=True)
    parts: dict[str, pl.Series] = {}
    for key, part in _PARTS.items():
        if key in known and part not in parts:
            parts[part] = pl.Series(
                [_part(text) for text in blank_to_null(cells[known[key]]).to_list()], dtype=pl.String
            )
    if not parts:
        return nobody
    told = pl.DataFrame(parts).select(pl.concat_str(pl.all(), separator=", ", ignore_nulls=True))
    return blank_to_null(told.to_series())


def _part(text: str | None) -> str | None:
    if text is None or fold(text) in _ALL:
        return None
    return _WORDS.get(fold(text), text)


def _without_total(rows: pl.DataFrame) -> int:
    """For how many areas and years there are parts but nothing for all."""
    totals = rows.filter(pl.col("group").is_null())
    return (
        rows.filter(pl.col("group").is_not_null())
        .select("area", "year")
        .unique()
        .join(totals, on=["area", "year"], how="anti")
        .height
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

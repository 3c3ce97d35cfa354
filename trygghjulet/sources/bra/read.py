"""Brå's exports: the database file, result pages and tables, the yearly list, indicators and tidy tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from trygghjulet.foundation.files.contents import Contents, recognise, refusal, unzip
from trygghjulet.foundation.files.delimited import decode, read_delimited
from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.old_workbook import is_old_workbook
from trygghjulet.foundation.files.opening import read_table
from trygghjulet.foundation.files.tables import Remarks, Table, blank_to_null, fold
from trygghjulet.foundation.files.workbook import hidden_sheets
from trygghjulet.observations.findings import Reading
from trygghjulet.observations.schema import Kind, conform
from trygghjulet.sources.bra.divisions import empty_beginnings, parts_of_a_whole, without_false_zeros
from trygghjulet.sources.bra.figures import MISSING, figures, once, periods
from trygghjulet.sources.bra.indicators import read_crimes
from trygghjulet.sources.bra.result_page import read_page
from trygghjulet.sources.bra.result_sheet import read_sheet

_ALL_CRIME = "Samtliga brott"
_ANY_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
#: The list of 2021 has no header: a name and two figures in every row, most of them a municipality's.
_FIGURES_ONLY = re.compile(r"^[^;]*[^\W\d_][^;]*;[\d\s]+;[\d\s]+$")
_MUNICIPALITY = re.compile(r"^[^;]+ kommun;[\d\s]+;[\d\s]+$")
_BEGINNING = 1 << 16
#: Municipalities whose own name ends in s; every other "Xs kommun" is a genitive.
_ENDS_IN_S = (
    *("Alingsås", "Bengtsfors", "Bollnäs", "Borås", "Degerfors", "Grums", "Hagfors", "Hofors", "Hällefors"),
    *("Höganäs", "Kramfors", "Munkfors", "Mönsterås", "Robertsfors", "Sotenäs", "Storfors", "Strängnäs"),
    *("Torsås", "Tranås", "Vännäs", "Västerås"),
)
#: Folded column names of each format: area, category, year, period, amount, rate.
_LAYOUTS: dict[str, dict[str, tuple[str, ...]]] = {
    "dbfil": {
        "area": ("region",),
        "category": ("brott",),
        "year": ("ar",),
        "period": ("period",),
        "amount": ("antal",),
        "rate": ("100000inv",),
    },
    "municipalities": {
        "area": ("kommun",),
        "amount": ("antal",),
        "rate": ("per100000inv", "100000inv"),
    },
    "tidy": {
        "area": ("area", "omrade", "region"),
        "category": ("crimetype", "brott", "brottstyp", "category", "kategori"),
        "year": ("year", "ar"),
        "amount": ("count", "antal", "amount"),
        "rate": ("rateper100k", "per100000inv", "100000inv"),
    },
}
_OPTIONAL = ("rate",)


@dataclass(frozen=True)
class _Opened:
    table: Table
    layout: str
    notes: tuple[str, ...] = ()


def read(path: Path, *, name: str, limits: Limits, today: date, year: int | None = None) -> Reading:
    """The figures in one of Brå's exports; which one is told by its contents.

    - the database file ("Region;Brott;År;Period;Antal;/100 000 inv"), by year or by month;
    - the database's result page, saved as it is or as .xls, and its Excel table;
    - the yearly list ("Kommun;Antal;Per 100 000 inv."), also the one of 2021 without header;
    - the workbook of indicators for a municipality: the sheets of reported crime;
    - a tidy table with year, area, crime type and count.

    ".." means that the figure is withheld or missing, "-" is zero, "prel." is preliminary. A figure that
    stands twice is kept once.

    Args:
        path: where the file lies.
        name: what the person calls it; the yearly list has its year only there.
        limits: how large it may be.
        today: no period can begin after this day.
        year: the year of the yearly list, where the name doesn't say it.

    Raises:
        UnreadableFile: none of these formats, or no year.
    """
    opened = _open(path, name, limits)
    table, layout = opened.table, opened.layout
    if not table.rows_read:
        raise refusal(
            name, "Filen har en rubrikrad men inga rader under den.", "Kontrollera att exporten blev klar."
        )
    columns = _columns(table.cells.columns, layout)
    remarks = Remarks(table)
    cells = {role: blank_to_null(table.cells[column]) for role, column in columns.items()}
    notes = opened.notes
    if layout == "municipalities":
        year = year or _year_of(name)
        cells["area"] = _municipalities(cells["area"])
        cells["category"] = pl.repeat(_ALL_CRIME, table.cells.height, dtype=pl.String, eager=True)
        cells["year"] = pl.repeat(str(year), table.cells.height, dtype=pl.String, eager=True)
        notes = (
            f"Filen har inga brottstyper. Siffrorna är lästa som {_ALL_CRIME.lower()} år {year}.",
            *notes,
        )
    for role, what in (("area", "Området"), ("category", "Brottstypen")):
        cells[role] = cells[role].str.replace_all(r"\s+", " ")
        remarks.add(
            cells[role].is_null(),
            column=columns.get(role),
            problem=f"{what} saknas.",
            remedy="Exportera filen från Brå på nytt.",
        )
    spans = periods(cells, columns, remarks, today)
    amount, missing = figures(cells["amount"], columns["amount"], remarks, whole=True)
    rate = (
        figures(cells["rate"], columns["rate"], remarks, whole=False)[0]
        if "rate" in columns
        else pl.lit(None)
    )
    rows = spans.with_columns(
        cells["area"].alias("area"),
        cells["category"].alias("category"),
        amount.cast(pl.Int64).alias("amount"),
        rate.cast(pl.Float64).alias("rate_per_100k"),
        pl.when(missing).then(pl.lit(MISSING)).alias("missing"),
        table.numbers.alias("number"),
    ).filter(remarks.good)
    rows, repeated, contradictions = once(rows)
    rows, false_zeros = without_false_zeros(rows)
    return Reading(
        kind=Kind.COUNTS,
        rows=conform(rows.drop("number"), Kind.COUNTS),
        findings=tuple(sorted((*remarks.findings(), *contradictions), key=lambda f: f.row or 0)),
        rows_read=table.rows_read,
        notes=(
            *table.notes,
            *notes,
            *repeated,
            *false_zeros,
            *empty_beginnings(rows),
            *parts_of_a_whole(rows),
            *remarks.notes(),
        ),
    )


def _open(path: Path, name: str, limits: Limits) -> _Opened:
    with path.open("rb") as file:
        head = file.read(4096)
    if path.stat().st_size <= limits.max_bytes:
        if is_old_workbook(path):
            return _workbook(path, name, limits)
        if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
            return _Opened(read_page(path, name=name, limits=limits), "dbfil")
    contents = recognise(path, name=name, limits=limits)
    if contents is Contents.WORKBOOK:
        return _workbook(path, name, limits)
    if contents in (Contents.DELIMITED, Contents.GZIP):
        data = unzip(path, name=name, limits=limits) if contents is Contents.GZIP else path.read_bytes()
        beginning = decode(data, name=name)[:_BEGINNING].decode("utf-8", errors="ignore").splitlines()[:-1]
        if _FIGURES_ONLY.match(next(iter(beginning), "")) and any(map(_MUNICIPALITY.match, beginning)):
            header = ("Kommun", "Antal", "Per 100 000 inv.")
            return _list_without_header(read_delimited(data, name=name, limits=limits, header=header))
        table = read_delimited(data, name=name, limits=limits, wanted=_is_known)
    else:
        table = read_table(path, name=name, limits=limits, wanted=_is_known)
    if layout := _layout(table.cells.columns):
        return _Opened(table, layout)
    raise refusal(
        name,
        f"Filen är ingen av Brås exporter som går att läsa. Filens kolumner är: {', '.join(table.cells.columns)}.",
        "Hämta Databasfil (Databasfil.txt) på statistik.bra.se och lämna in den som den är.",
        row=1,
    )


def _workbook(path: Path, name: str, limits: Limits) -> _Opened:
    indicators = read_crimes(path, name=name, limits=limits)
    if indicators:
        table, notes = indicators
        return _Opened(table, "tidy", notes)
    if not is_old_workbook(path):
        table = read_table(path, name=name, limits=limits, wanted=_is_known)
        if layout := _layout(table.cells.columns):
            return _Opened(table, layout)
    return _Opened(read_sheet(path, name=name, limits=limits), "dbfil", hidden_sheets(path, name=name))


def _layout(written: Sequence[str]) -> str | None:
    for layout, roles in _LAYOUTS.items():
        if roles.keys() - _columns(written, layout).keys() <= set(_OPTIONAL):
            return layout
    return None


def _is_known(written: Sequence[str]) -> bool:
    return _layout(written) is not None


def _list_without_header(table: Table) -> _Opened:
    parts = int((~table.cells["Kommun"].str.contains(r" kommun\s*$")).sum())
    notes: tuple[str, ...] = ("Filen saknar rubrikrad och är läst som listan per kommun.",)
    if parts:
        notes += (
            f"Rader som inte är kommuner: {parts}. De verkar vara stadsdelar och ingår i sin kommuns siffra.",
        )
    return _Opened(table, "municipalities", notes)


def _columns(written: Sequence[str], layout: str) -> dict[str, str]:
    known = {fold(column): column for column in reversed(written)}
    found = {
        role: next((known[name] for name in names if name in known), None)
        for role, names in _LAYOUTS[layout].items()
    }
    return {role: column for role, column in found.items() if column}


def _year_of(name: str) -> int:
    years = set(_ANY_YEAR.findall(name))
    if len(years) != 1:
        raise refusal(
            name,
            "Filen säger inte vilket år den gäller, och namnet har inget årtal eller flera.",
            "Ge filen ett namn med ett enda årtal, till exempel ”Anmälda brott kommunerna 2024.csv”.",
        )
    return int(years.pop())


def _municipalities(names: pl.Series) -> pl.Series:
    """The municipalities' plain names: "Ale kommun" and "Arjeplogs kommun" as Ale and Arjeplog."""

    def plain(name: str) -> str:
        short = name.removesuffix(" kommun")
        return short if short == name or short in _ENDS_IN_S else short.removesuffix("s")

    return names.map_elements(plain, return_dtype=pl.String)

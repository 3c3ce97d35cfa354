"""Brå's exports: the database file, the yearly list of municipalities, and tidy tables made from them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl

from trygghjulet.documents.numbers import number
from trygghjulet.foundation.files.contents import Contents, recognise, refusal, unzip
from trygghjulet.foundation.files.delimited import decode, read_delimited
from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.opening import read_table
from trygghjulet.foundation.files.tables import Remarks, Table, blank_to_null, fold
from trygghjulet.observations.findings import Finding, Reading
from trygghjulet.observations.schema import Kind, conform

_ALL_CRIME = "Samtliga brott"
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_ANY_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_YEAR = r"^(\d{4})\s*(?:prel\.?|preliminär[at]?)?$"
_NOT_STATED = ("..", ".", "…")
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


def read(path: Path, *, name: str, limits: Limits, today: date, year: int | None = None) -> Reading:
    """The figures in one of Brå's exports; which one is told by the header.

    - the database file ("Region;Brott;År;Period;Antal;/100 000 inv"), by year or by month;
    - the yearly list ("Kommun;Antal;Per 100 000 inv."), also the one of 2021 without header;
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
    table, layout = _open(path, name, limits)
    columns = _columns(table.cells.columns, layout)
    remarks = Remarks(table)
    cells = {role: blank_to_null(table.cells[column]) for role, column in columns.items()}
    notes: tuple[str, ...] = ()
    if layout == "municipalities":
        year = year or _year_of(name)
        cells["area"] = _municipalities(cells["area"])
        cells["category"] = pl.repeat(_ALL_CRIME, table.cells.height, dtype=pl.String, eager=True)
        cells["year"] = pl.repeat(str(year), table.cells.height, dtype=pl.String, eager=True)
        notes = (f"Filen har inga brottstyper. Siffrorna är lästa som {_ALL_CRIME.lower()} år {year}.",)
    for role, what in (("area", "Området"), ("category", "Brottstypen")):
        remarks.add(
            cells[role].is_null(),
            column=columns.get(role),
            problem=f"{what} saknas.",
            remedy="Exportera filen från Brå på nytt.",
        )
    periods = _periods(cells, columns, remarks, today)
    amount, missing = _figures(cells["amount"], columns["amount"], remarks, whole=True)
    rate = (
        _figures(cells["rate"], columns["rate"], remarks, whole=False)[0]
        if "rate" in columns
        else pl.lit(None)
    )
    rows = periods.with_columns(
        cells["area"].alias("area"),
        cells["category"].alias("category"),
        amount.cast(pl.Int64).alias("amount"),
        rate.cast(pl.Float64).alias("rate_per_100k"),
        pl.when(missing).then(pl.lit("withheld_or_missing")).alias("missing"),
        table.numbers.alias("number"),
    ).filter(remarks.good)
    rows, repeated, contradictions = _once(rows)
    return Reading(
        kind=Kind.COUNTS,
        rows=conform(rows.drop("number"), Kind.COUNTS),
        findings=tuple(sorted((*remarks.findings(), *contradictions), key=lambda f: f.row or 0)),
        rows_read=table.rows_read,
        notes=(*table.notes, *notes, *repeated, *_empty_beginnings(rows), *remarks.notes()),
    )


def _open(path: Path, name: str, limits: Limits) -> tuple[Table, str]:
    contents = recognise(path, name=name, limits=limits)
    if contents in (Contents.DELIMITED, Contents.GZIP):
        data = unzip(path, name=name, limits=limits) if contents is Contents.GZIP else path.read_bytes()
        first = decode(data, name=name).split(b"\n", 1)[0].decode("utf-8")
        if re.match(r"^[^;]+ kommun;[\d\s]+;[\d\s]+\r?$", first):
            header = ("Kommun", "Antal", "Per 100 000 inv.")
            return read_delimited(data, name=name, limits=limits, header=header), "municipalities"
        table = read_delimited(data, name=name, limits=limits)
    else:
        table = read_table(path, name=name, limits=limits)
    written = table.cells.columns
    for layout, roles in _LAYOUTS.items():
        if roles.keys() - _columns(written, layout).keys() <= set(_OPTIONAL):
            return table, layout
    raise refusal(
        name,
        f"Filen är ingen av Brås exporter som går att läsa. Filens kolumner är: {', '.join(written)}.",
        "Hämta Databasfil (Databasfil.txt) på statistik.bra.se och lämna in den som den är.",
        row=1,
    )


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


def _periods(
    cells: dict[str, pl.Series], columns: dict[str, str], remarks: Remarks, today: date
) -> pl.DataFrame:
    """First and last day of each row's period, and whether its figures are preliminary."""
    year, period = cells["year"], cells.get("period")
    if period is not None:  # in year menus the column of the year says "År" and the period holds the year
        by_year = year.str.to_lowercase() == "år"
        month = pl.select(pl.when(by_year).then(None).otherwise(period)).to_series()
        year = pl.select(pl.when(by_year).then(period).otherwise(year)).to_series()
    else:
        month = pl.repeat(None, len(year), dtype=pl.String, eager=True)
    number = year.str.to_lowercase().str.extract(_YEAR).cast(pl.Int32)
    wrong_year = ~number.is_between(1950, today.year).fill_null(value=False)
    remarks.add(
        wrong_year,
        column=columns.get("year"),
        values=year,
        problem="Årtalet går inte att tolka, eller ligger i framtiden.",
        remedy="Exportera filen från Brå på nytt.",
    )
    in_year = (
        month.str.to_lowercase()
        .str.slice(0, 3)
        .replace_strict(_MONTHS, range(1, 13), default=None, return_dtype=pl.Int8)
    )
    remarks.add(
        month.is_not_null() & in_year.is_null(),
        column=columns.get("period"),
        values=month,
        problem="Perioden är varken ett år eller en månad.",
        remedy="Exportera filen per år eller per månad.",
    )
    frame = pl.DataFrame({"year": number.set(wrong_year, None), "month": in_year, "written": year})
    first = pl.date(pl.col("year"), pl.col("month").fill_null(1), 1)
    length = pl.when(pl.col("month").is_null()).then(pl.lit("1y")).otherwise(pl.lit("1mo"))
    return frame.select(
        first.alias("period_from"),
        first.dt.offset_by(length).dt.offset_by("-1d").alias("period_to"),
        pl.when(pl.col("written").str.to_lowercase().str.contains("prel"))
        .then(pl.lit("preliminary"))
        .otherwise(pl.lit("final"))
        .alias("status"),
    )


def _figures(
    written: pl.Series, column: str, remarks: Remarks, *, whole: bool
) -> tuple[pl.Series, pl.Series]:
    """Numbers as Brå writes them, and where the figure is withheld or missing."""
    text = written.str.replace_all(r"[\s\u00a0\u202f]", "")
    missing = text.is_in(_NOT_STATED).fill_null(value=False) | text.is_null()
    plain = text.set(text.is_in(("-", "–", "−")).fill_null(value=False), "0")
    number = plain.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    sound = number.is_finite() & (number >= 0) & (number < 1e12)
    if whole:
        sound = sound & (number == number.round())
    remarks.add(
        ~missing & ~sound.fill_null(value=False),
        column=column,
        values=written,
        problem="Värdet är inte ett antal." if whole else "Värdet är inte ett tal.",
        remedy="Exportera filen från Brå på nytt.",
    )
    return number.set(~sound.fill_null(value=False) | missing, None), missing


def _once(rows: pl.DataFrame) -> tuple[pl.DataFrame, tuple[str, ...], tuple[Finding, ...]]:
    """Each figure once; where two figures contradict each other, neither."""
    of_one = ["area", "category", "period_from", "period_to"]
    once = rows.unique([*of_one, "amount", "rate_per_100k"], keep="first", maintain_order=True)
    contradicts = once.select(pl.struct(of_one).is_duplicated()).to_series()
    findings = tuple(
        Finding(
            row["number"],
            None,
            f"{row['area']}, {row['category']}, {row['period_from']:%Y-%m}: {row['amount']}",
            "Samma område, brottstyp och period har olika siffror på olika rader. Ingen av dem är med.",
            "Exportera filen från Brå på nytt.",
        )
        for row in once.filter(contradicts).iter_rows(named=True)
    )
    repeated = rows.height - once.height
    note = f"Rader som upprepar en tidigare rad: {number(repeated)}. De räknas en gång." if repeated else ""
    return once.filter(~contradicts), ((note,) if note else ()), findings


def _empty_beginnings(rows: pl.DataFrame) -> tuple[str, ...]:
    """A warning for areas that hold nothing but zeros at first: they may not have existed then."""
    year = pl.col("period_from").dt.year()
    yearly = rows.group_by("area", year.alias("year")).agg(pl.col("amount").sum(), pl.len())
    begun = pl.col("year").filter(pl.col("amount") > 0).min()
    late = (
        yearly.group_by("area")
        .agg(begun.alias("begun"), pl.col("year").min().alias("first"))
        .filter(pl.col("begun") > pl.col("first"))
        .sort("area")
    )
    return tuple(
        f"{area} har bara nollor före {year}. Fanns området inte då är det inte riktiga nollor."
        for area, year, _ in late.iter_rows()
    )

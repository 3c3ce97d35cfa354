"""What Brå's exports have in common: periods, figures as Brå writes them, and what stands twice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from trygghjulet.documents.numbers import number
from trygghjulet.foundation.files.tables import Remarks
from trygghjulet.observations.findings import Finding

MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
YEAR = r"^(\d{4})\s*(?:prel\.?|preliminär[at]?)?$"
MISSING = "withheld_or_missing"
_AGAIN = "Exportera filen från Brå på nytt."
_NOT_STATED = ("..", ".", "…")
_FIRST_YEAR = 1950


def periods(
    cells: Mapping[str, pl.Series], columns: Mapping[str, str], remarks: Remarks, today: date
) -> pl.DataFrame:
    """First and last day of each row's period, and whether its figures are preliminary."""
    year, period = cells["year"], cells.get("period")
    if period is not None:  # in year menus the column of the year says "År" and the period holds the year
        by_year = year.str.to_lowercase() == "år"
        month = pl.select(pl.when(by_year).then(None).otherwise(period)).to_series()
        year = pl.select(pl.when(by_year).then(period).otherwise(year)).to_series()
    else:
        month = pl.repeat(None, len(year), dtype=pl.String, eager=True)
    stated = year.str.to_lowercase().str.extract(YEAR).cast(pl.Int32)
    wrong_year = ~stated.is_between(_FIRST_YEAR, today.year).fill_null(value=False)
    remarks.add(
        wrong_year,
        column=columns.get("year"),
        values=year,
        problem="Årtalet går inte att tolka, eller ligger i framtiden.",
        remedy=_AGAIN,
    )
    in_year = (
        month.str.to_lowercase()
        .str.slice(0, 3)
        .replace_strict(MONTHS, range(1, 13), default=None, return_dtype=pl.Int8)
    )
    remarks.add(
        month.is_not_null() & in_year.is_null(),
        column=columns.get("period"),
        values=month,
        problem="Perioden är varken ett år eller en månad.",
        remedy="Exportera filen per år eller per månad.",
    )
    frame = pl.DataFrame({"year": stated.set(wrong_year, None), "month": in_year, "written": year})
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


def figures(
    written: pl.Series, column: str | None, remarks: Remarks, *, whole: bool
) -> tuple[pl.Series, pl.Series]:
    """Numbers as Brå writes them, and where the figure is withheld or missing."""
    text = written.str.replace_all(r"[\s\u00a0\u202f]", "")
    missing = text.is_in(_NOT_STATED).fill_null(value=False) | text.is_null()
    plain = text.set(text.is_in(("-", "–", "−")).fill_null(value=False), "0")
    found = plain.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    sound = found.is_finite() & (found >= 0) & (found < 1e12)
    if whole:
        sound = sound & (found == found.round())
    remarks.add(
        ~missing & ~sound.fill_null(value=False),
        column=column,
        values=written,
        problem="Värdet är inte ett antal." if whole else "Värdet är inte ett tal.",
        remedy=_AGAIN,
    )
    return found.set(~sound.fill_null(value=False) | missing, None), missing


def once(rows: pl.DataFrame) -> tuple[pl.DataFrame, tuple[str, ...], tuple[Finding, ...]]:
    """Each figure once; where two figures contradict each other, neither.

    A row without a figure says nothing against one that has it: some tables tell of a heading again without any.

    Args:
        rows: as the counts' schema, with the file's row in `number`.
    """
    of_one = ["area", "category", "period_from", "period_to"]
    kept = rows.unique([*of_one, "amount", "rate_per_100k"], keep="first", maintain_order=True)
    told = pl.col("amount").is_not_null() | pl.col("rate_per_100k").is_not_null()
    echoes = kept.select(told.any().over(of_one) & ~told).to_series()
    kept = kept.filter(~echoes)
    contradicts = kept.select(pl.struct(of_one).is_duplicated()).to_series()
    findings = tuple(
        Finding(
            row["number"],
            None,
            f"{row['area']}, {row['category']}, {row['period_from']:%Y-%m}: {row['amount']}",
            "Samma område, brottstyp och period har olika siffror på olika rader. Ingen av dem är med.",
            _AGAIN,
        )
        for row in kept.filter(contradicts).iter_rows(named=True)
    )
    empty = int(echoes.sum())
    repeated = rows.height - kept.height - empty
    notes = []
    if repeated:
        notes.append(f"Rader som upprepar en tidigare rad: {number(repeated)}. De räknas en gång.")
    if empty:
        notes.append(
            f"Rader utan siffra, där en annan rad har siffran för samma område, brottstyp och period: {number(empty)}. "
            "Raden med siffran gäller."
        )
    return kept.filter(~contradicts), tuple(notes), findings

"""Areas that came and went: zeros from years when an area didn't exist, and parts that don't add up to a whole."""

from __future__ import annotations

from datetime import date

import polars as pl

from trygghjulet.documents.numbers import number, percent
from trygghjulet.sources.bra.figures import MISSING

#: Göteborg's four areas of 2021, as the database names them; they show zeros for the years before.
_NEW_AREAS = r"^Stadsområde (?:Centrum|Hisingen|Nordost|Sydväst)(?: \(Gbg\))?$"
_NEW_AREAS_FROM = date(2021, 1, 1)
#: The ten of 2011–2020 carry the day when they ended in their name.
_ENDED = r"\(upphörde (\d{4}-\d{2}-\d{2})\)"
_ENDED_DISTRICT = r"stadsdel \(upphörde 2021-01-01\)$"
_DISTRICTS_FROM = date(2011, 1, 1)
_SOME = 0.3


def without_false_zeros(rows: pl.DataFrame) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """The rows with zeros from when their area didn't exist turned into figures that are missing."""
    first, last = pl.col("period_from"), pl.col("period_to")
    ended = pl.col("area").str.extract(_ENDED).str.to_date("%Y-%m-%d", strict=False)
    absent = (
        (pl.col("area").str.contains(_NEW_AREAS) & (last < _NEW_AREAS_FROM))
        | (pl.col("area").str.contains(_ENDED_DISTRICT) & (last < _DISTRICTS_FROM))
        | (first >= ended).fill_null(value=False)
    )
    false_zero = absent & (pl.col("amount") == 0)
    marked = rows.with_columns(false_zero.fill_null(value=False).alias("false_zero"))
    places = marked.filter("false_zero")["area"].unique().sort().to_list()
    told = marked.with_columns(
        pl.when("false_zero").then(None).otherwise(pl.col("amount")).alias("amount"),
        pl.when("false_zero").then(None).otherwise(pl.col("rate_per_100k")).alias("rate_per_100k"),
        pl.when("false_zero").then(pl.lit(MISSING)).otherwise(pl.col("missing")).alias("missing"),
    ).drop("false_zero")
    if not places:
        return told, ()
    many = number(int(marked["false_zero"].sum()))
    return told, (
        f"Nollor från år då området inte fanns: {many} ({', '.join(places)}). De är lästa som att siffran saknas.",
    )


def empty_beginnings(rows: pl.DataFrame) -> tuple[str, ...]:
    """A warning for areas that hold nothing but zeros at first: they may not have existed then."""
    year = pl.col("period_from").dt.year()
    yearly = (
        rows.filter(pl.col("amount").is_not_null())
        .group_by("area", year.alias("year"))
        .agg(pl.col("amount").sum(), pl.len())
    )
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


def parts_of_a_whole(rows: pl.DataFrame) -> tuple[str, ...]:
    """A note where a municipality stands beside its parts: how much of it the parts are together.

    What lacks a known place within the municipality is in its figure and in no part's.
    """
    names = rows["area"].unique().to_list()
    wholes = [name for name in names if name.endswith(" kommun")]
    others = [name for name in names if name not in wholes]
    if len(wholes) != 1 or len(others) < 2 or any(_is_wider(name) for name in others):
        return ()
    ended = pl.col("area").str.contains(_ENDED)
    of_one = ["category", "period_from", "period_to"]
    whole = rows.filter(pl.col("area") == wholes[0]).select(*of_one, pl.col("amount").alias("whole"))
    shares = (
        rows.filter((pl.col("area") != wholes[0]) & pl.col("amount").is_not_null())
        .group_by(*of_one, ended.alias("ended"))
        .agg(pl.col("amount").sum().alias("parts"))
        .join(whole, on=of_one)
        .filter(pl.col("whole") > 0)
        .select((pl.col("parts") / pl.col("whole")).alias("share"))["share"]
    )
    if not len(shares):
        return ()
    low, high = float(shares.to_numpy().min()), float(shares.to_numpy().max())
    if not (_SOME < high <= 1 and low < 1):
        return ()
    span = (
        percent(low) if percent(low) == percent(high) else f"{number(100 * low, decimals=0)}–{percent(high)}"
    )
    return (
        f"Delarna är tillsammans {span} av {wholes[0]}: brott utan känd plats finns bara i kommunens siffra. "
        "Lägg aldrig ihop delarna till en siffra för kommunen.",
    )


def _is_wider(name: str) -> bool:
    return name.endswith(" län") or name.startswith(("Region ", "Hela ", "Polisregion "))

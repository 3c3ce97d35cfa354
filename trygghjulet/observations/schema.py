"""The columns that every dataset of a kind has, whatever its source looked like."""

from __future__ import annotations

from enum import StrEnum

import polars as pl


class Kind(StrEnum):
    """What the rows of a dataset are."""

    INCIDENTS = "incidents"
    """Things that happened at a place and a time."""
    COUNTS = "counts"
    """Ready-made tables: so many of a category in an area during a period."""
    FEED = "feed"
    """News of events whose point is the middle of a region, never the scene."""


INCIDENTS = pl.Schema(
    {
        "happened_from": pl.Datetime("us"),  # local time without zone
        "happened_to": pl.Datetime("us"),  # null: the moment is known
        "category": pl.String(),
        "x": pl.Float64(),  # metres in the dataset's EPSG
        "y": pl.Float64(),
        "area": pl.String(),  # code of the leaf area; null: outside every area
        "given_area": pl.String(),  # as the source wrote it
        "key": pl.String(),  # the source's own id
        "amount": pl.Int64(),  # normally 1
    }
)

COUNTS = pl.Schema(
    {
        "area": pl.String(),
        "category": pl.String(),
        "period_from": pl.Date(),
        "period_to": pl.Date(),  # included
        "amount": pl.Int64(),
        "rate_per_100k": pl.Float64(),
        "status": pl.String(),  # "final" or "preliminary"
        "missing": pl.String(),  # "withheld_or_missing" where the source shows no figure
    }
)

FEED = pl.Schema(
    {
        "key": pl.String(),
        "published": pl.Datetime("us"),
        "happened": pl.Datetime("us"),
        "category": pl.String(),
        "title": pl.String(),
        "text": pl.String(),
        "region": pl.String(),
        "x": pl.Float64(),  # the middle of the region
        "y": pl.Float64(),
    }
)

SCHEMAS: dict[Kind, pl.Schema] = {Kind.INCIDENTS: INCIDENTS, Kind.COUNTS: COUNTS, Kind.FEED: FEED}

REQUIRED: dict[Kind, tuple[str, ...]] = {
    Kind.INCIDENTS: ("happened_from", "category", "amount"),
    Kind.COUNTS: ("area", "category", "period_from", "period_to", "status"),
    Kind.FEED: ("key", "published", "category", "region"),
}

TIME_SPAN: dict[Kind, tuple[str, str]] = {
    Kind.INCIDENTS: ("happened_from", "happened_from"),
    Kind.COUNTS: ("period_from", "period_to"),
    Kind.FEED: ("published", "published"),
}


def conform(rows: pl.DataFrame, kind: Kind) -> pl.DataFrame:
    """The rows with exactly the columns of their kind, in order; optional ones that are absent become null.

    Raises:
        ValueError: a required column is absent or has nulls, or there is a column that the kind has not.
    """
    schema = SCHEMAS[kind]
    if unknown := sorted(set(rows.columns) - set(schema)):
        raise ValueError(f"Kolumnerna {', '.join(unknown)} hör inte till {kind.value}.")
    for column in REQUIRED[kind]:
        if column not in rows.columns or rows[column].null_count():
            raise ValueError(f"Kolumnen {column} måste finnas och vara ifylld på varje rad i {kind.value}.")
    return rows.select(
        (pl.col(name) if name in rows.columns else pl.lit(None)).cast(kind_type).alias(name)
        for name, kind_type in schema.items()
    )

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
    FIGURES = "figures"
    """Published figures: an indicator's value for an area, a group and a period."""
    ANSWERS = "answers"
    """A survey's answers, one row for each person and question."""
    LAYER = "layer"
    """Boundaries with a code, a name and a sort, at some time."""


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

FIGURES = pl.Schema(
    {
        "indicator": pl.String(),  # the source's code; its title where it has none
        "title": pl.String(),
        "area": pl.String(),  # code of an area, as the source wrote it
        "given_area": pl.String(),  # its name, as the source wrote it
        "group": pl.String(),  # "Kvinnor", "16–29 år"; null: all
        "period_from": pl.Date(),
        "period_to": pl.Date(),  # included
        "value": pl.Float64(),
        "low": pl.Float64(),  # the interval, where the source gives one
        "high": pl.Float64(),
        "answers": pl.Int64(),  # how many it rests on, where it is told
        "unit": pl.String(),  # "procent", "antal", "per 1 000 invånare"
        "status": pl.String(),  # "final" or "preliminary"
        "missing": pl.String(),  # "withheld_or_missing" where the source shows no figure
    }
)

ANSWERS = pl.Schema(
    {
        "respondent": pl.String(),  # a number within the file, never an identity
        "question": pl.String(),  # the variable's name in the file
        "title": pl.String(),  # the question as it was put, from the codebook
        "answer": pl.String(),  # in words, from the codebook; null: no answer
        "role": pl.String(),  # "question" or "background"
        "weight": pl.Float64(),
        "area": pl.String(),
        "given_area": pl.String(),
        "answered_from": pl.Date(),
        "answered_to": pl.Date(),  # included
    }
)

LAYER = pl.Schema(
    {
        "code": pl.String(),
        "name": pl.String(),
        "sort": pl.String(),  # "särskilt utsatt område", "primärområde", "plats"
        "boundary": pl.Binary(),  # WKB, longitude and latitude in WGS 84
        "valid_from": pl.Date(),
        "valid_to": pl.Date(),
        "properties": pl.String(),  # the rest, as JSON
    }
)

SCHEMAS: dict[Kind, pl.Schema] = {
    Kind.INCIDENTS: INCIDENTS,
    Kind.COUNTS: COUNTS,
    Kind.FEED: FEED,
    Kind.FIGURES: FIGURES,
    Kind.ANSWERS: ANSWERS,
    Kind.LAYER: LAYER,
}

REQUIRED: dict[Kind, tuple[str, ...]] = {
    Kind.INCIDENTS: ("happened_from", "category", "amount"),
    Kind.COUNTS: ("area", "category", "period_from", "period_to", "status"),
    Kind.FEED: ("key", "published", "category", "region"),
    Kind.FIGURES: ("indicator", "title", "period_from", "period_to", "status"),
    Kind.ANSWERS: ("respondent", "question", "role", "weight", "answered_from", "answered_to"),
    Kind.LAYER: ("code", "name", "sort", "boundary"),
}

TIME_SPAN: dict[Kind, tuple[str, str]] = {
    Kind.INCIDENTS: ("happened_from", "happened_from"),
    Kind.COUNTS: ("period_from", "period_to"),
    Kind.FEED: ("published", "published"),
    Kind.FIGURES: ("period_from", "period_to"),
    Kind.ANSWERS: ("answered_from", "answered_to"),
    Kind.LAYER: ("valid_from", "valid_to"),
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

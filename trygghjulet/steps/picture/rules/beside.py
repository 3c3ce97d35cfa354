"""What stands beside the incidents in a picture: ready-made statistics and news, as small tables."""

from __future__ import annotations

from datetime import date

import polars as pl

from trygghjulet.documents import numbers
from trygghjulet.observations.period import Period
from trygghjulet.steps.picture.rules.figures import NewsFigures, SourceNote, StatisticsFigures, StatisticsRow

#: The latest periods shown, and the most areas that a table is made for.
_PERIODS, _AREAS = 6, 10
_TYPES = 10


def statistics_from(rows: pl.DataFrame, note: SourceNote) -> StatisticsFigures | None:
    """Ready-made statistics as a row for each area and category and a column for each of the latest periods.

    Args:
        rows: of kind counts.
        note: what the statistics are, for the reader.

    Returns:
        None when there is no figure at all.
    """
    shown = rows.filter(pl.col("amount").is_not_null())
    spans = (
        shown.select("period_from", "period_to")
        .unique()
        .sort("period_from", "period_to")
        .tail(_PERIODS)
        .rows()
    )
    if not spans:
        return None
    areas = shown["area"].unique(maintain_order=True).to_list()[:_AREAS]
    amounts = {
        (r["area"], r["category"], r["period_from"], r["period_to"]): r["amount"] for r in shown.to_dicts()
    }
    pairs = (
        shown.filter(pl.col("area").is_in(areas))
        .select("area", "category")
        .unique(maintain_order=True)
        .rows()
    )
    return StatisticsFigures(
        source=note,
        periods=tuple(_words(first, last) for first, last in spans),
        rows=tuple(
            StatisticsRow(area, category, tuple(amounts.get((area, category, *span)) for span in spans))
            for area, category in sorted(pairs, key=lambda pair: (areas.index(pair[0]), pair[1]))
        ),
    )


def news_from(rows: pl.DataFrame, *, place: str, period: Period, note: SourceNote) -> NewsFigures:
    """News of the period that name a place, counted by type.

    Args:
        rows: of kind feed. The title ends with the municipality, also where the region is only the county.
        place: the municipality's name.
        period: the days, both included.
    """
    day = pl.coalesce("happened", "published").dt.date()
    named = (pl.col("region") == place) | pl.col("title").str.ends_with(f", {place}")
    mine = rows.filter(day.is_between(period.first, period.last), named)
    counted = mine.group_by("category").len("n").sort(["n", "category"], descending=[True, False])
    return NewsFigures(
        source=note,
        total=mine.height,
        categories=tuple((str(name), int(n)) for name, n in counted.head(_TYPES).rows()),
    )


def _words(first: date, last: date) -> str:
    """A period as a column's title: a year by its number, anything else by its days."""
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return str(first.year)
    return numbers.days(first, last)

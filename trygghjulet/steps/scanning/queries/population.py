"""How many live in each area, from the sources that say so: for each area the latest figure that a year may use."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from trygghjulet.foundation.geography.queries import tree
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.observations.schema import Kind
from trygghjulet.steps.scanning.models import Dataset, Sharing
from trygghjulet.steps.scanning.queries.material import path_of

#: What every source of population calls it.
_INDICATOR: Final = "population"


@dataclass(frozen=True)
class People:
    """How many lived in an area on 31 December of a year, and which source says so."""

    number: int
    year: int
    source: str


def people_of(cooperation: Cooperation, year: int) -> dict[str, People]:
    """The population of each area that a source tells of, by the area's code: the latest at or before a year.

    Only figures for all who live there count: sex and age are never added up, since their cells carry noise, and
    a wider area is never made from its parts. An area is known by its code, else by its name where one area alone
    has it; a code that two areas have is not guessed at. Of two figures for the same year the one accepted last goes.
    """
    rows = _figures(cooperation, year)
    if rows.is_empty():
        return {}
    by_code: defaultdict[str, list[str]] = defaultdict(list)
    by_name: defaultdict[str, list[str]] = defaultdict(list)
    for area in tree(cooperation.area):
        by_code[_folded(area.code)].append(area.code)
        by_name[_folded(area.name)].append(area.code)
    known: dict[str, People] = {}
    for code, name, day, value, source in rows.iter_rows():
        meant = by_code.get(_folded(code or "")) or by_name.get(_folded(name or code or "")) or []
        if len(meant) == 1:
            known[meant[0]] = People(round(value), day.year, source)
    return known


def population_of(cooperation: Cooperation, year: int) -> dict[str, int]:
    """As `people_of`, the numbers alone."""
    return {code: people.number for code, people in people_of(cooperation, year).items()}


def _figures(cooperation: Cooperation, year: int) -> pl.DataFrame:
    """Area, name, day, figure and source of every figure that may be used, the one that goes before others last."""
    datasets = (
        Dataset.objects.filter(
            source__cooperation=cooperation,
            kind=Kind.FIGURES,
            withdrawn_at__isnull=True,
            purged_at__isnull=True,
            first_day__lte=date(year, 12, 31),
        )
        .exclude(source__sharing=Sharing.OWNER)
        .select_related("source")
        .order_by("accepted_at", "pk")
    )
    frames = [
        pl.scan_parquet(path_of(dataset))
        .filter(
            pl.col("indicator") == _INDICATOR,
            pl.col("group").is_null(),
            pl.col("value").is_not_null(),
            pl.col("period_to") <= date(year, 12, 31),
        )
        .select("area", "given_area", "period_to", "value", pl.lit(dataset.source.name).alias("source"))
        .collect()
        for dataset in datasets
    ]
    if not frames:
        return pl.DataFrame()
    return pl.concat(frames).sort("period_to", maintain_order=True)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())

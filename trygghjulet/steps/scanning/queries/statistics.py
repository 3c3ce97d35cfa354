"""The published figures of a source, of either kind, with its areas called as the house calls them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from trygghjulet.foundation.files.tables import fold
from trygghjulet.foundation.geography.models import Area
from trygghjulet.observations.schema import Kind
from trygghjulet.steps.scanning.models import Dataset, Sharing, Source
from trygghjulet.steps.scanning.queries.material import counting, path_of, rows_of
from trygghjulet.steps.scanning.queries.surveys import area_of_each
from trygghjulet.steps.scanning.rules.figures import POINTS, points_of
from trygghjulet.steps.scanning.rules.used import use_of

#: What every source of population calls it.
POPULATION: Final = "population"
#: The kinds of material that are figures already.
PUBLISHED = (Kind.COUNTS, Kind.FIGURES)


def is_published(source: Source) -> bool:
    """Has a source accepted material that is figures already, to be shown as they are?"""
    return any(counting(source, kind).exists() for kind in PUBLISHED)


def published_in(source: Source) -> list[Dataset]:
    """The accepted files of published figures that count now, the one accepted first first."""
    return sorted(
        (one for kind in PUBLISHED for one in counting(source, kind).select_related("delivery")),
        key=lambda one: one.pk,
    )


def published(source: Source) -> pl.DataFrame:
    """Every published figure of a source in the schema `POINTS`; of the same figure, what was accepted last."""
    parts = [points_of(rows_of(one), Kind(one.kind)) for one in published_in(source)]
    if not parts:
        return pl.DataFrame(schema=POINTS)
    key = ["measure", "area", "group", "period_from", "period_to"]
    rows = pl.concat(parts).unique(key, keep="last", maintain_order=True)
    return _named(rows, source)


def used(source: Source, datasets: Sequence[Dataset]) -> str:
    """Where in the house what a source has accepted is used, in words."""
    files = [path_of(one) for one in datasets if one.kind == Kind.FIGURES and path_of(one).is_file()]
    people = bool(files) and bool(
        pl.scan_parquet(files).select((pl.col("indicator") == POPULATION).any()).collect().item()
    )
    return use_of(
        source.theme,
        {one.kind for one in datasets},
        shared=source.sharing != Sharing.OWNER,
        population=people,
    )


def own_areas(source: Source, points: pl.DataFrame) -> list[str]:
    """Those of the figures' areas that are the cooperation's own, the whole first."""
    known = _known(source)
    found = {
        key: known[name]
        for key, name in points.select("area", "name").unique(maintain_order=True).iter_rows()
        if name in known
    }
    return sorted(found, key=lambda key: (found[key].path.count("/"), found[key].name))


def _known(source: Source) -> dict[str, Area]:
    return {area.name: area for area in area_of_each(source.cooperation).values()}


def _named(rows: pl.DataFrame, source: Source) -> pl.DataFrame:
    """The same with an area of the cooperation's under the name that it has here, whatever the source calls it."""
    areas = {_short(text): area.name for text, area in area_of_each(source.cooperation).items()}
    names = {
        (key, name): areas.get(_short(key)) or areas.get(_short(name)) or name
        for key, name in rows.select("area", "name").unique().iter_rows()
    }
    told = pl.Series("name", [names[one] for one in rows.select("area", "name").iter_rows()], dtype=pl.String)
    return rows.with_columns(told)


def _short(text: str) -> str:
    """An area as it is compared: "Solviks kommun" and "Solvik kommun" are Solvik."""
    return fold(text).removesuffix("skommun").removesuffix("kommun")

"""Surveys that count now: their answers and figures, and what their areas are called."""

from __future__ import annotations

import polars as pl

from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.geography.queries import tree
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.observations.answers import Answers
from trygghjulet.observations.schema import FIGURES, Kind
from trygghjulet.steps.scanning.models import Source
from trygghjulet.steps.scanning.queries.material import counting, rows_of


def answers_of(source: Source) -> Answers:
    """The answers of everything in a source that counts now; of the same wave, what was accepted last."""
    return Answers.of([rows_of(dataset) for dataset in counting(source, Kind.ANSWERS).order_by("pk")])


def figures_of(source: Source) -> pl.DataFrame:
    """The ready figures of a source; of the same figure, what was accepted last."""
    parts = [rows_of(dataset) for dataset in counting(source, Kind.FIGURES).order_by("pk")]
    rows = pl.concat(parts) if parts else pl.DataFrame(schema=FIGURES)
    of_one = ["indicator", "area", "given_area", "group", "period_from", "period_to"]
    return rows.unique(of_one, keep="last", maintain_order=True)


def area_of_each(cooperation: Cooperation) -> dict[str, Area]:
    """The cooperation's areas by code and by name in small letters; of several with one name the widest."""
    found: dict[str, Area] = {}
    for area in tree(cooperation.area):
        for text in (area.code, area.name):
            found.setdefault(text.lower(), area)
    return found

"""Intervals of changes are as wide as the counts really vary."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np
import polars as pl
import pytest

from trygghjulet.documents.tree import Interval, Section, Table
from trygghjulet.observations.period import Period
from trygghjulet.observations.questions import Observations
from trygghjulet.observations.schema import INCIDENTS
from trygghjulet.steps.picture.rules.coverage import held_by
from trygghjulet.steps.picture.rules.figures import (
    CANNOT_BE_TOLD,
    NO_COMPARISON,
    Figures,
    HotspotFigures,
    Settings,
    SourceNote,
    from_json,
    to_json,
)
from trygghjulet.steps.picture.rules.narrative import sections
from trygghjulet.steps.picture.rules.variation import Variation, seen

START = datetime.fromisoformat("2022-01-01T00:00")
PLACE = HotspotFigures(1, "En plats i Hamnen", 7, 1.0, 0.085, 11.7, 0.001, 2, 0.0, 0.0, (("Klotter", 7),), ())
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))


def incidents(days: int, *, series_of: int) -> pl.DataFrame:
    """About 30 incidents a day, in series of so many on the same day; the even ones come one by one."""
    draw = np.random.default_rng(20261124)
    rows = []
    for name, each in (("I serie", series_of), ("En och en", 1)):
        for day, times in enumerate(draw.poisson(15 / each, days)):
            when = START + timedelta(days=day)
            rows += [{"happened_from": when, "category": name, "area": f"A{each % 2}"}] * int(times * each)
    frame = pl.DataFrame(rows).with_columns(pl.lit(1).cast(INCIDENTS["amount"]).alias("amount"))
    missing = [
        pl.lit(None, kind).alias(name) for name, kind in INCIDENTS.items() if name not in frame.columns
    ]
    return frame.with_columns(missing).select(list(INCIDENTS))


def told(days: int, *, series_of: int = 8) -> Variation:
    rows = incidents(days, series_of=series_of)
    last = (START + timedelta(days=days - 1)).date()
    held = held_by([SourceNote("Anmälningar", "Polisen", "", START.date(), last, len(rows), "x")])
    with Observations.of(rows) as observations:
        return seen(observations, held, YEAR, mine=["A0", "A1"], parts={"A0": ["A0"], "A1": ["A1"], "B": []})


@pytest.mark.requirement("PIC-4")
def test_what_comes_in_series_varies_more() -> None:
    variation = told(4 * 366)
    assert variation.months == Period(date(2022, 1, 1), date(2025, 12, 31))
    # Series of eight make counts vary eight times more; in all, half of them are single.
    assert variation.of_category("I serie") == pytest.approx(8, rel=0.5)
    assert variation.of_category("En och en") == pytest.approx(1, abs=0.5)
    assert variation.everything == pytest.approx(4.5, rel=0.5)
    assert variation.of_area("A0") == variation.of_category("I serie")
    assert variation.of_area("A1") == variation.of_category("En och en")
    assert variation.of_area("B") == 1
    assert variation.of_category("Finns inte") == 1


def test_material_shorter_than_two_years_does_not_tell() -> None:
    assert told(3 * 365 + 200).months is None
    assert told(3 * 365 + 200).everything == 1


@pytest.mark.requirement("PIC-4")
def test_the_reader_is_told_how_intervals_were_made() -> None:
    figures = bare()
    assert "förutsätter att händelserna sker oberoende" in method_of(figures)
    widened = replace(figures, variation=9.0, variation_first=date(2022, 1, 1), variation_last=YEAR.last)
    assert "3,0 gånger bredare" in method_of(widened)
    assert "varierade inte mer än slumpen" in method_of(replace(widened, variation=1.0))


def test_a_picture_made_before_places_had_an_interval_can_still_be_read() -> None:
    plain = to_json(replace(bare(), hotspots=(PLACE,)))
    del plain["hotspots"][0]["pai_low"], plain["hotspots"][0]["pai_high"]
    old = from_json(plain)
    (table,) = (block for block in part_of(old, "platser").blocks if isinstance(block, Table))
    assert table.rows[0].cells[4] == 11.7
    new = replace(old, hotspots=(replace(PLACE, pai_low=9.5, pai_high=14.1),))
    (table,) = (block for block in part_of(new, "platser").blocks if isinstance(block, Table))
    assert table.rows[0].cells[4] == Interval(11.7, 9.5, 14.1)


def bare() -> Figures:
    """A picture with seven incidents, nine the year before, and nothing else."""
    return Figures(
        settings=Settings("Solvik", YEAR.first, YEAR.last, 250, 3006),
        sources=(),
        population=None,
        total=7,
        outside=0,
        before_first=date(2024, 1, 1),
        before_last=date(2024, 12, 31),
        before=9,
        rate=CANNOT_BE_TOLD,
        change=NO_COMPARISON,
        against_rest=NO_COMPARISON,
        categories=(),
        areas=(),
        months=(),
        rhythm=(),
        busiest="",
        hotspots=(),
        hotspots_refused="",
        outlines=(),
    )


def part_of(figures: Figures, anchor: str) -> Section:
    """One section of the picture."""
    return next(part for part in sections(figures, {}) if part.anchor == anchor)


def method_of(figures: Figures) -> str:
    """What the picture says of how its figures were made."""
    return repr(part_of(figures, "metod"))

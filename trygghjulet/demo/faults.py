"""Four years of citizens' fault reports in Solvik."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trygghjulet.demo import rhythm, town
from trygghjulet.demo.geography import primary_areas
from trygghjulet.demo.truth import FIRST_DAY, HotSpot, Hours, Truth

Floats = NDArray[np.float64]

_REPORTING_HOURS = rhythm.week(
    (Hours((0, 1, 2, 3, 4), 7, 12), 3.0), (Hours((0, 1, 2, 3, 4, 5, 6), 9, 13), 1.0), base=0.05
)


@dataclass(frozen=True)
class FaultCategory:
    """A kind of fault report: how many in a year, and its yearly wave."""

    name: str
    per_year: float
    peak: date
    amplitude: float


FAULT_CATEGORIES = (
    FaultCategory("Belysning", 310, date(2022, 12, 10), 0.55),
    FaultCategory("Nedskräpning", 330, date(2022, 7, 10), 0.40),
    FaultCategory("Klotter", 190, date(2022, 5, 1), 0.15),
    FaultCategory("Skadegörelse på park och lekplats", 170, date(2022, 6, 20), 0.35),
    FaultCategory("Gata och trottoar", 260, date(2022, 4, 1), 0.30),
    FaultCategory("Övergiven cykel eller bil", 120, date(2022, 5, 15), 0.25),
)


def draw_faults(rng: np.random.Generator, truth: Truth) -> pl.DataFrame:
    """All fault reports in the order of time.

    Args:
        rng: the dice.
        truth: where extra reports are planted.

    Returns:
        A frame with `key`, `category`, `reported` (the moment), `x`, `y` (SWEREF 99 TM, whole metres) and
        `planted` (the key of the hot spot that the row was drawn for, or null; it is in no file).
    """
    addresses = town.make_addresses(rng)
    even = np.ones(len(primary_areas()))
    parts: list[pl.DataFrame] = []
    for category in FAULT_CATEGORIES:
        wave = rhythm.season(category.peak, category.amplitude) * rhythm.weekday_factors(_REPORTING_HOURS)
        days = rhythm.draw_days(rng, category.per_year / 365.25 * wave)
        points = town.draw_at_addresses(rng, addresses, pull=even, part=1.0, size=len(days))
        parts.append(_frame(rng, category, days, points, None))
        for extra in truth.extra_reports:
            if extra.category != category.name:
                continue
            hot_spot = truth.hot_spot(extra.hot_spot)
            expected = extra.per_year / 365.25 * wave
            expected[rhythm.day_number(extra.last_day) + 1 :] = 0.0
            days = rhythm.draw_days(rng, expected)
            points = town.draw_at_hot_spot(rng, hot_spot, town.make_spots(rng, hot_spot), len(days))
            parts.append(_frame(rng, category, days, points, hot_spot))
    in_order = pl.concat(parts).sort("reported", "category", "x", "y")
    return in_order.select(pl.format("F{}", pl.int_range(100_001, 100_001 + pl.len())).alias("key"), pl.all())


def _frame(
    rng: np.random.Generator,
    category: FaultCategory,
    days: NDArray[np.int64],
    points: Floats,
    hot_spot: HotSpot | None,
) -> pl.DataFrame:
    minutes = days * 24 * 60 + rhythm.draw_minutes(rng, days, _REPORTING_HOURS)
    first = pl.lit(datetime.combine(FIRST_DAY, time.min))
    return pl.DataFrame({"minutes": minutes, "x": points[:, 0], "y": points[:, 1]}).select(
        pl.lit(category.name).alias("category"),
        (first + pl.duration(minutes="minutes")).alias("reported"),
        "x",
        "y",
        pl.lit(hot_spot.key if hot_spot else None, dtype=pl.String).alias("planted"),
    )

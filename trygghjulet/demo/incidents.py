"""Four years of reported incidents in Solvik, background and hot spots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trygghjulet.demo import rhythm, town
from trygghjulet.demo.geography import primary_areas
from trygghjulet.demo.truth import FIRST_DAY, HotSpot, Hours, Season, Truth

Floats = NDArray[np.float64]

_MINUTES_IN_A_DAY = 24 * 60
_ALL = (0, 1, 2, 3, 4, 5, 6)
_WORKDAYS = (0, 1, 2, 3, 4)

_NIGHT_LIFE = rhythm.week((Hours(_ALL, 12, 12), 0.6), (Hours((4, 5), 20, 8), 4.0), base=0.15)
_EVENINGS = rhythm.week((Hours(_ALL, 16, 7), 2.5), (Hours((4, 5), 18, 8), 1.2), base=0.4)
_SHOP_HOURS = rhythm.week((Hours((0, 1, 2, 3, 4, 5), 10, 9), 4.0), (Hours((6,), 11, 6), 3.0), base=0.02)
_NOBODY_HOME = rhythm.week((Hours(_WORKDAYS, 8, 10), 3.0), (Hours(_ALL, 17, 5), 1.5), base=0.5)
_PARKED = rhythm.week((Hours(_ALL, 21, 8), 1.5), base=1.0)
_OUT_AND_ABOUT = rhythm.week((Hours(_ALL, 7, 12), 2.5), (Hours(_ALL, 19, 5), 1.0), base=0.3)


@dataclass(frozen=True)
class Category:
    """A kind of incident: how much of it there is, when and where.

    `per_year` is the whole municipality's expected number at the level of the first day. `centre_pull` says
    how much more there is for each inhabitant in Solvik Centrum than elsewhere. `spans` is true where nobody
    knows the moment, so that the report gives a span.
    """

    name: str
    per_year: float
    week: Floats
    centre_pull: float = 1.0
    address_part: float = 1.0
    spans: bool = False


CATEGORIES = (
    Category("Misshandel utomhus", 405, _NIGHT_LIFE, centre_pull=1.6),
    Category("Skadegörelse", 1_200, _EVENINGS, centre_pull=1.2),
    Category("Klotter", 640, _EVENINGS, centre_pull=1.2),
    Category("Cykelstöld", 770, _OUT_AND_ABOUT, centre_pull=1.4, spans=True),
    Category("Bostadsinbrott", 350, _NOBODY_HOME, centre_pull=0.6, spans=True),
    Category("Stöld ur eller från fordon", 810, _PARKED, centre_pull=1.1),
    Category("Butiksstöld", 925, _SHOP_HOURS, centre_pull=2.0, address_part=0.01),
    Category("Narkotikabrott", 790, _EVENINGS, centre_pull=1.3),
    Category("Personrån", 95, _EVENINGS, centre_pull=1.6),
    Category("Ordningsstörning", 830, _NIGHT_LIFE, centre_pull=1.3),
)


def draw_incidents(rng: np.random.Generator, truth: Truth) -> pl.DataFrame:
    """All incidents in the order of time.

    Args:
        rng: the dice.
        truth: what to plant.

    Returns:
        A frame with `key`, `category`, `happened_from`, `happened_to` (null: the moment is known), `x`, `y`
        (SWEREF 99 TM, whole metres; a few lie in the water just outside the boundary, as in real files) and
        `planted` (the key of the hot spot that the row was drawn for, or null; it is in no file).
    """
    addresses = town.make_addresses(rng)
    spots = {hot_spot.key: town.make_spots(rng, hot_spot) for hot_spot in truth.hot_spots}
    parts: list[pl.DataFrame] = []
    for category in CATEGORIES:
        for hot_spot, expected, week in _streams(rng, category, truth):
            days = rhythm.draw_days(rng, expected)
            minutes = days * _MINUTES_IN_A_DAY + rhythm.draw_minutes(rng, days, week)
            if hot_spot is None:
                points = town.draw_at_addresses(
                    rng, addresses, pull=_pull(category), part=category.address_part, size=len(days)
                )
            else:
                points = town.draw_at_hot_spot(rng, hot_spot, spots[hot_spot.key], len(days))
            parts.append(_frame(rng, category, minutes, points, hot_spot))
    in_order = pl.concat(parts).sort("happened_from", "category", "x", "y")
    return in_order.select(_keys().alias("key"), pl.all())


def _streams(
    rng: np.random.Generator, category: Category, truth: Truth
) -> Iterator[tuple[HotSpot | None, Floats, Floats]]:
    """What a category consists of: each hot spot's part and the background, with daily numbers and hours."""
    season = next(s for s in truth.seasons if s.category == category.name)
    level = category.per_year / 365.25 * _level(rng, season, truth)
    elsewhere = 1.0
    for hot_spot in truth.hot_spots:
        share = dict(hot_spot.shares).get(category.name, 0.0)
        if not share:
            continue
        if hot_spot.emerging_from is None:
            elsewhere -= share
        inside = rhythm.week((hot_spot.hours, 1.0))
        week = hot_spot.inside_hours * inside + (1 - hot_spot.inside_hours) * category.week
        yield (
            hot_spot,
            share * level * _course(hot_spot, category, truth) * rhythm.weekday_factors(week),
            week,
        )
    yield None, elsewhere * level * rhythm.weekday_factors(category.week), category.week


def _level(rng: np.random.Generator, season: Season, truth: Truth) -> Floats:
    """The municipality's level on each day: season, trend, and livelier and calmer weeks."""
    return (
        rhythm.season(season.peak, season.amplitude)
        * rhythm.trend(truth.yearly_change)
        * rhythm.weekly_noise(rng, truth.weekly_noise)
    )


def _course(hot_spot: HotSpot, category: Category, truth: Truth) -> Floats:
    """A hot spot's own course, a factor for each day: it may emerge, and measures may change it."""
    course = (
        np.ones(rhythm.DAYS) if hot_spot.emerging_from is None else rhythm.emerging(hot_spot.emerging_from)
    )
    for measure in truth.measures:
        if measure.hot_spot == hot_spot.key and category.name in measure.categories:
            course[rhythm.day_number(measure.first_day) :] *= measure.ratio
    return course


def _pull(category: Category) -> Floats:
    return np.array([category.centre_pull if area.parent_code == "S2" else 1.0 for area in primary_areas()])


def _frame(
    rng: np.random.Generator,
    category: Category,
    minutes: NDArray[np.int64],
    points: Floats,
    hot_spot: HotSpot | None,
) -> pl.DataFrame:
    start = minutes
    end = np.full(len(minutes), -1)
    if category.spans:
        length = np.round(rng.gamma(1.5, 10 * 60, len(minutes)) / 15).astype(np.int64) * 15
        before = np.round(rng.random(len(minutes)) * length / 15).astype(np.int64) * 15
        known = rng.random(len(minutes)) < 0.2
        start = np.where(known, minutes, np.maximum(minutes - before, 0))
        last = rhythm.DAYS * _MINUTES_IN_A_DAY - 5
        end = np.where(known | (length == 0), -1, np.minimum(minutes - before + length, last))
    first = pl.lit(datetime.combine(FIRST_DAY, time.min))
    return pl.DataFrame(
        {"start": start, "end": end, "x": points[:, 0], "y": points[:, 1]},
    ).select(
        pl.lit(category.name).alias("category"),
        (first + pl.duration(minutes="start")).alias("happened_from"),
        pl.when(pl.col("end") > pl.col("start"))
        .then(first + pl.duration(minutes="end"))
        .alias("happened_to"),
        "x",
        "y",
        pl.lit(hot_spot.key if hot_spot else None, dtype=pl.String).alias("planted"),
    )


def _keys() -> pl.Expr:
    """Running numbers within the year: "H2022-00001"."""
    year = pl.col("happened_from").dt.year()
    number = pl.int_range(1, pl.len() + 1).over(year)
    return pl.format("H{}-{}", year, number.cast(pl.String).str.zfill(5))

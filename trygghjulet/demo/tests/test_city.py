"""What is planted in Solvik can be found again by simple counting, within the error of chance."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np
import polars as pl
import pytest
import shapely

from trygghjulet.analysis.ground.grid import grid_over
from trygghjulet.analysis.hotspots.hotspots import gi_star
from trygghjulet.analysis.hotspots.places import delineate
from trygghjulet.demo.city import City, make_city
from trygghjulet.demo.geography import Level
from trygghjulet.demo.incidents import CATEGORIES
from trygghjulet.demo.survey import ANSWERS_A_YEAR, SAFETY, WORRY
from trygghjulet.demo.truth import TRUTH, HotSpot, Hours

SEEDS = (2026, 1, 7)


@cache
def drawn(seed: int) -> City:
    return make_city(seed=seed)


@pytest.fixture(scope="module", params=SEEDS)
def city(request: pytest.FixtureRequest) -> City:
    return drawn(request.param)


@pytest.fixture(scope="module")
def standard_city() -> City:
    return drawn(2026)


def near(rows: pl.DataFrame, spot: HotSpot) -> pl.DataFrame:
    distance = ((pl.col("x") - spot.centre[0]) ** 2 + (pl.col("y") - spot.centre[1]) ** 2).sqrt()
    return rows.filter(distance <= spot.radius)


def in_year(rows: pl.DataFrame, year: int, column: str = "happened_from") -> pl.DataFrame:
    return rows.filter(pl.col(column).dt.year() == year)


def log_ratio_error(*counts: int) -> float:
    """The standard error of a logarithm of ratios of counts, with the weekly noise as an allowance."""
    return float(np.sqrt(sum(1 / count for count in counts) + 2 * TRUTH.weekly_noise**2 / 52))


def test_there_is_as_much_as_there_should_be(city: City):
    assert 25_000 < city.incidents.height < 27_500
    assert 5_500 < city.faults.height < 6_500
    assert city.survey.group_by("year").len().sort("year").rows() == [
        (2023, ANSWERS_A_YEAR),
        (2025, ANSWERS_A_YEAR),
    ]


def test_equal_seeds_give_equal_cities_and_others_do_not(standard_city: City):
    again, other = make_city(), make_city(seed=1)
    for name in ("incidents", "faults", "survey"):
        assert getattr(standard_city, name).equals(getattr(again, name))
        assert not getattr(standard_city, name).equals(getattr(other, name))


def test_everything_happens_within_the_four_years(city: City):
    incidents = city.incidents
    assert incidents["happened_from"].dt.date().min() >= date(2022, 1, 1)
    assert incidents["happened_from"].dt.date().max() <= date(2025, 12, 31)
    assert incidents["happened_to"].dt.date().max() <= date(2025, 12, 31)
    assert (incidents["happened_to"] > incidents["happened_from"]).all()
    assert incidents["key"].is_unique().all()
    assert incidents["happened_from"].is_sorted()


def test_spans_are_given_for_burglaries_and_bicycles_only(city: City):
    uncertain = city.incidents.filter(pl.col("category").is_in(["Bostadsinbrott", "Cykelstöld"]))
    spans = city.incidents.filter(pl.col("happened_to").is_not_null())
    assert set(spans["category"]) == {"Bostadsinbrott", "Cykelstöld"}
    assert 0.7 < spans.height / uncertain.height < 0.85


def test_points_repeat_as_real_addresses_do(city: City):
    repeated = 1 - city.incidents.select("x", "y").unique().height / city.incidents.height
    assert 0.25 < repeated < 0.40


def test_nearly_all_points_lie_in_the_municipality(city: City):
    whole = city.areas[0].polygon
    inside = shapely.contains_xy(whole, city.incidents["x"].to_numpy(), city.incidents["y"].to_numpy())
    assert inside.mean() > 0.998


@pytest.mark.parametrize("spot", TRUTH.hot_spots, ids=lambda spot: spot.key)
def test_a_hot_spot_holds_its_share(city: City, spot: HotSpot):
    for category, share in spot.shares:
        rows = city.incidents.filter(pl.col("category") == category)
        rows = in_year(rows, 2023 if spot.emerging_from is None else 2025)
        found = near(rows, spot).height
        expected = share * rows.height * (1.0 if spot.emerging_from is None else 0.75)
        # The background adds a little inside the circle.
        assert expected - 3.5 * np.sqrt(expected) < found < 1.25 * expected + 3.5 * np.sqrt(expected) + 6


@pytest.mark.parametrize("spot", TRUTH.hot_spots, ids=lambda spot: spot.key)
def test_a_hot_spot_is_active_in_its_hours(city: City, spot: HotSpot):
    rows = city.incidents.filter(pl.col("planted") == spot.key)
    when = zip(
        (rows["happened_from"].dt.weekday() - 1).to_list(),
        rows["happened_from"].dt.hour().to_list(),
        strict=True,
    )
    inside = np.mean([moment in spot.hours.cells() for moment in when])
    assert inside > spot.inside_hours - 0.05


def test_the_emerging_hot_spot_is_not_there_before_its_day(city: City):
    spot = TRUTH.hot_spot("tallmotorg")
    planted = city.incidents.filter(pl.col("planted") == spot.key)
    assert planted["happened_from"].dt.date().min() >= spot.emerging_from
    years = [near(in_year(city.incidents, year), spot).height for year in (2022, 2023, 2024, 2025)]
    assert max(years[:2]) < years[2] < years[3]


@pytest.mark.parametrize("measure", TRUTH.measures, ids=lambda measure: measure.key)
def test_an_effect_is_found_by_simple_counting(city: City, measure):
    spot = TRUTH.hot_spot(measure.hot_spot)
    rows = city.incidents.filter(pl.col("category").is_in(measure.categories))
    here = [near(in_year(rows, year), spot).height for year in (2024, 2025)]
    all_over = [in_year(rows, year).height for year in (2024, 2025)]
    rest = [whole - part for whole, part in zip(all_over, here, strict=True)]
    found = np.log(here[1] / here[0]) - np.log(rest[1] / rest[0])
    assert abs(found - np.log(measure.ratio)) < 3 * log_ratio_error(*here, *rest)


def test_a_real_effect_and_no_effect_can_be_told_apart_over_many_draws():
    ratios: dict[str, list[float]] = {measure.key: [] for measure in TRUTH.measures}
    for seed in range(12):
        incidents = drawn(seed).incidents
        for measure in TRUTH.measures:
            rows = incidents.filter(
                (pl.col("planted") == measure.hot_spot) & pl.col("category").is_in(measure.categories)
            )
            ratios[measure.key].append(
                in_year(rows, 2025).height / in_year(rows, 2024).height / TRUTH.yearly_change
            )
    for measure in TRUTH.measures:
        assert np.mean(ratios[measure.key]) == pytest.approx(measure.ratio, rel=0.10)


@pytest.mark.parametrize("season", TRUTH.seasons, ids=lambda season: season.category)
def test_seasons_are_there(season):
    days = np.concatenate(
        [
            drawn(seed).incidents.filter(
                (pl.col("category") == season.category) & pl.col("planted").is_null()
            )["happened_from"].dt.ordinal_day().to_numpy()
            for seed in (3, 4)
        ]
    )  # fmt: skip
    wave = np.exp(2j * np.pi * (days - season.peak.timetuple().tm_yday) / 365.25).mean()
    # The mean of exp(i·angle) under 1 + a·cos(angle) is a/2.
    assert 2 * wave.real == pytest.approx(season.amplitude, abs=4 * np.sqrt(2 / len(days)) + 0.03)


def test_bicycles_go_in_summer_and_burglars_come_in_the_dark(city: City):
    month = city.incidents.with_columns(pl.col("happened_from").dt.month().alias("month"))
    summer, winter = (6, 7, 8), (11, 12, 1)
    for category, more, less in (("Cykelstöld", summer, winter), ("Bostadsinbrott", winter, summer)):
        rows = month.filter(pl.col("category") == category)["month"]
        assert rows.is_in(more).sum() > 1.8 * rows.is_in(less).sum()


def test_violence_belongs_to_weekend_nights(city: City):
    rows = city.incidents.filter(pl.col("category") == "Misshandel utomhus")
    cells = Hours((4, 5), 20, 8).cells()
    when = zip((rows["happened_from"].dt.weekday() - 1), rows["happened_from"].dt.hour(), strict=True)
    share = np.mean([moment in cells for moment in when])
    assert share > 4 * len(cells) / 168


def test_the_municipality_as_a_whole_goes_slowly_down(city: City):
    background = city.incidents.filter(pl.col("planted").is_null())
    first, last = in_year(background, 2022).height, in_year(background, 2025).height
    expected = 3 * np.log(TRUTH.yearly_change)
    assert np.log(last / first) == pytest.approx(expected, abs=3 * log_ratio_error(first, last))


@pytest.mark.parametrize("size", [100, 250])
def test_the_analysis_finds_every_planted_hot_spot(standard_city: City, size: int):
    rows = standard_city.incidents.filter(pl.col("happened_from").dt.year() >= 2024)
    grid = grid_over(
        [area.polygon for area in standard_city.areas if area.level is Level.PRIMARY], size, 3006
    )
    cells = (
        rows.select((pl.col(axis) / size).floor().cast(pl.Int64) for axis in ("x", "y"))
        .group_by("x", "y")
        .len()
    )
    counts, _ = grid.counts(cells["x"].to_numpy(), cells["y"].to_numpy(), cells["len"].to_numpy())
    places = delineate(gi_star(counts, grid.mask), counts, grid)
    for spot in TRUTH.hot_spots:
        assert any(place.polygon.contains(shapely.Point(spot.centre)) for place in places), spot.name
        assert min(np.hypot(*np.subtract(place.centre, spot.centre)) for place in places) < spot.radius


def test_fault_reports_gather_where_they_were_planted(city: City):
    for extra in TRUTH.extra_reports:
        spot = TRUTH.hot_spot(extra.hot_spot)
        rows = near(city.faults.filter(pl.col("category") == extra.category), spot)
        assert in_year(rows, 2024, "reported").height > 0.7 * extra.per_year
    lights = near(city.faults.filter(pl.col("category") == "Belysning"), TRUTH.hot_spot("stationstorget"))
    assert in_year(lights, 2025, "reported").height < 10


@pytest.mark.parametrize("share", TRUTH.safe_shares, ids=lambda share: f"{share.area_code}-{share.year}")
def test_weighted_answers_give_the_planted_share(share):
    found = []
    for seed in range(8):
        survey = drawn(seed).survey.filter(
            (pl.col("year") == share.year)
            & (pl.col("area") == share.area_code)
            & pl.col("safe_late").is_in(SAFETY)
        )
        safe = survey["safe_late"].is_in(SAFETY[:2])
        found.append((safe * survey["weight"]).sum() / survey["weight"].sum())
    assert np.mean(found) == pytest.approx(share.share, abs=0.03)


def test_the_survey_has_known_answers_and_weights_around_one(city: City):
    assert set(city.survey["worry"]) <= set(WORRY)
    assert city.survey["weight"].min() > 0
    assert city.survey.group_by("year").agg(pl.col("weight").mean())["weight"].to_list() == pytest.approx(
        [1, 1], abs=0.001
    )
    assert set(city.survey["area"]) == {"S1", "S2", "S3"}


def test_every_category_has_its_season():
    assert [season.category for season in TRUTH.seasons] == [category.name for category in CATEGORIES]

"""The one validator: what is let through comes out as it was, what is not has its name."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

import numpy as np
import polars as pl
import pytest
from hypothesis import given, strategies as st

from trygghjulet.analysis import checks
from trygghjulet.analysis.tests.nasty import BAD_COUNTS, BAD_NUMBERS, NAN, ODD_COUNTS, refuses


class Weather(StrEnum):
    """Some choices."""

    SUN = "sun"
    RAIN = "rain"


@given(st.lists(st.integers(0, 10**12)))
def test_counts_come_out_as_they_were(values: list[int]) -> None:
    assert checks.counts(values).tolist() == values
    assert checks.counts(np.array(values, dtype=float)).tolist() == values
    assert checks.counts(pl.Series(values, dtype=pl.Int64)).tolist() == values


@pytest.mark.parametrize("bad", BAD_COUNTS, ids=str)
def test_what_is_no_count_is_refused(bad: object) -> None:
    refuses(checks.counts, bad, code="not_counts")


def test_odd_counts_are_counts() -> None:
    for odd in ODD_COUNTS:
        assert checks.counts(odd).tolist() == odd


@pytest.mark.parametrize("bad", BAD_NUMBERS, ids=str)
def test_what_is_no_number_is_refused(bad: object) -> None:
    refuses(checks.numbers, bad, name="talen", code="not_numbers")
    refuses(checks.points, bad, [1, 2, 3], code="not_numbers")


@pytest.mark.parametrize("bad", ["0,95", None, [0.95], True, float("nan"), 0, 1, -1, 95], ids=str)
def test_what_is_no_level_is_refused(bad: object) -> None:
    refuses(checks.level, bad, code="level")


@pytest.mark.parametrize("bad", ["5", None, [5], float("nan"), float("inf"), 0, -2], ids=str)
def test_what_is_not_above_zero_is_refused(bad: object) -> None:
    refuses(checks.positive, bad, name="Avståndet", code="not_positive")


@pytest.mark.parametrize("bad", ["5", None, [5], float("nan"), float("inf"), 0, 2.5, 1e300], ids=str)
def test_what_is_no_whole_number_is_refused(bad: object) -> None:
    refuses(checks.whole, bad, least=1, name="Radien", code="not_whole")


def test_times_are_days() -> None:
    midnight, noon = datetime.fromisoformat("1970-01-03T00:00"), datetime.fromisoformat("1970-01-03T12:00")
    assert checks.days(np.array([midnight, noon], dtype="datetime64[us]")).tolist() == [2, 2.5]
    assert checks.days(np.array([date(1970, 1, 3)], dtype="datetime64[D]")).tolist() == [2]
    assert checks.days([1, 2.5]).tolist() == [1, 2.5]
    refuses(checks.days, np.array(["NaT"], dtype="datetime64[us]"), code="not_times")
    refuses(checks.days, ["i går"], code="not_times")


def test_amounts_may_be_unknown_but_not_negative() -> None:
    assert np.isnan(checks.amounts([1, float("nan")], name="befolkning")[1])
    refuses(checks.amounts, [-1], name="befolkning", code="not_amounts")
    refuses(checks.amounts, [float("inf")], name="befolkning", code="not_amounts")


def test_a_footprint_is_true_or_false_and_has_its_shape() -> None:
    assert checks.footprint(np.array([True]), (1,)).tolist() == [True]
    refuses(checks.footprint, np.array([1]), (1,), code="not_mask")
    refuses(checks.footprint, np.array([True]), (2,), code="shape")


def test_bands_rise_from_zero() -> None:
    assert checks.edges([0, 1, np.inf], name="avstånden").tolist() == [0, 1, np.inf]
    for bad in ([0], [1, 1], [2, 1], [-1, 2], [0, np.nan], [0, np.inf, np.inf], "ab"):
        refuses(checks.edges, bad, name="avstånden", code="edges")


def test_huge_whole_numbers_and_lengths_of_time_are_refused_and_not_misread() -> None:
    for bad in (10**400, -(10**400), np.timedelta64(3, "D")):
        refuses(checks.whole, bad, least=1, name="Radien", code="not_whole")
        refuses(checks.positive, bad, name="Avståndet", code="not_positive")
    lengths = np.array([1, 2], dtype="timedelta64[D]")
    refuses(checks.counts, lengths, code="not_counts")
    refuses(checks.numbers, lengths, name="talen", code="not_numbers")
    refuses(checks.amounts, lengths, name="befolkning", code="not_amounts")


def test_a_radius_of_true_is_no_radius() -> None:
    refuses(checks.whole, True, least=1, name="Radien", code="not_whole")
    refuses(checks.positive, True, name="Avståndet", code="not_positive")


def test_numbers_beyond_reason_are_refused() -> None:
    for bad in (1e300, 1e-300, 5e-324):
        refuses(checks.positive, bad, name="Avståndet", code="not_positive")
        refuses(checks.people, [bad, 1], code="not_amounts")
    assert checks.people([0, 1e-14, np.nan])[:2].tolist() == [0, 1e-14]


def test_what_is_masked_is_missing_and_not_what_lies_under_the_mask() -> None:
    refuses(checks.counts, np.ma.masked_array([1, 99], mask=[False, True]), code="not_counts")
    assert checks.counts(np.ma.masked_array([1, 99], mask=[False, False])).tolist() == [1, 99]


def test_pythons_own_dates_are_times_and_far_years_are_refused() -> None:
    assert checks.days([date(1970, 1, 3), datetime.fromisoformat("1970-01-03T12:00")]).tolist() == [2, 2.5]
    refuses(checks.days, [date(1970, 1, 3), None], code="not_times")
    refuses(checks.days, [datetime.fromisoformat("1970-01-03T12:00+02:00")], code="not_times")
    assert checks.known([date(1970, 1, 3), None], name="tiderna").tolist() == [True, False]
    for unit, far in (("Y", 10**7), ("s", 10**17), ("D", -(10**10))):
        refuses(checks.days, np.array([far], dtype=f"datetime64[{unit}]"), code="not_times")


def test_a_choice_is_given_as_itself_or_as_its_word() -> None:
    assert checks.choice("rain", Weather, name="Vädret") is Weather.RAIN
    assert checks.choice(Weather.SUN, Weather, name="Vädret") is Weather.SUN
    for bad in ("nonsense", "RAIN", None, 1, ["rain"], NAN, Weather, np.array(["rain"]), True):
        refuses(checks.choice, bad, Weather, name="Vädret", code="weather")


def test_true_and_false_and_nothing_that_passes_for_them() -> None:
    assert checks.flag(np.bool_(True), name="Kanten") is True
    for bad in (1, 0, "no", None, [], NAN):
        refuses(checks.flag, bad, name="Kanten", code="not_flag")


def test_chance_is_a_generator() -> None:
    generator = np.random.default_rng(1)
    assert checks.chance(generator) is generator
    for bad in (None, 1, np.random.RandomState(1), np.random, "1"):
        refuses(checks.chance, bad, code="no_rng")


def test_levels_are_one_or_more() -> None:
    assert checks.levels((0.5, 0.95)).tolist() == [0.5, 0.95]
    for bad in (0.5, [], [0], [95], ["a"], [NAN], None):
        refuses(checks.levels, bad, code="level")


def test_what_can_not_be_shown_is_not_shown() -> None:
    assert checks.shown(2.5) == "2.5"
    assert checks.shown("vecka") == "”vecka”"
    for odd in (None, NAN, object(), [1], 10**400, "x" * 1000):
        assert checks.shown(odd) == "det som angavs"


def test_lists_of_shapes() -> None:
    for bad in (3, "box", np.array(3), {}, None):
        refuses(checks.polygons, bad, code="not_polygons")

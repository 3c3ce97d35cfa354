"""The one validator: what is let through comes out as it was, what is not has its name."""

from __future__ import annotations

from datetime import date, datetime

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trygghjulet.analysis import checks
from trygghjulet.analysis.tests.nasty import BAD_COUNTS, BAD_NUMBERS, ODD_COUNTS, refuses


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

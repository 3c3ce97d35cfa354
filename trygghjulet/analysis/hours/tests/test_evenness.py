"""Rates of parts of the week and the year, and whether they are uneven beyond chance."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from scipy.stats import chisquare
from statsmodels.stats.proportion import proportion_confint

from trygghjulet.analysis.hours.evenness import Spread, evenness, profile
from trygghjulet.analysis.hours.exposure import exposure
from trygghjulet.analysis.levels.rates import rates
from trygghjulet.analysis.tests.nasty import BAD_COUNTS, ODD_COUNTS, answers_or_refuses, refuses

counts_of_parts = st.lists(st.integers(0, 200), min_size=3, max_size=30).filter(
    lambda n: sum(n) >= 3 * len(n)
)


@pytest.mark.requirement("PIC-4")
def test_a_month_is_judged_by_its_days() -> None:
    days = exposure(date(2023, 1, 1), date(2023, 12, 31)).months
    even = profile(days * 3, days)
    assert even.index == pytest.approx(1)
    assert even.rate == pytest.approx(3)
    assert evenness(days * 3, days).statistic == pytest.approx(0)
    assert evenness(days * 300).verdict is Spread.UNEVEN  # unlike months, taken for alike
    assert evenness(days * 300, days).verdict is Spread.CANNOT_BE_TOLD


def test_intervals_are_the_exact_ones_of_the_peers() -> None:
    n, days = np.array([0, 7, 30, 12]), np.array([31, 28, 31, 30])
    told = profile(n, days, level=0.9)
    garwood = rates(n, days, per=1, level=0.9)
    assert told.low == pytest.approx(garwood.low)
    assert told.high == pytest.approx(garwood.high)
    low, high = proportion_confint(n, 49, alpha=0.1, method="beta")
    assert told.index_low == pytest.approx(np.nan_to_num(low) / (days / 120))
    assert told.index_high == pytest.approx(high / (days / 120))


@settings(max_examples=50, deadline=None)
@given(counts_of_parts)
def test_the_statistic_is_pearsons(counts: list[int]) -> None:
    told, peer = evenness(counts), chisquare(counts)
    assert told.statistic == pytest.approx(peer.statistic)
    assert told.degrees == len(counts) - 1
    many = evenness(np.array(counts) * 1000)
    # With many incidents the gamma law becomes the χ² law.
    assert many.p == pytest.approx(chisquare(np.array(counts) * 1000).pvalue, abs=1e-3)


@settings(max_examples=40, deadline=None)
@given(counts_of_parts, st.randoms(use_true_random=False), st.floats(0.001, 1000))
def test_order_and_unit_do_not_matter(counts: list[int], shuffle: object, unit: float) -> None:
    n, time = np.array(counts), np.linspace(1, 2, len(counts))
    order = np.random.default_rng(len(counts)).permutation(len(counts))
    told, turned = evenness(n, time), evenness(n[order], time[order] * unit)
    assert told.p == pytest.approx(turned.p, abs=1e-9)
    one, other = profile(n, time), profile(n[order], time[order] * unit)
    assert other.index == pytest.approx(one.index[order])
    assert other.rate * unit == pytest.approx(one.rate[order])


def test_overdispersion_makes_it_harder_to_call_uneven() -> None:
    n = [40, 60, 50, 30, 55, 45, 70]
    assert evenness(n, overdispersion=2).statistic == pytest.approx(evenness(n).statistic / 2)
    assert evenness(n).p < evenness(n, overdispersion=2).p


def test_a_part_without_time_has_no_rate() -> None:
    told = profile([4, 0, 8], [2, 0, 4])
    assert told.rate[[0, 2]].tolist() == [2, 2]
    assert np.isnan(told.index[1])
    assert np.isnan(told.high[1])
    assert evenness([40, 0, 80], [2, 0, 4]).degrees == 1
    refuses(profile, [4, 1, 8], [2, 0, 4], code="no_exposure")


def test_too_little_is_refused() -> None:
    refuses(evenness, [1, 0, 2, 1], code="too_few")
    refuses(evenness, [50, 50, 0], [1000, 1000, 1], code="too_few")
    refuses(evenness, [50], code="too_few")
    refuses(profile, [0, 0], code="too_few")


def test_a_real_city_has_a_season_and_a_week(shared_data: Path) -> None:
    file = shared_data / "incidents" / "cincinnati_burglary_2016_2018.csv"
    days = np.genfromtxt(file, delimiter=",", skip_header=1, usecols=2, dtype="datetime64[D]")
    first, last = days.min().item(), days.max().item()
    held = exposure(first, last, zone="America/New_York")
    months = np.bincount(days.astype("datetime64[M]").astype(int) % 12, minlength=12)
    told = profile(months, held.months)
    assert (told.low <= told.rate).all()
    assert (told.rate <= told.high).all()
    assert evenness(months, held.months).verdict is Spread.UNEVEN
    assert evenness(np.bincount((days.astype(int) + 3) % 7, minlength=7), held.weekdays).p < 1


def test_ugly_input() -> None:
    for bad in BAD_COUNTS:
        refuses(profile, bad, code="not_counts")
        refuses(evenness, bad, code="not_counts")
    for odd in ODD_COUNTS:
        answers_or_refuses(profile, odd)
        answers_or_refuses(evenness, odd)
    for time in ([1, 2], [0, 0, 0], [1, -1, 1], [1, float("nan"), 1], ["a", "b", "c"], [1e300] * 3):
        refuses(profile, [5, 5, 5], time)
        refuses(evenness, [5, 5, 5], time)
    refuses(evenness, [5, 5, 5], alpha=0, code="level")
    refuses(profile, [5, 5, 5], level=2, code="level")

"""Where crime and perceived unsafety say different things."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from scipy.stats import spearmanr

from trygghjulet.analysis.answers.parting import Finding, parting
from trygghjulet.analysis.tests.nasty import BAD_COUNTS, ODD_COUNTS, answers_or_refuses, refuses

NAN = float("nan")


def city(seed: int = 1, areas: int = 24) -> tuple[np.ndarray, ...]:
    """Areas where unsafety follows crime, but for the first (unsafe) and the second (safe)."""
    rng = np.random.default_rng(seed)
    place = rng.normal(size=areas)
    place -= place.mean()
    crime, unsafety = place.copy(), place.copy()
    crime[0], unsafety[0], crime[1], unsafety[1] = -1.5, 1.5, 1.5, -1.5
    population = rng.integers(2000, 9000, areas)
    counts = rng.poisson(population * 0.04 * np.exp(0.5 * crime))
    n = np.full(areas, 400)
    share = rng.binomial(n, np.sin(0.55 + 0.1 * unsafety) ** 2) / n
    return counts, share, population, n


@pytest.mark.requirement("SCN-5")
def test_the_two_areas_where_they_part_are_found() -> None:
    told = parting(*city())
    assert told.finding[0] is Finding.UNSAFE_THOUGH_LITTLE_CRIME
    assert told.finding[1] is Finding.SAFE_THOUGH_MUCH_CRIME
    assert set(told.finding[2:]) == {Finding.CANNOT_BE_TOLD}
    assert told.low[0] > 0 > told.high[1]
    assert told.q[0] <= 0.05


def test_both_above_the_mean_is_not_called_little_crime() -> None:
    counts, share, population, n = city()
    rest = np.arange(len(counts)) > 1
    counts, share, population, n = counts[rest], share[rest], population[rest] * 1.0, n[rest]
    high = int(np.argsort(counts / population)[-6])
    share[high] = 0.75
    told = parting(counts, share, population, n)
    assert told.crime[high] > 0
    assert told.finding[high] is Finding.MORE_UNSAFE_THAN_CRIME


def test_places_are_in_deviations_between_the_areas() -> None:
    told = parting(*city())
    for place in (told.crime, told.unsafety):
        assert place.mean() == pytest.approx(0, abs=1e-12)
        assert 1 < place.std(ddof=1) < 1.2  # chance comes on top


def test_the_rank_correlation_is_the_peers() -> None:
    counts, share, population, n = city(2)
    told = parting(counts, share, population, n)
    wanted = spearmanr(counts / population, share).statistic
    assert told.rank_correlation == pytest.approx(wanted)
    assert told.rank_low is not None
    assert told.rank_high is not None
    assert -1 < told.rank_low < wanted < told.rank_high < 1


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.floats(0.01, 100))
def test_order_and_unit_do_not_matter(seed: int, unit: float) -> None:
    counts, share, population, n = city(seed)
    order = np.random.default_rng(seed).permutation(len(counts))
    one = parting(counts, share, population, n)
    other = parting(counts[order], share[order], population[order] * unit, n[order])
    assert other.difference == pytest.approx(one.difference[order])
    assert other.q == pytest.approx(one.q[order])
    assert other.finding == tuple(one.finding[i] for i in order)


def test_fewer_answers_leave_more_unsure() -> None:
    counts, share, population, n = city()
    few, many = parting(counts, share, population, n // 4), parting(counts, share, population, n)
    assert (few.unsafety_error > many.unsafety_error).all()
    spread = parting(counts, share, population, n, overdispersion=3)
    assert (spread.crime_error > many.crime_error).all()


def test_areas_that_are_not_known_are_left_out() -> None:
    counts, share, population, n = city()
    share[3], population[4], n[5] = NAN, 0, 3
    told = parting(counts, share, population, n)
    assert np.isnan(told.q[3:6]).all()
    assert set(told.finding[3:6]) == {Finding.CANNOT_BE_TOLD}
    assert told.finding[0] is Finding.UNSAFE_THOUGH_LITTLE_CRIME


def test_areas_that_do_not_differ_have_no_places() -> None:
    counts, share, population, n = city()
    refuses(parting, np.full(24, 100), share, np.full(24, 5000), n, code="no_differences")
    refuses(parting, counts, np.full(24, 0.3), population, n, code="no_differences")
    refuses(parting, counts[:9], share[:9], population[:9], n[:9], code="too_few")


def test_ugly_input() -> None:
    counts, share, population, n = city(areas=12)
    for bad in BAD_COUNTS:
        refuses(parting, bad, [0.2, 0.3, 0.4], [100, 100, 100], [50, 50, 50])
    for odd in ODD_COUNTS:
        m = len(odd)
        answers_or_refuses(parting, odd, np.linspace(0, 1, m), np.full(m, 500), np.full(m, 100))
    for bad in (share + 1, share[:5], -share, share * np.inf, ["a"] * 12, [1j] * 12):
        refuses(parting, counts, bad, population, n)
        refuses(parting, counts, share, bad if len(bad) == 5 else ["a"] * 12, n)
    refuses(parting, counts, share, population, n, overdispersion=0.5, code="overdispersion")
    refuses(parting, counts, share, population, n, alpha=0, code="level")
    refuses(parting, counts, share, population, n, level=1, code="level")

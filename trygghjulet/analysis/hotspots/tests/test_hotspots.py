"""Gi* equals its peers and its p-value equals counting every possible draw."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from operator import ge, le
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from hypothesis.extra.numpy import arrays

from trygghjulet.analysis.checks import UnfitData
from trygghjulet.analysis.hotspots import draws, neighbourhoods
from trygghjulet.analysis.hotspots.hotspots import (
    FLOOR,
    GiStar,
    Inference,
    Null,
    gi_star,
    gi_star_z,
)
from trygghjulet.analysis.hotspots.neighbourhoods import Edge, box_sum
from trygghjulet.analysis.multiple import Correction
from trygghjulet.analysis.tests.nasty import answers_or_refuses, refuses

SMALL = np.array([[0, 1, 0, 2], [3, 9, 4, 0], [1, 6, 5, 1], [0, 2, 0, 0]])


@pytest.fixture
def city(shared_data: Path) -> np.ndarray:
    return np.loadtxt(shared_data / "reference" / "grid80.csv", delimiter=",").astype(int)


def no_minimum(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbourhoods, "FEWEST_INCIDENTS", 0)


def around(mask: np.ndarray, radius: int) -> list[list[int]]:
    cells = np.argwhere(mask)
    return [[i for i, other in enumerate(cells) if abs(other - cell).max() <= radius] for cell in cells]


@pytest.mark.requirement("PIC-5")
def test_z_equals_spdep_on_a_real_city(city: np.ndarray, shared_data: Path) -> None:
    theirs = np.loadtxt(shared_data / "reference" / "spdep_z80.csv", skiprows=1)
    mask = np.ones(city.shape, dtype=bool)
    assert gi_star(city, mask).z.ravel() == pytest.approx(theirs, abs=1e-12)
    assert gi_star_z(city, mask).ravel() == pytest.approx(theirs, abs=1e-12)


@pytest.mark.requirement("PIC-5")
def test_how_many_squares_of_a_real_city_are_hot_depends_on_where_p_comes_from(city: np.ndarray) -> None:
    def hot(**settings: object) -> int:
        return int(gi_star(city, np.ones(city.shape, dtype=bool), **settings).hot.sum())

    assert hot() == 65
    assert hot(null=Null.CONDITIONAL) == 39
    assert hot(inference=Inference.NORMAL) == 644
    assert hot(correction=Correction.BENJAMINI_YEKUTIELI) < 65
    # One in a thousand is not small enough among 6,400 squares.
    assert hot(inference=Inference.PERMUTATION, permutations=99, rng=np.random.default_rng(1)) == 0


@pytest.mark.parametrize(
    ("z", "p"), [(2, 0.0376), (3, 0.0138), (4.01, 0.00630), (5, 0.00293), (6, 0.00179), (7.97, 0.000624)]
)
def test_the_true_tail_of_a_real_city(city: np.ndarray, z: float, p: float) -> None:
    told = gi_star(city, np.ones(city.shape, dtype=bool))
    nearest = np.abs(told.z.ravel() - z).argmin()
    assert told.p.ravel()[nearest] == pytest.approx(p, rel=4e-3)


@pytest.mark.requirement("PIC-5")
def test_the_conditional_p_of_a_small_grid_is_that_of_full_enumeration() -> None:
    ways = [47, 591, 636, 323, 365, 351, 521, 1406, 162, 190, 862, 1995, 150, 1253, 981, 262]
    of = [455, 3003, 3003, 455, 3003, 6435, 6435, 3003, 3003, 6435, 6435, 3003, 455, 3003, 3003, 455]
    told = gi_star(SMALL, np.ones((4, 4), dtype=bool), null=Null.CONDITIONAL, fewest=16)
    assert told.p.ravel() == pytest.approx(np.array(ways) / of, abs=1e-13)


def test_z_of_a_small_grid() -> None:
    expected = [
        *(0.978492, 0.826568, 0.632082, -0.543607, 1.410028, 1.87427, 1.684471, -0.145865),
        *(1.604515, 2.06407, 1.494671, -0.534838, 0.108721, 0.243108, 0.243108, -0.543607),
    ]
    assert gi_star(SMALL, np.ones((4, 4), dtype=bool), fewest=16).z.ravel() == pytest.approx(
        expected, abs=1e-6
    )


def tails_at(told: GiStar, mask: np.ndarray, i: int) -> tuple[float, float]:
    return told.p[mask][i], told.p_low[mask][i]


def enumerated(pool: np.ndarray, draws: int, held: int) -> tuple[float, float]:
    ways = Counter(sum(draw) for draw in combinations(pool.tolist(), draws))
    return tuple(
        max(sum(n for total, n in ways.items() if beyond(total, held)) / ways.total(), FLOOR)
        for beyond in (ge, le)
    )


@pytest.mark.requirement("PIC-5")
@settings(max_examples=25, deadline=None)
@given(
    counts=arrays(np.int64, (3, 5), elements=st.one_of(st.integers(0, 3), st.integers(0, 90))),
    mask=arrays(np.bool_, (3, 5), elements=st.sampled_from([True, True, True, False])),
    radius=st.integers(1, 2),
)
def test_p_equals_counting_every_draw(counts: np.ndarray, mask: np.ndarray, radius: int) -> None:
    values = counts[mask]
    if len(values) < 2 or values.min() == values.max():
        return
    with pytest.MonkeyPatch.context() as patched:
        no_minimum(patched)
        told = gi_star(counts, mask, radius, fewest=2)
        beside = gi_star(counts, mask, radius, null=Null.CONDITIONAL, fewest=2)
    for i, near in enumerate(around(mask, radius)):
        held = values[near].sum()
        assert tails_at(told, mask, i) == pytest.approx(enumerated(values, len(near), held), abs=1e-11)
        others = np.delete(values, i)
        expected = enumerated(others, len(near) - 1, held - values[i])
        assert tails_at(beside, mask, i) == pytest.approx(expected, abs=1e-11)
        if len(near) < len(values):
            k, n = len(near), len(values)
            by_hand = (held - k * values.mean()) / (values.std() * np.sqrt((n * k - k * k) / (n - 1)))
            assert told.z[mask][i] == pytest.approx(by_hand, abs=1e-9)
    assert np.isnan(told.z[~mask]).all()
    assert not told.hot[~mask].any()


@pytest.mark.requirement("PIC-5")
@pytest.mark.parametrize("null", list(Null))
def test_very_large_counts_are_told_a_little_too_likely_and_never_too_unlikely(
    monkeypatch: pytest.MonkeyPatch, null: Null
) -> None:
    counts = np.random.default_rng(8).negative_binomial(0.3, 0.002, (14, 12))
    mask = np.ones(counts.shape, dtype=bool)
    mask[:4, 8:] = False
    exact = gi_star(counts, mask, null=null)
    monkeypatch.setattr(draws, "_MOST_SUMS", 4000)
    told = gi_star(counts, mask, null=null)
    for rounded, true in ((told.p[mask], exact.p[mask]), (told.p_low[mask], exact.p_low[mask])):
        assert (rounded >= true - 1e-12).all()
        assert rounded == pytest.approx(true, abs=0.02)
        assert (rounded > true + 1e-6).any()


@pytest.mark.requirement("PIC-5")
def test_a_planted_place_is_found_and_chance_is_held_down() -> None:
    draw = np.random.default_rng(7)
    mask = np.ones((40, 40), dtype=bool)
    false_alarms = sum(gi_star(draw.poisson(1.0, mask.shape), mask).hot.any() for _ in range(60))
    assert false_alarms <= 8
    planted = draw.poisson(1.0, mask.shape)
    planted[10:12, 20:22] += 12
    told = gi_star(planted, mask)
    assert told.hot[10:12, 20:22].all()
    assert told.p.min() >= FLOOR


def test_the_footprint_changes_the_answer() -> None:
    counts = np.zeros((20, 20), dtype=int)
    counts[:6, :6] = np.random.default_rng(3).poisson(3, (6, 6))
    footprint = counts >= 0
    footprint[:, 6:] = footprint[6:, :] = False
    assert gi_star(counts, np.ones_like(footprint)).hot.any()
    assert not gi_star(counts, footprint).hot.any()


@pytest.mark.parametrize("null", list(Null))
def test_permutations_come_to_the_exact_answer(null: Null) -> None:
    counts = np.random.default_rng(5).negative_binomial(0.4, 0.2, (12, 10))
    mask = np.ones(counts.shape, dtype=bool)
    mask[:3, 7:] = False
    exact = gi_star(counts, mask, null=null)
    drawn = gi_star(
        counts,
        mask,
        null=null,
        inference=Inference.PERMUTATION,
        permutations=3000,
        rng=np.random.default_rng(1),
    )
    assert drawn.p[mask] == pytest.approx(exact.p[mask], abs=0.045)
    assert drawn.p_low[mask] == pytest.approx(exact.p_low[mask], abs=0.045)
    assert drawn.finest == 1 / 3001
    assert drawn.p[mask].min() >= drawn.finest


def test_permutations_are_the_same_from_the_same_seed_and_need_one() -> None:
    counts = np.random.default_rng(5).poisson(1, (10, 10))
    mask = np.ones(counts.shape, dtype=bool)
    first, second = (
        gi_star(
            counts,
            mask,
            inference=Inference.PERMUTATION,
            permutations=20,
            rng=np.random.default_rng(3),
        )
        for _ in range(2)
    )
    assert np.array_equal(first.p, second.p)
    refuses(gi_star, counts, mask, inference=Inference.PERMUTATION, code="no_rng")


def test_the_edge_can_be_left_out() -> None:
    counts = np.random.default_rng(5).poisson(1, (10, 12))
    mask = np.ones(counts.shape, dtype=bool)
    mask[4:6, 4] = False
    told, all_told = gi_star(counts, mask, edge=Edge.LEAVE_OUT), gi_star(counts, mask)
    whole = np.zeros_like(mask)
    whole[1:-1, 1:-1] = True
    whole[3:7, 3:6] = False
    assert np.array_equal(~np.isnan(told.z), whole)
    assert np.array_equal(told.z[whole], all_told.z[whole])
    assert not told.hot[~whole].any()
    refuses(gi_star, counts, mask, 5, edge=Edge.LEAVE_OUT, code="no_whole_neighbourhood")


def test_cold_squares_are_the_hot_ones_of_the_reverse() -> None:
    counts = np.full((20, 20), 6)
    counts[5:9, 5:9] = 0
    mask = np.ones(counts.shape, dtype=bool)
    told, reverse = gi_star(counts, mask), gi_star(6 - counts + 1, mask)
    assert told.cold[6:8, 6:8].all()
    assert np.array_equal(told.cold, reverse.hot)
    assert not told.hot.any()


@pytest.mark.requirement("PIC-5")
@settings(max_examples=30, deadline=None)
@given(
    counts=arrays(np.int64, (7, 6), elements=st.integers(0, 30)),
    times=st.integers(2, 1000),
    shift=st.tuples(st.integers(0, 3), st.integers(0, 3)),
)
def test_unit_place_and_order_do_not_matter(counts: np.ndarray, times: int, shift: tuple[int, int]) -> None:
    if counts.min() == counts.max() or counts.sum() < 20:
        return
    mask = np.ones(counts.shape, dtype=bool)
    told = gi_star(counts, mask)
    assert gi_star(counts * times, mask).p == pytest.approx(told.p, abs=1e-10)
    assert gi_star_z(counts * times, mask) == pytest.approx(told.z, abs=1e-9)
    turned = gi_star(counts.T[::-1], mask.T).p[::-1].T
    assert turned == pytest.approx(told.p, abs=1e-12)
    around = tuple((by, 3 - by) for by in shift)
    moved = gi_star(np.pad(counts, around, constant_values=9), np.pad(mask, around))
    inner = (slice(shift[0], shift[0] + 7), slice(shift[1], shift[1] + 6))
    assert moved.p[inner] == pytest.approx(told.p, abs=1e-12)


@settings(max_examples=40, deadline=None)
@given(arrays(np.int64, (5, 6), elements=st.integers(0, 9)), st.integers(1, 8))
def test_box_sums_are_sums_of_boxes(table: np.ndarray, radius: int) -> None:
    told = box_sum(table, radius)
    for row, column in np.ndindex(table.shape):
        box = table[max(row - radius, 0) : row + radius + 1, max(column - radius, 0) : column + radius + 1]
        assert told[row, column] == box.sum()


def test_ugly_tables_are_answered_or_refused() -> None:
    odd = [
        np.zeros((6, 6)),
        np.full((6, 6), 10**12),
        np.eye(6) * 1000,
        np.zeros((0, 6)),
        np.full((6, 6), np.nan),
        np.arange(36),
        np.ones((1, 60)),
        np.arange(60).reshape(60, 1),
        np.where(np.arange(36).reshape(6, 6) == 7, 10**15, 0),
    ]
    for table in odd:
        mask = np.ones(table.shape, dtype=bool)
        for method in (gi_star, gi_star_z):
            answers_or_refuses(method, table, mask)
        answers_or_refuses(gi_star, table, mask, 99, null=Null.CONDITIONAL)
    refuses(gi_star, SMALL, SMALL, code="not_mask")
    refuses(gi_star, np.ones((6, 6)), np.zeros((6, 6), dtype=bool), code="too_few")


def test_material_that_is_not_fit_is_refused() -> None:
    mask = np.ones((10, 10), dtype=bool)
    few = np.zeros((10, 10), dtype=int)
    few[0, 0] = 19
    with pytest.raises(UnfitData, match="kan inte avgöras") as refused:
        gi_star(few, mask)
    assert refused.value.code == "too_few"
    with pytest.raises(UnfitData, match="rutor"):
        gi_star(np.full((5, 5), 9), np.ones((5, 5), dtype=bool))
    with pytest.raises(UnfitData, match="lika många"):
        gi_star(np.full((10, 10), 3), mask)
    with pytest.raises(UnfitData, match="Radien"):
        gi_star(few + 1, mask, radius=0)
    with pytest.raises(UnfitData, match="formen"):
        gi_star(few, mask[:5])
    with pytest.raises(UnfitData, match="för stor för"):
        gi_star(np.random.default_rng(1).poisson(30, (90, 90)), np.ones((90, 90), dtype=bool), radius=30)

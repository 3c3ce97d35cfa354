"""Gi* equals its peers and its p-value equals counting every possible draw."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from pathlib import Path
from time import perf_counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from trygghjulet.analysis import hotspots
from trygghjulet.analysis.checks import UnfitData
from trygghjulet.analysis.hotspots import FLOOR, gi_star

REFERENCE = Path(__file__).parents[4] / "shared" / "data" / "reference"
SMALL = np.array([[0, 1, 0, 2], [3, 9, 4, 0], [1, 6, 5, 1], [0, 2, 0, 0]])


@pytest.fixture
def city() -> np.ndarray:
    if not REFERENCE.is_dir():
        pytest.skip("the shared data is not here")
    return np.loadtxt(REFERENCE / "grid80.csv", delimiter=",").astype(int)


def no_minimum(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hotspots, "FEWEST_CELLS", 2)
    monkeypatch.setattr(hotspots, "FEWEST_INCIDENTS", 0)


def neighbourhoods(mask: np.ndarray, radius: int) -> list[list[int]]:
    cells = np.argwhere(mask)
    return [[i for i, other in enumerate(cells) if abs(other - cell).max() <= radius] for cell in cells]


@pytest.mark.requirement("PIC-5")
def test_z_equals_spdep_on_a_real_city(city: np.ndarray) -> None:
    theirs = np.loadtxt(REFERENCE / "spdep_z80.csv", skiprows=1)
    gi_star(city, np.ones(city.shape, dtype=bool))
    began = perf_counter()
    ours = gi_star(city, np.ones(city.shape, dtype=bool))
    assert perf_counter() - began < 0.5  # 5 ms where nothing else runs
    assert ours.z.ravel() == pytest.approx(theirs, abs=1e-12)
    assert ours.hot.sum() == 65


@pytest.mark.parametrize(
    ("z", "p"), [(2, 0.0376), (3, 0.0138), (4.01, 0.00630), (5, 0.00293), (6, 0.00179), (7.97, 0.000624)]
)
def test_the_true_tail_of_a_real_city(city: np.ndarray, z: float, p: float) -> None:
    told = gi_star(city, np.ones(city.shape, dtype=bool))
    nearest = np.abs(told.z.ravel() - z).argmin()
    assert told.p.ravel()[nearest] == pytest.approx(p, rel=4e-3)


def test_z_of_a_small_grid(monkeypatch: pytest.MonkeyPatch) -> None:
    no_minimum(monkeypatch)
    expected = [
        *(0.978492, 0.826568, 0.632082, -0.543607, 1.410028, 1.87427, 1.684471, -0.145865),
        *(1.604515, 2.06407, 1.494671, -0.534838, 0.108721, 0.243108, 0.243108, -0.543607),
    ]
    assert gi_star(SMALL, np.ones((4, 4), dtype=bool)).z.ravel() == pytest.approx(expected, abs=1e-6)


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
        told = gi_star(counts, mask, radius)
    sums = {
        k: Counter(sum(draw) for draw in combinations(values.tolist(), k)) for k in range(1, len(values) + 1)
    }
    for p, z, near in zip(told.p[mask], told.z[mask], neighbourhoods(mask, radius), strict=True):
        held, ways = values[near].sum(), sums[len(near)]
        expected = sum(n for total, n in ways.items() if total >= held) / ways.total()
        assert p == pytest.approx(expected, abs=1e-11)
        if len(near) < len(values):
            k, n = len(near), len(values)
            by_hand = (held - k * values.mean()) / (values.std() * np.sqrt((n * k - k * k) / (n - 1)))
            assert z == pytest.approx(by_hand, abs=1e-9)
    assert np.isnan(told.z[~mask]).all()
    assert not told.hot[~mask].any()


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
    huge = few.copy()
    huge[:] = 10**8
    huge[0, 0] = 1
    with pytest.raises(UnfitData, match="för stora"):
        gi_star(huge, mask)

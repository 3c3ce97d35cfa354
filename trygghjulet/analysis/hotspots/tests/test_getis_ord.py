"""Getis and Ord's statistics against their published figures and a peer."""

from __future__ import annotations

from pathlib import Path

import esda
import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from libpysal.weights import WSP
from scipy.sparse import csr_array

from trygghjulet.analysis.hotspots.getis_ord import global_g, local_g, neighbours_within
from trygghjulet.analysis.hotspots.hotspots import Inference, Null, gi_star
from trygghjulet.analysis.tests.nasty import answers_or_refuses, refuses

X, Y = np.array([(10, 10), (20, 10), (40, 10), (15, 20), (30, 20), (30, 30)], dtype=float).T
VALUES = [2, 3, 3.2, 5, 8, 7]


def test_six_points_of_a_textbook() -> None:
    near = neighbours_within(X, Y, 15)
    assert local_g(VALUES, near, star=False).z == pytest.approx(
        [-1.0136729, -0.04361589, 1.31558703, -0.31412676, 1.15373986, 1.77833941], abs=1e-7
    )
    assert local_g(VALUES, near).z == pytest.approx(
        [-1.39727626, -0.28917762, 0.65064964, -0.28917762, 1.23452088, 2.02424331], abs=1e-7
    )
    told = global_g(VALUES, near)
    assert told.g == pytest.approx(0.55709779, abs=1e-8)
    assert told.p == pytest.approx(0.172936, abs=1e-6)


@pytest.mark.parametrize("star", [False, True])
def test_weights_may_be_scaled_row_by_row(star: bool) -> None:
    near = neighbours_within(X, Y, 15)
    scaled = csr_array(near.multiply(1 / near.sum(axis=1)[:, np.newaxis]))
    if star:
        return
    assert local_g(VALUES, scaled, star).z == pytest.approx(local_g(VALUES, near, star).z)


def test_the_published_map_of_1996(shared_data: Path) -> None:
    table = np.genfromtxt(shared_data / "reference" / "getisord_1996.csv", delimiter=",", names=True)
    for distance, z in ((30, 1.221979), (60, 1.748098), (90, 1.986135), (120, 1.893374), (150, 1.237454)):
        near = neighbours_within(table["x"], table["y"], distance)
        assert local_g(table["val"], near, star=False).z[119] == pytest.approx(z, abs=1e-6)
    starred = local_g(table["val"], neighbours_within(table["x"], table["y"], 30)).z[119]
    assert starred == pytest.approx(1.450780, abs=1e-6)


def test_equals_a_peer_with_binary_weights_at_random_points() -> None:
    draw = np.random.default_rng(2)
    x, y = draw.uniform(0, 100, (2, 150))
    values = draw.gamma(0.5, 4, 150)
    near = neighbours_within(x, y, 12)
    weights = WSP(near.tocsr().astype(float)).to_W(silence_warnings=True)
    theirs = esda.G_Local(values, weights, transform="B", star=True, permutations=0)
    assert local_g(values, near).z == pytest.approx(theirs.Zs, abs=1e-9)


def test_on_a_grid_it_is_gi_star() -> None:
    counts = np.random.default_rng(4).negative_binomial(0.5, 0.2, (9, 11))
    row, column = (axis.ravel() for axis in np.indices(counts.shape))
    near = neighbours_within(column, row, 1.5)
    mask = np.ones(counts.shape, dtype=bool)
    assert local_g(counts.ravel(), near).z == pytest.approx(gi_star(counts, mask).z.ravel(), abs=1e-10)
    exact = gi_star(counts, mask, null=Null.CONDITIONAL)
    drawn = local_g(counts.ravel(), near, permutations=2000, rng=np.random.default_rng(1))
    assert drawn.p == pytest.approx(exact.p.ravel(), abs=0.05)
    assert drawn.p_low == pytest.approx(exact.p_low.ravel(), abs=0.05)
    normal = gi_star(counts, mask, inference=Inference.NORMAL)
    assert local_g(counts.ravel(), near).p == pytest.approx(normal.p.ravel(), abs=1e-12)


@settings(max_examples=30, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    shift=st.floats(-1e6, 1e6),
    scale=st.floats(1e-3, 1e6),
)
def test_unit_origin_and_order_do_not_matter(seed: int, shift: float, scale: float) -> None:
    draw = np.random.default_rng(seed)
    x, y = draw.integers(0, 20, (2, 25)).astype(float)
    values = draw.gamma(1, 1, 25)
    told = local_g(values, neighbours_within(x, y, 4)).z
    moved = neighbours_within(x + round(shift), y - round(shift), 4)
    assert local_g(values * scale + 7 * scale, moved).z == pytest.approx(told, abs=1e-6, nan_ok=True)
    order = draw.permutation(25)
    mixed = local_g(values[order], neighbours_within(x[order], y[order], 4)).z
    assert mixed == pytest.approx(told[order], abs=1e-9, nan_ok=True)


def test_ugly_input() -> None:
    near = neighbours_within(X, Y, 15)
    for values in ([1.0] * 6, [0] * 6, [np.nan] * 6, [1e308, -1e308, 0, 0, 1, 2], [1, 2], [], ["a"] * 6):
        for method in (local_g, global_g):
            answers_or_refuses(method, values, near)
    refuses(local_g, VALUES, neighbours_within(X[:5], Y[:5], 15), code="shape")
    refuses(local_g, VALUES, near, permutations=9, code="no_rng")
    refuses(local_g, VALUES, near * -1, code="not_amounts")
    refuses(global_g, VALUES, neighbours_within(X, Y, 1), code="no_neighbours")
    refuses(neighbours_within, X, Y, 0, code="not_positive")
    refuses(neighbours_within, [np.inf], [1], 1, code="not_numbers")
    alone = local_g([*VALUES, 100], neighbours_within([*X, 900], [*Y, 900], 15), star=False)
    assert np.isnan(alone.z[-1])
    assert alone.p[-1] == 1


def test_weights_are_a_table_and_values_are_more_than_one() -> None:
    for bad in (None, 3, float("nan"), "x"):
        refuses(local_g, VALUES, bad, code="not_weights")
        refuses(global_g, VALUES, bad, code="not_weights")
    near = neighbours_within(X, Y, 15)
    for alone in ([5, 0, 0, 0, 0, 0], [1e300, 1, 1, 1, 1, 1]):
        refuses(global_g, alone, near, code="no_variation")

"""Point clusters are those that were planted, whatever the order, the origin and the bearing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest
import shapely
from hypothesis import given, settings, strategies as st
from sklearn.cluster import HDBSCAN
from sklearn.metrics import adjusted_rand_score

from trygghjulet.analysis.ground.projection import project
from trygghjulet.analysis.patterns.clusters import PointClusters, point_clusters
from trygghjulet.analysis.tests.nasty import BAD_NUMBERS, answers_or_refuses, refuses


def town(seed: int, address: int = 0) -> np.ndarray:
    """Two squares full of incidents, one with twice as many; spread ones around; and perhaps one full address."""
    draw = np.random.default_rng(seed)
    return np.vstack(
        [
            draw.normal((2000, 2000), 80, (120, 2)),
            draw.normal((6000, 5000), 80, (60, 2)),
            draw.uniform(0, 8000, (100, 2)),
            np.tile((1000.0, 7000.0), (address, 1)),
        ]
    )


def found(at: np.ndarray) -> PointClusters:
    return point_clusters(at[:, 0], at[:, 1])


@pytest.mark.requirement("PIC-5")
def test_planted_clusters_are_told() -> None:
    at = town(1)
    told = found(at)
    first, second = told.clusters[:2]
    assert (first.rank, second.rank) == (1, 2)
    assert np.hypot(*(np.array(first.centre) - 2000)) < 40
    assert np.hypot(*(np.array(second.centre) - (6000, 5000))) < 40
    assert 90 <= first.counts <= 130
    assert first.area < 40
    assert (told.cluster[:120] == 0).mean() > 0.85
    for number, cluster in enumerate(told.clusters):
        mine = at[told.cluster == number]
        assert (cluster.counts, cluster.sites) == (len(mine), len(mine))
        assert shapely.covers(cluster.outline, shapely.points(mine)).all()
        assert cluster.share_of_counts == pytest.approx(len(mine) / len(at))
        assert cluster.centre == pytest.approx(tuple(mine.mean(axis=0)))
        assert cluster.density == pytest.approx(len(mine) / (cluster.outline.area / 1e4))
        assert 0 < cluster.probability <= 1
    assert told.noise == (told.cluster == -1).sum()
    assert sum(cluster.counts for cluster in told.clusters) + told.noise == len(at)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(0, 6.28), st.integers(-(10**6), 10**7))
def test_order_origin_and_bearing_change_nothing(seed: int, turn: float, shift: int) -> None:
    at = town(seed)
    told = found(at)
    order = np.random.default_rng(seed).permutation(len(at))
    assert (found(at[order]).cluster == told.cluster[order]).all()
    bearing = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    moved = found(at @ bearing.T + shift)
    # A point or two on the brink may fall on the other side by the rounding to millimetres, and so may a loose
    # cluster that chance has made among those spread around; the planted ones may not.
    planted = [np.where(each.cluster < 2, each.cluster, -1) for each in (moved, told)]
    assert adjusted_rand_score(*planted) > 0.98


@pytest.mark.requirement("PIC-5")
def test_an_address_counts_with_all_its_incidents() -> None:
    at = town(2, address=90)
    told = found(at)
    mine = told.cluster[-90:]
    assert len(set(mine.tolist())) == 1
    assert mine[0] >= 0
    address = told.clusters[mine[0]]
    assert address.counts >= 90
    assert address.sites <= 5
    assert address.outline.area > 0


def test_places_nearer_than_the_distance_are_one() -> None:
    draw = np.random.default_rng(3)
    at = np.vstack(
        [
            draw.normal((0, 0), 10, (60, 2)),
            draw.normal((150, 0), 10, (60, 2)),
            draw.uniform(-4e3, 4e3, (80, 2)),
        ]
    )
    assert len(set(point_clusters(at[:, 0], at[:, 1], distance=20).cluster[:120].tolist()) - {-1}) == 2
    told = point_clusters(at[:, 0], at[:, 1], distance=200)
    assert set(told.cluster[:120].tolist()) == {0}
    assert told.clusters[0].counts >= 120


def test_clusters_are_the_dense_parts_of_scikit_learns() -> None:
    at = town(4)
    theirs = HDBSCAN(min_cluster_size=20, min_samples=10, algorithm="brute", copy=True).fit(at).labels_
    ours = point_clusters(at[:, 0], at[:, 1], distance=0.001).cluster
    held = set(zip(ours[ours >= 0].tolist(), theirs[ours >= 0].tolist(), strict=True))
    assert len(held) == len(set(theirs.tolist()) - {-1}), "each of theirs holds one of ours"
    assert -1 not in {label for _, label in held}
    assert (ours[:180] >= 0).mean() > 0.8
    assert (ours[180:] >= 0).mean() < 0.3


def test_region_centres_are_refused() -> None:
    draw = np.random.default_rng(5)
    centres = draw.uniform(0, 20_000, (96, 2))
    at = centres[draw.integers(0, 96, 3000)]
    refuses(point_clusters, *at.T, code="region_centres")
    refuses(point_clusters, *np.tile((5.0, 5.0), (500, 1)).T, code="region_centres")
    # As many repeats in a town of addresses are fine.
    addresses = draw.uniform(0, 900, (96, 2))[draw.integers(0, 96, 3000)]
    answers_or_refuses(point_clusters, *addresses.T)
    assert found(addresses).cluster.size == 3000


def test_a_real_city(shared_data: Path) -> None:
    table = pl.read_csv(shared_data / "incidents" / "memphis_robberies_2019.csv")
    x, y = project(table["lon"].to_numpy(), table["lat"].to_numpy(), 32615)
    told = point_clusters(x, y)
    assert told.noise + sum(cluster.counts for cluster in told.clusters) == 2245
    overall = 2245 / (shapely.convex_hull(shapely.multipoints(np.column_stack([x, y]))).area / 1e4)
    # A bent cluster's hull also holds what lies in the bend, so not quite all are denser than the town.
    assert np.mean([cluster.density > overall for cluster in told.clusters]) > 0.9


def test_ugly_material() -> None:
    at = town(6)
    refuses(point_clusters, [], [], code="too_few")
    refuses(point_clusters, *at[:49].T, code="too_few")
    refuses(point_clusters, *np.zeros((2, 30_001)) + np.arange(30_001), code="too_many")
    refuses(point_clusters, at[:, 0], at[:-1, 1], code="shape")
    refuses(point_clusters, at[:, 0], at[:, 1] * 1e290, code="not_numbers")
    refuses(point_clusters, *at.T, fewest=4, code="not_whole")
    refuses(point_clusters, *at.T, fewest=np.nan, code="not_whole")
    refuses(point_clusters, *at.T, distance=0, code="not_positive")
    for bad in BAD_NUMBERS:
        refuses(point_clusters, bad, [1, 2, 3], code="not_numbers")
    # Points in a row, on a lattice, and fewer than make a cluster.
    assert point_clusters(np.arange(100), np.zeros(100)).cluster.size == 100
    lattice = np.indices((12, 12)).reshape(2, -1) * 100.0
    answers_or_refuses(point_clusters, *lattice)
    assert point_clusters(at[:, 0], at[:, 1], fewest=10_000).clusters == ()

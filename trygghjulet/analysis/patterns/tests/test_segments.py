"""Street segments are hot when their length can't explain what happened there."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb

import numpy as np
import pytest
import shapely
from hypothesis import given, settings, strategies as st
from scipy.stats import binom
from shapely.geometry.base import BaseGeometry

from trygghjulet.analysis.patterns.segments import HotSegments, hot_segments
from trygghjulet.analysis.tests.nasty import BAD_NUMBERS, refuses


def streets(side: float = 100.0, blocks: int = 6) -> list[shapely.LineString]:
    """A town of square blocks: the streets from crossing to crossing."""
    ends = [(i, j) for i in range(blocks + 1) for j in range(blocks + 1)]
    return [
        shapely.LineString([(i * side, j * side), ((i + a) * side, (j + b) * side)])
        for i, j in ends
        for a, b in ((1, 0), (0, 1))
        if i + a <= blocks and j + b <= blocks
    ]


def along(lines: list[shapely.LineString], number: np.ndarray, draw: np.random.Generator) -> np.ndarray:
    """Points a few metres beside segments."""
    on = shapely.line_interpolate_point(
        np.array(lines, dtype=object)[number], draw.uniform(10, 90, len(number))
    )
    at: np.ndarray = shapely.get_coordinates(on) + draw.uniform(-5, 5, (len(number), 2))
    return at


def found(
    at: np.ndarray, lines: Sequence[BaseGeometry], distance: float = 50, alpha: float = 0.05
) -> HotSegments:
    return hot_segments(at[:, 0], at[:, 1], lines, distance, alpha)


@pytest.mark.requirement("PIC-5")
def test_planted_streets_are_found_and_hang_together() -> None:
    lines, draw = streets(), np.random.default_rng(1)
    first = next(
        n for n, line in enumerate(lines) if line.coords[0] == (200, 200) and line.coords[1] == (300, 200)
    )
    second = next(
        n for n, line in enumerate(lines) if line.coords[0] == (300, 200) and line.coords[1] == (300, 300)
    )
    alone = next(
        n for n, line in enumerate(lines) if line.coords[0] == (500, 500) and line.coords[1] == (500, 600)
    )
    number = np.concatenate(
        [np.repeat([first, second, alone], [25, 20, 15]), draw.integers(0, len(lines), 150)]
    )
    at = np.vstack([along(lines, number, draw), [[5000.0, 5000.0]] * 4])
    told = found(at, lines)
    assert np.flatnonzero(told.hot).tolist() == sorted([first, second, alone])
    assert [run.segments for run in told.runs] == [tuple(sorted([first, second])), (alone,)]
    assert told.segment[: len(number)].tolist() == number.tolist()
    assert told.unsnapped == 4
    assert told.counts.sum() + told.unsnapped == len(at)
    run = told.runs[0]
    assert run.counts == told.counts[[first, second]].sum()
    assert run.length == pytest.approx(200)
    assert run.per_100_m == pytest.approx(run.counts / 2)
    assert run.share_of_counts == pytest.approx(run.counts / len(number))
    assert run.share_of_length == pytest.approx(2 / len(lines))
    assert run.line.equals(shapely.union_all([lines[first], lines[second]]))
    assert run.q <= 0.05


def test_p_is_the_binomial_tail() -> None:
    lines, draw = streets(), np.random.default_rng(2)
    lines[0] = shapely.LineString([(0, 0), (0, -35), (100, 0)])
    number = draw.integers(0, len(lines), 60)
    told = found(along(streets(), number, draw), lines)
    share = told.length / told.length.sum()
    assert told.p == pytest.approx(binom.sf(told.counts - 1, told.counts.sum(), share), rel=1e-9)
    # By hand for one of them: k or more of n.
    busiest, n = int(told.counts.argmax()), int(told.counts.sum())
    s = share[busiest]
    by_hand = sum(comb(n, k) * s**k * (1 - s) ** (n - k) for k in range(told.counts[busiest], n + 1))
    assert told.p[busiest] == pytest.approx(by_hand)
    assert told.p[told.counts == 0].tolist() == [1.0] * int((told.counts == 0).sum())


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(-5000, 5000), st.floats(0, 6.28))
def test_order_origin_and_bearing_change_nothing(seed: int, shift: int, turn: float) -> None:
    lines, draw = streets(), np.random.default_rng(seed)
    number = np.minimum(draw.geometric(0.1, 120), len(lines)) - 1
    at = along(lines, number, draw)
    told = found(at, lines)
    bearing = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    order, other = draw.permutation(len(lines)), draw.permutation(len(at))
    moved = [shapely.transform(lines[n], lambda xy: xy @ bearing.T + shift) for n in order]
    again = found(at[other] @ bearing.T + shift, moved)
    assert again.counts.tolist() == told.counts[order].tolist()
    assert again.q == pytest.approx(told.q[order])
    assert sorted(run.counts for run in again.runs) == sorted(run.counts for run in told.runs)


def test_crossings_and_distance() -> None:
    lines, draw = streets(), np.random.default_rng(3)
    at = np.vstack([along(lines, draw.integers(0, len(lines), 30), draw), [[300.0, 300.0]], [[250.0, 230.0]]])
    told = found(at, lines, distance=20)
    near = [n for n, line in enumerate(lines) if shapely.distance(line, shapely.Point(300, 300)) == 0]
    assert len(near) == 4
    assert told.segment[30] == near[0]
    assert (told.tied, told.segment[31], told.unsnapped) == (1, -1, 1)


def test_parts_of_a_street_are_one_segment() -> None:
    lines, draw = streets(), np.random.default_rng(4)
    at = along(lines, np.repeat([0, 20], [30, 30]), draw)
    joined = [shapely.MultiLineString([lines[0], lines[20]]), *lines[1:20], *lines[21:]]
    told = found(at, joined)
    assert told.counts[0] == 60
    assert told.length[0] == pytest.approx(200)


def test_ugly_material() -> None:
    lines, draw = streets(), np.random.default_rng(5)
    at = along(lines, draw.integers(0, len(lines), 50), draw)
    refuses(hot_segments, *at[:19].T, lines, code="too_few")
    refuses(hot_segments, *at.T, lines[:29], code="too_few")
    refuses(hot_segments, *at.T, [], code="too_few")
    refuses(hot_segments, [], [], lines, code="too_few")
    refuses(hot_segments, at[:, 0] + 1e7, at[:, 1], lines, code="too_few")
    refuses(hot_segments, at[:, 0] + 1e300, at[:, 1], lines, code="not_numbers")
    for bad in (
        None,
        "street",
        shapely.Point(0, 0),
        shapely.LineString(),
        shapely.LineString([(0, 0), (0, 0)]),
    ):
        refuses(hot_segments, *at.T, [*lines, bad], code="not_segments")
    refuses(hot_segments, *at.T, None, code="not_segments")
    refuses(hot_segments, *at.T, lines, distance=-1, code="not_positive")
    refuses(hot_segments, *at.T, lines, alpha=1, code="level")
    for bad in BAD_NUMBERS:
        refuses(hot_segments, bad, [1, 2, 3], lines, code="not_numbers")
    refuses(found, np.tile([[50.0, 1.0]], (300, 1)), lines, code="region_centres")
    even = found(at, lines, alpha=1e-9)
    assert even.runs == ()

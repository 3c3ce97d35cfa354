"""Knox's table is that of the field's own programs, pair by pair, and its moments are those of every shuffle."""

from __future__ import annotations

from itertools import combinations, pairwise, permutations
from math import inf
from pathlib import Path

import numpy as np
import pyogrio
import pytest
from hypothesis import given, settings, strategies as st
from libpysal.examples import get_path
from scipy.stats import poisson

from trygghjulet.analysis.patterns import pairs
from trygghjulet.analysis.patterns.near_repeat import NearRepeat, knox
from trygghjulet.analysis.patterns.pairs import Metric
from trygghjulet.analysis.tests.nasty import BAD_NUMBERS, INF, NAN, answers_or_refuses, refuses

BURGLARIES_NRC = [
    *([28, 5, 5, 2], [44, 13, 8, 4], [97, 56, 19, 16], [77, 67, 45, 20]),
    [182194, 146149, 95237, 45879],
]
BURGLARIES_AS_LABELLED = [
    *([29, 4, 5, 2], [45, 15, 7, 2], [106, 48, 21, 13], [88, 64, 46, 15]),
    [206611, 138108, 88321, 36415],
]
ARSON = [[0, 2, 0, 8], [9, 1, 1, 46], [4, 0, 0, 141], [6, 0, 0, 234], [393, 710, 770, 133656]]


def chance(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def read(path: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    table = np.genfromtxt(path, delimiter=",", names=True, dtype=None, encoding="utf8")
    return table["x"], table["y"], table["date"].astype("datetime64[D]")


def by_hand(
    points: tuple[list[float], list[float], list[float]],
    space: list[float],
    days: list[float],
    metric: Metric,
) -> np.ndarray:
    x, y, time = points
    table = np.zeros((len(space) - 1, len(days) - 1), dtype=int)
    for i, j in combinations(range(len(x)), 2):
        across, along = abs(x[i] - x[j]), abs(y[i] - y[j])
        apart = across + along if metric is Metric.MANHATTAN else (across**2 + along**2) ** 0.5
        for row, (a, b) in enumerate(pairwise(space)):
            for column, (c, d) in enumerate(pairwise(days)):
                table[row, column] += (a <= apart < b) and (c <= abs(time[i] - time[j]) < d)
    return table


@pytest.mark.requirement("PIC-5")
@pytest.mark.parametrize(
    ("space", "days", "expected"),
    [
        ([0, 1, 100, 200, 300, inf], [0, 7, 14, 21, inf], BURGLARIES_NRC),
        ([0, 1, 101, 201, 301, inf], [0, 8, 15, 22, inf], BURGLARIES_AS_LABELLED),
    ],
)
def test_every_cell_is_that_of_the_near_repeat_calculator(
    shared_data: Path, space: list[float], days: list[float], expected: list[list[int]]
) -> None:
    x, y, when = read(shared_data / "reference" / "chicago_burglary_2016_xy.csv")
    january = when < np.datetime64("2016-02-01")
    told = knox(
        x[january],
        y[january],
        when[january],
        space,
        days,
        metric=Metric.MANHATTAN,
        permutations=199,
        rng=chance(),
    )
    assert told.observed.tolist() == expected
    assert told.incidents == 970
    if expected is BURGLARIES_NRC:
        # The calculator's ratios are against the mean of 19 simulations, ours against the exact mean.
        ratios = [[1.65, 0.43, 0.63, 0.58], [1.69, 0.60, 0.57, 0.56], [1.32, 0.94, 0.51, 0.88]]
        assert told.ratio[:3] == pytest.approx(np.array(ratios), abs=0.16)
        assert told.found[:3, 0].all()
        assert not told.found[:, 1:].any()
        assert told.p_any == 1 / 200


def test_arson_as_r_counts_it(shared_data: Path) -> None:
    x, y, when = read(shared_data / "reference" / "chicago_arson_2016_xy.csv")
    space, days = [0, 0.01, 201, 401, 601, inf], [0, 1, 2, 3, inf]
    told = knox(x, y, when, space, days, metric=Metric.MANHATTAN, permutations=9, rng=chance())
    assert told.observed.tolist() == ARSON
    assert told.incidents == 522
    assert told.space_bands[1] == "[0.01, 201)"
    assert told.time_bands[-1] == "[3, inf)"


def test_a_pair_on_an_edge_belongs_to_the_band_that_begins_there() -> None:
    when = np.array(["2019-01-01", "2019-01-04"], dtype="datetime64[D]")
    told = knox([0, 0], [0, 100], when, [0, 100, 200], [0, 3, 6], permutations=9, rng=chance())
    assert told.observed.tolist() == [[0, 0], [0, 1]]
    assert told.p_any == 1


@pytest.mark.parametrize("east", [0.1, 674_032.1, 0.3])
def test_rounding_of_coordinates_and_hours_does_not_move_a_pair(east: float) -> None:
    x = [east + 0.1 * step for step in range(50)]
    hours = np.array([17_000 + step / 24 for step in range(50)])
    told = knox(
        x, [0] * 50, hours, [0, 0.1, 0.3, 0.7, inf], [0, 1 / 24, 0.125, inf], permutations=1, rng=chance()
    )
    assert told.observed.sum(axis=1)[:3].tolist() == [0, 49 + 48, 47 + 46 + 45 + 44]
    assert told.observed.sum(axis=0)[:2].tolist() == [0, 49 + 48]


@pytest.mark.requirement("PIC-5")
def test_burkitts_lymphoma_as_pointpats_counts_it() -> None:
    meta, _, _, fields = pyogrio.raw.read(get_path("burkitt.shp"))
    x, y, when = (np.asarray(fields[list(meta["fields"]).index(name)], dtype=float) for name in "XYT")
    # There a pair exactly 20 apart in space or 5 in time is close; a hair more than each says so here.
    told = knox(x, y, when, [0, 20.001, inf], [0, 5.001, inf], permutations=999, rng=chance())
    assert told.observed.tolist() == [[13, 3416], [39, 14110]]
    # The rows and columns add up to the pairs seen, so the third is 52 − 10.1438161.
    expected = np.array([[10.1438161, 3418.85618], [41.8561839, 14107.1438]])
    assert told.expected == pytest.approx(expected, rel=1e-7)
    assert told.p_poisson[0, 0] == pytest.approx(0.222267, abs=5e-7)
    assert told.p_more[0, 0] == pytest.approx(0.21, abs=0.03)
    assert told.p_poisson[0, 0] == pytest.approx(poisson.sf(12, told.expected[0, 0]), rel=1e-12)


@settings(max_examples=40, deadline=None)
@given(
    points=st.lists(st.tuples(*[st.integers(0, 6)] * 3), min_size=2, max_size=12),
    space=st.sampled_from([[0, 1, 3, inf], [0, 2, 5], [1, 2, 4, inf], [0, inf]]),
    days=st.sampled_from([[0, 1, 2, inf], [0, 3], [1, 2, inf], [0, inf], [2, 99]]),
    metric=st.sampled_from(list(Metric)),
)
def test_the_table_is_what_counting_by_hand_gives(
    points: list[tuple[int, int, int]], space: list[float], days: list[float], metric: Metric
) -> None:
    x, y, time = (list(axis) for axis in zip(*points, strict=True))
    told = knox(x, y, time, space, days, metric=metric, permutations=5, rng=chance())
    assert told.observed.tolist() == by_hand((x, y, time), space, days, metric).tolist()


@pytest.mark.parametrize("bounded", [True, False])
def test_mean_variance_and_p_are_those_of_every_shuffle(bounded: bool) -> None:
    draw = chance(5)
    x, y, time = draw.integers(0, 4, (3, 6))
    space, days = ([0, 2, 4], [0, 1, 3]) if bounded else ([0, 2, inf], [0, 1, 3, inf])
    told = knox(x, y, time, space, days, permutations=4000, rng=draw)
    every = np.array(
        [by_hand((x, y, order), space, days, Metric.EUCLIDEAN) for order in permutations(time.tolist())]
    )
    assert told.expected == pytest.approx(every.mean(axis=0), abs=1e-12)
    assert told.variance == pytest.approx(every.var(axis=0), abs=1e-12)
    assert told.p_more == pytest.approx((every >= told.observed).mean(axis=0), abs=0.03)
    assert told.p_fewer == pytest.approx((every <= told.observed).mean(axis=0), abs=0.03)
    spread = np.sqrt(told.variance)
    assert told.z == pytest.approx((told.observed - told.expected) / np.where(spread > 0, spread, inf))


def same(one: NearRepeat, other: NearRepeat) -> None:
    assert one.observed.tolist() == other.observed.tolist()
    assert one.p_more.tolist() == other.p_more.tolist()
    assert one.p_any == other.p_any


def test_moving_turning_relabelling_and_another_unit_change_nothing() -> None:
    draw = chance(8)
    x, y = draw.integers(0, 2000, (2, 150)).astype(float)
    time = draw.integers(0, 60, 150)
    space, days = [0, 100, 300, inf], [0, 7, 14, inf]
    told = knox(x, y, time, space, days, permutations=99, rng=chance())
    same(told, knox(x + 674_000, y + 6_580_000, time + 17_000, space, days, permutations=99, rng=chance()))
    same(told, knox(y, -x, time, space, days, permutations=99, rng=chance()))
    dates = np.datetime64("2024-01-01") + time.astype("timedelta64[D]")
    same(told, knox(x / 1000, y / 1000, dates, [0, 0.1, 0.3, inf], days, permutations=99, rng=chance()))
    order = draw.permutation(150)
    shuffled = knox(x[order], y[order], time[order], space, days, permutations=99, rng=chance())
    assert shuffled.observed.tolist() == told.observed.tolist()
    assert shuffled.variance == pytest.approx(told.variance, rel=1e-12)
    with_hours = knox(x, y, time + 1e-5, space, days, permutations=99, rng=chance())
    same(told, with_hours)


def test_times_by_the_millisecond_count_as_whole_days_do() -> None:
    draw = chance(9)
    x, y = draw.integers(0, 500, (2, 60))
    time = draw.integers(0, 400, 60)
    # Whole days fit two bytes, milliseconds of a year take eight; the shuffles are the same.
    told = knox(x, y, time, [0, 50, 200], [0, 20.5, 90.5], permutations=600, rng=chance())
    later = time + draw.uniform(0, 0.001, 60)
    same(told, knox(x, y, later, [0, 50, 200], [0, 20.5, 90.5], permutations=600, rng=chance()))


@pytest.mark.requirement("PIC-5")
def test_planted_near_repeats_are_found() -> None:
    draw = chance(11)
    x, y, time = (list(axis) for axis in draw.uniform(0, [[5000], [5000], [365]], (3, 300)))
    for parent in range(40):
        x.append(x[parent] + draw.uniform(-60, 60))
        y.append(y[parent] + draw.uniform(-60, 60))
        time.append(time[parent] + draw.uniform(0, 7))
    told = knox(x, y, time, [0, 100, 200, 400, inf], [0, 7, 14, 28, inf], permutations=199, rng=draw)
    assert told.found[0, 0]
    assert told.ratio[0, 0] > 3
    assert told.p_any == 1 / 200


def test_what_is_missing_is_left_out_and_told() -> None:
    when = np.array(["2024-01-01", "2024-01-02", "NaT", "2024-01-03"], dtype="datetime64[D]")
    told = knox([0, 1, 2, NAN], [0, 0, 0, 0], when, [0, 10], [0, 10], permutations=9, rng=chance())
    assert (told.incidents, told.left_out) == (2, 2)
    assert told.observed.tolist() == [[1]]


def test_all_at_one_place_and_too_many_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    many = 300
    when = np.arange(many) % 30
    told = knox([5] * many, [5] * many, when, [0, 1, inf], [0, 7, inf], permutations=19, rng=chance())
    assert told.observed.sum() == many * (many - 1) // 2
    assert told.q.tolist() == [[1, 1], [1, 1]]
    monkeypatch.setattr(pairs, "MOST_PAIRS", 1000)
    refuses(knox, [5] * many, [5] * many, when, [0, 1], [0, 7], rng=chance(), code="too_many_pairs")


def test_ugly_input_is_answered_or_refused() -> None:
    good = [1.0, 2.0, 3.0]
    for bad in BAD_NUMBERS:
        for given_x, given_y, given_time in ((bad, good, good), (good, bad, good), (good, good, bad)):
            answers_or_refuses(
                knox, given_x, given_y, given_time, [0, 5], [0, 5], permutations=9, rng=chance()
            )
    for edges in ([], [0], [0, 0], [3, 1], [-1, 2], [NAN, 2], [0, INF, INF], ["a", "b"], [[0, 1]], 5):
        refuses(knox, good, good, good, edges, [0, 5], rng=chance(), code="edges")
        refuses(knox, good, good, good, [0, 5], edges, rng=chance(), code="edges")
    refuses(knox, good, good, good, [0, 5], [0, 1e-12, 1], rng=chance(), code="edges")
    refuses(knox, [], [], [], [0, 5], [0, 5], rng=chance(), code="too_few")
    refuses(knox, [1], [1], [1], [0, 5], [0, 5], rng=chance(), code="too_few")
    refuses(knox, good, good[:2], good, [0, 5], [0, 5], rng=chance(), code="shape")
    refuses(knox, [good], [good], [good], [0, 5], [0, 5], rng=chance(), code="shape")
    refuses(knox, [1e300, 0], [0, 1], [0, 1], [0, 5], [0, 5], rng=chance(), code="not_numbers")
    refuses(knox, good, good, [0, 1, 1e300], [0, 5], [0, 5], rng=chance(), code="not_times")
    refuses(knox, good, good, good, [0, 5], [0, 5], metric="taxi", rng=chance(), code="metric")
    refuses(knox, good, good, good, [0, 5], [0, 5], permutations=0, rng=chance(), code="not_whole")
    refuses(knox, good, good, good, [0, 5], [0, 5], alpha=1, rng=chance(), code="level")
    answers_or_refuses(knox, [1e15, -1e15, 0], good, good, [0, 5, inf], [0, 5], permutations=9, rng=chance())

"""Repeat places, the days until the next time, and chains."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from trygghjulet.analysis.patterns.near_repeat import knox
from trygghjulet.analysis.patterns.pairs import Metric
from trygghjulet.analysis.patterns.repeats import chains, next_incident, repeat_places, same_place
from trygghjulet.analysis.tests.nasty import BAD_NUMBERS, NAN, answers_or_refuses, refuses


@pytest.mark.requirement("PIC-5")
@pytest.mark.parametrize(
    ("x", "y", "time", "distance", "days"),
    [
        ([1, 2, 3, 4, 5], [0] * 5, [0, 0, 0, 4, 4], 2, 1),
        ([0, 0, 0, 4, 4], [0, 0, 0, 4, 4], [1, 2, 3, 4, 5], 1, 2),
    ],
)
def test_chains_are_those_of_ptools(
    x: list[int], y: list[int], time: list[int], distance: float, days: float
) -> None:
    told = chains(x, y, time, distance, days)
    assert told.chain.tolist() == [1, 1, 1, 2, 2]
    assert told.sizes.tolist() == [3, 2]
    assert told.share_in_chains == 1


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 9)] * 3), min_size=2, max_size=15), st.sampled_from(list(Metric)))
def test_chains_are_what_following_ties_gives(points: list[tuple[int, int, int]], metric: Metric) -> None:
    x, y, time = (np.array(axis) for axis in zip(*points, strict=True))
    across, along = np.abs(x[:, None] - x), np.abs(y[:, None] - y)
    apart = across + along if metric is Metric.MANHATTAN else np.hypot(across, along)
    tied = (apart < 3) & (np.abs(time[:, None] - time) < 2)
    chain = np.arange(len(x))
    for _ in x:
        chain = np.array([chain[row].min() for row in tied])
    told = chains(x, y, time, 3, 2, metric=metric)
    assert told.chain.tolist() == [sorted(set(chain)).index(first) + 1 for first in chain]
    assert told.sizes.sum() == len(x)
    cell = knox(x, y, time, [0, 3], [0, 2], metric=metric, permutations=1, rng=np.random.default_rng(1))
    assert cell.observed[0, 0] == np.triu(tied, 1).sum()


def test_an_incident_without_a_place_is_in_no_chain() -> None:
    told = chains([0, NAN, 1, 900], [0, 0, 0, 0], [0, 0, 0, 0], 10, 1)
    assert told.chain.tolist() == [1, 0, 1, 2]
    assert told.share_in_chains == pytest.approx(2 / 3)


@pytest.mark.requirement("PIC-5")
def test_repeat_places_by_hand() -> None:
    told = repeat_places(["Storgatan 1", "Kyrkan", "Storgatan 1", "Skolan", "Skolan", "Storgatan 1"])
    assert told.place.tolist() == ["Storgatan 1", "Skolan", "Kyrkan"]
    assert told.counts.tolist() == [3, 2, 1]
    assert told.repeat_places == 2
    assert told.share_at_repeat_places == pytest.approx(5 / 6)
    assert told.share_repeats == pytest.approx(3 / 6)


def test_the_same_place_to_the_centimetre() -> None:
    place = same_place(
        [319_440.1, 319_440.1 + 1e-9, 319_440.2, 5], [6_399_772.3, 6_399_772.3, 6_399_772.3, 5]
    )
    assert place[0] == place[1]
    assert len(set(place.tolist())) == 3
    assert repeat_places(place).repeat_places == 1


def test_days_to_the_next_time_by_hand() -> None:
    dates = np.array(
        ["2024-01-10", "2024-01-01", "2024-01-08", "2024-02-01", "2024-01-08"], dtype="datetime64[D]"
    )
    told = next_incident(["a", "a", "a", "b", "a"], dates, [0, 1, 7, 14], rng=np.random.default_rng(1))
    assert told.days.tolist() == [0, 2, 7]
    assert told.observed.tolist() == [1, 1, 1]
    assert told.median == 2
    alone = next_incident(["a", "b"], [1, 2], [0, inf], permutations=9, rng=np.random.default_rng(1))
    assert alone.observed.tolist() == [0]
    assert (alone.median, alone.p_sooner) == (None, None)


def test_what_is_expected_is_the_mean_over_shuffles() -> None:
    draw = np.random.default_rng(3)
    place, time = draw.integers(0, 20, 60), draw.integers(0, 90, 60)
    told = next_incident(place, time, [0, 7, 30, inf], permutations=2000, rng=draw)
    banded = []
    for _ in range(2000):
        shuffled = draw.permutation(time)
        waits = np.concatenate([np.diff(np.sort(shuffled[place == one])) for one in range(20)])
        banded.append(np.histogram(waits, [0, 7, 30, 1000])[0])
    assert told.expected == pytest.approx(np.mean(banded, axis=0), rel=0.03)
    assert told.expected.sum() == pytest.approx(told.observed.sum())


@pytest.mark.requirement("PIC-5")
def test_planted_repeats_come_sooner_than_chance() -> None:
    draw = np.random.default_rng(4)
    place = draw.integers(0, 100, 200)
    time = draw.uniform(0, 365, 200)
    calm = next_incident(place, time, [0, 7, inf], permutations=199, rng=draw)
    again = next_incident(
        np.concatenate([place, place[:40]]),
        np.concatenate([time, time[:40] + draw.uniform(0, 5, 40)]),
        [0, 7, inf],
        permutations=199,
        rng=draw,
    )
    assert calm.p_more[0] > 0.01
    assert again.p_more[0] == 1 / 200
    assert again.p_sooner == 1 / 200
    assert again.median < again.expected_median


def test_ugly_input_is_answered_or_refused() -> None:
    rng = np.random.default_rng(1)
    good = [1.0, 2.0, 3.0]
    for bad in BAD_NUMBERS:
        answers_or_refuses(repeat_places, bad)
        answers_or_refuses(next_incident, bad, good, [0, 7], permutations=9, rng=rng)
        answers_or_refuses(next_incident, good, bad, [0, 7], permutations=9, rng=rng)
        refuses(same_place, bad, good, code="not_numbers")
        answers_or_refuses(chains, bad, good, good, 1, 1)
    for place in ([], [[1, 2]], [None], [NAN, 1.0], [[1], [1, 2]], 5):
        refuses(repeat_places, place)
    refuses(next_incident, good, good[:2], [0, 7], rng=rng, code="shape")
    refuses(next_incident, good, [0, 1, 1e300], [0, 7], rng=rng, code="not_times")
    refuses(next_incident, good, good, [7, 0], rng=rng, code="edges")
    refuses(chains, good, good, good, 0, 1, code="not_positive")
    refuses(chains, good, good, good, 1, NAN, code="not_positive")
    refuses(chains, good, good, good, 1, 1, metric="taxi", code="metric")
    refuses(chains, [1], [1], [1], 1, 1, code="too_few")

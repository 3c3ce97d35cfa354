"""Incidents known only from–to, spread over the hours they may have happened in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from trygghjulet.analysis.hours.aoristic import aoristic, drawn_moments
from trygghjulet.analysis.hours.evenness import evenness
from trygghjulet.analysis.hours.rhythm import busiest
from trygghjulet.analysis.hours.spreading import Cycle
from trygghjulet.analysis.tests.nasty import answers_or_refuses, refuses

MONDAY = datetime(2024, 1, 8)


def at(day: int, hour: float) -> datetime:
    return MONDAY + timedelta(days=day, hours=hour)


def week(*parts: tuple[int, int, float]) -> np.ndarray:
    table = np.zeros((7, 24))
    for day, hour, weight in parts:
        table[day, hour] += weight
    return table


@pytest.mark.requirement("PIC-4")
@pytest.mark.parametrize(
    ("begin", "end", "expected"),
    [
        (at(0, 5.5), at(0, 5.5), week((0, 5, 1))),  # a point in time
        (at(0, 5), at(0, 5), week((0, 5, 1))),  # on the stroke
        (at(0, 5), at(0, 6), week((0, 5, 1))),  # to the stroke
        (at(0, 5.25), at(0, 6.5), week((0, 5, 0.6), (0, 6, 0.4))),  # across an hour
        (at(1, 23), at(2, 1), week((1, 23, 0.5), (2, 0, 0.5))),  # across midnight
        (at(6, 23.5), at(7, 0.5), week((6, 23, 0.5), (0, 0, 0.5))),  # from Sunday into Monday
        (at(2, 8), None, week((2, 8, 1))),  # no end: when it began
        (at(0, 6.5), at(0, 5.25), week((0, 5, 0.6), (0, 6, 0.4))),  # swapped
    ],
)
def test_known_cases(begin: datetime, end: datetime | None, expected: np.ndarray) -> None:
    told = aoristic([begin], [end])
    assert told.weight == pytest.approx(expected, abs=1e-12)
    assert (told.no_end, told.swapped) == (end is None, end is not None and end < begin)


def test_longer_than_a_day_and_than_a_week() -> None:
    told = aoristic([at(0, 12)], [at(1, 18)]).weight
    assert told[0, 12:] == pytest.approx(1 / 30)
    assert told[1, :18] == pytest.approx(1 / 30)
    assert told[2:].sum() == 0
    told = aoristic([at(0, 0)], [at(8, 0)]).weight  # eight days: Monday twice
    assert told[0] == pytest.approx(2 / 192)
    assert told[1:] == pytest.approx(1 / 192)


def test_what_was_mended_or_left_out_is_counted() -> None:
    begin = [None, at(0, 1), at(0, 9), at(0, 1), at(0, 1)]
    end = [at(0, 3), None, at(0, 8), at(0, 4), at(9, 1)]
    told = aoristic(begin, end, longest=24)
    assert (told.spans, told.no_begin, told.no_end, told.swapped, told.too_long) == (3, 1, 1, 1, 1)
    assert told.weight.sum() == 3
    assert told.known.sum() == 2
    assert told.known_share == pytest.approx(2 / 3)
    nothing = aoristic([None], [at(0, 3)])
    assert (nothing.spans, nothing.known_share, nothing.weight.sum()) == (0, None, 0)


def test_elapsed_time_where_the_clock_is_moved() -> None:
    spring = aoristic([datetime(2024, 3, 31, 1, 30)], [datetime(2024, 3, 31, 3, 30)]).weight[6]
    assert spring[1:4].tolist() == [0.5, 0, 0.5]
    autumn = aoristic([datetime(2024, 10, 27, 1, 30)], [datetime(2024, 10, 27, 3, 30)]).weight[6]
    assert autumn[1:4] == pytest.approx([1 / 6, 4 / 6, 1 / 6])
    nowhere = aoristic([datetime(2024, 10, 27, 1, 30)], [datetime(2024, 10, 27, 3, 30)], zone="UTC").weight[6]
    assert nowhere[1:4].tolist() == [0.25, 0.5, 0.25]


def by_walking(begin: datetime, end: datetime, zone: str) -> np.ndarray:
    """Minute by minute."""
    place, table = ZoneInfo(zone), np.zeros((7, 24))
    now, last = (t.replace(tzinfo=place).astimezone(UTC) for t in (begin, end))
    length = (last - now) // timedelta(minutes=1)
    for _ in range(length):
        shown = now.astimezone(place)
        table[shown.weekday(), shown.hour] += 1 / length
        now += timedelta(minutes=1)
    return table


@settings(max_examples=25, deadline=None)
@given(st.sampled_from([3, 10, 7]), st.integers(20 * 1440, 31 * 1440 - 1), st.integers(1, 9 * 1440))
def test_it_equals_a_walk_minute_by_minute(month: int, minute: int, length: int) -> None:
    begin = datetime(2024, month, 1) + timedelta(minutes=minute)
    end = begin + timedelta(minutes=length)
    place = ZoneInfo("Europe/Stockholm")
    skipped = [
        t
        for t in (begin, end)
        if t.replace(tzinfo=place).astimezone(UTC).astimezone(place).replace(tzinfo=None) != t
    ]
    if skipped:
        return
    told = aoristic([begin], [end]).weight
    assert told == pytest.approx(by_walking(begin, end, "Europe/Stockholm"), abs=1e-9)


moments = st.datetimes(datetime(1995, 1, 1), datetime(2030, 1, 1))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(moments, st.integers(0, 10**7)), min_size=1, max_size=30), st.sampled_from(list(Cycle))
)
def test_weights_add_up_to_the_number_of_spans_exactly(
    spans: list[tuple[datetime, int]], cycle: Cycle
) -> None:
    begin = [first for first, _ in spans]
    end = [first + timedelta(seconds=length) for first, length in spans]
    told = aoristic(begin, end, cycle=cycle)
    assert told.weight.sum() == told.spans == len(spans)
    assert np.add.accumulate(told.weight.ravel()[::-1])[-1] == told.spans
    assert (told.weight >= told.known - 1e-9).all()
    turned = aoristic(begin[::-1], end[::-1], cycle=cycle)
    assert turned.weight == pytest.approx(told.weight, abs=1e-9)
    one_by_one = sum(aoristic([a], [b], cycle=cycle).weight for a, b in zip(begin, end, strict=True))
    assert told.weight == pytest.approx(one_by_one, abs=1e-9)


def test_cycles_agree_with_each_other() -> None:
    rng = np.random.default_rng(1)
    begin = np.datetime64("2020-01-01", "s") + rng.integers(0, 10**8, 500).astype("timedelta64[s]")
    end = begin + rng.integers(0, 10**6, 500).astype("timedelta64[s]")
    hours = aoristic(begin, end).weight
    assert aoristic(begin, end, cycle=Cycle.DAY).weight == pytest.approx(hours.sum(axis=0))
    assert aoristic(begin, end, width=24).weight == pytest.approx(hours.sum(axis=1))
    assert aoristic(begin, end, width=0.5).weight.reshape(7, 24, 2).sum(axis=2) == pytest.approx(hours)
    shifted = aoristic(begin + np.timedelta64(7, "D"), end + np.timedelta64(7, "D"), zone="UTC").weight
    assert shifted == pytest.approx(aoristic(begin, end, zone="UTC").weight)


def test_months_get_their_share_of_the_days() -> None:
    year = aoristic([datetime(2024, 1, 1)], [datetime(2025, 1, 1)], cycle=Cycle.YEAR, zone="UTC").weight
    assert year * 366 == pytest.approx([31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])


def test_drawn_moments_are_the_weights_on_average() -> None:
    rng = np.random.default_rng(2)
    begin, end = [at(0, 5.25), at(5, 23)] * 2000, [at(0, 6.5), at(6, 5)] * 2000
    drawn, told = drawn_moments(begin, end, rng=rng), aoristic(begin, end).weight
    assert drawn.sum() == 4000
    assert np.abs(drawn - told).max() < 5 * np.sqrt(2000)
    assert (drawn[told == 0] == 0).all()
    assert busiest(drawn).count > 0


def test_weights_are_not_taken_for_counts() -> None:
    told = aoristic([at(0, 5.25)] * 100, [at(0, 8.1)] * 100)
    refuses(busiest, told.weight, code="not_counts")
    refuses(evenness, told.weight, code="not_counts")


def test_a_real_city(shared_data: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    file = shared_data / "incidents" / "chicago_crimes_2014_2017.parquet"
    time = parquet.read_table(file, columns=["time"]).column("time").to_numpy()[:200_000]
    told = aoristic(time, time, zone="America/Chicago")
    plain = np.bincount(((time.astype("datetime64[h]").astype(int) + 72) % 168), minlength=168)
    moved = told.weight.ravel() - plain
    # Some were noted between 2 and 3 on the night when there was no such hour: they are taken for 3.
    assert set(np.flatnonzero(moved)) <= {146, 147}
    assert 0 <= moved[147] == -moved[146] < 20
    assert told.known_share == 1
    assert busiest(told.known).count > 0


@pytest.mark.parametrize(
    "bad",
    [
        ["a", "b"],
        [1.5, 2],
        [None, 3],
        [datetime(2024, 1, 1, tzinfo=UTC)] * 2,
        [[at(0, 1)], [at(0, 1), at(0, 2)]],
    ],
)
def test_what_is_no_time_is_refused(bad: Any) -> None:
    good = [at(0, 1), at(0, 2)]
    refuses(aoristic, bad, good, code="not_times")
    refuses(aoristic, good, bad, code="not_times")


def test_odd_settings() -> None:
    good = [at(0, 1), at(0, 2)]
    refuses(aoristic, good, good[:1], code="shape")
    for width in (0, -1, float("nan"), float("inf")):
        refuses(aoristic, good, good, width=width, code="not_positive")
    for width in (5, 1e-9, 400, 0.77):
        refuses(aoristic, good, good, width=width, code="uneven")
    refuses(aoristic, good, good, longest=0, code="not_positive")
    refuses(aoristic, good, good, zone="Mars/Olympus", code="zone")
    assert answers_or_refuses(aoristic, [], []).weight.sum() == 0
    assert aoristic(np.array(["NaT"], "datetime64[s]"), np.array(["NaT"], "datetime64[s]")).no_begin == 1

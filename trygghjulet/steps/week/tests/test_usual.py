"""What stands out: few false alarms in quiet weeks of many kinds, and a place that tripled is found."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from numpy.typing import NDArray

from trygghjulet.analysis.changes.tests.quiet import WORLDS, city, unsteady
from trygghjulet.steps.week.rules.figures import Line, Standing
from trygghjulet.steps.week.rules.usual import FEWEST, Series, judged

pytestmark = pytest.mark.requirement("SCN-7", "PIC-4")

WEEKS = 200
#: Of 200 quiet weeks at most so many with an alarm: one in ten, and what so few weeks leave to chance. Held against the
#: plain mean of 26 weeks it was 47 in a city that grows, 37 where reports come in bursts and 36 to 68 where unsteady.
MOST = 25


def lines(counts: Mapping[str, NDArray[np.int64]]) -> dict[str, list[Line]]:
    """A city's last week, judged."""
    return judged(
        {
            kind: [Series(f"{kind}:{i}", kind, column.tolist()) for i, column in enumerate(table.T)]
            for kind, table in counts.items()
        }
    )


def out(lines: dict[str, list[Line]]) -> set[str]:
    """What stands out."""
    return {one.key for listed in lines.values() for one in listed if one.standing is Standing.MORE}


@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize("behind", [FEWEST, 60])
def test_at_most_some_one_quiet_week_in_ten_has_a_false_alarm(world: str, behind: int) -> None:
    rng = np.random.default_rng(20261125)
    assert sum(bool(out(lines(city(rng, world, behind)))) for _ in range(WEEKS)) <= MOST


@pytest.mark.parametrize("season", [False, True])
@pytest.mark.parametrize("behind", [FEWEST, 26, 60])
def test_nor_where_every_series_is_unsteady_by_itself(behind: int, season: bool) -> None:
    rng = np.random.default_rng(20261125)
    assert sum(bool(out(lines(unsteady(rng, behind, season=season)))) for _ in range(WEEKS)) <= MOST


@pytest.mark.parametrize("world", ["even", "season", "drift", "growth"])
def test_a_place_that_tripled_is_found_in_most_weeks(world: str) -> None:
    rng = np.random.default_rng(7)
    found = [f"place:{i}" in out(lines(city(rng, world, 60, tripled=i))) for i in (0, 1) for _ in range(50)]
    assert np.mean(found) > 0.5


def test_with_few_and_unsteady_weeks_behind_it_is_said_that_nothing_can_be_told() -> None:
    told = lines(unsteady(np.random.default_rng(5), FEWEST, season=False))
    assert {one.standing for listed in told.values() for one in listed} == {Standing.CANNOT_BE_TOLD}
    assert not out(told)


def test_twice_the_expected_of_something_rare_is_not_called_as_usual() -> None:
    rare = ([0, 1, 0, 0] * 7)[:26]
    steady = [Series(f"area:{i}", "", [4] * 27) for i in range(9)]
    [line] = judged({"place": [Series("place:1", "Torget", [*rare, 3])], "area": steady})["place"]
    assert (line.blind, line.standing) == (True, Standing.CANNOT_BE_TOLD)


def test_with_a_week_less_than_enough_behind_nothing_can_be_told() -> None:
    [line] = judged({"place": [Series("place:1", "Torget", [2] * (FEWEST - 1) + [40])]})["place"]
    assert line.standing is Standing.CANNOT_BE_TOLD
    assert (line.p, line.q) == (None, None)
    assert line.usual == 2


def test_two_are_never_pointed_out_however_unusual() -> None:
    rare = [0] * 20 + [1] * 5 + [0]
    lines = judged({"place": [Series("place:1", "Torget", [*rare, 2])]})["place"]
    assert lines[0].standing is Standing.AS_USUAL


def test_what_was_never_seen_is_new_and_cannot_be_told() -> None:
    [line] = judged({"place": [Series("place:1", "Torget", [0] * 20 + [6])]})["place"]
    assert line.new
    assert line.standing is Standing.CANNOT_BE_TOLD


def test_more_lines_looked_at_ask_for_more_to_stand_out() -> None:
    loud = Series("place:1", "Torget", [4] * 26 + [10])
    alone = judged({"place": [loud]})["place"][0]
    among = judged({"place": [loud], "area": [Series(f"area:{i}", "", [4] * 27) for i in range(60)]})[
        "place"
    ][0]
    assert alone.p == pytest.approx(among.p)
    assert alone.q is not None
    assert among.q is not None
    assert alone.q < among.q


def test_the_expected_follows_a_season_that_all_share() -> None:
    weeks = np.arange(61)
    level = np.exp(0.8 * np.cos(2 * np.pi * (weeks - 55) / 52.18))
    rng = np.random.default_rng(3)
    table = rng.poisson(level[:, None] * np.array([12.0, 9.0, 6.0, 6.0, 4.0]))
    listed = judged(
        {"place": [Series(f"place:{i}", "", column.tolist()) for i, column in enumerate(table.T)]}
    )
    now, usual = [line.expected or 0.0 for line in listed["place"]], table[-27:-1].mean(axis=0)
    assert sum(now) > 1.3 * usual.sum()
    assert all(line.standing is Standing.AS_USUAL for line in listed["place"])

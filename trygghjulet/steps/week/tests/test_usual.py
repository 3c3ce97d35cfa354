"""What stands out: few false alarms in quiet weeks, and a place that tripled is found."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from trygghjulet.analysis.changes.unusual import unusual
from trygghjulet.steps.week.rules.figures import Line, Standing
from trygghjulet.steps.week.rules.usual import FEWEST, Series, judged

pytestmark = pytest.mark.requirement("SCN-7", "PIC-4")

WEEKS = 200
CATEGORIES, AREAS = 14, 5
#: How many reports a week each place has; the first two are those that a tripling should be seen at.
PLACES = np.array([8.4, 7.0, 5.6, 5.6, 4.2, 4.2, 2.8, 2.8, 1.4, 1.4, 0.7, 0.7])


def city(rng: np.random.Generator, behind: int, *, tripled: int | None = None) -> dict[str, list[Series]]:
    """A city's reports, week by week: a level that moves, and things that are reported twice.

    Every third thing is reported by two, and the week's level varies with 15 %: variances of one and a half to two
    and a half times the mean.
    """
    kinds = rng.dirichlet(np.full(CATEGORIES, 0.8))
    level = rng.gamma(1 / 0.15**2, 0.15**2, size=(behind + 1, 1, 1))
    things = rng.poisson(level * PLACES[None, :, None] * kinds / 1.33)
    table = things + rng.binomial(things, 0.33)
    if tripled is not None:
        table[-1, tripled] += rng.poisson(2 * PLACES[tripled] * kinds)
    area_of = rng.integers(0, AREAS, len(PLACES))

    def series(kind: str, columns: list[NDArray[np.int64]]) -> list[Series]:
        return [Series(f"{kind}:{i}", kind, column.tolist()) for i, column in enumerate(columns)]

    return {
        "place": series("place", [table[:, i].sum(axis=1) for i in range(len(PLACES))]),
        "category": series("category", [table[:, :, i].sum(axis=1) for i in range(CATEGORIES)]),
        "area": series("area", [table[:, area_of == i].sum(axis=(1, 2)) for i in range(AREAS)]),
        "all": series("all", [table.sum(axis=(1, 2))]),
    }


def out(lines: dict[str, list[Line]]) -> set[str]:
    """What stands out."""
    return {one.key for listed in lines.values() for one in listed if one.standing is Standing.MORE}


@pytest.mark.parametrize("behind", [FEWEST, 26])
def test_at_most_one_quiet_week_in_ten_has_a_false_alarm(behind: int) -> None:
    rng = np.random.default_rng(20261125)
    false = sum(bool(out(judged(city(rng, behind), days=7))) for _ in range(WEEKS))
    assert false <= WEEKS / 10


def test_a_place_that_tripled_is_found_in_most_weeks() -> None:
    rng = np.random.default_rng(7)
    found = [f"place:{i}" in out(judged(city(rng, 26, tripled=i), days=7)) for i in (0, 1) for _ in range(40)]
    assert np.mean(found) > 0.6


def test_with_eleven_weeks_behind_nothing_can_be_told() -> None:
    [line] = judged({"place": [Series("place:1", "Torget", [2] * (FEWEST - 1) + [40])]}, days=7)["place"]
    assert line.standing is Standing.CANNOT_BE_TOLD
    assert (line.p, line.q) == (None, None)
    assert line.usual == 2


def test_two_are_never_pointed_out_however_unusual() -> None:
    rare = [0] * 20 + [1] * 5 + [0]
    lines = judged({"place": [Series("place:1", "Torget", [*rare, 2])]}, days=7)["place"]
    assert lines[0].standing is Standing.AS_USUAL


def test_what_was_never_seen_is_new_and_cannot_be_told() -> None:
    [line] = judged({"place": [Series("place:1", "Torget", [0] * 20 + [6])]}, days=7)["place"]
    assert line.new
    assert line.standing is Standing.CANNOT_BE_TOLD


def test_more_lines_looked_at_ask_for_more_to_stand_out() -> None:
    loud = Series("place:1", "Torget", [4] * 26 + [10])
    alone = judged({"place": [loud]}, days=7)["place"][0]
    among = judged({"place": [loud, *(Series(f"p{i}", "", [4] * 27) for i in range(60))]}, days=7)["place"][0]
    assert alone.p == pytest.approx(among.p)
    assert alone.q is not None
    assert among.q is not None
    assert alone.q < among.q


def test_with_two_years_behind_the_season_is_known() -> None:
    weeks = np.arange(131)
    rng = np.random.default_rng(3)
    counts = rng.poisson(np.exp(3 + 0.8 * np.cos(2 * np.pi * (weeks - 130) / 52.18)))
    [line] = judged({"all": [Series("all", "Alla", counts.tolist())]}, days=7)["all"]
    told = unusual(counts[:, None], periods_per_year=365.25 / 7)
    assert line.expected == round(float(told.expected[0]), 2)
    assert line.expected is not None
    assert line.usual is not None
    assert line.standing is Standing.AS_USUAL

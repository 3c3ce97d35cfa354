"""Months stand out when they really do, and not otherwise."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from trygghjulet.oversight.annual_wheel.rules.season import Months, Run, season_entries, standing_out

pytestmark = pytest.mark.requirement("DUT-3")
DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def months(
    rng: np.random.Generator, shape: list[float], years: int, mean: float, first_month: int = 1
) -> Months:
    order = [(first_month - 1 + step) % 12 for step in range(12 * years)]
    counts = rng.poisson([mean * shape[month] * DAYS[month] / 30 for month in order])
    return Months("Våld", first_month, tuple(int(n) for n in counts), tuple(DAYS[month] for month in order))


@pytest.mark.parametrize("first_month", [1, 4, 11])
def test_a_planted_summer_is_found_whichever_month_the_material_begins_in(first_month: int) -> None:
    shape = [0.85] * 5 + [1.5] * 3 + [0.85] * 4
    (run,) = standing_out(months(np.random.default_rng(5), shape, 4, 120, first_month))
    assert (run.first, run.months) == (6, 3)
    assert 1.35 < run.index < 1.65


def test_a_winter_passes_the_turn_of_the_year_and_is_shown_in_both_its_ends() -> None:
    shape = [1.6, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 1.6, 1.6]
    (run,) = standing_out(months(np.random.default_rng(6), shape, 4, 120))
    assert (run.first, run.months) == (11, 3)
    entries = season_entries([run], year=2024)
    assert [(one.first, one.last) for one in entries] == [
        (date(2024, 11, 1), date(2024, 12, 31)),
        (date(2024, 1, 1), date(2024, 1, 31)),
    ]


def test_february_in_a_leap_year_ends_on_its_last_day() -> None:
    (entry,) = season_entries([Run("Våld", 2, 1, 1.3)], year=2024)
    assert (entry.first, entry.last, entry.when) == (date(2024, 2, 1), date(2024, 2, 29), "februari")


def test_chance_alone_seldom_makes_a_season() -> None:
    rng = np.random.default_rng(7)
    found = sum(bool(standing_out(months(rng, [1.0] * 12, 3, 60))) for _ in range(300))
    assert found <= 0.05 * 300


def test_too_little_to_tell_is_no_season() -> None:
    assert standing_out(Months("Våld", 1, (0,) * 24, DAYS * 2)) == ()
    assert standing_out(Months("Våld", 1, (1,) + (0,) * 23, DAYS * 2)) == ()

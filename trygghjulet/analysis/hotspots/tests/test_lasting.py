"""Hot year after year, and how well one year foretells the next."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom

from trygghjulet.analysis.hotspots.lasting import lasting
from trygghjulet.analysis.tests.nasty import refuses

MASK = np.ones((30, 30), dtype=bool)


def city(years: int, stays: bool) -> np.ndarray:
    """A city with one very hot place each year: the same each year, or another."""
    cube = np.random.default_rng(1).poisson(0.5, (years, 30, 30))
    for year in range(years):
        at = 10 if stays else 2 + 5 * year
        cube[year, at : at + 2, 10:12] += 15
    return cube


@pytest.mark.requirement("PIC-5")
def test_a_place_that_lasts_is_told_from_places_that_come_and_go() -> None:
    told = lasting(city(5, stays=True), MASK)
    assert told.lasting[10:12, 10:12].all()
    assert (told.years_hot[10:12, 10:12] == 5).all()
    assert all(pair.still_hot > 5 * pair.expected for pair in told.from_year_to_year)
    assert all(pair.pai is not None and pair.pai > 3 for pair in told.from_year_to_year)
    moving = lasting(city(5, stays=False), MASK)
    assert not moving.lasting.any()
    assert all(pair.pai is not None and pair.pai < 2 for pair in moving.from_year_to_year)


def test_equal_years_give_the_binomial_distribution() -> None:
    same = np.repeat(city(1, stays=True), 4, axis=0)
    told = lasting(same, MASK)
    hot = (told.years_hot == 4).sum()
    assert told.p[told.years_hot == 4] == pytest.approx(binom.sf(3, 4, hot / 900))
    assert (told.p[told.years_hot == 0] == 1).all()


def test_what_is_not_fit_is_refused() -> None:
    refuses(lasting, city(1, stays=True), MASK, code="too_few")
    refuses(lasting, city(1, stays=True)[0], MASK, code="shape")
    refuses(lasting, np.zeros((3, 30, 30)), MASK, code="too_few")
    refuses(lasting, np.full((3, 30, 30), np.nan), MASK, code="not_counts")


def test_the_mask_may_be_lists() -> None:
    cube = city(3, stays=True)
    assert (lasting(cube, MASK.tolist()).lasting == lasting(cube, MASK).lasting).all()
    refuses(lasting, cube, MASK[1:], code="shape")

"""Rates with the population's make-up taken out."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import gamma

from trygghjulet.analysis.levels.rates import rates
from trygghjulet.analysis.levels.standardising import standardised_rates, standardised_ratios
from trygghjulet.analysis.tests.nasty import BAD_COUNTS, answers_or_refuses, refuses

COUNTS = np.array([[10, 4, 0], [20, 30, 0], [5, 1, 0]])
PEOPLE = np.array([[1000, 500, 100], [4000, 3000, 100], [2000, 900, 100]], dtype=float)
STANDARD = np.array([2.0, 5.0, 3.0])


@pytest.mark.requirement("PIC-4")
def test_the_value_is_the_weighted_mean_and_the_interval_fay_and_feuers() -> None:
    told = standardised_rates(COUNTS, PEOPLE, STANDARD)
    share = STANDARD[:, None] / 10
    value = (share * COUNTS / PEOPLE).sum(axis=0)
    assert told.value == pytest.approx(value * 1000)
    # The gamma law of the lower end has the mean and variance of the estimate.
    y, v = value[0], ((share / PEOPLE) ** 2 * COUNTS).sum(axis=0)[0]
    m = (share / PEOPLE).max(axis=0)[0]
    assert told.low[0] == pytest.approx(1000 * gamma.ppf(0.025, y**2 / v, scale=v / y))
    scale = (v + m**2) / (y + m)
    assert told.high[0] == pytest.approx(1000 * gamma.ppf(0.975, (y + m) / scale, scale=scale))
    assert told.low[2] == 0
    assert told.high[2] == pytest.approx(3.688879454 * 1000 * (0.5 / 100))


def test_one_stratum_is_the_exact_interval() -> None:
    one, plain = standardised_rates(COUNTS[:1], PEOPLE[:1], [7]), rates(COUNTS[0], PEOPLE[0])
    for end in ("value", "low", "high"):
        assert getattr(one, end) == pytest.approx(getattr(plain, end))


def test_strata_alike_and_units_do_not_matter() -> None:
    split = standardised_rates(np.vstack([COUNTS, COUNTS]), np.vstack([PEOPLE] * 2), [*STANDARD, *STANDARD])
    whole = standardised_rates(2 * COUNTS, 2 * PEOPLE, STANDARD * 1e6)
    assert split.value == pytest.approx(whole.value)


def test_an_unknown_population_can_not_be_told_unless_it_has_no_weight() -> None:
    people = PEOPLE.copy()
    people[0, 1] = np.nan
    assert np.isnan(standardised_rates(COUNTS, people, STANDARD).value).tolist() == [False, True, False]
    assert np.isfinite(standardised_rates(COUNTS, people, [0, 1, 1]).high).all()


@pytest.mark.requirement("PIC-4")
def test_ratios_are_observed_over_expected() -> None:
    told = standardised_ratios(COUNTS, PEOPLE)
    rate = COUNTS.sum(axis=1) / PEOPLE.sum(axis=1)
    assert told.expected == pytest.approx(rate @ PEOPLE)
    assert told.expected.sum() == pytest.approx(COUNTS.sum())
    assert told.value == pytest.approx(COUNTS.sum(axis=0) / (rate @ PEOPLE))
    assert told.low[0] == pytest.approx(rates([35], [1], per=1).low[0] / told.expected[0])
    given = standardised_ratios(COUNTS.sum(axis=0), PEOPLE, rate, overdispersion=2)
    assert given.value == pytest.approx(told.value)
    assert (given.high > told.high).all()
    assert np.isnan(standardised_ratios(COUNTS, np.zeros((3, 3))).value).all()


@pytest.mark.parametrize("counts", BAD_COUNTS)
def test_bad_counts_are_refused(counts: object) -> None:
    answers_or_refuses(standardised_rates, counts, PEOPLE, STANDARD)
    refuses(standardised_ratios, counts, PEOPLE, STANDARD, code="not_counts")


def test_what_does_not_fit_is_refused() -> None:
    refuses(standardised_rates, COUNTS, PEOPLE, [0, 0, 0], code="not_weight")
    refuses(standardised_rates, COUNTS, PEOPLE[:2], STANDARD, code="shape")
    refuses(standardised_ratios, COUNTS[0], PEOPLE, code="shape")
    refuses(standardised_ratios, COUNTS, PEOPLE, [1, np.nan, 1], code="no_reference")
    refuses(standardised_rates, COUNTS, -PEOPLE, STANDARD, code="not_amounts")

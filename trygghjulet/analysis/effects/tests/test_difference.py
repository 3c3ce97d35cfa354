"""Areas with and without a measure, against regressions that count every effect out."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings, strategies as st
from scipy.special import stdtrit

from trygghjulet.analysis.changes.change import Verdict
from trygghjulet.analysis.effects.difference import Difference, Replicate, difference_in_differences
from trygghjulet.analysis.effects.randomisation import Lot, randomisation_test
from trygghjulet.analysis.tests.nasty import BAD_COUNTS, BAD_NUMBERS, ODD_COUNTS, answers_or_refuses, refuses


def material(
    seed: int = 3, ratio: float = 0.6, areas: int = 8, mean: float = 12
) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    means = mean * rng.uniform(0.5, 2, (areas, 1)) * np.ones(12)
    means[: areas // 2, 7:] *= ratio
    counts = rng.poisson(means)
    return counts[: areas // 2], counts[areas // 2 :]


def dummies(*kinds: np.ndarray) -> np.ndarray:
    """A column of ones and one per kind but the first."""
    columns = [np.ones(len(kinds[0]))]
    for kind in kinds:
        columns += [(kind == one).astype(float) for one in np.unique(kind)[1:]]
    return np.column_stack(columns)


def test_the_estimate_is_that_of_the_model_with_every_area_and_period() -> None:
    treated, control = material()
    counts = np.vstack([treated, control])
    area, period = (index.ravel() for index in np.indices(counts.shape))
    effect = ((area < len(treated)) & (period >= 7)).astype(float)
    design = np.column_stack([dummies(area, period), effect])
    theirs = sm.GLM(counts.ravel(), design, family=sm.families.Poisson()).fit(tol=1e-12)
    told = difference_in_differences(treated, control, 7)
    assert told.ratio.ratio == pytest.approx(np.exp(theirs.params[-1]))
    simple = treated[:, 7:].sum() * control[:, :7].sum() / treated[:, :7].sum() / control[:, 7:].sum()
    assert told.ratio.ratio == pytest.approx(simple)


def test_between_areas_the_interval_is_that_of_the_model_of_two_periods() -> None:
    treated, control = material()
    two = np.vstack([np.stack([c[:, :7].sum(1), c[:, 7:].sum(1)], 1) for c in (treated, control)])
    exposure = np.tile([7.0, 5.0], 8)
    area, period = (index.ravel() for index in np.indices(two.shape))
    design = np.column_stack([dummies(area, period), (area < 4) & (period == 1)]).astype(float)
    theirs = sm.GLM(two.ravel(), design, family=sm.families.Poisson(), exposure=exposure).fit(
        scale="X2", tol=1e-12, use_t=True
    )
    told = difference_in_differences(treated, control, 7)
    assert (told.replicate, told.degrees) == (Replicate.AREA, 6)
    assert told.overdispersion == pytest.approx(theirs.scale)
    assert (told.ratio.low, told.ratio.high) == pytest.approx(np.exp(theirs.conf_int()[-1]))
    assert told.ratio.p == pytest.approx(theirs.pvalues[-1])


def test_between_periods_the_interval_is_that_of_the_logistic_model() -> None:
    treated, control = (c.sum(axis=0) for c in material())
    exposure = np.linspace(1, 2, 12)
    after = (np.arange(12) >= 7).astype(float)
    theirs = sm.GLM(
        np.column_stack([treated, control]),
        sm.add_constant(after),
        family=sm.families.Binomial(),
        offset=np.log(exposure),
    ).fit(tol=1e-12)
    whole, share = treated + control, theirs.fittedvalues
    spread = ((treated - whole * share) ** 2 / (whole * share * (1 - share))).sum() / 10
    reach = stdtrit(10, 0.975) * np.sqrt(spread) * theirs.bse[1]
    told = difference_in_differences(treated, control, 7, exposure)
    assert (told.replicate, told.degrees) == (Replicate.PERIOD, 10)
    assert told.overdispersion == pytest.approx(spread)
    assert told.ratio.ratio == pytest.approx(np.exp(theirs.params[1]))
    assert (told.ratio.low, told.ratio.high) == pytest.approx(
        np.exp(theirs.params[1] + reach * np.array([-1, 1]))
    )


@pytest.mark.requirement("FUP-3")
def test_a_measure_that_works_is_seen_and_one_that_does_not_is_not() -> None:
    told = difference_in_differences(*material(), 7)
    assert told.verdict is Verdict.DECREASE
    assert told.parallel
    assert [step.verdict for step in told.by_period[:7]].count(Verdict.CANNOT_BE_TOLD) >= 6
    assert difference_in_differences(*material(ratio=1), 7).verdict is Verdict.CANNOT_BE_TOLD


@pytest.mark.requirement("FUP-3")
def test_areas_that_parted_already_before_are_told() -> None:
    treated, control = material(ratio=1, mean=40)
    parting = np.random.default_rng(1).binomial(treated, 0.9 ** np.arange(12))
    assert difference_in_differences(parting, control, 7).parallel is False


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.floats(0.01, 1000))
def test_order_unit_and_mirror(seed: int, unit: float) -> None:
    treated, control = material(seed)
    rng = np.random.default_rng(seed)
    told = difference_in_differences(treated, control, 7)
    moved = difference_in_differences(rng.permutation(treated), rng.permutation(control), 7, unit, unit)
    assert moved.ratio.low == pytest.approx(told.ratio.low)
    mirrored = difference_in_differences(control, treated, 7)
    assert mirrored.ratio.ratio is not None
    assert told.ratio.ratio == pytest.approx(1 / mirrored.ratio.ratio)
    assert told.ratio.high == pytest.approx(1 / (mirrored.ratio.low or 0))


def test_exposure_explains_a_growth() -> None:
    treated, control = material(ratio=1, mean=200)
    grown = np.where(np.arange(12) >= 7, 3.0, 1.0)
    told = difference_in_differences(treated * grown.astype(int), control, 7, np.tile(grown, (4, 1)))
    assert told.ratio.ratio == pytest.approx(difference_in_differences(treated, control, 7).ratio.ratio)


@pytest.mark.requirement("FUP-3")
def test_too_few_to_see_how_much_counts_vary() -> None:
    refuses(difference_in_differences, [[4, 5, 2]], [[5, 4, 6]], 2, code="too_few")
    refuses(
        difference_in_differences,
        [[4, 5, 2] * 4],
        [[5, 4, 6] * 4],
        2,
        replicate=Replicate.AREA,
        code="too_few",
    )
    refuses(difference_in_differences, [[4] * 12], [[5] * 12], 12, code="too_few")
    refuses(difference_in_differences, [[4] * 12], [[5] * 11], 3, code="shape")
    refuses(difference_in_differences, [[0] * 12], [[5] * 12], 3, code="not_identifiable")


def test_very_even_counts_do_not_make_an_interval_of_no_width() -> None:
    told = difference_in_differences([[5] * 6 + [4] * 6] * 3, [[5] * 12] * 3, 6)
    assert told.ratio.low is not None
    assert told.ratio.high is not None
    assert told.ratio.low < 0.8 < told.ratio.high


def test_the_lot_looks_at_every_choice() -> None:
    treated, control = material(areas=6)
    told = randomisation_test(treated, control, 7, permutations=20, rng=np.random.default_rng(1))
    counts = np.vstack([treated, control])
    before, after = counts[:, :7].sum(axis=1), counts[:, 7:].sum(axis=1)
    share = after.sum() / counts.sum()

    def score(chosen: tuple[int, ...]) -> float:
        whole = (before + after)[list(chosen)].sum()
        missed = after[list(chosen)].sum() - share * whole
        return float(abs(missed) / np.sqrt(share * (1 - share) * whole * (1 - whole / counts.sum())))

    seen = [score(chosen) >= score((0, 1, 2)) - 1e-9 for chosen in combinations(range(6), 3)]
    assert (told.p, told.least, told.choices, told.complete) == (np.mean(seen), 1 / 20, 20, True)


def test_a_lot_of_many_areas_is_drawn() -> None:
    treated, control = material(areas=20, ratio=0.5)
    told = randomisation_test(treated, control, 7, permutations=199, rng=np.random.default_rng(1))
    assert told == Lot(p=1 / 200, least=1 / 200, choices=199, complete=False)
    again = randomisation_test(treated, control, 7, permutations=199, rng=np.random.default_rng(1))
    assert again == told


@pytest.mark.parametrize("bad", [*BAD_COUNTS, [[[1]]]])
def test_ugly_counts(bad: Any) -> None:
    refuses(difference_in_differences, bad, [1, 2, 3], 1)
    refuses(difference_in_differences, [1, 2, 3], bad, 1)


@pytest.mark.parametrize("bad", [*BAD_NUMBERS, 0, -1, [1, 2], 1e300, 1e-300])
def test_ugly_exposures(bad: Any) -> None:
    refuses(difference_in_differences, *material(), 7, bad)


def test_odd_counts() -> None:
    for odd in ODD_COUNTS:
        for start in (1, 3, 0, -1, 1.5, float("nan")):
            told = answers_or_refuses(difference_in_differences, odd, odd, start)
            if isinstance(told, Difference):
                assert told.verdict is Verdict.CANNOT_BE_TOLD
    lonely = np.zeros((6, 12), dtype=int)
    lonely[0] = 10**12
    answers_or_refuses(difference_in_differences, lonely[:3], lonely[3:], 6)
    answers_or_refuses(
        randomisation_test, lonely[:3], lonely[3:], 6, permutations=99, rng=np.random.default_rng(1)
    )


def test_areas_with_nothing_beside_areas_with_very_much() -> None:
    dice = np.random.default_rng(0)
    answers_or_refuses(
        randomisation_test,
        dice.poisson(1e6, (4, 24)),
        np.zeros((6, 24)),
        12,
        permutations=300,
        rng=dice,
    )

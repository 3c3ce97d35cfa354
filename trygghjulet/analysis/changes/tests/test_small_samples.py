"""A handful of incidents over a few bins."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from trygghjulet.analysis.changes.small_samples import small_sample, small_sample_power
from trygghjulet.analysis.tests.nasty import BAD_COUNTS, ODD_COUNTS, answers_or_refuses, refuses

EVEN = [1 / 7] * 7


@pytest.mark.parametrize(
    ("counts", "g"),
    [((3, 0, 0, 0, 0, 0, 0), 11.68), ((2, 1, 0, 0, 0, 0, 0), 7.86), ((1, 1, 1, 0, 0, 0, 0), 5.08)],
)
def test_g_of_the_published_cases(counts: tuple[int, ...], g: float) -> None:
    assert small_sample(counts).g == pytest.approx(g, abs=0.005)


def test_p_by_hand_and_power_as_published() -> None:
    told = small_sample((3, 0, 0, 0, 0, 0, 0))
    assert told.p == pytest.approx(7 / 343)
    assert told.uneven
    assert small_sample_power(3, EVEN, [0.5, 0.5, 0, 0, 0, 0, 0]) == pytest.approx(0.25)
    assert small_sample_power(11, EVEN, [0.25] * 4 + [0] * 3) == pytest.approx(0.58, abs=0.005)
    assert small_sample_power(11, EVEN, EVEN) <= 0.05


def test_p_equals_the_sum_over_every_sequence() -> None:
    share = np.array([0.5, 0.3, 0.2])
    seen = np.array([1, 0, 4])

    def g(held: np.ndarray) -> float:
        kept = held > 0
        return float(2 * (held[kept] * np.log(held[kept] / (5 * share[kept]))).sum())

    total = 0.0
    for fallen in product(range(3), repeat=5):
        if g(np.bincount(fallen, minlength=3)) >= g(seen) - 1e-9:
            total += float(np.prod(share[list(fallen)]))
    assert small_sample(seen, share).p == pytest.approx(total)


def test_order_of_bins_does_not_matter() -> None:
    assert small_sample([4, 0, 1, 0]).p == pytest.approx(small_sample([0, 1, 0, 4]).p)


@pytest.mark.parametrize("counts", [*BAD_COUNTS, *ODD_COUNTS])
def test_ugly_counts_are_answered_or_refused(counts: object) -> None:
    answers_or_refuses(small_sample, counts)


def test_what_does_not_fit_is_refused() -> None:
    refuses(small_sample, [1, 2], [0.5, 0.6], code="not_share")
    refuses(small_sample, [1, 2], [1, 0], code="not_share")
    refuses(small_sample, [1], code="too_few")
    refuses(small_sample, [500] * 7, code="too_many")
    refuses(small_sample_power, 3, [0.5, 0.5], [0.5, 0.4], code="not_share")

"""The attacker works out all that follows from what is shown, and no more."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from trygghjulet.analysis.disclosure.attack import attack, exposed
from trygghjulet.analysis.disclosure.figures import as_figures, from_tables
from trygghjulet.analysis.tests.nasty import refuses

NAN = float("nan")


def every(shown: NDArray[np.float64], parts: NDArray[np.int64], least: int) -> list[NDArray[np.int64]]:
    """All figures that counts up to 6 can give, which agree with what is shown."""
    known = ~np.isnan(shown)
    found = [parts @ counts for counts in product(range(7), repeat=parts.shape[1])]
    return [f for f in found if (f[known] == shown[known]).all() and (f[~known] >= least).all()]


systems = st.integers(1, 4).flatmap(
    lambda size: st.tuples(
        arrays(np.int64, (5, size), elements=st.integers(0, 1)),
        arrays(np.int64, size, elements=st.integers(0, 3)),
        arrays(np.bool_, 5),
    )
)


@pytest.mark.requirement("SEC-4")
@settings(max_examples=40, deadline=None)
@given(systems, st.integers(0, 1))
def test_whole_counts_are_bounded_exactly(system: tuple[NDArray[np.int64], ...], least: int) -> None:
    parts, counts, hide = system
    # A total that is shown keeps the counts within what is tried.
    parts[0], hide[0] = 1, False
    counts = np.minimum(counts, 6 // counts.size)
    values = parts @ counts
    shown = np.where(hide & (values > 0), np.nan, values)
    possible = np.array(every(shown, parts, least))
    told = attack(shown, parts, least=least, whole=True)
    assert told.least.tolist() == possible.min(axis=0).tolist()
    assert told.most.tolist() == possible.max(axis=0).tolist()
    relaxed = attack(shown, parts, least=least)
    assert (relaxed.least <= told.least).all()
    assert (relaxed.most >= told.most).all()


def test_a_withheld_figure_is_worked_out_from_its_sum() -> None:
    figures = from_tables((3,))
    told = attack([NAN, 12, 40, 55], figures)
    assert told.least[0] == told.most[0] == 3


def test_what_is_known_of_withheld_figures_narrows_them() -> None:
    figures = from_tables((2,))
    assert attack([NAN, NAN, 6], figures).most[0] == 6
    assert attack([NAN, NAN, 6], figures, least=1).most[0] == 5
    both = attack([NAN, NAN, 6], figures, least=1, most=[4, np.inf, np.inf])
    assert (both.least[1], both.most[1]) == (2, 5)


def test_without_bounds_there_is_no_most() -> None:
    told = attack([NAN, 7], [[0, 1], [1]])
    assert (told.least[0], told.most[0]) == (7, np.inf)


def test_fractions_can_only_widen() -> None:
    # Three sums of two give each count, whole or not; here they make it odd.
    figures = as_figures([[0, 1], [1, 2], [0, 2], [0, 1, 2, 3], [3]])
    shown = [NAN, NAN, NAN, 3, NAN]
    assert (attack(shown, figures).most >= attack(shown, figures, whole=True).most).all()


def test_only_what_is_asked_for_takes_programmes_yet_bounds_hold() -> None:
    figures = from_tables((3, 3))
    values = figures.values(np.arange(9)).astype(float)
    values[[0, 1, 3, 4, 8]] = NAN
    asked = attack(values, figures, wanted=np.arange(len(figures)) == 4)
    full = attack(values, figures)
    assert (asked.least <= full.least).all()
    assert (asked.most >= full.most).all()
    assert (asked.least[4], asked.most[4]) == (full.least[4], full.most[4])


def test_huge_counts_are_worked_out_too() -> None:
    figures = from_tables((2, 2))
    values = figures.values([10**12, 3, 5, 10**12]).astype(float)
    values[1] = NAN
    told = attack(values, figures)
    assert told.least[1] == told.most[1] == 3


@pytest.mark.requirement("SEC-4")
def test_an_audit_finds_what_is_exposed_and_nothing_else() -> None:
    figures = from_tables((2, 2))
    counts = [[1, 20], [30, 40]]
    assert exposed(counts, figures, 5, np.zeros(9, dtype=bool)).tolist() == [True] + [False] * 8
    assert exposed(counts, figures, 5, np.arange(9) == 0).any()
    assert not exposed(counts, figures, 5, np.arange(9) < 4).any()


def test_what_zeros_tell_is_no_exposure() -> None:
    # The sum of two that are not zero is at least 2, whatever is withheld.
    figures = from_tables((2,))
    assert not exposed([1, 2], figures, 5, np.ones(3, dtype=bool)).any()


def test_odd_questions_are_refused() -> None:
    figures = from_tables((2,))
    refuses(attack, [1, 2, 4], figures, code="contradiction")
    refuses(attack, [NAN, 5, 4], figures, code="contradiction")
    refuses(attack, [NAN, NAN, 4], figures, least=3, code="contradiction")
    refuses(attack, [0.5, NAN, 4], figures, code="not_counts")
    refuses(attack, [-1, NAN, 4], figures, code="not_amounts")
    refuses(attack, ["a", "b", "c"], figures, code="not_amounts")
    refuses(attack, [1, 2], figures, code="shape")
    refuses(attack, [NAN, 2, 4], figures, least=[1, 2], code="shape")
    refuses(attack, [NAN, 2, 4], figures, most="x", code="not_numbers")
    refuses(attack, [NAN, 2, 4], figures, wanted=[1, 0, 1], code="not_mask")
    refuses(exposed, [1, 2], figures, 0.5, np.ones(3, dtype=bool), code="not_whole")
    refuses(exposed, [1, 2, 3], figures, 5, np.ones(3, dtype=bool), code="shape")
    assert attack([], as_figures([], 0)).least.size == 0

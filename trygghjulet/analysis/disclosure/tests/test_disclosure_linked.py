"""Small counts can't be worked out from tables, levels and periods that share them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import ArrayLike, NDArray

from trygghjulet.analysis.disclosure.attack import attack, exposed
from trygghjulet.analysis.disclosure.disclosure import protect
from trygghjulet.analysis.disclosure.disclosure_linked import Linked, protect_in_turn, protect_linked
from trygghjulet.analysis.disclosure.figures import (
    Figures,
    as_figures,
    from_labels,
    from_tables,
    join,
    over_periods,
)
from trygghjulet.analysis.tests.nasty import BAD_COUNTS, ODD_COUNTS, answers_or_refuses, refuses

Counts = NDArray[np.int64]


def found(counts: ArrayLike, figures: Figures, smallest: int, hidden: Any, *, whole: bool) -> bool:
    """Whether the attacker narrows a small figure, or a small count behind the figures that is none itself.

    Counts that no figure tells apart are known only as their sum.
    """
    given = np.asarray(counts).ravel()
    dense = figures.parts.toarray()
    alike = np.unique(dense, axis=1, return_inverse=True)[1].ravel()
    own = {tuple(row) for row in dense}
    sums = [alike == group for group in np.unique(alike) if dense[:, alike == group].any()]
    behind = np.array([s for s in sums if tuple(s.astype(int)) not in own]).reshape(-1, given.size)
    parts = np.vstack([dense, behind.astype(int)])
    nobody = np.arange(len(parts)) >= len(dense)
    masked = np.concatenate([hidden, np.ones(len(behind), dtype=bool)])
    return bool(exposed(given, parts, smallest, masked, unpublished=nobody, whole=whole).any())


systems = st.tuples(st.integers(1, 7), st.integers(1, 8)).flatmap(
    lambda size: st.tuples(
        arrays(np.int64, size, elements=st.integers(0, 1)),
        arrays(np.int64, size[1], elements=st.one_of(st.integers(0, 4), st.integers(0, 40))),
    )
)


@pytest.mark.requirement("SEC-4")
@settings(max_examples=50, deadline=None)
@given(systems, st.integers(2, 6))
def test_any_sums_of_shared_counts_are_protected(system: tuple[Counts, Counts], smallest: int) -> None:
    parts, counts = system
    figures = as_figures(parts, counts.size)
    told = protect_linked(counts, figures, smallest)
    assert not told.given_away
    assert not told.counts_given_away
    for whole in (False, True):
        assert not found(counts, figures, smallest, told.hidden, whole=whole)


tables = st.tuples(st.integers(1, 5), st.integers(1, 6)).flatmap(
    lambda shape: arrays(np.int64, shape, elements=st.one_of(st.integers(0, 6), st.integers(0, 60)))
)


def flat(counts: Counts, smallest: int) -> NDArray[np.bool_]:
    """What the method for a single table withholds; a sum along one row or column goes with its cells."""
    told = protect(counts, smallest)
    return np.concatenate([told.cells.ravel(), told.row_totals, told.column_totals, [told.total]])


@pytest.mark.requirement("SEC-4", "PIC-8")
@settings(max_examples=50, deadline=None)
@given(tables, st.integers(2, 6))
def test_the_method_for_one_table_withstands_the_same_attack(counts: Counts, smallest: int) -> None:
    if min(counts.shape) > 1:
        assert not exposed(counts, from_tables(counts.shape), smallest, flat(counts, smallest)).any()


@pytest.mark.requirement("SEC-4")
@pytest.mark.parametrize("kept", [None, [(0, 1), (0, 2), (1, 2)], [(0, 1), (1, 2)], [(0,), (1, 2)]])
def test_tables_that_share_margins(kept: Any) -> None:
    rng = np.random.default_rng(4)
    figures = from_tables((4, 3, 3), kept)
    for _ in range(3):
        counts = rng.poisson(rng.gamma(1, 6, (4, 3, 3)))
        told = protect_linked(counts, figures, 5)
        assert not told.given_away
        for whole in (False, True):
            assert not found(counts, figures, 5, told.hidden, whole=whole)


@pytest.mark.requirement("SEC-4")
def test_tables_judged_one_by_one_give_away_what_together_they_don_t() -> None:
    # Areas in two districts: 3 is withheld with 12 in the list of areas, but the district's sum of the two
    # others than 12 gives it away.
    labels: dict[str, ArrayLike] = {"area": [0, 1, 2, 3], "district": ["N", "N", "S", "S"]}
    counts = [3, 40, 12, 50]
    figures = from_labels(labels, [["area"], ["district"]])
    by_table = figures.named([(("area", 0),), (("area", 2),)])
    assert exposed(counts, figures, 5, by_table).any()
    told = protect_linked(counts, figures, 5)
    assert not found(counts, figures, 5, told.hidden, whole=True)
    assert not told.hidden[figures.named([()])].any()


def test_the_same_figure_in_two_tables_is_withheld_in_both() -> None:
    twice = join(from_tables((3,)), from_tables((3,)))
    told = protect_linked([2, 30, 40], twice, 5)
    assert told.hidden[:4].tolist() == told.hidden[4:].tolist() == [True, True, False, False]


def year_and_a_month(counts: Counts) -> list[Figures]:
    months = np.arange(13)
    labels = {"area": np.zeros(13, dtype=int)}
    return over_periods(labels, [()], months, [0, 0], [12, 13])


@pytest.mark.requirement("SEC-4")
def test_two_periods_that_tell_a_month_are_not_both_shown() -> None:
    counts = np.full(13, 10)
    counts[12] = 2
    releases = year_and_a_month(counts)
    first, second = protect_in_turn(counts, releases, 5)
    assert not first.hidden.any()
    assert second.hidden.all()
    assert not second.counts_given_away


@pytest.mark.requirement("SEC-4")
def test_what_is_already_given_away_is_told_by_name() -> None:
    counts = np.full(13, 10)
    counts[12] = 2
    both = join(*year_and_a_month(counts), Figures(("December",), as_figures([[12]], 13).parts))
    out = np.array([True, True, False])
    told = protect_linked(counts, both, 5, published=out)
    assert told.given_away == ("December",)
    assert told.hidden.tolist() == [False, False, True]
    without = protect_linked(counts, join(*year_and_a_month(counts)), 5, published=out[:2])
    assert without.counts_given_away == ((12,),)


def test_a_small_figure_that_is_out_is_told_by_name() -> None:
    told = protect_linked([2, 30], from_tables((2,)), 5, published=np.array([True, False, False]))
    assert told.given_away == ((0,),)


@pytest.mark.requirement("SEC-4")
def test_rolling_years_every_quarter_are_protected_in_turn() -> None:
    rng = np.random.default_rng(2)
    area, month = (places.ravel() for places in np.indices((4, 21)))
    counts = rng.poisson(2.5, area.size)
    counts[area == 3] = rng.poisson(0.1, 21)
    begin = np.arange(0, 10, 3)
    releases = over_periods({"area": area}, [["area"]], month, begin, begin + 12)
    done = protect_in_turn(counts, releases, 5)
    assert not any(told.given_away or told.counts_given_away for told in done)
    for last in range(1, len(done) + 1):
        hidden = np.concatenate([told.hidden for told in done[:last]])
        assert not found(counts, join(*releases[:last]), 5, hidden, whole=True)
    assert not done[0].hidden.all()


def test_what_was_withheld_earlier_stays_so_and_is_protected() -> None:
    figures = from_tables((3,))
    told = protect_linked([2, 30, 40], figures, 5, withheld=np.array([True, False, False, False]))
    assert not told.hidden[0]
    assert told.hidden.tolist() == [False, True, False, False]


@pytest.mark.parametrize("smallest", [0, 1])
def test_no_rule_withholds_nothing(smallest: int) -> None:
    assert not protect_linked([[1, 2], [3, 4]], from_tables((2, 2)), smallest).hidden.any()


def test_zeros_are_shown() -> None:
    counts = np.array([[0, 3, 20], [0, 30, 40], [0, 0, 0]])
    figures = from_tables((3, 3))
    assert not (protect_linked(counts, figures, 5).hidden & (figures.values(counts) == 0)).any()


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ([1, 1, 50, 0], [True, True, True, False, False]),
        ([1, 2], [True, True, True]),
        ([3, 10**12, 10**13], [True, True, False, False]),
        ([0, 0], [False, False, False]),
        ([2], [True, True]),
    ],
)
def test_lists(counts: list[int], hidden: list[bool]) -> None:
    assert protect_linked(counts, from_tables((len(counts),)), 5).hidden.tolist() == hidden


def test_only_totals_small() -> None:
    # The cells are not published; the first half is 2, and takes the other half or the total with it.
    figures = as_figures([[0, 1], [2, 3], [0, 1, 2, 3]], 4)
    told = protect_linked([1, 1, 20, 30], figures, 5)
    assert told.hidden.tolist() in ([True, True, False], [True, False, True])


@settings(max_examples=15, deadline=None)
@given(tables, st.integers(2, 6))
def test_never_more_than_whole_rows_and_columns(counts: Counts, smallest: int) -> None:
    figures = from_tables(counts.shape)
    values = figures.values(counts)
    small = (values > 0) & (values < smallest)
    share = (figures.parts[np.flatnonzero(small)].sum(axis=0) > 0).astype(int) if small.any() else 0
    naive = (figures.parts @ (np.zeros(counts.size, dtype=int) + share) > 0) & (values > 0)
    assert values[protect_linked(counts, figures, smallest).hidden].sum() <= values[naive].sum()


def test_together_as_good_as_the_method_for_one_table() -> None:
    rng = np.random.default_rng(0)
    flow = linear = 0
    for _ in range(12):
        counts = rng.poisson(rng.gamma(1, 8, (5, 4)))
        figures = from_tables((5, 4))
        linear += figures.values(counts)[protect_linked(counts, figures, 5).hidden].sum()
        flow += figures.values(counts)[flat(counts, 5)].sum()
    assert linear <= 1.1 * flow


def test_every_value_from_one_to_the_limit_is_possible() -> None:
    counts, figures = np.array([[2, 9, 30], [14, 25, 8]]), from_tables((2, 3))
    hidden = protect_linked(counts, figures, 5).hidden
    shown = np.where(hidden, np.nan, figures.values(counts))
    for value in range(1, 6):
        supposed = np.array([value, *shown[1:]])
        assert attack(supposed, figures, least=1, whole=True).least[0] == value


def test_order_does_not_matter_to_safety_and_names_follow() -> None:
    rng = np.random.default_rng(8)
    counts, figures = rng.integers(0, 12, (3, 4)), from_tables((3, 4))
    order = rng.permutation(len(figures))
    shuffled = Figures(tuple(figures.names[i] for i in order), figures.parts[order])
    assert not found(counts, shuffled, 5, protect_linked(counts, shuffled, 5).hidden, whole=True)


def test_figures_that_share_nothing_are_treated_apart() -> None:
    alone = protect_linked([3, 40, 12], from_tables((3,)), 5).hidden
    both = as_figures([[0], [1], [2], [0, 1, 2], [3], [4], [3, 4]], 5)
    told = protect_linked([3, 40, 12, 50, 60], both, 5)
    assert told.hidden.tolist() == [*alone.tolist(), False, False, False]


@pytest.mark.parametrize("counts", [*BAD_COUNTS, *ODD_COUNTS])
def test_ugly_counts(counts: Any) -> None:
    size = np.size(np.asarray(counts, dtype=object))
    told = answers_or_refuses(protect_linked, counts, [[i] for i in range(size)], 5)
    assert isinstance(told, Linked) == any(counts is odd for odd in ODD_COUNTS)


def test_ugly_settings() -> None:
    figures = from_tables((3,))
    refuses(protect_linked, [1, 2, 3], figures, -1, code="not_whole")
    refuses(protect_linked, [1, 2, 3], figures, 2.5, code="not_whole")
    refuses(protect_linked, [1, 2], figures, 5, code="shape")
    refuses(protect_linked, [1, 2, 3], np.full((2, 3), 3), 5, code="not_figures")
    refuses(protect_linked, [1, 2, 3], figures, 5, published=[1, 0, 0, 0], code="not_mask")
    refuses(protect_linked, [1, 2, 3], figures, 5, withheld=np.array([True]), code="shape")
    assert protect_in_turn([1, 2, 3], [], 5) == []

"""Small counts can neither be read nor worked out from what is shown."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from scipy.optimize import linprog

from trygghjulet.analysis.checks import UnfitData
from trygghjulet.analysis.disclosure.disclosure import Withheld, protect, withhold

Table = NDArray[np.int64]


def attack(
    table: Table, withheld: Withheld, floor: int | Table = 0
) -> dict[tuple[int, int], tuple[int, int]]:
    """What an attacker works out of each withheld cell from all shown figures: its lowest and highest value.

    The attacker knows the totals that are shown and that withheld cells are at least `floor`.
    """
    rows, columns = table.shape
    cells = np.arange(rows * columns).reshape(rows, columns)
    sums = [(cells[i], table[i].sum()) for i in range(rows) if not withheld.row_totals[i]]
    sums += [(cells[:, j], table[:, j].sum()) for j in range(columns) if not withheld.column_totals[j]]
    sums += [] if withheld.total else [(cells.ravel(), table.sum())]
    left = np.zeros((len(sums), cells.size))
    for line, (members, _) in enumerate(sums):
        left[line, members] = 1
    bounds = [
        (least, None) if hidden else (n, n)
        for n, hidden, least in zip(
            table.ravel(), withheld.cells.ravel(), np.broadcast_to(floor, table.shape).ravel(), strict=True
        )
    ]
    known = (
        {"A_eq": left, "b_eq": [total for _, total in sums], "bounds": bounds} if sums else {"bounds": bounds}
    )
    found = {}
    for i, j in np.argwhere(withheld.cells).tolist():
        goal = np.zeros(cells.size)
        goal[cells[i, j]] = 1
        low, high = linprog(goal, **known), linprog(-goal, **known)
        found[i, j] = (round(low.fun), 10**9 if high.status == 3 else round(-high.fun))
    return found


def shown_totals(table: Table, cells: NDArray[np.bool_]) -> Withheld:
    """All totals shown that are sums of more than one cell."""
    rows, columns = table.shape
    return Withheld(cells, np.full(rows, columns == 1), np.full(columns, rows == 1), False)


tables = st.tuples(st.integers(1, 6), st.integers(1, 5)).flatmap(
    lambda shape: arrays(np.int64, shape, elements=st.one_of(st.integers(0, 6), st.integers(0, 60)))
)


@pytest.mark.requirement("SEC-4", "PIC-8")
@settings(max_examples=60, deadline=None)
@given(tables, st.integers(2, 6))
def test_no_small_count_can_be_worked_out(table: Table, smallest: int) -> None:
    withheld = protect(table, smallest)
    small = (table > 0) & (table < smallest)
    assert withheld.cells[small].all()
    for total, hidden in (
        *zip(table.sum(axis=1), withheld.row_totals, strict=True),
        *zip(table.sum(axis=0), withheld.column_totals, strict=True),
        (table.sum(), withheld.total),
    ):
        assert hidden or not 0 < total < smallest
    no_zero_withheld = not (withheld.cells & (table == 0)).any()
    for floor in (0, 1) if no_zero_withheld else (0,):
        for (i, j), (low, high) in attack(table, withheld, floor).items():
            assert high > low
            if small[i, j]:
                assert low <= 1
                assert high >= smallest


@pytest.mark.requirement("SEC-4", "PIC-8")
@settings(max_examples=60, deadline=None)
@given(tables, st.integers(2, 6))
def test_with_totals_shown_cells_protect_whenever_the_totals_allow_it(table: Table, smallest: int) -> None:
    best = attack(table, shown_totals(table, np.ones(table.shape, dtype=bool)), np.minimum(table, 1))
    found = attack(table, shown_totals(table, withhold(table, smallest)))
    for (i, j), (low, high) in found.items():
        if 0 < table[i, j] < smallest and best[i, j][0] == 1 and best[i, j][1] >= smallest:
            assert low <= 1
            assert high >= smallest


def test_two_small_counts_that_fill_their_sum_take_a_third_with_them() -> None:
    # Withheld alone, 1 and 1 would be told by their sum, 2, to a reader who knows that zeros are shown.
    assert withhold([[1], [1], [50], [0]], 5).ravel().tolist() == [True, True, True, False]


def test_the_cheapest_companion_is_withheld() -> None:
    assert withhold([[3], [40], [12], [0]], 5).ravel().tolist() == [True, False, True, False]


def test_a_bridge_between_two_closed_groups_is_not_enough() -> None:
    # Each row and column has two withheld cells, yet the cell in the middle would be determined.
    table = np.full((6, 6), 20)
    for i, j in ((0, 0), (0, 1), (1, 0), (1, 1), (4, 4), (4, 5), (5, 4), (5, 5)):
        table[i, j] = 4
    table[1, 4] = 3
    found = attack(table, shown_totals(table, withhold(table, 5)))
    assert found[1, 4][0] <= 1
    assert found[1, 4][1] >= 5


def test_without_totals_only_the_small_counts_go() -> None:
    assert withhold([[3, 40], [0, 12]], 5, with_margins=False).tolist() == [[True, False], [False, False]]


@pytest.mark.parametrize("smallest", [0, 1])
def test_no_rule_withholds_nothing(smallest: int) -> None:
    assert not withhold([[1, 2], [3, 4]], smallest).any()
    assert not protect([[1, 2], [3, 4]], smallest).total


def test_small_totals_are_withheld_too() -> None:
    withheld = protect([[2, 1], [30, 40], [20, 25]], 5)
    assert withheld.row_totals[0]
    assert withheld.cells[0].all()


def test_empty_and_odd_tables() -> None:
    assert withhold(np.zeros((0, 3), dtype=int), 5).shape == (0, 3)
    with pytest.raises(UnfitData, match="antal"):
        withhold([[-1]], 5)
    with pytest.raises(UnfitData, match="rader och kolumner"):
        withhold([1, 2], 5)

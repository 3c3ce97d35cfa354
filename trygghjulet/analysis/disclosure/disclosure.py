"""Which figures of a table to withhold, so that small counts can't be read or worked out from totals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from trygghjulet.analysis import checks
from trygghjulet.analysis.checks import UnfitData


@dataclass(frozen=True)
class Withheld:
    """What is withheld in a table and in its totals; True means withheld.

    Args:
        cells: rows × columns.
        row_totals, column_totals: one per row, one per column.
        total: the grand total.
    """

    cells: NDArray[np.bool_]
    row_totals: NDArray[np.bool_]
    column_totals: NDArray[np.bool_]
    total: bool


def withhold(counts: ArrayLike, smallest: int, with_margins: bool = True) -> NDArray[np.bool_]:
    """The cells to withhold when every total of the table is shown.

    Counts above zero but below `smallest` are withheld. So are other cells, as few incidents as can be
    found, until what is shown leaves open, for each small count, every value from 1 to `smallest`. Zeros
    are shown, save where nothing else will do. A list is a table with one column (or one row), shown with
    its sum.

    Where the totals themselves are so small that they give a count away, no choice of cells helps: `protect`
    withholds totals too.

    Args:
        counts: rows × columns, without totals.
        smallest: the smallest count that may be shown; 0 or 1 withholds nothing.
        with_margins: whether row, column and grand totals are shown beside the cells.

    Returns:
        True where a cell is withheld, rows × columns.

    Raises:
        UnfitData: `not_counts`, `not_whole` or `shape`.

    Source: Kelly, Golden and Assad (1992), Networks 22, 397–417 (protection as flows in a network).
    """
    values, least = _extended(counts), checks.whole(smallest, least=0, name="Gränsen")
    unpublished = _repeated(values)
    if not with_margins:
        unpublished[:, -1] = unpublished[-1, :] = True
    fixed = np.zeros(values.shape, dtype=bool)
    fixed[:, -1] = fixed[-1, :] = True
    return _protected(values, least, unpublished, fixed)[:-1, :-1]


def protect(counts: ArrayLike, smallest: int) -> Withheld:
    """The cells and totals to withhold, where totals that are small or give a count away are withheld too.

    As `withhold`, but a total is treated as any other figure: withheld when it is above zero and below
    `smallest`, and as the last resort when a cell can't be protected otherwise.

    Raises:
        UnfitData: `not_counts`, `not_whole` or `shape`.

    Source: Kelly, Golden and Assad (1992), Networks 22, 397–417 (protection as flows in a network).
    """
    values, least = _extended(counts), checks.whole(smallest, least=0, name="Gränsen")
    unpublished = _repeated(values)
    hidden = _protected(values, least, unpublished, np.zeros(values.shape, dtype=bool))
    # The sums along a single column or row repeat its cells: they go where those go.
    rows = hidden[:-1, 0] if values.shape[1] == 2 else hidden[:-1, -1]
    columns = hidden[0, :-1] if values.shape[0] == 2 else hidden[-1, :-1]
    return Withheld(hidden[:-1, :-1], rows, columns, bool(hidden[-1, -1]))


def _extended(counts: ArrayLike) -> NDArray[np.int64]:
    """The table with its totals as a last column and a last row."""
    cells = checks.counts(counts, name="tabellen")
    if cells.ndim != 2:
        raise UnfitData("shape", "Tabellen måste ha rader och kolumner.")
    with_row_totals = np.column_stack([cells, cells.sum(axis=1)])
    return np.vstack([with_row_totals, with_row_totals.sum(axis=0)])


def _repeated(values: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Totals over a single cell: they are no sums, and not shown beside it."""
    repeated = np.zeros(values.shape, dtype=bool)
    if values.shape[1] == 2:
        repeated[:-1, -1] = True
    if values.shape[0] == 2:
        repeated[-1, :-1] = True
    return repeated


def _protected(
    values: NDArray[np.int64], smallest: int, unpublished: NDArray[np.bool_], fixed: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Withhold small figures, then open a way for each to be anything from 1 to `smallest`.

    A table with totals is a circulation: each cell is a flow from its row to its column, its row total a
    flow into the row, its column total a flow out of the column. Another table with the same shown figures
    differs from it by a flow around loops of withheld figures. So a small count x is protected when a loop
    can carry `smallest` − x more through it and x − 1 less; the cheapest loops are sought, and what they
    pass is withheld. A count above zero is never thought away to zero, since a reader knows that zeros are
    shown.
    """
    network = _Network(values, unpublished, fixed)
    small = (values > 0) & (values < smallest) & ~unpublished & ~fixed
    network.hide(small)
    for figure in np.flatnonzero(small).tolist():
        count = int(values.flat[figure])
        network.open_up(figure, more=smallest - count, less=count - 1)
    return network.hidden & ~unpublished


class _Network:
    """The table as a circulation; figures are arcs, and withholding one makes its arc free to use.

    Figure number i is arc i along its flow (the figure could be higher) and arc i + figures against it
    (lower).
    """

    def __init__(
        self, values: NDArray[np.int64], unpublished: NDArray[np.bool_], fixed: NDArray[np.bool_]
    ) -> None:
        rows, columns = values.shape
        row_node = np.repeat(np.arange(rows), columns)
        column_node = np.tile(np.arange(columns), rows) + rows
        along = np.ones(values.shape, dtype=bool)
        along[-1, :-1] = along[:-1, -1] = False
        tail = np.where(along.ravel(), row_node, column_node)
        head = np.where(along.ravel(), column_node, row_node)
        self._shape, self._nodes, self._figures = values.shape, rows + columns, values.size
        self._tail, self._head = np.concatenate([tail, head]), np.concatenate([head, tail])
        self._arc = {
            ends: arc for arc, ends in enumerate(zip(self._tail.tolist(), self._head.tolist(), strict=True))
        }
        count, usable = values.ravel(), (~fixed | unpublished).ravel()
        endless = int(values.sum()) + 1
        self._room = np.concatenate(
            [np.where(usable, endless, 0), np.where(usable, np.maximum(count - 1, 0), 0)]
        )
        # A zero is dearer to withhold than any count.
        self._cost = np.tile(np.where(count > 0, 1.0 + count, float(endless)), 2)
        self._withheld = np.zeros(self._figures, dtype=bool)
        self._withhold(np.flatnonzero(unpublished))

    @property
    def hidden(self) -> NDArray[np.bool_]:
        """The figures that are withheld or were never published."""
        return self._withheld.reshape(self._shape)

    def hide(self, figures: NDArray[np.bool_]) -> None:
        """Withhold the figures that are True."""
        self._withhold(np.flatnonzero(figures))

    def open_up(self, figure: int, *, more: int, less: int) -> None:
        """Withhold what is needed for the figure to have been `more` higher, or `less` lower."""
        tail, head = int(self._tail[figure]), int(self._head[figure])
        for start, goal, need in ((head, tail, more), (tail, head, less)):
            room = self._room.copy()
            room[[figure, figure + self._figures]] = 0
            self._carry(room, start, goal, need)

    def _withhold(self, figures: NDArray[np.int64]) -> None:
        self._withheld[figures] = True
        # Next to nothing, so that the shortest of the free ways is taken.
        self._cost[figures] = self._cost[figures + self._figures] = 1e-6

    def _carry(self, room: NDArray[np.int64], start: int, goal: int, need: int) -> None:
        while need > 0 and (way := self._cheapest(room, start, goal)):
            load = min(need, int(room[way].min()))
            against = [(arc + self._figures) % (2 * self._figures) for arc in way]
            room[way] -= load
            room[against] += load
            self._withhold(np.array(way) % self._figures)
            need -= load

    def _cheapest(self, room: NDArray[np.int64], start: int, goal: int) -> list[int]:
        free = room > 0
        network = csr_array(
            (self._cost[free], (self._tail[free], self._head[free])), shape=(self._nodes, self._nodes)
        )
        _, before = dijkstra(network, indices=start, return_predecessors=True)
        way: list[int] = []
        while goal != start:
            if before[goal] < 0:
                return []
            way.append(self._arc[int(before[goal]), goal])
            goal = int(before[goal])
        return way

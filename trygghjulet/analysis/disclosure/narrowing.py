"""Bounds on sums of unknown counts: first by adding and subtracting, then by linear programmes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array, eye_array, hstack
from scipy.sparse.csgraph import connected_components

from trygghjulet.analysis.checks import UnfitData
from trygghjulet.analysis.disclosure.figures import alike

Real = NDArray[np.float64]
Mask = NDArray[np.bool_]

#: Solutions are right to about this; a bound this near a whole number is that number.
CLOSE = 1e-6
CONTRADICTION = "De visade talen motsäger varandra: inga antal från noll och uppåt ger alla dem."


class Attacker:
    """Bounds on figures that are narrowed by adding and subtracting, then by programmes.

    `low` and `high` are what is proved; `near` and `far` are the least and the most that some table found
    so far has, so that nothing need be asked where they meet.
    """

    def __init__(
        self, parts: csr_array, low: Real, high: Real, *, whole: bool, example: Real | None = None
    ) -> None:
        # Counts that are parts of the same figures are told only as their sum.
        column = alike(csr_array(parts.T))
        first = np.unique(column, return_index=True)[1]
        self._parts = csr_array(parts[:, first])
        self._whole = whole
        self.low, self.high = low.copy(), high.copy()
        self._least, self._most = np.zeros(first.size), np.full(first.size, np.inf)
        self._narrow()
        self.near, self.far = np.full(low.size, np.inf), np.full(low.size, -np.inf)
        if example is not None:
            self.near = self.far = self._parts @ np.bincount(column, example, first.size)
        # A count that is a part of no figure with an upper bound can be anything.
        endless = self._parts @ np.isinf(self._most).astype(float) > 0
        self.far = np.where(endless, np.inf, self.far)
        self._split()

    @property
    def open(self) -> Mask:
        """Figures of which more than one value is left."""
        return self.low < self.high

    def reach(self, figure: int, least: float = -np.inf, most: float = np.inf) -> None:
        """Narrow the figure to what it can be; no need to know whether it passes `least` or `most`."""
        if self.near[figure] > max(self.low[figure], least) + CLOSE:
            self.low[figure] = max(self.low[figure], np.ceil(self._extreme(figure, 1) - CLOSE))
        if self.far[figure] < min(self.high[figure], most) - CLOSE:
            self.high[figure] = min(self.high[figure], np.floor(self._extreme(figure, -1) + CLOSE))

    def sweep(self, figures: Mask, goal: float) -> None:
        """Find tables in which as many as possible of the figures are at most 1, or at least `goal`."""
        for sign, wanted in ((-1, 1.0), (1, goal)):
            batches = [np.flatnonzero(figures)]
            while batches:
                batch = batches.pop()
                short = batch[self._short(batch, sign, wanted)]
                for piece in np.unique(self._piece[short]).tolist():
                    self._push(piece, short[self._piece[short] == piece], sign, wanted)
                left = short[self._short(short, sign, wanted)]
                if left.size < short.size:
                    batches.append(left)
                elif left.size > 1:
                    batches.extend(np.array_split(left, 2))

    def _short(self, figures: NDArray[np.intp], sign: int, goal: float) -> Mask:
        if sign < 0:
            return np.asarray(self.near[figures] > goal + CLOSE)
        return np.asarray(self.far[figures] < goal - CLOSE)

    def _narrow(self) -> None:
        """A count is at most what its figure leaves when the other parts are least, and the other way."""
        entry = coo_array(self._parts)
        row, col = entry.coords
        for _ in range(50):
            least_sum, bounded = self._parts @ self._least, np.isfinite(self._most)
            most_sum = self._parts @ np.where(bounded, self._most, 0.0)
            endless = self._parts @ (~bounded).astype(float)
            self.low = np.maximum(self.low, least_sum)
            self.high = np.minimum(self.high, np.where(endless > 0, np.inf, most_sum))
            if (self.low > self.high).any() or (self._least > self._most).any():
                raise UnfitData("contradiction", CONTRADICTION)
            most, least = self._most.copy(), self._least.copy()
            np.minimum.at(most, col, self.high[row] - least_sum[row] + self._least[col])
            others = endless[row] - ~bounded[col] == 0
            rest = most_sum[row] - np.where(bounded[col], self._most[col], 0.0)
            np.maximum.at(least, col[others], (self.low[row] - rest)[others])
            if (most == self._most).all() and (least == self._least).all():
                break
            self._most, self._least = most, least

    def _split(self) -> None:
        """Separate the counts that are still open into pieces that have no figure in common."""
        free = self._most > self._least
        rows, columns = self._parts.shape
        entry = coo_array(self._parts[:, np.flatnonzero(free)])
        row, col = entry.coords
        members = np.flatnonzero(free)[col]
        links = coo_array((np.ones(row.size), (row, rows + members)), shape=(rows + columns, rows + columns))
        piece = connected_components(links, directed=False)[1]
        self._piece, self._piece_of_count = piece[:rows], np.where(free, piece[rows:], -1)
        self._programmes: dict[int, Programme] = {}

    def _programme(self, piece: int) -> Programme:
        if piece not in self._programmes:
            rows = np.flatnonzero(self._piece == piece)
            columns = np.flatnonzero(self._piece_of_count == piece)
            base = (self._parts @ self._least)[rows]
            self._programmes[piece] = Programme(
                rows,
                columns,
                csr_array(self._parts[rows][:, columns]),
                (self.low[rows] - base, self.high[rows] - base),
                (self._most - self._least)[columns],
                self._whole,
            )
        return self._programmes[piece]

    def _extreme(self, figure: int, sign: int) -> float:
        """The least (sign 1) or most (−1) of a figure."""
        programme = self._programme(int(self._piece[figure]))
        row = int(np.searchsorted(programme.rows, figure))
        cost = sign * programme.matrix[[row]].toarray().ravel()
        solution = programme.solve(cost)
        self._found(programme, solution)
        return float(self._parts[[figure]].toarray().ravel() @ self._least + sign * (cost @ solution))

    def _push(self, piece: int, figures: NDArray[np.intp], sign: int, goal: float) -> None:
        """One table in which the figures together come as near to the goal as they can."""
        programme = self._programme(piece)
        rows = np.searchsorted(programme.rows, figures)
        base = (self._parts @ self._least)[figures]
        solution = programme.solve_towards(rows, goal - base, sign)
        if solution is not None:
            self._found(programme, solution)

    def _found(self, programme: Programme, solution: Real) -> None:
        counts = self._least.copy()
        counts[programme.columns] += solution
        values = programme.matrix @ solution + (self._parts @ self._least)[programme.rows]
        self.near[programme.rows] = np.minimum(self.near[programme.rows], values)
        self.far[programme.rows] = np.maximum(self.far[programme.rows], values)


@dataclass(frozen=True)
class Programme:
    """The counts of one piece that are open, above the least they can be, and the figures over them."""

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    matrix: csr_array
    bounds: tuple[Real, Real]
    most: Real
    whole: bool

    def solve(self, cost: Real) -> Real:
        """The counts of least cost.

        Raises:
            UnfitData: `contradiction`.
        """
        solved = milp(
            cost,
            integrality=np.full(cost.size, int(self.whole)),
            bounds=Bounds(np.zeros(cost.size), self.most),
            constraints=LinearConstraint(self.matrix, *self.bounds),
        )
        if solved.x is None:
            raise UnfitData("contradiction", CONTRADICTION)
        return np.asarray(solved.x, dtype=float)

    def solve_towards(self, rows: NDArray[np.intp], goals: Real, sign: int) -> Real | None:
        """Counts for which the figures of those rows fall short of (sign 1) or exceed (−1) goals the least."""
        slack = eye_array(len(goals), format="csr")
        wide = csr_array((len(self.bounds[0]), len(goals)))
        columns = self.columns.size
        low, high = (goals, np.inf) if sign > 0 else (-np.inf, goals)
        solved = milp(
            np.concatenate([np.zeros(columns), np.ones(len(goals))]),
            integrality=np.concatenate([np.full(columns, int(self.whole)), np.zeros(len(goals))]),
            bounds=Bounds(0, np.concatenate([self.most, np.full(len(goals), np.inf)])),
            constraints=[
                LinearConstraint(hstack([self.matrix, wide]), *self.bounds),
                LinearConstraint(hstack([self.matrix[rows], sign * slack]), low, high),
            ],
        )
        return None if solved.x is None else np.asarray(solved.x[:columns], dtype=float)

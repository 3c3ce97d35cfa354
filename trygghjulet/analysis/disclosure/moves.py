"""Other tables than the true one: whole numbers that could be added to counts without a shown figure changing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack

Whole = NDArray[np.int64]
Mask = NDArray[np.bool_]

#: No count need be moved further than this for a small figure to become another.
FURTHEST = 10**6
#: Beyond this a figure gets dearer to withhold only by the logarithm, so that programmes stay well scaled.
DEAR = 10**5
#: What it costs to withhold a zero, per incident that it is thought to be: more than any figure.
ZERO = 10**7


@dataclass(frozen=True)
class Ground:
    """The true counts and the figures over them.

    Args:
        counts: the counts.
        parts: figures × counts.
        values: the figures.
        fixed: the figures that are shown whatever happens.
        floor: the least that each can be when withheld, to a reader who knows that zeros are shown: 1 for
            what is above zero, nothing for what is never published.
    """

    counts: Whole
    parts: csr_array
    values: Whole
    fixed: Mask
    floor: Whole

    def piece(self, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> Ground:
        """Some of the figures over some of the counts."""
        return Ground(
            self.counts[columns],
            csr_array(self.parts[rows][:, columns]),
            self.values[rows],
            self.fixed[rows],
            self.floor[rows],
        )

    def least(self, figure: int) -> int:
        """What the figure is at least when all is withheld: as many as its distinct parts that are not zero."""
        inside = np.zeros(self.counts.size, dtype=np.int64)
        inside[self.parts.indices[slice(*self.parts.indptr[figure : figure + 2])]] = 1
        sizes = np.diff(self.parts.indptr)
        known = np.flatnonzero((self.parts @ inside == sizes) & (self.floor > 0))
        number = 0
        for row in known[np.argsort(sizes[known], kind="stable")].tolist():
            members = self.parts.indices[slice(*self.parts.indptr[row : row + 2])]
            if inside[members].all():
                inside[members] = 0
                number += 1
        return number


def move(
    ground: Ground,
    hidden: Mask,
    goals: dict[int, int],
    price: int = 0,
    *,
    zeros: bool = False,
    exactly: bool = False,
) -> Whole | None:
    """What to add to each count so that figures reach their goals, at the least cost; None if nothing is found.

    The solution of a linear programme: shown figures may move, which means that they must be withheld, at
    one more than their value per incident; withheld ones move for nothing. Figures miss their goals where
    reaching them is impossible or collides with others. Where the solution is not whole it is put right
    nearby. What is returned has been proved in whole numbers: no fixed figure moves, no count falls below
    zero, no other figure falls below 1 unless it was 0.

    Args:
        ground: the counts and figures.
        hidden: the figures that are withheld.
        goals: for some figures the value that they should have.
        price: what missing a goal costs, per incident; 0 moves only figures that are withheld already.
        zeros: whether shown figures that are zero may move too.
        exactly: whether to accept no missed goal, and search all whole numbers when those nearby don't do.
    """
    still = ground.fixed.copy()
    if not (price or exactly):
        still |= ~hidden
    if not zeros:
        still |= ~hidden & (ground.values == 0)
    programme = _programme(ground, hidden, still, goals, None if exactly else max(price, 1))
    moved = programme.solve()
    if moved is None:
        return None
    rounded = np.round(moved)
    off = np.abs(moved - rounded) > 1e-6
    if off.any():
        tries = (programme.solve(around) for around in ((moved, off, 0), (moved, off, 1)))
        nearby = next((found for found in tries if found is not None), None)
        if nearby is None and exactly:
            nearby = programme.solve((moved, off, FURTHEST))
        if nearby is None:
            return None
        rounded = np.round(nearby)
    told = rounded.astype(np.int64)
    return told if _proved(ground, programme.still, told) else None


@dataclass(frozen=True)
class _Programme:
    """Counts move by d, figures by parts @ d = aim + over − under; over and under cost."""

    parts: csr_array
    aim: NDArray[np.float64]
    over: NDArray[np.float64]
    under: NDArray[np.float64]
    cost: NDArray[np.float64]
    least: NDArray[np.float64]
    still: Mask
    gap: float

    def solve(
        self, around: tuple[NDArray[np.float64], Mask, int] | None = None
    ) -> NDArray[np.float64] | None:
        """The best move in fractions, or a good one in whole numbers near that: centre, what is off, reach."""
        figures, counts = self.parts.shape
        low, high = self.least, np.full(counts, float(FURTHEST))
        if around is not None:
            centre, off, reach = around
            near = np.where(off, 2 * reach + 1, reach)
            low = np.maximum(low, np.where(off, np.floor(centre), np.round(centre)) - near)
            high = np.where(off, np.ceil(centre), np.round(centre)) + near
        one = eye_array(figures, format="csr")
        solved = milp(
            np.concatenate([np.zeros(counts), self.cost, self.cost]),
            integrality=np.concatenate([np.full(counts, int(around is not None)), np.zeros(2 * figures)]),
            bounds=Bounds(
                np.concatenate([low, np.zeros(2 * figures)]), np.concatenate([high, self.over, self.under])
            ),
            constraints=LinearConstraint(hstack([self.parts, -one, one], format="csr"), self.aim, self.aim),
            # A good table is enough; the limit is in nodes, not in seconds, so that the answer never varies.
            options={"mip_rel_gap": self.gap, "node_limit": 50} if around else {},
        )
        return None if solved.x is None else np.asarray(solved.x[:counts], dtype=float)


def _programme(
    ground: Ground, hidden: Mask, still: Mask, goals: dict[int, int], price: int | None
) -> _Programme:
    """Without a price no goal may be missed."""
    values = ground.values
    places, goal = np.array(list(goals), dtype=np.intp), np.array(list(goals.values()), dtype=np.int64)
    aim, over = np.zeros(values.size), np.where(still, 0.0, np.inf)
    under = np.where(still, 0.0, values - ground.floor)
    beyond = 1 + np.log(np.maximum(values, DEAR) / DEAR)
    dear = np.where(values > 0, 1.0 + np.minimum(values, DEAR) * beyond, float(ZERO))
    cost = np.where(hidden, 0.0, dear)
    aim[places], cost[places] = goal - values[places], price or 0
    over[places] = 0.0 if price is None else np.inf
    under[places] = 0.0 if price is None else goal - 1
    least = -np.minimum(ground.counts, FURTHEST).astype(float)
    # How far from the best a whole solution may be: further where it withholds nothing more.
    gap = 0.05 if (~still & ~hidden).any() else 0.3
    return _Programme(ground.parts, aim, over, under, cost, least, still, gap)


def _proved(ground: Ground, still: Mask, moved: Whole) -> bool:
    moves = ground.parts @ moved
    return bool(
        not moves[still].any()
        and (ground.counts + moved >= 0).all()
        and (ground.values + moves >= ground.floor)[~still].all()
    )

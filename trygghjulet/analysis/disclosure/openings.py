"""Opens every value that a small figure could have had, by withholding others, and closes what is not needed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from trygghjulet.analysis.disclosure.moves import Ground, Mask, Whole, move

#: Every value from 1 to `smallest` is kept open, or this many of them, evenly spread, when there are more.
VALUES = 10
#: How much searching for figures that can be shown after all: programmes times their size.
EFFORT = 100_000
#: What opening may cost for all at once, in turn: incidents withheld per incident moved and `smallest`.
PRICES = (0, 2, 6, 18, 54, 162, 486, 1458, 4374)
#: The next price is tried when a programme opens fewer values than this share of its goals.
ENOUGH = 0.35
#: How many figures are opened together whatever it costs.
TOGETHER = 4


def protected(ground: Ground, never_shown: Mask, smallest: int) -> tuple[Mask, Mask]:
    """The figures to withhold, those never shown among them, and the small ones that can't be protected."""
    small = (ground.values > 0) & (ground.values < smallest)
    if not small.any():
        return never_shown, small
    openings = Openings(ground, never_shown | (small & ~ground.fixed), smallest)
    openings.open_all()
    openings.show_again(np.flatnonzero(openings.hidden & ~small & ~never_shown))
    return openings.hidden, (small & ground.fixed) | openings.given_away()


class Openings:
    """The tables found so far that agree with what is shown, and the values that they open.

    Args:
        ground: the counts and the figures.
        hidden: the figures that are withheld from the start.
        smallest: the smallest figure that may be shown.

    `small` are the small figures' places, `values` the values to be opened for each, small × values;
    `lost` those that nothing opens.
    """

    def __init__(self, ground: Ground, hidden: Mask, smallest: int) -> None:
        self.hidden = hidden.copy()
        self.small = np.flatnonzero(hidden & (ground.values > 0) & (ground.values < smallest))
        self.values = np.unique(np.linspace(1, max(smallest, 1), min(max(smallest, 1), VALUES)).astype(int))
        self._ground = ground
        self._moves: list[Whole] = []
        self._opened = self.values == ground.values[self.small, np.newaxis]
        # What zeros tell by being shown can't be hidden: a sum of two that are not zero is at least 2.
        least = np.array([ground.least(figure) for figure in self.small.tolist()], dtype=np.int64)
        self.lost: Mask = self.values < least[:, np.newaxis]
        self._free = self.lost.copy()

    def open_all(self) -> None:
        """Withhold figures until each value of each small figure is open, or known to be lost.

        All are tried at once: first with what is withheld already, then by withholding what costs little.
        The dear ways are sought for a few at a time, which do not stand in each other's way; when that opens
        nothing new, for half of them, and so on down to a single one, which is either opened or lost. So it
        ends.
        """
        batch, turn, prices = self.small.size, 0, [price * int(self.values[-1]) for price in PRICES]
        while (closed := self._closed()).size:
            turn += 1
            batch = min(batch, closed.size)
            goals = self._goals(closed[:batch], turn)
            opened = self._try(goals, prices[0]) if prices else self._try(goals, exactly=True)
            if prices:
                prices = prices if opened > ENOUGH * batch else prices[1:]
                batch = closed.size if prices else TOGETHER
            elif opened:
                batch = min(2 * batch, TOGETHER)
            elif batch > 1:
                batch = (batch + 1) // 2
            else:
                self._insist(goals)

    def given_away(self) -> Mask:
        """The figures of which a value is lost because of the figures that are shown whatever happens."""
        free = replace(self._ground, fixed=np.zeros_like(self._ground.fixed))
        told = np.zeros(self.hidden.shape, dtype=bool)
        if self._ground.fixed.any():
            for place, value in np.argwhere(self.lost & ~self._free).tolist():
                goals = {int(self.small[place]): int(self.values[value])}
                every = np.ones_like(self.hidden)
                told[self.small[place]] |= move(free, every, goals, exactly=True) is not None
        return told

    def show_again(self, figures: NDArray[np.intp]) -> None:
        """Show those of the figures, the largest first, without which every value stays open."""
        effort = EFFORT // sum(self._ground.parts.shape)
        for figure in figures[np.argsort(-self._ground.values[figures], kind="stable")].tolist():
            kept = [moved for moved in self._moves if moved[figure] == 0]
            before = self.hidden.copy(), self._moves, self._opened
            self.hidden[figure] = False
            self._moves, self._opened = kept, self._covered(kept)
            effort -= self._reopen(effort)
            if self._closed().size:
                self.hidden, self._moves, self._opened = before

    def _reopen(self, effort: int) -> int:
        """Look for other tables with what is withheld now; how many programmes that took."""
        for turn in range(min(effort, 2 * self.values.size)):
            closed = self._closed()
            if not closed.size:
                return turn
            if not self._try(self._goals(closed, turn)):
                return turn + 1
        return max(0, min(effort, 2 * self.values.size))

    def _closed(self) -> NDArray[np.intp]:
        """The small figures of which some value is neither open nor lost."""
        return np.flatnonzero((~self._opened & ~self.lost).any(axis=1))

    def _goals(self, figures: NDArray[np.intp], turn: int) -> dict[int, int]:
        """One closed value for each of the figures: the highest for one, the lowest for the next."""
        closed = ~self._opened[figures] & ~self.lost[figures]
        last = closed.shape[1] - 1 - closed[:, ::-1].argmax(axis=1)
        chosen = np.where((np.arange(figures.size) + turn) % 2 == 0, last, closed.argmax(axis=1))
        return dict(zip(self.small[figures].tolist(), self.values[chosen].tolist(), strict=True))

    def _insist(self, goals: dict[int, int]) -> None:
        """Open a single value by withholding zeros too, or mark it as lost."""
        if self._try(goals, zeros=True, exactly=True):
            return
        ((figure, value),) = goals.items()
        self.lost[np.searchsorted(self.small, figure), np.searchsorted(self.values, value)] = True

    def _try(
        self, goals: dict[int, int], price: int = 0, *, zeros: bool = False, exactly: bool = False
    ) -> int:
        """How many values a new table opens; what it moves is withheld."""
        moved = move(self._ground, self.hidden, goals, price, zeros=zeros, exactly=exactly)
        if moved is None:
            return 0
        moves = self._ground.parts @ moved
        opened = self._covered([moves])
        new = int((opened & ~self._opened).sum())
        if not new:
            return 0
        self.hidden |= moves != 0
        self._moves.append(moves)
        self._opened = self._opened | opened
        return new

    def _covered(self, moves: list[Whole]) -> Mask:
        """The values that small figures have in the true table or in one of those found."""
        true = self._ground.values[self.small]
        opened: Mask = self.values == true[:, np.newaxis]
        for other in moves:
            opened = opened | (self.values == (true + other[self.small])[:, np.newaxis])
        return opened

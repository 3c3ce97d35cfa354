"""Whose turn it is to lead, convene and take notes, and how turns have been shared so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

EVERY_OTHER, EQUAL = "every_other", "equal"


@dataclass(frozen=True)
class Shares:
    """How many times each has had the task, in their order; `untold` times it is not known who had it."""

    counts: tuple[tuple[int, int], ...]
    untold: int = 0

    @property
    def total(self) -> int:
        """How many times it is known who had it."""
        return sum(count for _, count in self.counts)

    @property
    def apart(self) -> int:
        """How many times more the one with the most has had it than the one with the fewest."""
        counts = [count for _, count in self.counts]
        return max(counts) - min(counts) if counts else 0


def shares(places: Sequence[int], taken: Iterable[int | None]) -> Shares:
    """How the task has been shared: who had it each time, in order; None where that is not known."""
    times = Counter(taken)
    counts = tuple((one, times[one]) for one in places)
    return Shares(counts, untold=times.total() - sum(count for _, count in counts))


def in_turn(share: str, places: Sequence[int], taken: Sequence[int | None]) -> int | None:
    """Whose turn it is next, given who had the task each time before; nothing where nobody shares it.

    Every other time: the one after the last. Equal shares: the one with the fewest times; of several the first that
    comes after the last. So one that stepped aside once is given the task back as soon as that can be.
    """
    if not places:
        return None
    last = next((one for one in reversed(taken) if one in places), None)
    after = places.index(last) + 1 if last is not None else 0
    order = [*places[after:], *places[:after]] if after < len(places) else list(places)
    if share == EVERY_OTHER:
        return order[0]
    counts = dict(shares(places, taken).counts)
    return min(order, key=lambda one: counts[one])


def expected(went: Sequence[bool | None]) -> bool:
    """Is somebody who goes every other time to be at the next meeting, given whether they were at the earlier ones?

    Not when they were at the last one; else yes, so that they are at one of any two in a row.
    """
    return not (went and went[-1])

"""A claim about a method, what a simulation saw of it, and whether the two go together."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt


@dataclass(frozen=True)
class Claim:
    """A promised share, and the share that was seen.

    Args:
        what: the case in words: method, size, truth.
        least, most: the ends of what is promised: coverage "at least 0.95" is 0.95–1, "approximate" 0.94–0.96,
            false finds "at most 0.05" are 0–0.05, power "at least 0.8" is 0.8–1.
        hits: in how many simulations it happened; for a mean share of false finds, the sum of shares.
        trials: how many simulations were made.
    """

    what: str
    least: float
    most: float
    hits: float
    trials: int

    @property
    def seen(self) -> float:
        """The share seen."""
        return self.hits / self.trials

    @property
    def error(self) -> float:
        """The standard error that so many simulations leave in the share seen."""
        return sqrt(max(self.seen * (1 - self.seen), 0.25 / self.trials) / self.trials)

    @property
    def holds(self) -> bool:
        """Whether what was seen lies within what is promised, give or take three standard errors."""
        return self.least - 3 * self.error <= self.seen <= self.most + 3 * self.error

"""What citizens chose: shares with intervals, and whether one option can be told to lead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from scipy.stats import binomtest

#: 95 per cent, two-sided.
_Z: Final = 1.959964
#: Fewer answers than this are told of as numbers only.
FEWEST: Final = 30


@dataclass(frozen=True)
class Share:
    """An option's part of those who answered, with the ends of a 95 per cent interval; None where too few answered."""

    votes: int
    share: float | None
    low: float | None
    high: float | None


def shares(votes: Sequence[int], *, answers: int) -> tuple[Share, ...]:
    """Each option's share of those who answered, with Wilson's interval.

    The interval tells how much chance alone could move the share in a random sample of this size. In an open vote it
    says nothing of who chose to answer.

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).

    Raises:
        ValueError: an option has more votes than there are answers.
    """
    if any(not 0 <= n <= answers for n in votes):
        raise ValueError("An option can't have more votes than there are answers.")
    return tuple(_wilson(n, answers) for n in votes)


def leader(votes: Sequence[int], *, answers: int, several: bool = False) -> int | None:
    """The place of the option that leads by more than chance, or None where that can't be told.

    The two with most votes are compared as parts of the same answers: the difference must be larger than 1.96 of its
    standard error. With one choice each their votes exclude each other; where several could be chosen how many
    chose both is not known, so no difference smaller than what independent choices would give is trusted.
    """
    if answers < FEWEST or len(votes) < 2:
        return None
    first, second = sorted(range(len(votes)), key=lambda i: -votes[i])[:2]
    p, q = votes[first] / answers, votes[second] / answers
    spread = p * (1 - p) + q * (1 - q) + (0 if several else 2 * p * q)
    return first if p - q > _Z * sqrt(spread / answers) else None


def _wilson(n: int, total: int) -> Share:
    if total < FEWEST:
        return Share(n, None, None, None)
    interval = binomtest(n, total).proportion_ci(confidence_level=0.95, method="wilson")
    return Share(n, n / total, float(interval.low), float(interval.high))

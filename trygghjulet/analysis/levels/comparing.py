"""How does an area's rate compare with the rest, and with areas that it is like?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trygghjulet.analysis import checks
from trygghjulet.analysis.changes.change import Verdict
from trygghjulet.analysis.counting.negative_binomial import overdispersion_of
from trygghjulet.analysis.counting.ratios import odds_interval, two_sided
from trygghjulet.analysis.multiple import benjamini_hochberg


@dataclass(frozen=True)
class Comparisons:
    """Rates compared two and two; one element per comparison, not-a-number where it can't be made.

    Args:
        ratio: rate / the other rate; 2 is twice as many per inhabitant; infinite when the other is zero.
        low, high: the ends of the ratio's interval.
        p: how likely a difference at least as large is when the rates are the same; 1 where it can't be told.
        q: the false discovery rate at which the comparison would be called a find; 1 where it can't be told.
        level: each interval's confidence on its own.
        alpha: the accepted share of false finds among finds.
    """

    ratio: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    p: NDArray[np.float64]
    q: NDArray[np.float64]
    level: float
    alpha: float

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Higher or lower than the other, chance finds held down over all comparisons."""
        return tuple(
            Verdict.CANNOT_BE_TOLD if q > self.alpha else Verdict.INCREASE if ratio > 1 else Verdict.DECREASE
            for ratio, q in zip(self.ratio.tolist(), self.q.tolist(), strict=True)
        )


@dataclass(frozen=True)
class PeerComparison:
    """An area beside its peers.

    Args:
        each: the area against each peer.
        pooled: the area against all peers together; one comparison.
    """

    each: Comparisons
    pooled: Comparisons


def compare_with_rest(
    counts: ArrayLike,
    population: ArrayLike,
    *,
    overdispersion: float = 1,
    level: float = 0.95,
    alpha: float = 0.05,
) -> Comparisons:
    """Is each area's rate higher or lower than that of all the other areas together?

    The area is not part of the rest it is compared with. Given the incidents of both, the area's number is
    binomial; Clopper and Pearson's interval for its share gives the exact interval of the ratio of rates, and
    p is twice the smaller tail. With `overdispersion` φ above 1 it is beta-binomial as in `change`. The p are
    corrected over all areas (Benjamini and Hochberg); comparisons with the rest hang together weakly and
    negatively, which in simulations has not let more false finds through.

    Args:
        counts: incidents per area.
        population: inhabitants per area; an area with zero or not-a-number can't be told and is not in the rest.
        overdispersion: φ, how many times their mean counts vary with; 1 is chance alone.
        level: each interval's confidence on its own.
        alpha: the accepted share of false finds among finds.

    Raises:
        UnfitData: `not_counts`, `not_amounts`, `shape`, `overdispersion` or `level`.

    Source: Przyborowski and Wilenski (1940), Biometrika 31, 313–323.
    """
    n, people = _lists(counts, population, name="områden")
    known = people > 0
    inside, inhabited = np.where(known, n, 0), np.where(known, people, 0)
    rest, rest_people = inside.sum() - inside, inhabited.sum() - inhabited
    # An area so dominant that rounding leaves nothing of the rest is alone.
    rest_people = np.where(known.sum() - known > 0, rest_people, np.nan)
    settings = _Settings.of(overdispersion, level, alpha)
    return _compared(n, rest, people, rest_people, settings)


def compare_with_peers(
    counts: int,
    rest: ArrayLike,
    population: float,
    rest_population: ArrayLike,
    *,
    overdispersion: float = 1,
    level: float = 0.95,
    alpha: float = 0.05,
) -> PeerComparison:
    """Is an area's rate higher or lower than that of named peers, one by one and all together?

    As `compare_with_rest`. The peers' p are corrected together; the pooled comparison is one test on its own.

    Args:
        counts: the area's incidents.
        rest: incidents of each peer.
        population: the area's inhabitants.
        rest_population: inhabitants of each peer; one with zero or not-a-number can't be told.
        overdispersion: φ, how many times their mean counts vary with; 1 is chance alone.
        level: each interval's confidence on its own.
        alpha: the accepted share of false finds among finds.

    Raises:
        UnfitData: as `compare_with_rest`.

    Source: Przyborowski and Wilenski (1940), Biometrika 31, 313–323.
    """
    theirs, their_people = _lists(rest, rest_population, name="jämförelseområden")
    mine, my_people = _lists([counts], [population], name="områden")
    known = their_people > 0
    settings = _Settings.of(overdispersion, level, alpha)
    same = np.ones(theirs.shape)
    pooled = np.array([theirs[known].sum()]), np.array([their_people[known].sum()])
    return PeerComparison(
        each=_compared(np.repeat(mine, len(theirs)), theirs, same * my_people, their_people, settings),
        pooled=_compared(mine, pooled[0], my_people, pooled[1], settings),
    )


def _lists(
    counts: ArrayLike, population: ArrayLike, *, name: str
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    n, people = checks.counts(counts), checks.people(population)
    if n.ndim != 1:
        raise checks.UnfitData("shape", f"Antalen för {name} måste vara en lista.")
    checks.shape(people, n.shape, name="befolkning")
    return n, people


@dataclass(frozen=True)
class _Settings:
    overdispersion: float
    level: float
    alpha: float

    @classmethod
    def of(cls, overdispersion: float, level: float, alpha: float) -> _Settings:
        return cls(overdispersion_of(overdispersion), checks.level(level), checks.level(alpha))


def _compared(
    mine: NDArray[np.int64],
    theirs: NDArray[np.int64],
    my_people: NDArray[np.float64],
    their_people: NDArray[np.float64],
    settings: _Settings,
) -> Comparisons:
    spread, level = settings.overdispersion, settings.level
    ratio, low, high = (np.full(mine.shape, np.nan) for _ in range(3))
    p = np.ones(mine.shape)
    told = (my_people > 0) & (their_people > 0) & (mine + theirs > 0)
    for i in np.flatnonzero(told):
        here, there = int(mine[i]), int(theirs[i])
        scale = their_people[i] / my_people[i]
        ratio[i] = here / there * scale if there else np.inf
        low[i], high[i] = (end * scale for end in odds_interval(there, here, spread, level))
        p[i] = two_sided(there, here, float(my_people[i] / (my_people[i] + their_people[i])), spread)
    q = np.ones(mine.shape)
    q[told] = benjamini_hochberg(p[told])
    return Comparisons(ratio, low, high, p, q, level, settings.alpha)

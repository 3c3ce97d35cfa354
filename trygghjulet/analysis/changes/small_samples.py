"""Is a handful of incidents too unevenly spread over days or places to be chance?"""

from __future__ import annotations

from dataclasses import dataclass
from math import comb

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln, xlogy

from trygghjulet.analysis import checks

MOST_OUTCOMES = 500_000


@dataclass(frozen=True)
class SmallSample:
    """A handful held against every way it could have fallen.

    Args:
        g: the likelihood ratio statistic, 2·Σ o·ln(o/e).
        p: how likely a spread at least as uneven is; exact.
        alpha: at most how likely, to call it uneven.
    """

    g: float
    p: float
    alpha: float

    @property
    def uneven(self) -> bool:
        """Whether chance alone is too rare an explanation."""
        return self.p <= self.alpha


def small_sample(counts: ArrayLike, share: ArrayLike | None = None, alpha: float = 0.05) -> SmallSample:
    """Do so few incidents lie so unevenly over their bins that chance is not enough?

    Every way the incidents can fall over the bins is gone through; p is the probability of those whose
    G = 2·Σ o·ln(o/e) is at least as large. Exact: an even world is called uneven in at most alpha of cases. It
    supposes that the incidents are independent; three by the same hand are not three.

    Args:
        counts: one per bin, such as the seven weekdays.
        share: what share of the incidents each bin would get by chance; as much each when left out.
        alpha: at most how likely, to call it uneven.

    Raises:
        UnfitData: `not_counts`, `shape`, `not_share` (not positive numbers adding up to 1), `level`, `too_few`
            (no incident, or fewer than two bins) or `too_many` (over half a million ways to fall).

    Source: Wheeler (2016), Criminology & Public Policy 15, 463–482 (small sample tests of a day of week); the
    multinomial law.
    """
    observed = checks.counts(counts)
    if observed.ndim != 1 or len(observed) < 2 or observed.sum() == 0:
        raise checks.UnfitData("too_few", "Det behövs minst två fack och minst en händelse.")
    expected = _shares(share, len(observed))
    rate = checks.level(alpha)
    outcomes = _outcomes(int(observed.sum()), len(observed))
    g = _g(observed[None, :], expected)[0]
    weight = _probability(outcomes, expected)
    told = float(weight[_g(outcomes, expected) >= g - _LITTLE].sum())
    return SmallSample(float(g), min(1.0, told), rate)


def small_sample_power(
    counts: int, share: ArrayLike, share_otherwise: ArrayLike, alpha: float = 0.05
) -> float:
    """How often `small_sample` calls so many incidents uneven when they in truth fall otherwise than by chance.

    Args:
        counts: how many incidents in all.
        share: what each bin would get by chance, as in `small_sample`.
        share_otherwise: what each bin gets in truth; zeros are allowed.
        alpha: at most how likely, to call it uneven.

    Raises:
        UnfitData: as `small_sample`.
    """
    many = checks.whole(counts, least=1, name="Antalet händelser")
    truth = checks.amounts(share_otherwise, name="verkliga andelar")
    expected = _shares(share, len(truth) if truth.ndim == 1 else 0)
    if not abs(float(truth.sum()) - 1) < _LITTLE:
        raise _unshared()
    rate = checks.level(alpha)
    outcomes = _outcomes(many, len(expected))
    g = _g(outcomes, expected)
    order = np.argsort(-g, kind="stable")
    tail = np.cumsum(_probability(outcomes, expected)[order])
    # Outcomes that are as uneven as each other are called uneven together or not at all.
    last = np.searchsorted(-g[order], -g[order] + _LITTLE, side="right") - 1
    called = tail[last] <= rate + _LITTLE
    return float(_probability(outcomes, truth)[order][called].sum())


_LITTLE = 1e-9


def _shares(share: ArrayLike | None, bins: int) -> NDArray[np.float64]:
    if share is None:
        return np.full(bins, 1 / bins)
    told = checks.numbers(share, name="andelar")
    checks.shape(told, (bins,), name="andelar")
    if (told <= 0).any() or abs(float(told.sum()) - 1) > _LITTLE:
        raise _unshared()
    return told


def _unshared() -> checks.UnfitData:
    return checks.UnfitData("not_share", "Andelarna måste vara större än noll och tillsammans vara 1.")


def _outcomes(many: int, bins: int) -> NDArray[np.int64]:
    """Every way so many incidents can fall over so many bins, one a row."""
    ways = comb(many + bins - 1, bins - 1)
    if ways > MOST_OUTCOMES:
        raise checks.UnfitData(
            "too_many",
            f"{many} händelser kan falla på {ways} sätt i {bins} fack, fler än {MOST_OUTCOMES}; "
            "slå ihop fack, eller använd ett vanligt χ²-test.",
        )
    rows = np.zeros((1, 0), dtype=np.int64)
    for _ in range(bins - 1):
        left = many - rows.sum(axis=1)
        parents = np.repeat(np.arange(len(rows)), left + 1)
        starts = np.cumsum(left + 1) - (left + 1)
        filled = np.arange(len(parents)) - starts[parents]
        rows = np.column_stack([rows[parents], filled])
    return np.column_stack([rows, many - rows.sum(axis=1)])


def _g(outcomes: NDArray[np.int64], share: NDArray[np.float64]) -> NDArray[np.float64]:
    many = outcomes[0].sum()
    told: NDArray[np.float64] = 2 * xlogy(outcomes, outcomes / (many * share)).sum(axis=1)
    return told


def _probability(outcomes: NDArray[np.int64], share: NDArray[np.float64]) -> NDArray[np.float64]:
    many = outcomes[0].sum()
    told: NDArray[np.float64] = np.exp(
        gammaln(many + 1) - gammaln(outcomes + 1).sum(axis=1) + xlogy(outcomes, share).sum(axis=1)
    )
    return told

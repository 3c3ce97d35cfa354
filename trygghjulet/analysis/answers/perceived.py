"""Perceived safety: shares from a survey with the uncertainty of its design, for all and by group."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainccinv, betaincinv, ndtri, stdtrit

from trygghjulet.analysis import checks
from trygghjulet.analysis.answers.survey import Estimates, answers_of, estimates, numbered, sample

FEWEST_ANSWERS = 30
"""With fewer answers a share isn't told: its interval would be some ±18 percentage points wide or more."""

_LITTLE = 1e-9
_FARTHEST, _MIDMOST = 1e-9, 0.49


class Interval(StrEnum):
    """Wilson's: close to what it says on average. Korn and Graubard's: seldom less than it says, and wider."""

    WILSON = "wilson"
    KORN_GRAUBARD = "korn_graubard"


@dataclass(frozen=True)
class Share:
    """A share of the inhabitants, told by those who answered.

    Args:
        value: the weighted share, 0–1.
        low, high: the ends of its interval.
        error: its standard error.
        design_effect: its variance compared with that of as many answers drawn by simple lot; None when all
            answered alike.
        weight_effect: Kish's 1 + cv² of the weights: what they alone would do.
        effective: to how many answers by simple lot they amount; intervals are reckoned from it.
        answered: how many answers.
        missing: how many of those asked gave none, or none that counts.
        level: the interval's confidence.
    """

    value: float
    low: float
    high: float
    error: float
    design_effect: float | None
    weight_effect: float
    effective: float
    answered: int
    missing: int
    level: float


@dataclass(frozen=True)
class Shares:
    """Shares by group, as `Share`; not-a-number where fewer answered than the rule asks for.

    Args:
        group: the groups' names, in order.
        value, low, high, error, design_effect, weight_effect, effective: one per group.
        answered, missing: one per group.
        fewest: how many answers the rule asks for.
        level: the confidence of each interval on its own.
    """

    group: tuple[Any, ...]
    value: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    error: NDArray[np.float64]
    design_effect: NDArray[np.float64]
    weight_effect: NDArray[np.float64]
    effective: NDArray[np.float64]
    answered: NDArray[np.int64]
    missing: NDArray[np.int64]
    fewest: int
    level: float


def share(
    answers: ArrayLike,
    stratum: ArrayLike | None = None,
    cluster: ArrayLike | None = None,
    *,
    population: ArrayLike | None = None,
    weight: ArrayLike | None = None,
    interval: Interval = Interval.WILSON,
    fewest: int = FEWEST_ANSWERS,
    level: float = 0.95,
) -> Share:
    """What share of the inhabitants would answer so, and how sure is it?

    p = Σ w·y / Σ w, with the variance of a ratio by Taylor linearisation over strata and clusters. It amounts to
    n' = p(1 − p)/variance answers by simple lot, at most as many as answered; when all answered alike n' comes
    from the weights, n/(1 + cv²). For few clusters n' is made smaller by (t₁/t₂)²: t's
    quantiles with answers less one and with clusters less strata degrees of freedom.

    Wilson's interval with n' is approximate: it covers 93–97 % where n' is 100 or more and n'·p and n'·(1 − p)
    are 5 or more; down to 92 % with n' = 30 and very uneven weights. Korn and Graubard's is Clopper and Pearson's
    with n': exact, never below its level, without weights and design; else it covers 94–98 %.

    It supposes that those who didn't answer would have answered as others with the same weight. Often they
    feel less safe than those who did; no interval covers that.

    Args:
        answers: one per person asked: true where the answer is the one counted, or 0–1. Not-a-number where there
            was no answer: such rows are counted and left out.
        stratum: which part of the sample the person was drawn in.
        cluster: what was drawn first, such as a household; each person on their own when left out.
        population: how many persons (or clusters) there are in the person's stratum, one per row or one for all;
            left out where they are many times the sample.
        weight: how many inhabitants each speaks for, up to a common factor; alike when left out. With 0 the row
            doesn't count.
        interval: which interval.
        fewest: how many answers there must be.
        level: the interval's confidence.

    Raises:
        UnfitData: `not_answers`, `not_amounts`, `not_names`, `shape`, `population`, `not_whole`, `level`,
            `interval`, or `too_few` (answers, or no more clusters than strata).

    Source: Kish (1965), Survey Sampling (design effects); Woodruff (1971), JASA 66, 411–414 (linearisation);
    Wilson (1927), JASA 22, 209–212; Korn and Graubard (1998), Survey Methodology 24, 193–201; Dean and Pagano
    (2015), Journal of Survey Statistics and Methodology 3, 484–503 (which interval holds).
    """
    given = answers_of(answers)
    told = shares(
        given,
        np.zeros(len(given), dtype=np.int64),
        stratum,
        cluster,
        population=population,
        weight=weight,
        interval=interval,
        fewest=fewest,
        level=level,
    )
    if not told.group or np.isnan(told.value[0]):
        answered = int(told.answered.sum())
        raise checks.UnfitData("too_few", f"{answered} svar räcker inte. Det behövs minst {told.fewest}.")
    effect = float(told.design_effect[0])
    return Share(
        value=float(told.value[0]),
        low=float(told.low[0]),
        high=float(told.high[0]),
        error=float(told.error[0]),
        design_effect=None if np.isnan(effect) else effect,
        weight_effect=float(told.weight_effect[0]),
        effective=float(told.effective[0]),
        answered=int(told.answered[0]),
        missing=int(told.missing[0]),
        level=told.level,
    )


def shares(
    answers: ArrayLike,
    group: ArrayLike,
    stratum: ArrayLike | None = None,
    cluster: ArrayLike | None = None,
    *,
    population: ArrayLike | None = None,
    weight: ArrayLike | None = None,
    interval: Interval = Interval.WILSON,
    fewest: int = FEWEST_ANSWERS,
    level: float = 0.95,
) -> Shares:
    """The share in each group: women, tenants, an area …

    As `share`, each group being a part of the whole sample: how many of it there were in a stratum was not
    decided beforehand, which the variance counts. A group with fewer answers than the rule asks for is told as
    not-a-number, with how many answered.

    Args:
        answers, stratum, cluster, population, weight, interval, fewest, level: as `share`.
        group: which group each person belongs to.

    Raises:
        UnfitData: as `share`, but for `too_few`.
    """
    least = checks.whole(fewest, least=2, name="Minsta antalet svar")
    kind = checks.choice(interval, Interval, name="Intervallet")
    confidence = checks.level(level)
    taken, known = sample(answers, stratum, cluster, population, weight)
    number, names = numbered(group, known.shape, "grupper")
    found = estimates(taken, number[known], len(names))
    held = (found.answered >= least) & (found.degrees > 0)
    value = np.where(held, found.value, np.nan)
    variance = np.where(held, found.variance, np.nan)
    effective = np.where(held, _effective(found, (1 - confidence) / 2, cut=population is None), np.nan)
    low, high = ends(value, effective, kind, confidence)
    lot = value * (1 - value) / np.maximum(found.answered - 1, 1)
    return Shares(
        group=names,
        value=value,
        low=low,
        high=high,
        error=np.sqrt(variance),
        design_effect=np.divide(variance, lot, out=np.full(len(names), np.nan), where=lot > 0),
        weight_effect=np.where(held, found.weight_effect, np.nan),
        effective=effective,
        answered=found.answered,
        missing=np.bincount(number, minlength=len(names)) - found.answered,
        fewest=least,
        level=confidence,
    )


def ends(
    value: NDArray[np.float64], effective: NDArray[np.float64], interval: Interval, level: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The ends of the intervals of shares that amount to so many answers by simple lot; may be infinitely many."""
    outside = (1 - level) / 2
    if interval is Interval.KORN_GRAUBARD:
        n = np.minimum(effective, 1e15)
        some, rest = n * value, n * (1 - value)
        low = np.where(some > 0, betaincinv(np.maximum(some, _LITTLE), rest + 1, outside), 0.0)
        high = np.where(rest > 0, betainccinv(some + 1, np.maximum(rest, _LITTLE), outside), 1.0)
        return np.where(np.isnan(value), np.nan, low), np.where(np.isnan(value), np.nan, high)
    square = float(ndtri(outside)) ** 2 / effective
    centre = (value + square / 2) / (1 + square)
    reach = np.sqrt(square * (value * (1 - value) + square / 4)) / (1 + square)
    return np.clip(centre - reach, 0.0, value), np.clip(centre + reach, value, 1.0)


def _effective(found: Estimates, outside: float, *, cut: bool) -> NDArray[np.float64]:
    """To how many answers by simple lot each group's amount, fewer where there are few units to judge by."""
    alike = found.value * (1 - found.value)
    plain = found.answered / found.weight_effect
    # n − 1 stands in a variance by simple lot, and n in the intervals.
    own = np.divide(alike, found.variance, out=np.full(len(plain), np.inf), where=found.variance > 0) + 1
    told = np.where(alike > 0, own, plain)
    told = np.minimum(told, found.answered) if cut else told
    few = np.maximum(found.degrees, 1)
    # Quantiles of t farther out aren't told, and in the middle both are 0; the ratio hardly moves there.
    far = min(max(outside, _FARTHEST), _MIDMOST)
    slack = stdtrit(np.maximum(found.answered - 1, 1), far) / stdtrit(few, far)
    effective: NDArray[np.float64] = told * np.minimum(slack, 1.0) ** 2
    return effective

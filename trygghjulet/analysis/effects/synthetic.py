"""What would the one treated area have looked like? A mixture of areas without the measure stands in for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import ceil, exp, log, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import nnls

from trygghjulet.analysis import checks
from trygghjulet.analysis.changes.change import Verdict

FEWEST_DONORS, FEWEST_BEFORE = 3, 5
"""Fewer areas, or fewer periods before, aren't enough to make a likeness of."""
WORST_FIT = 2.0
"""A likeness so many times worse than the other areas' is no likeness."""
_RIDGE = 1e-4
_SAME = 1 - 1e-9


class NoVerdict(StrEnum):
    """Why the effect can't be told, whatever it is."""

    POOR_FIT = "poor_fit"
    """No mixture of the other areas resembles the treated one before the measure."""
    TOO_FEW_DONORS = "too_few_donors"
    """So few other areas can't give a p as small as asked for."""


@dataclass(frozen=True)
class Synthetic:
    """The treated area against its likeness.

    Args:
        weights: each comparison area's share in the likeness; from 0, sum 1.
        expected: per period, the counts that the likeness gives reason to expect.
        gaps: per period, observed less expected.
        total: the sum of the gaps from the measure on.
        ratio: observed / expected from the measure on; None where nothing is expected.
        low, high: the ends of the ratio's interval; None where there is no ratio, or too few areas for one.
        fit: the root of the mean square of the gaps of the rate before the measure, in units of the rate.
        likeness: `fit` against what chance alone would make it, over the same of the median comparison area: 1
            is as good as theirs.
        p: the share of areas, the treated one among them, whose gaps grew as much as its own; by their root
            mean squares after and before.
        least: the smallest p that so many areas can give: 1 / (areas + 1).
        hindrance: why the effect can't be told; None where it may be.
        level, alpha: the interval's confidence, and how small p must be.
    """

    weights: NDArray[np.float64]
    expected: NDArray[np.float64]
    gaps: NDArray[np.float64]
    total: float
    ratio: float | None
    low: float | None
    high: float | None
    fit: float
    likeness: float
    p: float
    least: float
    hindrance: NoVerdict | None
    level: float
    alpha: float

    @property
    def verdict(self) -> Verdict:
        """An increase or a decrease only when p is as small as asked for and the likeness is one."""
        if self.hindrance is not None or self.p > self.alpha or self.total == 0:
            return Verdict.CANNOT_BE_TOLD
        return Verdict.INCREASE if self.total > 0 else Verdict.DECREASE


@dataclass(frozen=True)
class _Likenesses:
    """Every area against the mixture of all the others.

    Args:
        before, after: root mean square of the gap of the rate.
        noise: what independent incidents alone would make of `before`.
        error: the log of observed / expected after the measure; infinite where one of them is nothing.
        unit: the standard error that independent incidents alone would give `error`.
    """

    before: NDArray[np.float64]
    after: NDArray[np.float64]
    noise: NDArray[np.float64]
    error: NDArray[np.float64]
    unit: NDArray[np.float64]


def synthetic_comparison(
    treated: ArrayLike,
    control: ArrayLike,
    start: int,
    treated_exposure: ArrayLike | None = None,
    control_exposure: ArrayLike | None = None,
    *,
    level: float = 0.95,
    alpha: float = 0.05,
) -> Synthetic:
    """One area got the measure: how did it fare against the mixture of other areas that resembled it before?

    The weights w ≥ 0 with Σw = 1 make Σₜ (yₜ − Σⱼ wⱼ·xⱼₜ)² over the periods before the measure as small as
    can be, y and x being rates (a hair of Σw² makes them the only ones). Afterwards the mixture's rate, times
    the area's exposure, is what was to be expected.

    Every comparison area is then treated as if it had got the measure, with the treated one among the others.
    p is the share of areas whose root mean square gap after, over the same before, is at least as large. The
    interval is exp(ln ratio ± q·s): s is what independent incidents alone would give, and q the error in
    such units that `level` of the areas stay within. Both are exact when the areas are exchangeable but for
    the measure, and careful when it had an effect; with fewer than 19 comparison areas a p of 0.05 or an interval
    at 95 % can't be.

    It supposes that the measure didn't touch the comparison areas and that the likeness would have gone on.

    Args:
        treated: counts per period in the area with the measure.
        control: counts of comparison areas × periods.
        start: the first period with the measure, counted from 0.
        treated_exposure, control_exposure: what each count is per, of the same shape or one per period.
        level: the interval's confidence.
        alpha: how small p must be for an effect to be told.

    Raises:
        UnfitData: `not_counts`, `shape`, `not_whole`, `not_numbers`, `not_positive`, `level` or `too_few` (periods
            before or after, or comparison areas).

    Source: Abadie, Diamond and Hainmueller (2010), Journal of the American Statistical Association 105, 493–505;
    Chernozhukov, Wüthrich and Zhu (2021), ibid. 116, 1849–1864 (intervals by exchangeability).
    """
    checks.level(level)
    checks.level(alpha)
    counts, exposure, first = _material(treated, control, start, treated_exposure, control_exposure)
    rates = counts / exposure
    weights = np.array([_weights(rates[:, :first], area) for area in range(len(rates))])
    likenesses = _likenesses(counts, exposure, weights, first)
    # An area that its mixture gives exactly, before and after, has not grown.
    growth = np.divide(
        likenesses.after,
        likenesses.before,
        out=np.where(likenesses.after > 0, np.inf, 0.0),
        where=likenesses.before > 0,
    )
    p, least = float((growth >= growth[0] * _SAME).mean()), 1 / len(rates)
    relative = np.divide(
        likenesses.before, likenesses.noise, out=np.zeros(len(rates)), where=likenesses.noise > 0
    )
    typical = float(np.median(relative[1:]))
    likeness = float(relative[0]) / typical if typical > 0 else float(relative[0] > 0) * WORST_FIT * 2
    expected = weights[0] @ rates * exposure[0]
    gaps = counts[0] - expected
    ratio, low, high = _interval(counts[0, first:].sum(), expected[first:].sum(), likenesses, level)
    hindrance = NoVerdict.TOO_FEW_DONORS if least > alpha * (1 + 1e-9) else None
    if likeness > WORST_FIT:
        hindrance, low, high = NoVerdict.POOR_FIT, None, None
    return Synthetic(
        weights=weights[0, 1:],
        expected=expected,
        gaps=gaps,
        total=float(gaps[first:].sum()),
        ratio=ratio,
        low=low,
        high=high,
        fit=float(likenesses.before[0]),
        likeness=likeness,
        p=p,
        least=least,
        hindrance=hindrance,
        level=level,
        alpha=alpha,
    )


def _material(
    treated: ArrayLike,
    control: ArrayLike,
    start: int,
    treated_exposure: ArrayLike | None,
    control_exposure: ArrayLike | None,
) -> tuple[NDArray[np.float64], NDArray[np.float64], int]:
    """Counts and exposures, the treated area first, and the first period with the measure."""
    here = checks.table(treated, name="området med åtgärden")
    there = checks.table(control, name="jämförelseområdena")
    checks.shape(here, (1, here.shape[1]), name="området med åtgärden")
    checks.shape(there, (len(there), here.shape[1]), name="jämförelseområdena")
    first = checks.whole(start, least=1, name="Åtgärdens första period")
    if len(there) < FEWEST_DONORS or first < FEWEST_BEFORE or first >= here.shape[1]:
        raise checks.UnfitData(
            "too_few",
            f"Minst {FEWEST_DONORS} jämförelseområden, {FEWEST_BEFORE} perioder före åtgärden och 1 efter "
            f"behövs; här är de {len(there)}, {first} och {max(here.shape[1] - first, 0)}.",
        )
    per = checks.exposure(treated_exposure, here.shape), checks.exposure(control_exposure, there.shape)
    return np.concatenate([here, there]).astype(float), np.concatenate(per), first


def _weights(before: NDArray[np.float64], area: int) -> NDArray[np.float64]:
    """The mixture of the other areas that lies nearest; a weight of 0 for the area itself.

    With Σw = 1 the distance is |D·w|, D being the others less the area. Minimising |D·u|² + (Σu − 1)² over
    u ≥ 0 gives u along the same w, whatever its length, so non-negative least squares does it.
    """
    others = np.delete(np.arange(len(before)), area)
    apart = (before[others] - before[area]).T
    size = sqrt(float((apart**2).mean()))
    apart = apart / size if size > 0 else apart
    system = np.vstack([apart, _RIDGE * np.eye(len(others)), np.ones(len(others))])
    found, _ = nnls(system, np.append(np.zeros(len(system) - 1), 1.0))
    weights = np.zeros(len(before))
    weights[others] = found / found.sum()
    return weights


def _likenesses(
    counts: NDArray[np.float64], exposure: NDArray[np.float64], weights: NDArray[np.float64], first: int
) -> _Likenesses:
    rates = counts / exposure
    mixed = weights @ rates
    gaps = rates - mixed
    chance = counts / exposure**2 + weights**2 @ (counts / exposure**2)
    observed, expected = counts[:, first:].sum(axis=1), (mixed * exposure)[:, first:].sum(axis=1)
    doubt = weights**2 @ (counts / exposure**2)[:, first:]
    doubt = (doubt * exposure[:, first:] ** 2).sum(axis=1)
    held = (observed > 0) & (expected > 0)
    error, unit = np.full(len(counts), np.inf), np.ones(len(counts))
    error[held] = np.log(observed[held] / expected[held])
    unit[held] = np.sqrt(1 / expected[held] + doubt[held] / expected[held] ** 2)
    return _Likenesses(
        before=np.sqrt((gaps[:, :first] ** 2).mean(axis=1)),
        after=np.sqrt((gaps[:, first:] ** 2).mean(axis=1)),
        noise=np.sqrt(chance[:, :first].mean(axis=1)),
        error=error,
        unit=unit,
    )


def _interval(
    observed: float, expected: float, likenesses: _Likenesses, level: float
) -> tuple[float | None, float | None, float | None]:
    """The ratio, and what lies within the error that `level` of the areas stay within."""
    if expected == 0:
        return None, None, None
    ratio = float(observed / expected)
    errors = np.sort(np.abs(likenesses.error[1:] / likenesses.unit[1:]))
    rank = ceil(level * len(likenesses.error) - 1e-9)
    if ratio == 0 or rank > len(errors) or np.isinf(errors[rank - 1]):
        return ratio, None, None
    # The fewer incidents there are after the measure, the more a ratio of them varies.
    reach = float(errors[rank - 1] * likenesses.unit[0]) * max(1.0, sqrt(1 / ratio))
    return ratio, exp(log(ratio) - reach), exp(min(log(ratio) + reach, 700.0))

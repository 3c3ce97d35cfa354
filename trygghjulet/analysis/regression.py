"""Counts explained by a design: Poisson regression, with the spread that the counts really show."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import xlogy

from trygghjulet.analysis import checks

_MOST_ROUNDS = 50
_CLOSE = 1e-12
_HOLLOW = 1e-9


@dataclass(frozen=True)
class CountFit:
    """A fitted log-linear model of counts.

    Args:
        coefficients: one per column of the design, on the log scale.
        covariance: theirs, supposing that counts vary as Poisson; multiply by `dispersion` otherwise.
        fitted: the mean that the model gives each count.
        dispersion: Pearson's χ² / degrees: 1 where counts vary as Poisson, above 1 where they vary more; 1
            where no degrees are left.
        deviance: twice how much likelier the counts are under a model that fits each of them exactly.
        degrees: counts less columns.
    """

    coefficients: NDArray[np.float64]
    covariance: NDArray[np.float64]
    fitted: NDArray[np.float64]
    dispersion: float
    deviance: float
    degrees: int


def fit_counts(
    counts: ArrayLike, design: ArrayLike, exposure: ArrayLike | None = None, weight: ArrayLike | None = None
) -> CountFit:
    """The log-linear model log(mean) = log(exposure) + design · coefficients that makes the counts likeliest.

    Found by iteratively reweighted least squares; it has converged when the deviance stands still to twelve
    digits. Estimates are the same whether counts vary as Poisson or φ times more; the covariance isn't.

    Args:
        counts: one per row.
        design: rows × columns, with a column of ones where there is to be a level.
        exposure: what each count is per, such as days; ones when left out.
        weight: how much each row is to count, from 0; ones when left out.

    Raises:
        UnfitData: `not_counts`, `not_numbers`, `shape`, `not_positive` (an exposure), `not_amounts` (a weight),
            `too_few` (fewer rows than columns), or `not_identifiable`: columns that say the same, or a group
            where all counts are zero, so that no finite coefficient is the likeliest.

    Source: McCullagh and Nelder (1989), Generalized Linear Models, 2nd ed., chapters 2, 6 and 9.
    """
    y = checks.counts(counts)
    x = checks.numbers(design, name="modellens kolumner")
    if y.ndim != 1 or x.ndim != 2:
        raise checks.UnfitData("shape", "Modellen behöver en lista med antal och en tabell med kolumner.")
    checks.shape(x, (len(y), x.shape[1]), name="modellens kolumner")
    per = np.ones(len(y)) if exposure is None else checks.numbers(exposure, name="exponering")
    checks.shape(per, y.shape, name="exponering")
    if (per <= 0).any():
        raise checks.UnfitData("not_positive", "Exponeringen måste vara större än noll överallt.")
    given = np.ones(len(y)) if weight is None else checks.amounts(weight, name="vikter")
    checks.shape(given, y.shape, name="vikter")
    if len(y) < x.shape[1] or x.shape[1] == 0:
        raise checks.UnfitData("too_few", f"{len(y)} antal räcker inte till {x.shape[1]} kolumner.")
    return _fit(y.astype(float), x, np.log(per), given)


def _fit(
    y: NDArray[np.float64], x: NDArray[np.float64], offset: NDArray[np.float64], weight: NDArray[np.float64]
) -> CountFit:
    mean = y + 0.1
    deviance = np.inf
    for _ in range(_MOST_ROUNDS):
        working = np.log(mean) - offset + (y - mean) / mean
        pull = np.sqrt(mean * weight)
        beta, _, rank, _ = np.linalg.lstsq(x * pull[:, None], working * pull, rcond=None)
        if rank < x.shape[1]:
            raise _unidentifiable()
        with np.errstate(over="ignore", under="ignore"):
            mean = np.exp(np.clip(x @ beta + offset, -700, 700))
        before, deviance = deviance, _deviance(y, mean, weight)
        if abs(before - deviance) <= _CLOSE * (1 + abs(deviance)):
            break
    else:
        raise _unidentifiable()
    # A mean that runs off to zero never settles, though the deviance does.
    if (mean < _HOLLOW * max(1.0, y.mean()))[weight > 0].any():
        raise _unidentifiable()
    degrees = int((weight > 0).sum()) - x.shape[1]
    pearson = float((weight * (y - mean) ** 2 / mean).sum())
    information = (x * (mean * weight)[:, None]).T @ x
    return CountFit(
        coefficients=beta,
        covariance=np.linalg.inv(information),
        fitted=mean,
        dispersion=pearson / degrees if degrees > 0 else 1.0,
        deviance=deviance,
        degrees=degrees,
    )


def _deviance(y: NDArray[np.float64], mean: NDArray[np.float64], weight: NDArray[np.float64]) -> float:
    return float(2 * (weight * (xlogy(y, y / mean) - (y - mean))).sum())


def _unidentifiable() -> checks.UnfitData:
    return checks.UnfitData(
        "not_identifiable",
        "Modellen kan inte avgöras: två kolumner säger samma sak, eller så är alla antal noll i någon grupp.",
    )

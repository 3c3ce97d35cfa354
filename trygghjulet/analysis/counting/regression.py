"""Counts explained by a design: Poisson regression, with the spread that the counts really show."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import xlogy

from trygghjulet.analysis import checks

_MOST_ROUNDS = 50
_CLOSE = 1e-12
_HOLLOW = 1e-9
# A deviance of large counts can't stand more still than their own rounding lets it.
_ROUNDING = 1e-14


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


@dataclass(frozen=True)
class CountFits:
    """Log-linear models of many series with one design.

    Args:
        coefficients: columns × series, on the log scale; not-a-number where a series can't be fitted.
        covariance: series × columns × columns, supposing that counts vary as Poisson.
        fitted: the mean that the model gives each count, as the counts.
        degrees: rows less columns.
        settled: which series have a likeliest model.
    """

    coefficients: NDArray[np.float64]
    covariance: NDArray[np.float64]
    fitted: NDArray[np.float64]
    degrees: int
    settled: NDArray[np.bool_]


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
    if exposure is not None:
        checks.shape(checks.numbers(exposure, name="exponeringen"), y.shape, name="exponering")
    per = checks.exposure(exposure, y.shape)
    given = np.ones(len(y)) if weight is None else checks.people(weight, name="vikterna")
    checks.shape(given, y.shape, name="vikter")
    checks.numbers(given, name="vikterna")
    if len(y) < x.shape[1] or x.shape[1] == 0:
        raise checks.UnfitData("too_few", f"{len(y)} antal räcker inte till {x.shape[1]} kolumner.")
    # Columns of different size are brought to the same, or what they say of each other is lost in rounding.
    size = np.abs(x).max(axis=0, initial=0)
    size = np.where(size > 0, size, 1.0)
    if size.max() >= checks.LARGEST or size.min() * checks.LARGEST <= 1:
        raise checks.UnfitData("not_numbers", "En av modellens kolumner har orimligt stora eller små tal.")
    found = _fit(y.astype(float), x / size, np.log(per), given)
    return replace(
        found, coefficients=found.coefficients / size, covariance=found.covariance / np.outer(size, size)
    )


def _fit(
    y: NDArray[np.float64], x: NDArray[np.float64], offset: NDArray[np.float64], weight: NDArray[np.float64]
) -> CountFit:
    mean = y + 0.1
    deviance, rounding = np.inf, _ROUNDING * float(y.sum())
    for _ in range(_MOST_ROUNDS):
        working = np.log(mean) - offset + (y - mean) / mean
        pull = np.sqrt(mean * weight)
        beta, _, rank, _ = np.linalg.lstsq(x * pull[:, None], working * pull, rcond=None)
        if rank < x.shape[1]:
            raise _unidentifiable()
        with np.errstate(over="ignore", under="ignore"):
            mean = np.exp(np.clip(x @ beta + offset, -600, 600))
        before, deviance = deviance, _deviance(y, mean, weight)
        if abs(before - deviance) <= _CLOSE * (1 + abs(deviance)) + rounding:
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
        coefficients=np.asarray(beta, dtype=float),
        covariance=np.asarray(np.linalg.inv(information), dtype=float),
        fitted=mean,
        dispersion=pearson / degrees if degrees > 0 else 1.0,
        deviance=deviance,
        degrees=degrees,
    )


def fit_series(
    counts: NDArray[np.float64],
    design: NDArray[np.float64],
    exposure: NDArray[np.float64],
    weight: NDArray[np.float64],
) -> CountFits:
    """`fit_counts` for thousands of series at once; what has been checked is handed in.

    Newton's method on all series together: with one design the information of every series is one product of
    matrices. A series without a likeliest model (all zero, or zero in a whole season) is told as not settled.

    Args:
        counts: time × series.
        design: time × columns, of full rank.
        exposure: one per time.
        weight: as the counts.
    """
    squares = (design[:, :, None] * design[:, None, :]).reshape(len(design), -1)
    shape = (counts.shape[1], design.shape[1], design.shape[1])
    offset = np.log(exposure)[:, None]
    told = (weight * counts).sum(axis=0) > 0
    mean = counts + 0.1
    information = _information(squares, mean * weight, shape)
    working = np.log(mean) - offset + (counts - mean) / mean
    beta = _solve(information, design.T @ (working * mean * weight))
    deviance, rounding = np.full(counts.shape[1], np.inf), _ROUNDING * counts.sum(axis=0)
    settled = ~told
    for _ in range(_MOST_ROUNDS):
        mean = np.exp(np.clip(design @ beta + offset, -300, 300))
        before, deviance = deviance, _deviances(counts, mean, weight)
        settled = np.abs(before - deviance) <= _CLOSE * (1 + np.abs(deviance)) + rounding
        information = _information(squares, mean * weight, shape)
        if settled.all():
            break
        beta = beta + np.where(settled, 0.0, _solve(information, design.T @ ((counts - mean) * weight)))
    hollow = (mean < _HOLLOW * np.maximum(1.0, counts.mean(axis=0))).any(axis=0)
    settled &= told & ~hollow & np.isfinite(beta).all(axis=0)
    information[~settled] = np.eye(shape[1])
    return CountFits(
        coefficients=np.where(settled, beta, np.nan),
        covariance=np.asarray(np.linalg.inv(information), dtype=float),
        fitted=mean,
        degrees=len(design) - shape[1],
        settled=settled,
    )


def _information(
    squares: NDArray[np.float64], pull: NDArray[np.float64], shape: tuple[int, int, int]
) -> NDArray[np.float64]:
    told: NDArray[np.float64] = (pull.T @ squares).reshape(shape)
    return told


def _solve(information: NDArray[np.float64], score: NDArray[np.float64]) -> NDArray[np.float64]:
    """One step per series; the little that is added keeps empty series from stopping the others."""
    columns = information.shape[1]
    little = 1e-12 * (1e-12 + np.trace(information, axis1=1, axis2=2))
    kept = information + little[:, None, None] * np.eye(columns)
    step: NDArray[np.float64] = np.linalg.solve(kept, score.T[:, :, None])[:, :, 0].T
    return np.clip(step, -50, 50)


def _deviances(
    y: NDArray[np.float64], mean: NDArray[np.float64], weight: NDArray[np.float64]
) -> NDArray[np.float64]:
    told: NDArray[np.float64] = 2 * (weight * (xlogy(y, y / mean) - (y - mean))).sum(axis=0)
    return told


def _deviance(y: NDArray[np.float64], mean: NDArray[np.float64], weight: NDArray[np.float64]) -> float:
    return float(_deviances(y, mean, weight))


def _unidentifiable() -> checks.UnfitData:
    return checks.UnfitData(
        "not_identifiable",
        "Modellen kan inte avgöras: två kolumner säger samma sak, eller så är alla antal noll i någon grupp.",
    )

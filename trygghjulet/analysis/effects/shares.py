"""Shares explained by a design: a part of a whole, with the spread that the shares really show."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, gammaincinv, xlogy

from trygghjulet.analysis import checks

_MOST_ROUNDS = 60
_CLOSE = 1e-12
_EDGE = 1e-9
_SMALLEST = 0.05


@dataclass(frozen=True)
class ShareFit:
    """A fitted logistic model of shares.

    Args:
        coefficients: one per column of the design, on the log-odds scale.
        covariance: theirs, supposing that parts vary as binomial; multiply by the dispersion otherwise.
        rows: the design with each row times the root of its weight; residuals have these as their companions.
        residuals: Pearson's, one per row; 0 where the whole is nothing.
        pearson: the sum of their squares.
        degrees: rows that hold anything, less columns.
    """

    coefficients: NDArray[np.float64]
    covariance: NDArray[np.float64]
    rows: NDArray[np.float64]
    residuals: NDArray[np.float64]
    pearson: float
    degrees: int


def fit_shares(
    part: NDArray[np.float64],
    whole: NDArray[np.float64],
    design: NDArray[np.float64],
    offset: NDArray[np.float64],
) -> ShareFit:
    """The model log(p / (1 − p)) = offset + design · coefficients that makes the parts of the wholes likeliest.

    Two Poisson counts given their sum are binomial, so this is the log-linear model of both counts with an
    effect of each pair's own, without having to count those effects out.

    Raises:
        UnfitData: `not_identifiable`: columns that say the same, or a group where all or none is the part.

    Source: McCullagh and Nelder (1989), Generalized Linear Models, 2nd ed., chapters 4 and 6.4.
    """
    share = (part + 0.5) / (whole + 1)
    deviance = np.inf
    for _ in range(_MOST_ROUNDS):
        weight = whole * share * (1 - share)
        step = np.divide(part - whole * share, weight, out=np.zeros(len(part)), where=weight > 0)
        working = np.log(share / (1 - share)) - offset + step
        pull = np.sqrt(weight)
        beta, _, rank, _ = np.linalg.lstsq(design * pull[:, None], working * pull, rcond=None)
        if rank < design.shape[1]:
            raise _unidentifiable()
        share = np.clip(expit(design @ beta + offset), _EDGE / 10, 1 - _EDGE / 10)
        before, deviance = deviance, _deviance(part, whole, share)
        if abs(before - deviance) <= _CLOSE * (1 + abs(deviance)):
            break
    else:
        raise _unidentifiable()
    held = whole > 0
    if ((share < _EDGE) | (share > 1 - _EDGE))[held].any():
        raise _unidentifiable()
    weight = whole * share * (1 - share)
    rows = design * np.sqrt(weight)[:, None]
    residuals = np.divide(part - whole * share, np.sqrt(weight), out=np.zeros(len(part)), where=held)
    return ShareFit(
        coefficients=beta.astype(float),
        covariance=np.linalg.inv(rows.T @ rows),
        rows=rows,
        residuals=residuals,
        pearson=float(residuals @ residuals),
        degrees=int(held.sum()) - design.shape[1],
    )


def dispersion_of(pearson: float, degrees: float) -> float:
    """Pearson's χ² per degree, but not less than independent incidents give nineteen times of twenty.

    Counts that happen to be very even would otherwise give an interval of no width.
    """
    return max(pearson, 2 * float(gammaincinv(degrees / 2, _SMALLEST))) / degrees


def _deviance(part: NDArray[np.float64], whole: NDArray[np.float64], share: NDArray[np.float64]) -> float:
    return float(-2 * (xlogy(part, share) + xlogy(whole - part, 1 - share)).sum())


def _unidentifiable() -> checks.UnfitData:
    return checks.UnfitData(
        "not_identifiable",
        "Modellen kan inte avgöras: två kolumner säger samma sak, eller så är alla antal noll i någon grupp.",
    )

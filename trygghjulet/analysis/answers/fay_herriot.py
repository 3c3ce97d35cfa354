"""Fay and Herriot's model of small areas: own estimates with known variances, and what areas have in common."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import minimize_scalar
from scipy.special import ndtri

from trygghjulet.analysis import checks

FEWEST_AREAS, FEWEST_DEGREES = 8, 5
_STEPS = 81
_FARTHEST = 1e9


@dataclass(frozen=True)
class AreaModel:
    """Areas' estimates after shrinkage, one element per area, on the scale they were given on.

    Args:
        value: the best guess of each area (EBLUP); what the model says where the area has no estimate.
        low, high: the ends of its interval.
        mean_squared_error: Prasad and Rao's, of `value`.
        model: x·β, what areas like it have in common.
        own: how much the area's own estimate counts in `value`, 0–1.
        coefficients: β, one per column.
        between: A, the variance between areas that the columns don't explain (REML).
        level: the share of areas whose interval is to hold their value.
    """

    value: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    mean_squared_error: NDArray[np.float64]
    model: NDArray[np.float64]
    own: NDArray[np.float64]
    coefficients: NDArray[np.float64]
    between: float
    level: float


def area_model(y: ArrayLike, variance: ArrayLike, design: ArrayLike, level: float = 0.95) -> AreaModel:
    """What is each area's value, when its own estimate is unsure and areas have something in common?

    yᵢ = xᵢ·β + uᵢ + eᵢ: areas differ by u with variance A, estimates by e with variances Dᵢ that are known. A is
    found by residual maximum likelihood; the own estimate weighs A/(A + Dᵢ). The mean squared error is
    g₁ + g₂ + 2g₃: what shrinkage leaves, and what isn't known of β and of A.

    With few areas, or when they differ little, one estimate of A tells too little, and zero often enough. So the
    interval averages over A, each as likely as the residual likelihood says: its middle and width are the mean
    and the standard deviation over all of them. It covers 94–97 % over areas; more, up to 100 %, where areas
    hardly differ. It supposes that u and e are normal.

    Args:
        y: one estimate per area; not-a-number where there is none.
        variance: of each estimate, above zero; not-a-number together with it.
        design: areas × columns, such as one of ones.
        level: the share of areas whose interval is to hold their value.

    Raises:
        UnfitData: `not_numbers`, `not_amounts`, `not_positive` (a variance), `shape`, `not_identifiable` (columns
            that say the same), `uneven` (variances a thousand million times apart), `level` or `too_few` (fewer than 8
            areas, or fewer than 5 more than columns).

    Source: Fay and Herriot (1979), JASA 74, 269–277; Prasad and Rao (1990), JASA 85, 163–171; Datta and Lahiri
    (2000), Statistica Sinica 10, 613–627 (the error under REML); Datta, Rao and Smith (2005), Biometrika 92,
    183–196 (the average over A).
    """
    outside = (1 - checks.level(level)) / 2
    told, noise, known = _estimates(y, variance)
    x = checks.numbers(design, name="modellens kolumner")
    if x.ndim != 2 or x.shape[1] == 0:
        raise checks.UnfitData("shape", "Modellens kolumner måste vara en tabell med en rad per område.")
    checks.shape(x, (len(told), x.shape[1]), name="modellens kolumner")
    least = max(FEWEST_AREAS, x.shape[1] + FEWEST_DEGREES)
    if known.sum() < least:
        raise checks.UnfitData(
            "too_few", f"{int(known.sum())} områden med svar räcker inte. Det behövs minst {least}."
        )
    size = np.where(np.abs(x).max(axis=0) > 0, np.abs(x).max(axis=0), 1.0)
    if np.linalg.matrix_rank(x[known] / size) < x.shape[1]:
        raise checks.UnfitData("not_identifiable", "Två av kolumnerna säger samma sak. Ta bort den ena.")
    unit = _unit(told[known], noise[known])
    areas = _Areas(told / unit, noise / unit**2, known, x / size)
    best = areas.given(_likeliest(areas))
    middle, width = _averaged(areas)
    reach = -float(ndtri(outside)) * width
    return AreaModel(
        value=best.value * unit,
        low=np.minimum(middle - reach, best.value) * unit,
        high=np.maximum(middle + reach, best.value) * unit,
        mean_squared_error=(best.left + best.unsure + 2 * best.unsure_between) * unit**2,
        model=best.model * unit,
        own=best.own,
        coefficients=best.coefficients * unit / size,
        between=best.between * unit**2,
        level=level,
    )


@dataclass(frozen=True)
class _Guess:
    """The areas when the variance between them is given.

    Args:
        left: g₁, what shrinkage leaves.
        unsure: g₂, from what isn't known of the coefficients.
        unsure_between: g₃, from what isn't known of the variance between areas.
    """

    value: NDArray[np.float64]
    model: NDArray[np.float64]
    own: NDArray[np.float64]
    coefficients: NDArray[np.float64]
    left: NDArray[np.float64]
    unsure: NDArray[np.float64]
    unsure_between: NDArray[np.float64]
    between: float


@dataclass(frozen=True)
class _Areas:
    y: NDArray[np.float64]
    noise: NDArray[np.float64]
    known: NDArray[np.bool_]
    x: NDArray[np.float64]

    def given(self, between: float) -> _Guess:
        w = np.where(self.known, 1 / (between + self.noise), 0.0)
        covariance = np.linalg.inv((self.x * w[:, None]).T @ self.x)
        beta = covariance @ (self.x.T @ (w * self.y))
        model, own = self.x @ beta, between * w
        return _Guess(
            value=own * self.y + (1 - own) * model,
            model=model,
            own=own,
            coefficients=beta,
            # Without an estimate of its own an area may lie anywhere that areas do.
            left=np.where(self.known, own * self.noise, between),
            unsure=(1 - own) ** 2 * ((self.x @ covariance) * self.x).sum(axis=1),
            unsure_between=self.noise**2 * w**3 * 2 / (w**2).sum(),
            between=between,
        )

    def log_likelihood(self, between: float) -> float:
        """Of the residuals."""
        x, w = self.x[self.known], 1 / (between + self.noise[self.known])
        information = (x * w[:, None]).T @ x
        left = self.y[self.known] - x @ np.linalg.solve(information, x.T @ (w * self.y[self.known]))
        told = np.log(w).sum() - np.linalg.slogdet(information)[1] - (w * left**2).sum()
        return float(told) / 2


def _estimates(
    y: ArrayLike, variance: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]:
    held = checks.known(y, name="skattningarna")
    if held.ndim != 1:
        raise checks.UnfitData("shape", "Skattningarna måste vara en lista med en per område.")
    noise = checks.amounts(variance, name="varianserna")
    checks.shape(noise, held.shape, name="varianser")
    told = np.zeros(held.shape)
    told[held] = checks.numbers(np.asarray(y)[held], name="skattningarna")
    held = held & ~np.isnan(noise)
    if (noise[held] <= 0).any():
        raise checks.UnfitData("not_positive", "Varje skattning måste ha en varians större än noll.")
    return np.where(held, told, 0.0), np.where(held, noise, 1.0), held


def _unit(y: NDArray[np.float64], noise: NDArray[np.float64]) -> float:
    """The estimates' own noise, to reckon in, so that no scale is too large or too small."""
    middle = float(np.median(noise))
    if not (
        1 / _FARTHEST**10 < middle < _FARTHEST**10
        and middle / _FARTHEST <= noise.min()
        and noise.max() <= middle * _FARTHEST
        and np.abs(y).max() <= np.sqrt(middle) * _FARTHEST
    ):
        raise checks.UnfitData(
            "uneven",
            "Skattningarna eller deras varianser skiljer sig mer än en miljard gånger. Pröva enheterna.",
        )
    return float(np.sqrt(middle))


def _steps(areas: _Areas) -> NDArray[np.float64]:
    """Variances between areas worth trying, from none to far more than the estimates show."""
    noise, y = areas.noise[areas.known], areas.y[areas.known]
    most = 20 * (float(y.var()) + float(noise.max()))
    return np.concatenate([[0.0], np.geomspace(min(1e-3 * float(noise.min()), most / 2), most, _STEPS - 1)])


def _likeliest(areas: _Areas) -> float:
    """Scanned before it is climbed, since the likelihood can have two tops."""
    steps = _steps(areas)
    best = int(np.argmax([areas.log_likelihood(step) for step in steps]))
    low, high = steps[max(best - 1, 0)], steps[min(best + 1, _STEPS - 1)]
    found = minimize_scalar(
        lambda between: -areas.log_likelihood(between),
        bounds=(low, high),
        method="bounded",
        options={"xatol": 1e-12},
    )
    return float(found.x) if areas.log_likelihood(found.x) > areas.log_likelihood(0.0) else 0.0


def _averaged(areas: _Areas) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The mean and the standard deviation of each area over all variances between them, evenly likely beforehand."""
    steps = _steps(areas)
    log_weight = np.array([areas.log_likelihood(step) for step in steps])
    weight = np.exp(log_weight - log_weight.max()) * np.gradient(steps)
    weight /= weight.sum()
    guesses = [areas.given(float(step)) for step in steps]
    middle = np.sum([w * guess.value for w, guess in zip(weight, guesses, strict=True)], axis=0)
    spread = np.sum(
        [
            w * (guess.left + guess.unsure + (guess.value - middle) ** 2)
            for w, guess in zip(weight, guesses, strict=True)
        ],
        axis=0,
    )
    return middle, np.sqrt(spread)

"""Shares of small areas steadied by what all areas have in common."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trygghjulet.analysis import checks
from trygghjulet.analysis.answers.fay_herriot import area_model

_QUARTER_TURN = np.pi / 2
_PLENTY = 1e7


@dataclass(frozen=True)
class SteadiedShares:
    """Shares of areas after shrinkage, one element per area.

    Args:
        value: the steadied share, 0–1; where nobody answered what the model alone says.
        low, high: the ends of its interval.
        error: the root of its mean squared error, as a share.
        direct: the area's own share; not-a-number where it has none.
        model: what areas like it have in common.
        own: how much the area's own share counts in `value`, 0–1.
        between: the standard deviation between areas that the columns don't explain, on the scale arcsin √share.
        level: the share of areas whose interval is to hold their share.
    """

    value: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    error: NDArray[np.float64]
    direct: NDArray[np.float64]
    model: NDArray[np.float64]
    own: NDArray[np.float64]
    between: float
    level: float


def steadied_shares(
    share: ArrayLike, effective: ArrayLike, design: ArrayLike | None = None, level: float = 0.95
) -> SteadiedShares:
    """What share is it in each area, when few answers make the area's own share jump?

    On the scale y = arcsin √p a share of n' effective answers varies with 1/(4n') whatever p is, and no interval
    leaves 0–1. There `area_model` draws each area towards what areas have in common, the more the fewer its
    answers, and the result is brought back by sin².

    Over areas intervals cover 93–97 % where there are 8 areas or more, n' is 20 or more and n'·p and n'·(1 − p)
    are 5 or more on average; up to 100 % where areas hardly differ. They hold for areas on average, not for one that is
    unlike all others, which is drawn too far towards them. Steadied shares judge an area; to tell how many lie
    beyond a limit, or whether one has changed, use `shares`.

    Args:
        share: each area's own share, 0–1; not-a-number where there is none.
        effective: how many answers by simple lot it amounts to, such as `shares(…).effective`; from 1, or
            not-a-number together with the share.
        design: areas × columns of what may explain it, such as the log of the crime rate; a column of ones is put
            before them. Without it areas are drawn towards their mean.
        level: the share of areas whose interval is to hold their share.

    Raises:
        UnfitData: `not_amounts`, `not_share`, `shape`, `not_numbers`, `not_identifiable` (columns that say the same),
            `level` or `too_few` (fewer than 8 areas with answers, or fewer than 5 more than columns).

    Source: as `area_model`; Anscombe (1948), Biometrika 35, 246–254 (the scale).
    """
    told, n = checks.amounts(share, name="andelarna"), checks.amounts(effective, name="effektiva svar")
    if told.ndim != 1:
        raise checks.UnfitData("shape", "Andelarna måste vara en lista med en andel per område.")
    checks.shape(n, told.shape, name="effektiva svar")
    known = ~np.isnan(told) & ~np.isnan(n)
    if (told[known] > 1).any() or not ((n[known] >= 1) & (n[known] < checks.LARGEST)).all():
        raise checks.UnfitData(
            "not_share", "Andelar måste ligga mellan 0 och 1, och varje andel måste bygga på minst ett svar."
        )
    y = np.where(known, np.arcsin(np.sqrt(np.where(known, told, 0.0))), np.nan)
    # More answers than that leave nothing unsure, and would only spoil the reckoning.
    noise = np.where(known, 1 / (4 * np.minimum(np.where(known, n, 1.0), _PLENTY)), np.nan)
    fit = area_model(y, noise, _columns(design, len(told)), level)
    return SteadiedShares(
        value=_share(fit.value),
        low=_share(fit.low),
        high=_share(fit.high),
        # The slope of sin² is the sine of twice the angle.
        error=np.sqrt(fit.mean_squared_error) * np.sin(2 * np.clip(fit.value, 0.0, _QUARTER_TURN)),
        direct=np.where(known, told, np.nan),
        model=_share(fit.model),
        own=fit.own,
        between=float(np.sqrt(fit.between)),
        level=level,
    )


def _columns(design: ArrayLike | None, areas: int) -> NDArray[np.float64]:
    ones = np.ones((areas, 1))
    if design is None:
        return ones
    given = checks.numbers(design, name="modellens kolumner")
    given = given[:, None] if given.ndim == 1 else given
    if given.ndim != 2:
        raise checks.UnfitData("shape", "Modellens kolumner måste vara en tabell med en rad per område.")
    checks.shape(given, (areas, given.shape[1]), name="modellens kolumner")
    # Away from zero they would look like the column of ones.
    return np.hstack([ones, given - given.sum(axis=0) / max(areas, 1)])


def _share(angle: NDArray[np.float64]) -> NDArray[np.float64]:
    told: NDArray[np.float64] = np.sin(np.clip(angle, 0.0, _QUARTER_TURN)) ** 2
    return told

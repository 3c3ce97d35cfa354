"""Harm: incidents counted by how serious they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trygghjulet.analysis import checks
from trygghjulet.analysis.changes.change import Change
from trygghjulet.analysis.counting.weighted_counts import (
    WeightedSum,
    ratio_interval,
    ratio_p,
    spread_of,
    sum_interval,
)
from trygghjulet.analysis.levels.harm_table import HarmTable, weights_of


@dataclass(frozen=True)
class Harm:
    """The harm of incidents of several categories.

    Args:
        value: Σ weight · count, in the table's unit, such as days of imprisonment.
        low, high: the ends of its interval.
        count: how many incidents.
        mean: harm per incident; None without any.
        by_category: each category's part of `value`.
        level: the interval's confidence.
    """

    value: float
    low: float
    high: float
    count: int
    mean: float | None
    by_category: NDArray[np.float64]
    level: float


@dataclass(frozen=True)
class HarmShares:
    """How harm is divided over areas; arrays with one element per area.

    Args:
        value: the area's harm.
        low, high: the ends of its interval.
        share: its share of all areas' harm, 0–1; not-a-number when there is none at all.
        share_low, share_high: the ends of the share's interval.
        count_share: its share of all areas' incidents, to compare with.
        level: the confidence of each interval on its own.
    """

    value: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    share: NDArray[np.float64]
    share_low: NDArray[np.float64]
    share_high: NDArray[np.float64]
    count_share: NDArray[np.float64]
    level: float


Weights = HarmTable | Mapping[str, float] | None


def harm(
    counts: ArrayLike,
    category: ArrayLike,
    weight: Weights = None,
    *,
    overdispersion: float = 1,
    level: float = 0.95,
) -> Harm:
    """How much harm do these incidents amount to, when a robbery weighs more than a theft?

    H = Σ w·n. Weights are taken as known; counts are Poisson. The ends are read from gamma laws: the lower from
    one with mean H and variance V = Σ w²·n, the upper from one with mean H + w* and variance V + w*², w* being the
    largest weight among the categories, those with no incident included. It has covered its level or more in every
    case that anybody tried, and is Garwood's exact interval when all weights are alike; where few incidents carry
    most of the harm it is wide, as it should be. With overdispersion φ weights count φ times in V and w*.

    A table says how serious the law finds an offence, not what a victim suffered. Incidents that aren't reported
    count for nothing, and the share that is reported differs much between categories.

    Args:
        counts: incidents per category.
        category: the categories' names.
        weight: harm of one incident of each category: a `HarmTable`, or a mapping from name to weight; the lowest
            punishment in the Swedish penal code when left out.
        overdispersion: φ, how many times their mean counts vary with; 1 is chance alone.
        level: the interval's confidence.

    Raises:
        UnfitData: `not_counts`, `shape`, `unknown_category` (lists them), `not_amounts` (a weight),
            `overdispersion` or `level`.

    Source: Fay and Feuer (1997), Statistics in Medicine 16, 791–801 (interval); Sherman, Neyroud and Neyroud
    (2016), Policing 10, 171–183 (harm by the law's punishments).
    """
    heavy, number = _weighed(counts, category, weight)
    total = WeightedSum.of(number, heavy, spread_of(overdispersion))
    low, high = sum_interval(total, checks.level(level))
    incidents = int(number.sum())
    return Harm(
        value=total.value,
        low=low,
        high=high,
        count=incidents,
        mean=total.value / incidents if incidents else None,
        by_category=heavy * number,
        level=level,
    )


def harm_change(
    before: ArrayLike,
    after: ArrayLike,
    category: ArrayLike,
    exposure_before: float = 1,
    exposure_after: float = 1,
    *,
    weight: Weights = None,
    overdispersion: float = 1,
    level: float = 0.95,
) -> Change:
    """Has there become more or less harm?

    The ratio of harm per exposure, after over before. Its ends are quantiles of the ratio of two independent gamma
    laws, the cautious one of `harm` against the other's plain one. With all weights alike it is the exact interval
    of `change`. p is twice the smaller tail, so it says the same as the interval.

    Args:
        before, after: incidents per category in the two periods.
        category: the categories' names.
        exposure_before, exposure_after: what they are per, such as days; only their ratio matters.
        weight, overdispersion: as `harm`.
        level: the interval's confidence.

    Raises:
        UnfitData: as `harm`, and `not_positive`.

    Source: Fay (1999), Communications in Statistics: Theory and Methods 28, 2141–2160.
    """
    heavy, first = _weighed(before, category, weight)
    second = checks.counts(after, name="antalen efter")
    checks.shape(second, first.shape, name="antal efter")
    scale = checks.positive(exposure_before, name="Den första periodens längd") / checks.positive(
        exposure_after, name="Den andra periodens längd"
    )
    spread, confidence = spread_of(overdispersion), checks.level(level)
    one, two = (WeightedSum.of(number, heavy, spread) for number in (first, second))
    if one.value == two.value == 0:
        return Change(None, None, None, None, confidence)
    low, high = ratio_interval(one, two, confidence)
    return Change(
        ratio=two.value / one.value * scale if one.value else np.inf,
        low=low * scale,
        high=high * scale,
        p=ratio_p(one, two, 1 / scale),
        level=confidence,
    )


def harm_shares(
    counts: ArrayLike,
    category: ArrayLike,
    weight: Weights = None,
    *,
    overdispersion: float = 1,
    level: float = 0.95,
) -> HarmShares:
    """Which share of the harm falls in each area?

    An area's share is r/(1 + r), r being its harm over that of the rest, with the interval of `harm_change`.

    Args:
        counts: areas × categories.
        category, weight, overdispersion, level: as `harm`.

    Raises:
        UnfitData: as `harm`.

    Source: as `harm` and `harm_change`.
    """
    number = checks.counts(counts)
    if number.ndim != 2:
        raise checks.UnfitData("shape", "Antalen måste vara en tabell med en rad per område.")
    heavy = weights_of(category, weight)
    checks.shape(number, (len(number), len(heavy)), name="områden × kategorier")
    spread, confidence = spread_of(overdispersion), checks.level(level)
    everywhere = number.sum(axis=0)
    areas = [WeightedSum.of(row, heavy, spread) for row in number]
    rests = [WeightedSum.of(everywhere - row, heavy, spread) for row in number]
    ends = np.array([sum_interval(area, confidence) for area in areas]).reshape(-1, 2)
    value = np.array([area.value for area in areas])
    shares = np.full((len(areas), 3), np.nan)
    if value.sum() > 0:
        odds = [ratio_interval(rest, area, confidence) for rest, area in zip(rests, areas, strict=True)]
        shares[:, 0] = value / value.sum()
        shares[:, 1:] = [[_part(low), _part(high)] for low, high in odds]
    incidents = number.sum(axis=1)
    return HarmShares(
        value=value,
        low=ends[:, 0],
        high=ends[:, 1],
        share=shares[:, 0],
        share_low=shares[:, 1],
        share_high=shares[:, 2],
        count_share=incidents / max(int(incidents.sum()), 1),
        level=confidence,
    )


def _weighed(
    counts: ArrayLike, category: ArrayLike, weight: Weights
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    number = checks.counts(counts)
    heavy = weights_of(category, weight)
    checks.shape(number, heavy.shape, name="antal per kategori")
    return heavy, number


def _part(odds: float) -> float:
    return 1.0 if np.isinf(odds) else odds / (1 + odds)

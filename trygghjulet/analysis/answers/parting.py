"""Where safety and perceived safety part: unsafe though little crime, safe though much crime."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import atanh, sqrt, tanh

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr, ndtri

from trygghjulet.analysis import checks
from trygghjulet.analysis.counting.weighted_counts import spread_of
from trygghjulet.analysis.multiple import benjamini_hochberg

FEWEST_AREAS = 10
FEWEST_ANSWERS = 10
_CLEARLY = 1.645
"""As many deviations that areas' differences must lie above chance: 5 % of areas that are alike pass."""


class Finding(StrEnum):
    """How an area's place in perceived unsafety goes with its place in crime."""

    UNSAFE_THOUGH_LITTLE_CRIME = "unsafe_though_little_crime"
    SAFE_THOUGH_MUCH_CRIME = "safe_though_much_crime"
    MORE_UNSAFE_THAN_CRIME = "more_unsafe_than_crime"
    SAFER_THAN_CRIME = "safer_than_crime"
    CANNOT_BE_TOLD = "cannot_be_told"


@dataclass(frozen=True)
class Parting:
    """Areas' places in crime and in perceived unsafety, one element per area.

    Places are in standard deviations between these areas, 0 being their mean: above 0 is more crime, or more who
    feel unsafe. Not-a-number where an area's population or answers aren't known.

    Args:
        crime, crime_error: the place in crime and its standard error.
        unsafety, unsafety_error: the place in perceived unsafety and its standard error.
        difference, low, high: unsafety − crime, and the ends of its interval.
        p: how likely so large a difference is where the two places are the same.
        q: the false discovery rate at which the area would be said to part.
        finding: what may be said; only where q is at most `alpha` that they part.
        rank_correlation: Spearman's, between the observed rates and shares, −1 to 1; None when all are alike.
        rank_low, rank_high: the ends of its interval; None together with it.
        level: the confidence of each interval on its own.
        alpha: the accepted share of false finds among the areas said to part.
    """

    crime: NDArray[np.float64]
    crime_error: NDArray[np.float64]
    unsafety: NDArray[np.float64]
    unsafety_error: NDArray[np.float64]
    difference: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    p: NDArray[np.float64]
    q: NDArray[np.float64]
    finding: tuple[Finding, ...]
    rank_correlation: float | None
    rank_low: float | None
    rank_high: float | None
    level: float
    alpha: float


def parting(
    counts: ArrayLike,
    unsafe: ArrayLike,
    population: ArrayLike,
    effective: ArrayLike,
    *,
    overdispersion: float = 1,
    level: float = 0.95,
    alpha: float = 0.05,
) -> Parting:
    """In which areas do crime and perceived unsafety say different things, beyond what chance can make of either?

    Crime is c = ln((n + ½)/population), which varies by chance with φ/(n + ½); unsafety is s = arcsin √p, which
    varies with 1/(4n'). For each, m is the mean of these areas and τ² their variance less the mean variance of
    chance. An area's places are (c − m_c)/τ_c and (s − m_s)/τ_s. Their difference has the variance that chance
    gives both, by itself and through m and τ. p is two-sided normal, and q holds down false finds among the areas.

    Places are compared, not levels: it doesn't say how unsafe people ought to feel. An area parts when its place
    in one is another than its place in the other. "Unsafe though little crime" is said only where it also feels
    less safe than the mean area and has less crime; else "more unsafe than crime". It supposes that areas are
    some ten or more, spread on each scale roughly as a bell; one area far out stretches τ and hides others. Where
    areas don't differ beyond chance in one of the two there are no places to compare, and it refuses.

    With 10–100 areas, 20 incidents and 50 answers each or more, some area is named in 0–5 % of cities where all
    places are the same, and the interval covers 95–98 %. Spearman's interval is Bonett and Wright's: it covers
    95–97 % for ten areas or more, for the figures as observed. Chance in them draws the correlation towards 0.

    Args:
        counts: incidents per area.
        unsafe: the share who feel unsafe in each area, 0–1; not-a-number where it isn't known.
        population: inhabitants per area; zero and not-a-number where it isn't known.
        effective: how many answers by simple lot the share amounts to, such as `shares(…).effective`; areas with
            fewer than 10 can't be told.
        overdispersion: φ, how many times their mean counts vary with; 1 is chance alone.
        level: the confidence of each interval on its own.
        alpha: the accepted share of false finds.

    Raises:
        UnfitData: `not_counts`, `not_amounts`, `not_share`, `shape`, `overdispersion`, `level`, `too_few` (fewer
            than 10 areas where both are known) or `no_differences`.

    Source: the moments of a sum of known and unknown variances, Hedges (1983), Psychological Bulletin 93, 388–395;
    Bonett and Wright (2000), Psychometrika 65, 23–28; Benjamini and Hochberg (1995), Journal of the Royal
    Statistical Society B 57, 289–300.
    """
    areas = _areas(counts, unsafe, population, effective)
    spread, confidence, accepted = spread_of(overdispersion), checks.level(level), checks.level(alpha)
    known = areas.known
    if known.sum() < FEWEST_AREAS:
        raise checks.UnfitData(
            "too_few",
            f"{int(known.sum())} områden med båda måtten räcker inte. Det behövs minst {FEWEST_AREAS}.",
        )
    held = areas.counts[known].astype(float) + 0.5
    crime = _placed(np.log(held / areas.population[known]), spread / held, "brott")
    unsafety = _placed(np.arcsin(np.sqrt(areas.unsafe[known])), 1 / (4 * areas.effective[known]), "otrygghet")
    difference = unsafety.place - crime.place
    error = np.hypot(unsafety.error, crime.error)
    p = 2 * ndtr(-np.abs(difference) / error)
    q = benjamini_hochberg(p)
    reach = -float(ndtri((1 - confidence) / 2)) * error
    finding = np.full(len(known), Finding.CANNOT_BE_TOLD, dtype=object)
    finding[known] = [
        _finding(*places) if rate <= accepted else Finding.CANNOT_BE_TOLD
        for rate, *places in zip(q, crime.place, unsafety.place, strict=True)
    ]
    correlation, low, high = _spearman(
        areas.counts[known] / areas.population[known], areas.unsafe[known], confidence
    )
    return Parting(
        crime=_at(known, crime.place),
        crime_error=_at(known, crime.error),
        unsafety=_at(known, unsafety.place),
        unsafety_error=_at(known, unsafety.error),
        difference=_at(known, difference),
        low=_at(known, difference - reach),
        high=_at(known, difference + reach),
        p=_at(known, p),
        q=_at(known, q),
        finding=tuple(finding.tolist()),
        rank_correlation=correlation,
        rank_low=low,
        rank_high=high,
        level=confidence,
        alpha=accepted,
    )


@dataclass(frozen=True)
class _Areas:
    counts: NDArray[np.int64]
    unsafe: NDArray[np.float64]
    population: NDArray[np.float64]
    effective: NDArray[np.float64]
    known: NDArray[np.bool_]


@dataclass(frozen=True)
class _Placed:
    place: NDArray[np.float64]
    error: NDArray[np.float64]


def _areas(counts: ArrayLike, unsafe: ArrayLike, population: ArrayLike, effective: ArrayLike) -> _Areas:
    n = checks.counts(counts)
    if n.ndim != 1:
        raise checks.UnfitData("shape", "Antalen måste vara en lista med ett antal per område.")
    share, people, answers = (
        checks.amounts(values, name=name)
        for values, name in (
            (unsafe, "andelarna"),
            (population, "befolkningen"),
            (effective, "effektiva svar"),
        )
    )
    for values, name in ((share, "andelar"), (people, "befolkning"), (answers, "effektiva svar")):
        checks.shape(values, n.shape, name=name)
    if (share > 1).any():
        raise checks.UnfitData("not_share", "Andelar måste ligga mellan 0 och 1.")
    if not ((people[people > 0] >= 1e-12) & (people[people > 0] <= 1e15)).all():
        raise checks.UnfitData("not_amounts", "Befolkningen är orimligt liten eller stor i något område.")
    known = ~np.isnan(share) & (people > 0) & (answers >= FEWEST_ANSWERS)
    return _Areas(n, share, people, answers, known)


def _placed(value: NDArray[np.float64], noise: NDArray[np.float64], name: str) -> _Placed:
    """Places in standard deviations between these areas, and what chance leaves unsure of them."""
    many = len(value)
    between = float(value.var(ddof=1) - noise.mean())
    # What the estimate would vary with if areas were alike.
    by_chance = sqrt(2 * float((noise**2).sum())) / (many - 1)
    if between <= _CLEARLY * by_chance:
        raise checks.UnfitData(
            "no_differences", f"Områdena skiljer sig inte mer i {name} än slumpen ger. Inget kan gå isär."
        )
    place = (value - value.mean()) / sqrt(between)
    unsure_between = float((4 * between * noise + 2 * noise**2).sum()) / (many - 1) ** 2
    # A standard deviation varies, in parts of itself, half as much as the variance does.
    unsure_scale = unsure_between / (4 * between**2)
    return _Placed(place, np.sqrt((noise + noise.sum() / many**2) / between + place**2 * unsure_scale))


def _finding(crime: float, unsafety: float) -> Finding:
    if unsafety > crime:
        opposite = unsafety > 0 > crime
        return Finding.UNSAFE_THOUGH_LITTLE_CRIME if opposite else Finding.MORE_UNSAFE_THAN_CRIME
    return Finding.SAFE_THOUGH_MUCH_CRIME if crime > 0 > unsafety else Finding.SAFER_THAN_CRIME


def _spearman(
    x: NDArray[np.float64], y: NDArray[np.float64], level: float
) -> tuple[float | None, float | None, float | None]:
    """The correlation of ranks, ties sharing theirs, and Fisher's interval with (1 + r²/2)/(n − 3)."""
    a, b = _ranks(x), _ranks(y)
    if a.std() == 0 or b.std() == 0:
        return None, None, None
    r = float(np.clip(np.corrcoef(a, b)[0, 1], -1.0, 1.0))
    if abs(r) > 1 - 1e-12:
        r = round(r)
        return float(r), float(r), float(r)
    reach = -float(ndtri((1 - level) / 2)) * sqrt((1 + r**2 / 2) / (len(x) - 3))
    return r, tanh(atanh(r) - reach), tanh(atanh(r) + reach)


def _ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    _, place, many = np.unique(values, return_inverse=True, return_counts=True)
    told: NDArray[np.float64] = (np.cumsum(many) - (many - 1) / 2)[place.reshape(-1)]
    return told


def _at(known: NDArray[np.bool_], values: NDArray[np.float64]) -> NDArray[np.float64]:
    told = np.full(len(known), np.nan)
    told[known] = values
    return told

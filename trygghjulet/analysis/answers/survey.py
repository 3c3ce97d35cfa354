"""How much a share from a survey varies with who happened to be drawn: weights, strata and clusters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trygghjulet.analysis import checks

_LIGHTEST = 1e-100


@dataclass(frozen=True)
class Sample:
    """Those who answered a question, one element each.

    Args:
        answers: 0–1; 1 is the answer that is counted.
        weight: how many inhabitants each speaks for, up to a common factor.
        stratum: the number of each one's stratum, from 0.
        unit: the number of what was drawn when this one was: the cluster, or the person; each lies in one stratum.
        drawn: how many units were drawn in each stratum.
        left: the share of each stratum that was not drawn, 1 when the population is far larger.
        asked: how many rows there were, those without an answer included.
    """

    answers: NDArray[np.float64]
    weight: NDArray[np.float64]
    stratum: NDArray[np.int64]
    unit: NDArray[np.int64]
    drawn: NDArray[np.int64]
    left: NDArray[np.float64]
    asked: int


@dataclass(frozen=True)
class Estimates:
    """Shares of groups and how much they vary; arrays over groups, not-a-number where nobody answered.

    Args:
        value: Σ w·y / Σ w.
        variance: of the value, by linearisation.
        weight_effect: Kish's 1 + cv² of the weights.
        answered: how many answered.
        degrees: how many normal deviations tell as much of the variance: at most units less strata, among those
            where the group is found.
    """

    value: NDArray[np.float64]
    variance: NDArray[np.float64]
    weight_effect: NDArray[np.float64]
    answered: NDArray[np.int64]
    degrees: NDArray[np.float64]


def sample(
    answers: ArrayLike,
    stratum: ArrayLike | None = None,
    cluster: ArrayLike | None = None,
    population: ArrayLike | None = None,
    weight: ArrayLike | None = None,
) -> tuple[Sample, NDArray[np.bool_]]:
    """The answers with their design, and which of the rows they came from.

    Args:
        answers: one per person asked: 0–1 or true/false; not-a-number where there was no answer.
        stratum, cluster, population, weight: as `share`.

    Raises:
        UnfitData: as `share`, but for `too_few`.
    """
    given = answers_of(answers)
    heavy = np.ones(len(given)) if weight is None else checks.amounts(weight, name="vikterna")
    checks.shape(heavy, given.shape, name="vikter")
    if not (heavy < checks.LARGEST).all():
        raise checks.UnfitData(
            "not_amounts", "Varje svar måste ha en vikt, och vikterna får inte vara orimliga."
        )
    strata = (
        np.zeros(len(given), dtype=np.int64)
        if stratum is None
        else numbered(stratum, given.shape, "strata")[0]
    )
    units = np.arange(len(given)) if cluster is None else numbered(cluster, given.shape, "kluster")[0]
    size = None if population is None else _sizes(population, given.shape)
    heavy = heavy / max(heavy.max(initial=0.0), np.finfo(float).tiny)
    # A weight that vanishes beside the heaviest counts for nothing.
    known = ~np.isnan(given) & (heavy > _LIGHTEST)
    strata, units = strata[known], units[known]
    pairs, unit = np.unique(strata * (units.max(initial=0) + 1) + units, return_inverse=True)
    home = np.asarray(pairs // (units.max(initial=0) + 1), dtype=np.int64)
    drawn = np.bincount(home, minlength=int(strata.max(initial=0)) + 1)
    left = np.ones(len(drawn))
    if size is not None:
        left = _left_of(size[known], strata, drawn)
    taken = Sample(given[known], heavy[known], strata, unit.reshape(-1), drawn, left, len(given))
    return taken, known


def estimates(taken: Sample, group: NDArray[np.int64], many: int) -> Estimates:
    """The share of each group, as a domain of the whole sample.

    The share is a ratio, and varies as the sum of z = w·(y − p)/Σw over the group, 0 outside it. In each stratum
    of n units that sum has the variance (1 − f)·n/(n − 1)·Σ (z − mean z)²; a stratum with one unit is counted
    against no difference instead of its own mean, which is cautious.

    Args:
        group: the number of each one's group, from 0 to `many` − 1.
    """
    weights = np.bincount(group, taken.weight, minlength=many)
    answered = np.bincount(group, minlength=many)
    sums = np.bincount(group, taken.weight * taken.answers, minlength=many)
    value = np.divide(sums, weights, out=np.full(many, np.nan), where=weights > 0)
    # Rounding must not take a share of all beyond all.
    value = np.clip(value, 0.0, 1.0)
    part = taken.weight / weights[group]
    z = part * (taken.answers - value[group])
    units = len(taken.unit) and int(taken.unit.max()) + 1
    pairs, where = np.unique(group * max(units, 1) + taken.unit, return_inverse=True)
    total = np.bincount(where.reshape(-1), z, minlength=len(pairs)).astype(float)
    owner = pairs // max(units, 1)
    stratum_of = np.zeros(units, dtype=np.int64)
    stratum_of[taken.unit] = taken.stratum
    stratum = stratum_of[pairs % max(units, 1)]
    strata = len(taken.drawn)
    cells, cell = np.unique(owner * strata + stratum, return_inverse=True)
    cell = cell.reshape(-1)
    squares = np.bincount(cell, total**2, minlength=len(cells))
    means = np.bincount(cell, total, minlength=len(cells)) ** 2
    n = taken.drawn[cells % strata]
    spread = np.where(n > 1, n / np.maximum(n - 1, 1) * (squares - means / n), squares)
    variance = np.bincount(
        cells // strata, np.maximum(spread, 0.0) * taken.left[cells % strata], minlength=many
    )
    alike = np.zeros(len(pairs), dtype=bool)
    if len(pairs) == len(group):
        alike[where.reshape(-1)] = taken.answers > 0.5
    degrees = _degrees(total, owner, alike, many)
    present = np.bincount(owner, minlength=many) - np.bincount(cells // strata, minlength=many)
    effect = np.where(answered > 0, np.bincount(group, part**2, minlength=many) * answered, np.nan)
    return Estimates(
        value, np.where(weights > 0, variance, np.nan), effect, answered, np.minimum(degrees, present)
    )


def answers_of(answers: ArrayLike) -> NDArray[np.float64]:
    """Answers as numbers from 0 to 1, not-a-number where there is none.

    Raises:
        UnfitData: `not_answers` or `shape`.
    """
    try:
        given = np.asarray(answers)
    except ValueError as uneven:
        raise checks.UnfitData("not_answers", "Svaren måste vara en lista.") from uneven
    if given.ndim != 1:
        raise checks.UnfitData("shape", "Svaren måste vara en lista med ett svar per tillfrågad.")
    if given.dtype.kind not in "biuf" and given.size:
        raise checks.UnfitData("not_answers", "Svaren måste vara ja/nej eller tal från 0 till 1.")
    told = given.astype(float)
    if not ((told >= 0) & (told <= 1) | np.isnan(told)).all():
        raise checks.UnfitData("not_answers", "Svaren måste vara ja/nej eller tal från 0 till 1.")
    return told


def numbered(
    values: ArrayLike, wanted: tuple[int, ...], name: str
) -> tuple[NDArray[np.int64], tuple[Any, ...]]:
    """Names as numbers from 0, and the names in order.

    Raises:
        UnfitData: `shape` or `not_names` (missing, or of different kinds).
    """
    try:
        given = np.asarray(values)
        if given.dtype.kind in "fc" and np.isnan(given).any():
            raise TypeError
        names, number = np.unique(given, return_inverse=True)
    except (TypeError, ValueError) as mixed:
        raise checks.UnfitData("not_names", f"Namnen i {name} saknas eller är av olika slag.") from mixed
    checks.shape(given, wanted, name=name)
    return np.asarray(number.reshape(-1), dtype=np.int64), tuple(names.tolist())


def _degrees(
    total: NDArray[np.float64], owner: NDArray[np.int64], alike: NDArray[np.bool_], many: int
) -> NDArray[np.float64]:
    """2·(Σz²)² / (Σz⁴ − (Σz²)²/n): fewer where a few heavy units make up most of the variance.

    Taken within those who answered alike, since how the variance follows the share the interval knows already.
    """
    z = total / max(float(np.abs(total).max(initial=0.0)), np.finfo(float).tiny)
    kind = 2 * owner + alike
    second, fourth = np.bincount(kind, z**2, minlength=2 * many), np.bincount(kind, z**4, minlength=2 * many)
    excess = fourth - second**2 / np.maximum(np.bincount(kind, minlength=2 * many), 1)
    second, fourth, excess = (part.reshape(many, 2).sum(axis=1) for part in (second, fourth, excess))
    degrees: NDArray[np.float64] = np.divide(
        2 * second**2, excess, out=np.full(many, np.inf), where=excess > 1e-12 * fourth
    )
    return degrees


def _sizes(population: ArrayLike, wanted: tuple[int, ...]) -> NDArray[np.float64]:
    size = checks.amounts(population, name="befolkningen")
    if size.ndim == 0:
        size = np.full(wanted, float(size))
    checks.shape(size, wanted, name="befolkning")
    if np.isnan(size).any():
        raise checks.UnfitData("not_amounts", "Befolkningen måste vara känd i varje stratum.")
    return size


def _left_of(
    size: NDArray[np.float64], strata: NDArray[np.int64], drawn: NDArray[np.int64]
) -> NDArray[np.float64]:
    """1 − f of each stratum; f is units drawn of all there are."""
    most = np.zeros(len(drawn))
    np.maximum.at(most, strata, size)
    least = np.full(len(drawn), np.inf)
    np.minimum.at(least, strata, size)
    held = drawn > 0
    if (most[held] != least[held]).any():
        raise checks.UnfitData("population", "Befolkningen måste vara densamma för alla i ett stratum.")
    if (most[held] < drawn[held]).any():
        raise checks.UnfitData("population", "Fler har svarat än vad som finns i befolkningen. Pröva talen.")
    return np.where(held, 1 - drawn / np.where(held, most, 1.0), 1.0)

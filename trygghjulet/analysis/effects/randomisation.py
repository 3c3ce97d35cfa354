"""Would another choice of areas have shown as large an effect?"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trygghjulet.analysis import checks
from trygghjulet.analysis.effects.panel import panel_of
from trygghjulet.analysis.effects.shares import fit_shares

_CHUNK = 1000
_SAME = 1 - 1e-9


@dataclass(frozen=True)
class Lot:
    """The effect held against the effects that other choices of areas would have shown.

    Args:
        p: the share of all choices with an effect at least as large; two-sided.
        least: the smallest p that so few areas can give.
        choices: how many choices were looked at.
        complete: whether these were all; otherwise drawn at random.
    """

    p: float
    least: float
    choices: int
    complete: bool


def randomisation_test(
    treated: ArrayLike,
    control: ArrayLike,
    start: int,
    treated_exposure: ArrayLike | None = None,
    control_exposure: ArrayLike | None = None,
    *,
    permutations: int,
    rng: np.random.Generator,
) -> Lot:
    """Would another choice of areas for the measure have shown as large an effect?

    The measure is given to every other choice of equally many areas (or to `permutations` random ones where
    there are more), each time with the score statistic of the effect, whose size is compared. Exact, with at
    most `p` false finds, when the areas were chosen by lot or when their changes are exchangeable; it
    supposes nothing of how counts vary. With few areas p can't become small: see `least`.

    Args:
        treated, control, start, treated_exposure, control_exposure: as in `difference_in_differences`.
        permutations: how many choices to look at, at most.
        rng: draws them where not all are looked at.

    Raises:
        UnfitData: `not_counts`, `shape`, `not_whole`, `not_numbers`, `not_positive`, `no_rng`, or `not_identifiable`
            (no incidents before, or none after).

    Source: Fisher (1935), The Design of Experiments, chapter 3; MacKinnon and Webb (2020), Journal of Econometrics
    218, 435–450.
    """
    most, dice = checks.whole(permutations, least=1, name="Antalet val"), checks.chance(rng)
    panel = panel_of(treated, control, start, treated_exposure, control_exposure)
    first, then, offset = panel.two(~panel.after, panel.after)
    fit = fit_shares(then, first + then, np.ones((len(first), 1)), offset)
    areas, chosen = len(first), int(panel.treated.sum())
    pull, weight = fit.residuals * fit.rows[:, 0], fit.rows[:, 0] ** 2
    whole = comb(areas, chosen)
    complete = whole <= most
    seen = 0
    observed = abs(float(_score(panel.treated[None, :], pull, weight)[0]))
    every = combinations(range(areas), chosen) if complete else None
    for begin in range(0, whole if complete else most, _CHUNK):
        number = min(_CHUNK, (whole if complete else most) - begin)
        if every is None:
            picked = np.argsort(dice.random((number, areas)), axis=1)[:, :chosen]
        else:
            picked = np.array([next(every) for _ in range(number)])
        labels = np.zeros((number, areas), dtype=bool)
        np.put_along_axis(labels, picked, values=True, axis=1)
        seen += int((np.abs(_score(labels, pull, weight)) >= observed * _SAME).sum())
    if complete:
        return Lot(seen / whole, 1 / whole, whole, complete)
    return Lot((seen + 1) / (most + 1), 1 / (most + 1), most, complete)


def _score(
    labels: NDArray[np.bool_], pull: NDArray[np.float64], weight: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Per choice of areas: what they have beyond what all areas together say, in standard errors."""
    own = labels @ weight
    variance = np.maximum(own * (1 - own / weight.sum()), 0)  # rounding may take it below
    score: NDArray[np.float64] = np.divide(
        labels @ pull, np.sqrt(variance), out=np.zeros(len(labels)), where=variance > 1e-12
    )
    return score

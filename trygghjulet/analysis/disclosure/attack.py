"""The attacker: what can be worked out of a withheld figure from the figures that are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from trygghjulet.analysis import checks
from trygghjulet.analysis.checks import UnfitData
from trygghjulet.analysis.disclosure.figures import Figures, as_figures
from trygghjulet.analysis.disclosure.narrowing import Attacker, Mask, Real


@dataclass(frozen=True)
class Reach:
    """What an attacker knows of each figure: that it lies from `least` to `most`.

    Args:
        least, most: whole numbers, one per figure; `most` can be infinite. Equal when the figure is shown or
            can be worked out.
    """

    least: Real
    most: Real


def attack(
    shown: ArrayLike,
    figures: Figures | Any,
    *,
    least: ArrayLike = 0,
    most: ArrayLike = np.inf,
    wanted: ArrayLike | None = None,
    whole: bool = False,
) -> Reach:
    """The least and the most that each withheld figure can be, given the shown ones.

    The attacker knows that every figure is a sum of counts that are at least zero. The least (most) of a
    figure is a linear programme: minimise (maximise) the sum of its parts over all counts that give every
    shown figure. Bounds that follow by adding and subtracting are found first, a programme is solved only
    where they leave something open, and each solution also tells how far other figures reach.

    Without `whole` the counts may be fractions on the way. That can only make the range wider than what
    whole counts leave, never narrower; in tables of two dimensions and in trees there is no difference.
    With `whole` the range is exact, which takes longer and may be slow for large tables.

    Sums above about 10⁹ are told to a millionth of their size.

    Args:
        shown: one value per figure; not-a-number where it is withheld.
        figures: what each figure is a sum of, as `Figures`, a matrix of zeros and ones, or lists of indices.
        least, most: what else is known of withheld figures, one for all or one each: `least` 1 where zeros
            are always shown, `most` 4 for those known to be withheld as fewer than 5.
        wanted: True for the figures asked for; None asks for all. The others are bounded without programmes.
        whole: whether counts are whole also on the way.

    Raises:
        UnfitData: `not_amounts`, `not_counts` (a shown figure is no whole number), `not_figures`, `shape`,
            `not_mask`, or `contradiction` (no counts give what is shown).

    Source: Willenborg and de Waal (2001), Elements of Statistical Disclosure Control; bounds by
    adding and subtracting: Buzzigoli and Giusti (1999), An algorithm to calculate the lower and upper bounds
    of the elements of an array given its marginals (the shuttle algorithm).
    """
    made = as_figures(figures)
    low, high = _known(shown, least, most, len(made))
    asked = np.ones(len(made), dtype=bool) if wanted is None else checks.footprint(wanted, (len(made),))
    attacker = Attacker(made.parts, low, high, whole=whole)
    for figure in np.flatnonzero(asked & attacker.open).tolist():
        attacker.reach(figure)
    return Reach(attacker.low, attacker.high)


def exposed(
    counts: ArrayLike,
    figures: Figures | Any,
    smallest: int,
    hidden: ArrayLike,
    *,
    unpublished: ArrayLike | None = None,
    whole: bool = False,
) -> Mask:
    """The small figures of which the attacker rules out 1, or `smallest`, or something between.

    The audit of a publication: a figure above zero and below `smallest` is exposed when it is shown, or
    when `attack` finds it to be at least 2, or less than `smallest`. The attacker knows that a withheld
    figure is at least 1, unless it is 0; what follows from that alone, such as that the sum of two withheld
    figures is at least 2, is no exposure.

    Args:
        counts: the counts, one-dimensional or as many as the figures' parts.
        figures: what each figure is a sum of.
        smallest: the smallest count that may be shown.
        hidden: True for the figures that are withheld.
        unpublished: True for those of them that nobody publishes, so that nobody knows whether they are zero.
        whole: as in `attack`.

    Returns:
        True for the exposed ones.

    Raises:
        UnfitData: `not_counts`, `not_figures`, `not_mask`, `not_whole` or `shape`.
    """
    given = checks.counts(counts).ravel()
    made = as_figures(figures, given.size)
    values, goal = made.values(given), checks.whole(smallest, least=0, name="Gränsen")
    withheld = checks.footprint(hidden, values.shape, name="hidden")
    never = (
        np.zeros(values.size, dtype=bool)
        if unpublished is None
        else checks.footprint(unpublished, values.shape, name="unpublished")
    )
    small, floor = (values > 0) & (values < goal), np.where(never, 0.0, np.minimum(values, 1))
    low, high = np.where(withheld, floor, values), np.where(withheld, np.inf, values)
    attacker = Attacker(made.parts, low, high, whole=whole, example=given.astype(float))
    attacker.sweep(small & withheld, goal)
    for figure in np.flatnonzero(small & withheld & attacker.open).tolist():
        attacker.reach(figure, least=1, most=goal)
    ignorant = Attacker(made.parts, floor, np.full(values.size, np.inf), whole=whole)
    for figure in np.flatnonzero(small & (attacker.low > np.maximum(ignorant.low, 1))).tolist():
        ignorant.reach(figure)
    return small & ((attacker.low > np.maximum(ignorant.low, 1)) | (attacker.high < goal))


def _known(shown: ArrayLike, least: ArrayLike, most: ArrayLike, figures: int) -> tuple[Real, Real]:
    told = checks.amounts(shown, name="de visade talen").ravel()
    checks.shape(told, (figures,), name="de visade talen")
    withheld = np.isnan(told)
    checks.counts(told[~withheld], name="de visade talen")
    bounds = []
    for values, name in ((least, "least"), (most, "most")):
        given = np.asarray(values)
        if not np.issubdtype(given.dtype, np.number) or np.isnan(given.astype(float)).any():
            raise UnfitData("not_numbers", f"Värdena i {name} måste vara tal.")
        if given.shape not in ((), (figures,)):
            raise UnfitData("shape", f"{name} måste vara ett värde, eller ett per tal.")
        bounds.append(np.where(withheld, given.astype(float), told))
    return np.maximum(bounds[0], 0), bounds[1]

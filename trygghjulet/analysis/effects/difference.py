"""Did a measure make a difference? Many areas over many periods, with the measure and without."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import exp, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtr, stdtrit

from trygghjulet.analysis import checks
from trygghjulet.analysis.changes.change import Change, Verdict
from trygghjulet.analysis.effects.panel import Panel, panel_of
from trygghjulet.analysis.effects.shares import ShareFit, dispersion_of, fit_shares

FEWEST_DEGREES = 4
"""So many areas or periods beyond the two that are needed must show how much counts vary by themselves."""


class Replicate(StrEnum):
    """What shows how much counts vary by themselves, and is to be independent of its like."""

    AREA = "area"
    PERIOD = "period"


@dataclass(frozen=True)
class Difference:
    """The change with the measure over the change without it.

    Args:
        ratio: the effect: 0.8 is a fifth fewer than the comparison areas give reason to expect.
        earlier: the same asked of the time before the measure, as if it had begun half-way: anything but "cannot
            be told" says that the areas did not follow each other; None where there are too few periods before.
        by_period: per period, its ratio to all periods before the measure (itself left out).
        overdispersion: how many times more the change varies between areas, or from period to period, than
            independent incidents would.
        degrees: how much there was to learn that from.
        replicate: whether it was learnt from areas or from periods.
    """

    ratio: Change
    earlier: Change | None
    by_period: tuple[Change, ...]
    overdispersion: float
    degrees: int
    replicate: Replicate

    @property
    def verdict(self) -> Verdict:
        """What the effect's interval allows one to say."""
        return self.ratio.verdict

    @property
    def parallel(self) -> bool | None:
        """Whether nothing speaks against the areas having followed each other before; None when not asked."""
        return None if self.earlier is None else self.earlier.verdict is Verdict.CANNOT_BE_TOLD


def difference_in_differences(
    treated: ArrayLike,
    control: ArrayLike,
    start: int,
    treated_exposure: ArrayLike | None = None,
    control_exposure: ArrayLike | None = None,
    *,
    replicate: Replicate | None = None,
    level: float = 0.95,
) -> Difference:
    """How did areas with a measure change, against areas without, and is it more than areas differ anyway?

    The log-linear model log(mean) = log(exposure) + area + period + effect · (treated, after). Given each
    area's sum (or each period's), counts are binomial, so the effects of areas and periods need not be
    counted out and the estimate is that of the whole model: T₁·C₀ / (T₀·C₁) where exposures are equal.

    How much the change varies by itself, φ, is Pearson's χ² / degrees, from how areas of the same kind differ
    in their change (degrees: areas − 2). That holds however one period hangs together with the next. With
    fewer than six areas it is instead taken from how the treated share of each period's incidents varies
    (degrees: periods − 2), which supposes that periods are independent: with an autocorrelation of 0.3 the
    interval then covers 86 % (see `controlled_series`). The interval is
    exp(ln r ± t · √(φ·variance)).

    It supposes that the areas would have followed each other, in percent, without the measure (see
    `earlier`), that the measure began at the same time in all, and that variation grows as the mean. It is
    approximate: for five incidents or more per area (or period) before and after.

    Args:
        treated: counts, areas with the measure × periods; one list for one area.
        control: the same of areas without it.
        start: the first period with the measure, counted from 0.
        treated_exposure, control_exposure: what each count is per, of the same shape or one per period.
        replicate: where φ is to be learnt from; by itself areas where there are six or more.
        level: the intervals' confidence.

    Raises:
        UnfitData: `not_counts`, `shape`, `not_whole`, `not_numbers`, `not_positive`, `level`, `replicate`,
            `too_few`, or `not_identifiable` (no incidents at all before or after in one of the groups).

    Source: Bertrand, Duflo and Mullainathan (2004), Quarterly Journal of Economics 119, 249–275 (areas as what is
    independent); McCullagh and Nelder (1989), Generalized Linear Models, 2nd ed., sections 4.5 and 6.4.
    """
    checks.level(level)
    panel = panel_of(treated, control, start, treated_exposure, control_exposure)
    chosen = _replicate(panel, replicate)
    periods = np.arange(panel.counts.shape[1])
    after = panel.after
    late = (periods >= (panel.start + 1) // 2) & ~after
    fit = _fit(panel, chosen, ~after, after)
    spread = dispersion_of(fit.pearson, fit.degrees)
    # Periods lend their variation to every comparison of some of them; areas show it anew in each.
    lent = (spread, fit.degrees) if chosen is Replicate.PERIOD else None

    def against(first: NDArray[np.bool_], then: NDArray[np.bool_]) -> Change:
        nothing = Change(None, None, None, None, level)
        if not first.any():
            return nothing
        try:
            part = _fit(panel, chosen, first, then)
        except checks.UnfitData:
            return nothing  # without incidents in some group it can't be told
        if lent is None and part.degrees < FEWEST_DEGREES:
            return nothing
        return _change(part, *(lent or (dispersion_of(part.pearson, part.degrees), part.degrees)), level)

    return Difference(
        ratio=_change(fit, spread, fit.degrees, level),
        earlier=against(~after & ~late, late) if panel.start > 1 else None,
        by_period=tuple(against(~after & ~one, one) for one in np.eye(len(periods), dtype=bool)),
        overdispersion=spread,
        degrees=fit.degrees,
        replicate=chosen,
    )


def _replicate(panel: Panel, wanted: Replicate | None) -> Replicate:
    areas, periods = int((panel.counts.sum(axis=1) > 0).sum()), panel.counts.shape[1]
    chosen = Replicate.AREA if areas - 2 >= FEWEST_DEGREES else Replicate.PERIOD
    if wanted is not None:
        chosen = checks.choice(wanted, Replicate, name="Det som räknas som ett försök")
    held = areas if chosen is Replicate.AREA else periods
    if held - 2 < FEWEST_DEGREES:
        raise checks.UnfitData(
            "too_few",
            f"Minst {FEWEST_DEGREES + 2} områden med händelser, eller lika många perioder, behövs för att se "
            f"hur mycket antalen varierar av sig själva; här är de {held}.",
        )
    return chosen


def _fit(panel: Panel, chosen: Replicate, first: NDArray[np.bool_], then: NDArray[np.bool_]) -> ShareFit:
    """Each area's share of incidents in the later periods, or each period's share in the treated areas."""
    if chosen is Replicate.AREA:
        before, after, offset = panel.two(first, then)
        return fit_shares(after, before + after, _design(panel.treated), offset)
    rows = first | then
    here, there = (panel.counts[group][:, rows].sum(axis=0) for group in (panel.treated, ~panel.treated))
    per, rest = (panel.exposure[group][:, rows].sum(axis=0) for group in (panel.treated, ~panel.treated))
    return fit_shares(here, here + there, _design(then[rows]), np.log(per / rest))


def _change(fit: ShareFit, spread: float, degrees: int, level: float) -> Change:
    centre, error = float(fit.coefficients[1]), sqrt(spread * float(fit.covariance[1, 1]))
    reach = float(stdtrit(degrees, (1 + level) / 2)) * error
    low, high = (exp(min(end, 700.0)) for end in (centre - reach, centre + reach))
    return Change(exp(centre), low, high, 2 * float(stdtr(degrees, -abs(centre) / error)), level)


def _design(marked: NDArray[np.bool_]) -> NDArray[np.float64]:
    return np.column_stack([np.ones(len(marked)), marked])

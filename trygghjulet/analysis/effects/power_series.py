"""Asked beforehand of a series: what change of level could be seen?"""

from __future__ import annotations

from math import log, sqrt

import numpy as np
from numpy.typing import ArrayLike

from trygghjulet.analysis import checks
from trygghjulet.analysis.counting.negative_binomial import overdispersion_of
from trygghjulet.analysis.effects.interruption import Shape, series_design
from trygghjulet.analysis.effects.persistence import MOST, persistence
from trygghjulet.analysis.effects.power import Detectable, detectable, student_power


def power_of_series(
    expected: ArrayLike,
    start: int,
    *,
    ratio: float,
    periods_per_year: float | None = 12,
    harmonics: int = 2,
    overdispersion: float = 1,
    autocorrelation: float = 0,
    alpha: float = 0.05,
) -> float:
    """How likely is it that `interrupted_series` would tell a change of level of this size?

    The tail of noncentral t of ln ratio / error, with the error that the model's covariance would have at the
    expected counts. Approximate: for about five incidents or more per period; somewhat too hopeful where
    the autocorrelation has to be estimated.

    Args:
        expected: the incidents to be expected per period, without the measure.
        start: the first period with the measure, counted from 0.
        ratio: the change of level from then on.
        periods_per_year, harmonics: as in `interrupted_series`.
        overdispersion: φ, how many times their mean counts vary with; 1 is chance alone.
        autocorrelation: ρ, from 0 to below 0.9.
        alpha: the accepted rate of false finds.

    Raises:
        UnfitData: `not_numbers`, `shape`, `not_positive`, `not_whole`, `level`, `overdispersion`, `too_many`,
            `too_few` or `autocorrelation`.

    Source: Lopez Bernal, Cummins and Gasparrini (2017), International Journal of Epidemiology 46, 348–355 (model).
    """
    level = checks.level(alpha)
    spread = overdispersion_of(overdispersion)
    change = checks.positive(ratio, name="Förändringen")
    told = checks.numbers(expected, name="de väntade antalen")
    if told.ndim != 1:
        raise checks.UnfitData("shape", "De väntade antalen måste vara en lista med ett per period.")
    mean = checks.exposure(told, told.shape, name="de väntade antalen")
    if not 0 <= checks.single(autocorrelation) < MOST:
        raise checks.UnfitData("autocorrelation", "Autokorrelationen måste vara från 0 till under 0,9.")
    design, measure = series_design(len(mean), start, Shape.LEVEL, periods_per_year, harmonics)
    rows = design * np.sqrt(np.where(np.arange(len(mean)) >= measure.start, change, 1.0) * mean)[:, None]
    basis, root = np.linalg.qr(rows)
    lasting = persistence(np.zeros(len(mean)), basis, autocorrelation)
    back = np.linalg.inv(root)[2]
    error = sqrt(spread * float(back @ lasting.middle @ back))
    return student_power(log(change) / error, lasting.degrees, level, change)


def detectable_change_in_series(
    expected: ArrayLike,
    start: int,
    *,
    periods_per_year: float | None = 12,
    harmonics: int = 2,
    overdispersion: float = 1,
    autocorrelation: float = 0,
    power: float = 0.8,
    alpha: float = 0.05,
) -> Detectable:
    """What change of level could be seen in a series?

    Args:
        expected, start, periods_per_year, harmonics, overdispersion, autocorrelation, alpha: as in `power_of_series`.
        power: how surely the change is to be seen.

    Raises:
        UnfitData: as `power_of_series`.
    """
    sure = checks.level(power)
    return detectable(
        lambda ratio: power_of_series(
            expected,
            start,
            ratio=ratio,
            periods_per_year=periods_per_year,
            harmonics=harmonics,
            overdispersion=overdispersion,
            autocorrelation=autocorrelation,
            alpha=alpha,
        ),
        sure,
        alpha,
    )

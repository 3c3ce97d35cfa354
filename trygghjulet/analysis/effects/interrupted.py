"""Did a series change when a measure began, beyond its trend and its seasons?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import exp, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr, ndtri, stdtr, stdtrit

from trygghjulet.analysis import checks
from trygghjulet.analysis.changes.change import Change, Verdict
from trygghjulet.analysis.counting.negative_binomial import overdispersion_of
from trygghjulet.analysis.counting.regression import fit_counts
from trygghjulet.analysis.effects.interruption import Measure, Shape, series_design
from trygghjulet.analysis.effects.persistence import MOST, persistence
from trygghjulet.analysis.effects.shares import dispersion_of, fit_shares


class Quantile(StrEnum):
    """Which distribution the interval's width comes from."""

    T = "t"
    """Student's t, which knows that the dispersion is estimated."""
    NORMAL = "normal"
    """The normal, as much published work has it; somewhat too narrow in short series."""


@dataclass(frozen=True)
class Interruption:
    """A series against what its own trend and seasons, or another series, gave reason to expect.

    Args:
        effect: what came after the measure over what was to be expected in the same periods.
        level_change: the ratio at the first period with the measure; None where the shape has no such change.
        slope_change: the ratio per period of the new trend to the old; None where the shape has no such change.
        trend: the ratio from one period to the next before the measure; with a comparison, of the two series.
        expected: per period, the mean without the measure, by the model (with a comparison: given both series'
            sum and as the treated one's part of it).
        fitted: per period, the mean with the measure.
        coefficients, errors: level, trend, the measure's columns, then the harmonics' cosines and sines; log
            scale, with periods counted from 1 and the new trend from 0 at the first period with the measure.
        overdispersion: how many times more counts vary than independent incidents would.
        autocorrelation: between what is unexpected in one period and in the next; taken into the intervals.
        degrees: how many independent periods the dispersion was learnt from.
        level: the intervals' confidence.
    """

    effect: Change
    level_change: Change | None
    slope_change: Change | None
    trend: Change
    expected: NDArray[np.float64]
    fitted: NDArray[np.float64]
    coefficients: NDArray[np.float64]
    errors: NDArray[np.float64]
    overdispersion: float
    autocorrelation: float
    degrees: float
    level: float

    @property
    def verdict(self) -> Verdict:
        """What the effect's interval allows one to say."""
        return self.effect.verdict


@dataclass(frozen=True)
class _Fit:
    """What the two kinds of model have in common.

    Args:
        beta: coefficients.
        rows: the design times the roots of the weights.
        residuals: Pearson's.
        mean: what it gives each period.
    """

    beta: NDArray[np.float64]
    rows: NDArray[np.float64]
    residuals: NDArray[np.float64]
    mean: NDArray[np.float64]


def interrupted_series(
    counts: ArrayLike,
    start: int,
    exposure: ArrayLike | None = None,
    *,
    shape: Shape = Shape.LEVEL,
    periods_per_year: float | None = 12,
    harmonics: int = 2,
    overdispersion: float | None = None,
    autocorrelation: float | None = None,
    quantile: Quantile = Quantile.T,
    level: float = 0.95,
) -> Interruption:
    """Did the series change when the measure began, beyond its trend and its seasons?

    log(mean) = log(exposure) + a + b·t + c·after + d·after·(t − start) + Σₖ sₖ·sin(2πkt/year) +
    cₖ·cos(2πkt/year), fitted as a Poisson regression whose variance is φ times the mean. φ is Pearson's
    χ² / degrees. What is unexpected in one period may last into the next: its autocorrelation ρ is estimated
    from the residuals (two lags, put right for what the model has taken away) and the covariance becomes
    φ·(XᵀWX)⁻¹·XᵀW^½·R·W^½X·(XᵀWX)⁻¹ with R holding ρ^distance.

    It supposes that trend and season would have gone on, that nothing else changed at the same time, and
    that the shape was chosen beforehand. The interval is approximate: for 48 periods or more with about five
    incidents or more in each and ρ up to about 0.3; with more lasting than that it is somewhat too narrow, and
    where ρ reaches 0.9 it is refused.

    Args:
        counts: one per period, in time's order, none left out.
        start: the first period with the measure, counted from 0.
        exposure: what each count is per, such as inhabitants or days.
        shape: how the measure is supposed to work.
        periods_per_year: 12 months or 52.18 weeks; None where there is no season.
        harmonics: waves per year: 2 follows most seasons; 0 where there are none.
        overdispersion: φ where it is known (1 is Poisson); estimated when left out.
        autocorrelation: ρ where it is known (0 is none); estimated when left out.
        quantile: of Student's t or of the normal.
        level: the intervals' confidence.

    Raises:
        UnfitData: `not_counts`, `shape`, `not_whole`, `not_numbers`, `not_positive`, `level`, `overdispersion`,
            `quantile`, `too_many` (waves), `too_few` (periods before, after, or for the season),
            `not_identifiable`, or `autocorrelation` (given outside 0–0.9, or estimated so high that a change
            can't be told from chance).

    Source: Lopez Bernal, Cummins and Gasparrini (2017), International Journal of Epidemiology 46, 348–355; Cochrane
    and Orcutt (1949), Journal of the American Statistical Association 44, 32–61 (autocorrelation).
    """
    series = _series(counts, name="serien")
    per = checks.exposure(exposure, series.shape)
    design, measure = series_design(len(series), start, shape, periods_per_year, harmonics)
    found = fit_counts(series, design, per)
    fit = _Fit(
        found.coefficients,
        design * np.sqrt(found.fitted)[:, None],
        (series - found.fitted) / np.sqrt(found.fitted),
        found.fitted,
    )
    return _interruption(
        fit,
        design,
        measure,
        overdispersion=overdispersion,
        autocorrelation=autocorrelation,
        quantile=quantile,
        level=level,
    )


def controlled_series(
    treated: ArrayLike,
    control: ArrayLike,
    start: int,
    treated_exposure: ArrayLike | None = None,
    control_exposure: ArrayLike | None = None,
    *,
    shape: Shape = Shape.LEVEL,
    periods_per_year: float | None = 12,
    harmonics: int = 0,
    overdispersion: float | None = None,
    autocorrelation: float | None = None,
    quantile: Quantile = Quantile.T,
    level: float = 0.95,
) -> Interruption:
    """Did the series change when the measure began, beyond what a comparison series did?

    As `interrupted_series`, with a level of its own for every period, so that whatever struck both series
    alike falls out: seasons, weather, counting rules. Given the period's sum, the treated series' part is
    binomial with log-odds = log(exposures' ratio) + a + b·t + the measure's columns + harmonics. Only what
    differs between the two needs to be modelled: harmonics only where their seasons differ.

    Args:
        treated, control: counts per period where the measure was taken, and in the comparison.
        start, shape, periods_per_year, harmonics, overdispersion, autocorrelation, quantile, level: as in
            `interrupted_series`.
        treated_exposure, control_exposure: what each count is per.

    Raises:
        UnfitData: as `interrupted_series`.

    Source: Lopez Bernal, Cummins and Gasparrini (2018), International Journal of Epidemiology 47, 2082–2093.
    """
    here, there = _series(treated, name="serien"), _series(control, name="jämförelseserien")
    checks.shape(there, here.shape, name="jämförelseserien")
    offset = np.log(
        checks.exposure(treated_exposure, here.shape) / checks.exposure(control_exposure, here.shape)
    )
    design, measure = series_design(len(here), start, shape, periods_per_year, harmonics)
    found = fit_shares(here.astype(float), (here + there).astype(float), design, offset)
    odds = np.exp(design @ found.coefficients + offset)
    fit = _Fit(found.coefficients, found.rows, found.residuals, (here + there) * odds / (1 + odds))
    return _interruption(
        fit,
        design,
        measure,
        overdispersion=overdispersion,
        autocorrelation=autocorrelation,
        quantile=quantile,
        level=level,
    )


def _series(values: ArrayLike, *, name: str) -> NDArray[np.int64]:
    given = checks.counts(values, name=name)
    if given.ndim != 1 or given.size == 0:
        raise checks.UnfitData(
            "shape", f"Det som står i {name} måste vara en lista med ett antal per period."
        )
    return given


def _interruption(
    fit: _Fit,
    design: NDArray[np.float64],
    measure: Measure,
    *,
    overdispersion: float | None,
    autocorrelation: float | None,
    quantile: Quantile,
    level: float,
) -> Interruption:
    checks.level(level)
    law = checks.choice(quantile, Quantile, name="Fördelningen")
    if autocorrelation is not None and not 0 <= checks.single(autocorrelation) < MOST:
        raise checks.UnfitData("autocorrelation", "Autokorrelationen måste vara från 0 till under 0,9.")
    basis, root = np.linalg.qr(fit.rows)
    lasting = persistence(fit.residuals, basis, autocorrelation)
    if autocorrelation is None and lasting.correlation >= MOST:
        raise checks.UnfitData(
            "autocorrelation",
            "Den ena periodens avvikelse hänger kvar så länge i nästa att en förändring inte kan skiljas från den.",
        )
    spread = (
        dispersion_of(float(fit.residuals @ fit.residuals), lasting.spread)
        if overdispersion is None
        else overdispersion_of(overdispersion)
    )
    back = np.linalg.inv(root)
    covariance = spread * back @ lasting.middle @ back.T
    known = law is Quantile.NORMAL or (overdispersion is not None and autocorrelation is not None)
    degrees = np.inf if known else lasting.degrees

    def told(direction: NDArray[np.float64]) -> Change:
        return _change(float(direction @ fit.beta), sqrt(direction @ covariance @ direction), degrees, level)

    after = np.arange(len(design)) >= measure.start
    bent = np.zeros_like(design)
    bent[:, measure.columns] = design[:, measure.columns]
    unit = np.eye(len(fit.beta))
    expected = fit.mean * np.exp(-bent @ fit.beta)
    overall = (fit.mean[after] @ bent[after]) / fit.mean[after].sum()
    average = float(fit.mean[after].sum() / expected[after].sum())
    step = told(unit[2]) if measure.shape is not Shape.SLOPE else None
    whole = _change(float(np.log(average)), sqrt(overall @ covariance @ overall), degrees, level)
    return Interruption(
        effect=step if step is not None and measure.shape is Shape.LEVEL else whole,
        level_change=step,
        slope_change=told(unit[measure.columns.stop - 1]) if measure.shape is not Shape.LEVEL else None,
        trend=told(unit[1]),
        expected=expected,
        fitted=fit.mean,
        coefficients=fit.beta,
        errors=np.sqrt(np.diag(covariance)),
        overdispersion=spread,
        autocorrelation=lasting.correlation,
        degrees=lasting.degrees,
        level=level,
    )


def _change(centre: float, error: float, degrees: float, level: float) -> Change:
    inside = (1 + level) / 2
    reach = float(ndtri(inside) if np.isinf(degrees) else stdtrit(degrees, inside)) * error
    tail = float(ndtr(-abs(centre) / error) if np.isinf(degrees) else stdtr(degrees, -abs(centre) / error))
    low, middle, high = (exp(min(end, 700.0)) for end in (centre - reach, centre, centre + reach))
    return Change(middle, low, high, 2 * tail, level)

"""What the coming periods are expected to hold."""

from __future__ import annotations

import numpy as np
import pytest

from trygghjulet.analysis.changes.forecast import forecast
from trygghjulet.analysis.tests.nasty import BAD_COUNTS, ODD_COUNTS, answers_or_refuses, refuses

T = np.arange(72)
MEAN = 40 * 1.05 ** (T / 12) * np.exp(0.3 * np.cos(2 * np.pi * T / 12))
COUNTS = np.random.default_rng(6).negative_binomial(MEAN / 2, 1 / 3)[:60]


@pytest.mark.requirement("PIC-4")
def test_a_smooth_series_goes_on_as_it_was_made() -> None:
    smooth = np.round(MEAN * 1000).astype(int)
    told = forecast(smooth[:60], 12)
    assert told.expected == pytest.approx(smooth[60:], rel=1e-3)
    # What is left is Poisson: ±1.96·√μ, and some 15 % more for the doubt about the mean a year ahead.
    assert (told.high - told.low) / np.sqrt(smooth[60:]) == pytest.approx(np.full(12, 4.5), rel=0.06)


def test_intervals_hold_what_they_say_and_widen_with_spread_and_distance() -> None:
    told, surer = forecast(COUNTS, 36), forecast(COUNTS, 36, level=0.5)
    assert ((told.low <= surer.low) & (surer.high <= told.high)).all()
    assert told.overdispersion > 1.5
    relative = (told.high - told.low) / np.sqrt(told.expected)
    assert relative[24:].mean() > relative[:12].mean()


def test_exposure_scales_what_is_expected() -> None:
    days = np.full(60, 30.0)
    plain, longer = forecast(COUNTS, 2, days, [30, 30]), forecast(COUNTS, 2, days, [60, 30])
    assert longer.expected[0] == pytest.approx(2 * plain.expected[0])
    assert longer.expected[1] == pytest.approx(plain.expected[1])


@pytest.mark.parametrize("counts", [*BAD_COUNTS, *ODD_COUNTS])
def test_ugly_counts_are_answered_or_refused(counts: object) -> None:
    answers_or_refuses(forecast, counts, 3)
    answers_or_refuses(forecast, counts, 3, periods_per_year=None)


def test_what_does_not_fit_is_refused() -> None:
    refuses(forecast, COUNTS, 0, code="not_whole")
    refuses(forecast, COUNTS, 61, code="too_many")
    refuses(forecast, COUNTS, 3, np.ones(60), code="no_exposure")
    refuses(forecast, np.zeros(60, dtype=int), 3, code="not_identifiable")

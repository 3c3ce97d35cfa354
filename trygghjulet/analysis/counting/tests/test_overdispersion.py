"""How much more than chance counts vary."""

from __future__ import annotations

import numpy as np
import pytest

from trygghjulet.analysis.counting.overdispersion import overdispersion
from trygghjulet.analysis.tests.nasty import BAD_COUNTS, ODD_COUNTS, answers_or_refuses, refuses

RNG = np.random.default_rng(8)
MONTHS = np.arange(60)
MEAN = 30 * np.exp(0.2 * MONTHS / 60 + 0.3 * np.cos(2 * np.pi * MONTHS / 12))


def _varied(spread: float, series: int) -> np.ndarray:
    return RNG.negative_binomial(np.repeat(MEAN[:, None], series, 1) / (spread - 1), 1 / spread)


@pytest.mark.requirement("PIC-4")
def test_the_spread_that_was_put_in_is_found() -> None:
    told = overdispersion(_varied(3.0, 200))
    assert told.value == pytest.approx(3, rel=0.05)
    assert told.low is not None
    assert told.high is not None
    assert told.low < 3 < told.high


def test_trend_and_season_do_not_count_as_spread() -> None:
    smooth = np.round(MEAN * 20).astype(int)
    told = overdispersion(smooth)
    assert told.value == 1
    assert told.unshrunk == pytest.approx(0, abs=0.01)
    blind = overdispersion(smooth, periods_per_year=None).value
    assert blind is not None
    assert blind > 10


def test_pooling_narrows_and_order_does_not_matter() -> None:
    table = _varied(2.0, 8)
    one, all_, turned = overdispersion(table[:, 0]), overdispersion(table), overdispersion(table[:, ::-1])
    assert all_.degrees > 7 * one.degrees
    assert turned.value == pytest.approx(all_.value)


def test_series_that_tell_nothing_change_nothing() -> None:
    table = _varied(2.0, 3)
    empty = np.column_stack([table, np.zeros(60, dtype=int)])
    assert overdispersion(empty).value == pytest.approx(overdispersion(table).value)
    assert overdispersion(np.zeros(60, dtype=int)).value is None


@pytest.mark.parametrize("counts", [*BAD_COUNTS, *ODD_COUNTS])
def test_ugly_counts_are_answered_or_refused(counts: object) -> None:
    answers_or_refuses(overdispersion, counts)


def test_what_does_not_fit_is_refused() -> None:
    refuses(overdispersion, MEAN.astype(int)[:13], code="too_few")
    refuses(overdispersion, MEAN.astype(int), np.zeros(60), code="not_positive")
    refuses(overdispersion, MEAN.astype(int), harmonics=6, code="too_many")
    refuses(overdispersion, MEAN.astype(int), periods_per_year=0.5, code="not_positive")

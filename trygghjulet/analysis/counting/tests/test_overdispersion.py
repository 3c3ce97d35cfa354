"""How much more than chance counts vary."""

from __future__ import annotations

import numpy as np
import pytest

from trygghjulet.analysis.counting.overdispersion import monthly_overdispersion, overdispersion
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


@pytest.mark.requirement("PIC-4")
def test_months_that_drag_on_are_seen_in_the_quarters() -> None:
    draw = np.random.default_rng(5)
    level, counts = 0.0, []
    for _ in range(61):
        level = 0.8 * level + draw.normal(0, 0.15)
        counts.append(int(draw.poisson(300 * np.exp(level))))
    of_months = overdispersion(counts).value
    assert of_months is not None
    assert monthly_overdispersion(counts) > 1.3 * of_months
    assert monthly_overdispersion(counts, np.full(61, 30.4)) == pytest.approx(monthly_overdispersion(counts))
    alone = draw.poisson(300, 60)
    assert monthly_overdispersion(alone) == pytest.approx(1, abs=0.6)
    assert monthly_overdispersion(counts[-47:]) == overdispersion(counts[-47:]).value


def test_too_few_months_are_taken_as_chance_alone() -> None:
    assert monthly_overdispersion([]) == 1
    assert monthly_overdispersion([5, 90] * 11) == 1
    assert monthly_overdispersion([0] * 60) == 1
    for bad in BAD_COUNTS:
        refuses(monthly_overdispersion, bad, code="not_counts")
    refuses(monthly_overdispersion, [[1, 2], [3, 4]], code="shape")
    refuses(monthly_overdispersion, [1, 2], [1, 0], code="not_positive")

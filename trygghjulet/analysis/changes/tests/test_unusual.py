"""What is unusual this week."""

from __future__ import annotations

import numpy as np
import pytest

from trygghjulet.analysis.changes.change import Verdict
from trygghjulet.analysis.changes.unusual import Hold, Side, unusual
from trygghjulet.analysis.tests.nasty import BAD_COUNTS, answers_or_refuses, refuses

WEEKS = np.arange(157)
BASE = np.geomspace(2, 60, 12)
MEAN = BASE * np.exp(0.3 * np.cos(2 * np.pi * WEEKS[:, None] / 52.18))
COUNTS = np.random.default_rng(5).negative_binomial(MEAN, 0.5)
COUNTS[-1] = np.round(MEAN[-1])


@pytest.mark.requirement("PIC-4")
def test_a_trebling_is_seen_and_the_usual_is_not() -> None:
    table = COUNTS.copy()
    table[-1, 8] = 3 * MEAN[-1, 8]
    told = unusual(table)
    assert told.verdicts[8] is Verdict.INCREASE
    assert [v for i, v in enumerate(told.verdicts) if i != 8] == [Verdict.CANNOT_BE_TOLD] * 11
    assert told.expected == pytest.approx(MEAN[-1], rel=0.5)
    assert (told.counts[8] > told.high[8]) == (told.p[8] <= 0.05)


def test_the_silence_is_seen_when_it_is_looked_for() -> None:
    table = COUNTS.copy()
    table[-1, 11] = 5
    assert unusual(table).verdicts[11] is Verdict.CANNOT_BE_TOLD
    for side in (Side.FEWER, Side.EITHER):
        assert unusual(table, side=side).verdicts[11] is Verdict.DECREASE


def test_a_past_outbreak_hides_nothing() -> None:
    table = COUNTS.copy()
    table[100:103, 8] = 400
    clean, marred = unusual(COUNTS), unusual(table)
    assert marred.high[8] < 2.0 * clean.high[8]
    assert marred.expected[8] == pytest.approx(clean.expected[8], rel=0.5)


def test_family_wise_is_stricter_and_looking_at_more_costs() -> None:
    table = COUNTS.copy()
    table[-1, [3, 8]] = 2.5 * MEAN[-1, [3, 8]]
    rate, family = unusual(table), unusual(table, hold=Hold.FAMILY_WISE)
    assert (family.adjusted >= rate.adjusted - 1e-12).all()
    assert family.p == pytest.approx(rate.p)
    alone = unusual(table[:, [8]], hold=Hold.FAMILY_WISE)
    assert alone.adjusted[0] == pytest.approx(alone.p[0])
    assert family.adjusted[8] > alone.adjusted[0]


def test_series_do_not_depend_on_their_order() -> None:
    turned = unusual(COUNTS[:, ::-1])
    assert turned.p == pytest.approx(unusual(COUNTS).p[::-1])


@pytest.mark.requirement("PIC-4")
def test_short_or_empty_histories_can_not_be_told() -> None:
    empty = COUNTS.copy()
    empty[:-1, 0] = 0
    told = unusual(empty)
    assert (bool(told.told[0]), told.verdicts[0], np.isnan(told.expected[0])) == (
        False,
        Verdict.CANNOT_BE_TOLD,
        True,
    )
    assert not unusual(COUNTS[-60:]).told.any()
    assert unusual(COUNTS[-60:], periods_per_year=None).told.all()


@pytest.mark.parametrize("counts", BAD_COUNTS)
def test_bad_counts_are_refused(counts: object) -> None:
    refuses(unusual, counts, code="not_counts")


def test_odd_tables_are_answered_or_refused() -> None:
    for table in ([[]], [[1], [2]], np.zeros((200, 3), dtype=int), np.zeros((200, 0), dtype=int)):
        answers_or_refuses(unusual, table)
    spike = np.zeros((200, 2), dtype=int)
    spike[100] = 10**9
    answers_or_refuses(unusual, spike)
    answers_or_refuses(unusual, np.vstack([COUNTS[:-1], np.full((1, 12), 10**12)]))
    refuses(unusual, COUNTS[0], code="shape")
    refuses(unusual, COUNTS[:1], code="too_few")

"""Where a cooperation form stands is worked out from the decisions about it, and a strange decision is told."""

from __future__ import annotations

from datetime import date

import pytest

from trygghjulet.cooperation.forms.rules.standing import Decision, DecisionKind, StandingKind, standing

pytestmark = pytest.mark.requirement("CFO-2")

SET_UP = Decision(DecisionKind.SET_UP, date(2024, 11, 21), "Ledningsgruppen", leading=True)
REVISED = Decision(DecisionKind.REVISED, date(2025, 6, 10), "Ledningsgruppen", leading=True)
ENDED = Decision(DecisionKind.ENDED, date(2026, 2, 3), "Ledningsgruppen", leading=True)
LIFE = (ENDED, SET_UP, REVISED)  # in no order


@pytest.mark.parametrize(
    ("on", "kind", "revised_on"),
    [
        (date(2024, 11, 20), StandingKind.UNDECIDED, None),
        (date(2024, 11, 21), StandingKind.IN_FORCE, None),
        (date(2025, 6, 10), StandingKind.IN_FORCE, date(2025, 6, 10)),
        (date(2026, 2, 3), StandingKind.ENDED, None),
    ],
)
def test_any_day_can_be_asked(on: date, kind: StandingKind, revised_on: date | None) -> None:
    stands = standing(LIFE, on=on)
    assert (stands.kind, stands.revised_on, stands.deviations) == (kind, revised_on, ())


def test_a_form_that_is_set_up_again_is_in_force_and_its_old_revision_is_history() -> None:
    again = Decision(DecisionKind.SET_UP, date(2026, 9, 1), "Ledningsgruppen", leading=True)
    stands = standing((*LIFE, again), on=date(2026, 10, 1))
    assert stands.kind is StandingKind.IN_FORCE
    assert stands.revised_on is None
    assert "1 september 2026" in stands.reason


def test_without_a_decision_nothing_is_set_up_whatever_days_are_given() -> None:
    stands = standing((), on=date(2025, 1, 1), since=date(2024, 1, 1))
    assert stands.kind is StandingKind.UNDECIDED
    assert "1 januari 2024" in stands.reason


def test_the_forms_own_days_count_too() -> None:
    days = {"since": date(2025, 1, 1), "until": date(2025, 12, 31)}
    kinds = [
        standing((SET_UP,), on=on, **days).kind
        for on in (date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1))
    ]
    assert kinds == [
        StandingKind.COMING,
        StandingKind.IN_FORCE,
        StandingKind.IN_FORCE,
        StandingKind.RUN_OUT,
    ]


def test_a_decision_by_another_body_counts_and_is_a_deviation() -> None:
    other = Decision(DecisionKind.SET_UP, date(2024, 3, 1), "Lokal styrgrupp Centrum", leading=False)
    stands = standing((other,), on=date(2024, 4, 1))
    assert stands.kind is StandingKind.IN_FORCE
    (deviation,) = stands.deviations
    assert "Lokal styrgrupp Centrum" in deviation
    assert "den stadsövergripande ledningsgruppen" in deviation
    assert standing((other,), on=date(2024, 2, 29)).deviations == ()


def test_a_revision_of_what_was_not_set_up_is_a_deviation() -> None:
    late = Decision(DecisionKind.REVISED, date(2026, 5, 1), "Ledningsgruppen", leading=True)
    assert standing((SET_UP, REVISED), on=date(2026, 6, 1)).deviations == ()
    assert len(standing((REVISED,), on=date(2026, 6, 1)).deviations) == 1
    assert len(standing((*LIFE, late), on=date(2026, 6, 1)).deviations) == 1

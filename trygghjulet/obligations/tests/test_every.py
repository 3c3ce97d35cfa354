"""Again no later than so long after the last time."""

from __future__ import annotations

from datetime import date

import pytest

from trygghjulet.obligations.standing import State
from trygghjulet.obligations.tests.cases import MEETS, meetings, standing

BY_THE_DAY = MEETS + "when = { every = { years = 2 } }"
WHOLE_YEARS = MEETS + "when = { every = { years = 2 }, whole_years = true }"
pytestmark = pytest.mark.requirement("DUT-1", "DUT-2")


def test_the_first_time_is_counted_from_the_beginning() -> None:
    found = standing(BY_THE_DAY, "", at="2024-06-01")
    assert (found.state, found.due) == (State.DUE, date(2026, 1, 1))
    assert standing(BY_THE_DAY, "", at="2026-01-01").state is State.AT_RISK
    late = standing(BY_THE_DAY, "", at="2026-01-02")
    assert (late.state, late.missed) == (State.OVERDUE, ("1 januari 2026",))


def test_at_least_every_other_year_is_counted_by_the_day() -> None:
    held = meetings("2024-05-10")
    assert standing(BY_THE_DAY, held, at="2024-05-10").due == date(2026, 5, 10)
    assert standing(BY_THE_DAY, held, at="2026-05-10").state is not State.OVERDUE
    assert standing(BY_THE_DAY, held, at="2026-05-11").state is State.OVERDUE


def test_every_other_year_allows_the_whole_of_the_right_year() -> None:
    held = meetings("2024-05-10")
    assert standing(WHOLE_YEARS, held, at="2026-12-31").state is not State.OVERDUE
    late = standing(WHOLE_YEARS, held, at="2027-01-01")
    assert (late.state, late.due) == (State.OVERDUE, date(2026, 12, 31))


def test_done_on_the_leap_day_it_is_due_on_the_last_of_february() -> None:
    assert standing(BY_THE_DAY, meetings("2024-02-29"), at="2024-03-01").due == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("interval", "due"),
    [
        ("months = 3", date(2024, 4, 30)),
        ("weeks = 2", date(2024, 2, 14)),
        ("days = 10", date(2024, 2, 10)),
        ("years = 1", date(2025, 1, 31)),
    ],
)
def test_the_interval_may_be_years_months_weeks_or_days(interval: str, due: date) -> None:
    found = standing(
        MEETS + f"when = {{ every = {{ {interval} }} }}", meetings("2024-01-31"), at="2024-01-31"
    )
    assert (found.state, found.due) == (State.MET, due)


def test_a_first_day_may_be_named() -> None:
    duty = MEETS + 'when = { every = { years = 2 }, first_by = "2024-07-01" }'
    assert standing(duty, "", at="2024-07-02").missed == ("1 juli 2024",)
    assert standing(duty, meetings("2024-06-01"), at="2024-07-02").due == date(2026, 6, 1)


def test_done_too_late_is_missed_once_and_counted_anew() -> None:
    held = meetings("2024-05-10", "2026-09-01")
    found = standing(BY_THE_DAY, held, at="2026-10-01")
    assert (found.state, found.due, found.missed) == (State.MET, date(2028, 9, 1), ("10 maj 2026",))
    assert found.evidence == ("fakta 2",)


def test_it_nears_and_then_presses() -> None:
    held = meetings("2024-05-10")
    assert standing(BY_THE_DAY, held, at="2024-12-01").state is State.MET
    assert standing(BY_THE_DAY, held, at="2025-09-01").state is State.DUE
    pressing = standing(BY_THE_DAY, held, at="2026-04-01")
    assert pressing.state is State.AT_RISK
    assert "knapp" in pressing.reason
    assert (
        standing(BY_THE_DAY, held + meetings("2026-05-05", planned="true"), at="2026-04-01").state
        is State.DUE
    )


def test_what_was_done_before_it_bound_puts_nothing_forward() -> None:
    found = standing(BY_THE_DAY, meetings("2022-03-01"), at="2024-06-01")
    assert found.due == date(2026, 1, 1)


def test_known_only_to_the_year_nobody_is_called_late_too_soon() -> None:
    found = standing(BY_THE_DAY, meetings("2024"), at="2026-06-01")
    assert found.state is not State.OVERDUE
    assert standing(BY_THE_DAY, meetings("2024"), at="2027-01-01").state is State.OVERDUE


class TestIncompleteRecords:
    def test_silence_before_the_record_begins_tells_nothing(self) -> None:
        begun = '[record]\ncomplete_from = "2027-01-01"\n'
        assert standing(BY_THE_DAY, begun, at="2027-06-01").state is State.CANNOT_BE_TOLD

    def test_a_whole_interval_of_silence_is_enough_to_tell(self) -> None:
        begun = '[record]\ncomplete_from = "2027-01-01"\n'
        found = standing(BY_THE_DAY, begun, at="2029-01-02")
        assert (found.state, found.due) == (State.OVERDUE, date(2028, 12, 31))

    def test_silence_after_the_record_ends_tells_nothing(self) -> None:
        ended = '[record]\ncomplete_until = "2025-06-30"\n' + meetings("2024-05-10")
        assert standing(BY_THE_DAY, ended, at="2026-06-01").state is State.CANNOT_BE_TOLD
        assert standing(BY_THE_DAY, ended, at="2025-06-30").state is State.DUE

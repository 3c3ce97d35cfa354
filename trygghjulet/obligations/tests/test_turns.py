"""Turns that are taken: who leads, who calls together, who is there."""

from __future__ import annotations

import pytest

from trygghjulet.obligations.standing import State
from trygghjulet.obligations.tests.cases import MEETS, meetings, standing

pytestmark = pytest.mark.requirement("DUT-1", "DUT-2")


def led(*chairs: str) -> str:
    """A meeting a month, led by each; an empty text where it was not noted."""
    return "".join(
        meetings(f"2024-{number:02}-05", **({"having": f'{{ chair = "{who}" }}'} if who else {}))
        for number, who in enumerate(chairs, 1)
    )


def attended(*there: str) -> str:
    return "".join(
        meetings(f"2024-{number:02}-05", **({"having": f'{{ attended = ["{who}"] }}'} if who else {}))
        for number, who in enumerate(there, 1)
    )


class TestEveryOther:
    DUTY = MEETS + 'when = { alternates = "chair", between = ["staden", "polisen"], share = "every_other" }'

    def stands(self, *chairs: str) -> tuple[State, str]:
        found = standing(self.DUTY, led(*chairs), at="2024-12-31", kind="alternation")
        return found.state, found.reason

    def test_before_the_first_meeting_there_is_no_turn(self) -> None:
        assert self.stands()[0] is State.NOT_APPLICABLE

    def test_after_the_first_it_is_the_others_turn(self) -> None:
        state, reason = self.stands("staden")
        assert state is State.DUE
        assert "Nästa tur: Polisen" in reason

    def test_turn_and_turn_about_is_met(self) -> None:
        state, reason = self.stands("staden", "polisen", "staden")
        assert state is State.MET
        assert "Nästa tur: Polisen" in reason

    def test_twice_in_a_row_is_not(self) -> None:
        state, reason = self.stands("staden", "polisen", "polisen")
        assert state is State.OVERDUE
        assert "Två gånger i rad: Polisen" in reason

    def test_once_they_take_turns_again_it_is_met(self) -> None:
        assert self.stands("polisen", "polisen", "staden")[0] is State.MET

    def test_an_equal_count_is_not_turn_about(self) -> None:
        assert self.stands("staden", "staden", "polisen", "polisen")[0] is State.OVERDUE

    @pytest.mark.parametrize("chairs", [("",), ("", ""), ("staden", "", "staden")])
    def test_where_it_was_not_noted_it_cannot_be_told(self, chairs: tuple[str, ...]) -> None:
        assert self.stands(*chairs)[0] is State.CANNOT_BE_TOLD


class TestEqualShares:
    DUTY = MEETS + 'when = { alternates = "chair", between = ["staden", "polisen"], share = "equal" }'

    def stands(self, *chairs: str) -> tuple[State, str]:
        found = standing(self.DUTY, led(*chairs), at="2024-12-31", kind="alternation")
        return found.state, found.reason

    def test_equal_counts_are_met_in_any_order(self) -> None:
        assert self.stands("staden", "staden", "polisen", "polisen")[0] is State.MET

    def test_one_more_is_as_equal_as_it_gets(self) -> None:
        assert self.stands("staden", "polisen", "staden")[0] is State.MET

    def test_two_more_is_uneven(self) -> None:
        state, reason = self.stands("staden", "polisen", "staden", "staden")
        assert state is State.OVERDUE
        assert "Staden 3, Polisen 1" in reason
        assert "Nästa tur: Polisen" in reason


class TestAttends:
    DUTY = MEETS + 'when = { attends = "kommunpolis", share = "every_other" }'

    def stands(self, *there: str) -> State:
        return standing(self.DUTY, attended(*there), at="2024-12-31", kind="cooperation").state

    def test_there_at_the_last_meeting_is_met(self) -> None:
        assert self.stands("staden", "kommunpolis") is State.MET

    def test_absent_once_means_there_the_next_time(self) -> None:
        assert self.stands("kommunpolis", "staden") is State.DUE

    def test_absent_twice_in_a_row_is_overdue(self) -> None:
        assert self.stands("kommunpolis", "staden", "staden") is State.OVERDUE

    @pytest.mark.parametrize("there", [(), ("",), ("staden", "", "staden")])
    def test_where_nobody_noted_who_was_there_it_cannot_be_told(self, there: tuple[str, ...]) -> None:
        assert self.stands(*there) in (State.CANNOT_BE_TOLD, State.NOT_APPLICABLE)


def test_meetings_before_the_agreement_give_no_turns() -> None:
    duty = TestEveryOther.DUTY
    before = meetings("2023-03-01", "2023-06-01", having='{ chair = "staden" }')
    assert standing(duty, before, at="2024-06-01", kind="alternation").state is State.NOT_APPLICABLE

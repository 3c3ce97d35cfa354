"""Before and after things that happen."""

from __future__ import annotations

from datetime import date

import pytest

from trygghjulet.obligations.standing import State
from trygghjulet.obligations.tests.cases import fact, meetings, standing

NOTICE = (
    'evidence = { kind = "notice", forum = "radet" }\n'
    'when = { before = { kind = "meeting", forum = "radet" }, days = 7 }'
)
MINUTES = (
    'evidence = { kind = "dispatch", what = "protokoll", to = ["polisen"] }\n'
    'when = { after = { kind = "meeting", forum = "radet" }, days = 14 }'
)
pytestmark = pytest.mark.requirement("DUT-1", "DUT-2")


def notices(*days: str, **values: str) -> str:
    return fact("notice", *days, forum='"radet"', **values)


def minutes(*days: str, **values: str) -> str:
    return fact("dispatch", *days, what='"protokoll"', to='["polisen"]', **values)


class TestBefore:
    def test_without_a_meeting_there_is_nothing_to_give_notice_of(self) -> None:
        assert standing(NOTICE, "", at="2024-05-01", kind="notice").state is State.NOT_APPLICABLE

    def test_a_planned_meeting_gives_a_day(self) -> None:
        plan = meetings("2024-06-20", planned="true")
        early = standing(NOTICE, plan, at="2024-05-01", kind="notice")
        late = standing(NOTICE, plan, at="2024-06-14", kind="notice")
        assert (early.state, early.due) == (State.DUE, date(2024, 6, 13))
        assert late.state is State.OVERDUE
        assert "20 juni 2024" in late.reason

    def test_on_the_last_day_it_is_not_too_late(self) -> None:
        plan = meetings("2024-06-20", planned="true")
        assert standing(NOTICE, plan, at="2024-06-13", kind="notice").state is State.AT_RISK

    def test_the_last_days_press(self) -> None:
        plan = meetings("2024-06-20", planned="true")
        assert standing(NOTICE, plan, at="2024-06-12", kind="notice").state is State.AT_RISK

    @pytest.mark.parametrize(("sent", "state"), [("2024-06-13", State.MET), ("2024-06-14", State.OVERDUE)])
    def test_seven_days_before_are_seven_days(self, sent: str, state: State) -> None:
        found = standing(NOTICE, notices(sent) + meetings("2024-06-20"), at="2024-07-01", kind="notice")
        assert found.state is state
        assert found.missed == (() if state is State.MET else ("20 juni 2024",))

    def test_one_notice_is_not_enough_for_two_meetings(self) -> None:
        held = notices("2024-03-01") + meetings("2024-03-20", "2024-05-20")
        found = standing(NOTICE, held, at="2024-06-01", kind="notice")
        assert (found.state, found.missed) == (State.OVERDUE, ("20 maj 2024",))

    def test_a_notice_that_names_its_meeting_counts_for_that_one_only(self) -> None:
        held = meetings("2024-03-20", id='"m1"') + meetings("2024-05-20", id='"m2"')
        both = notices("2024-03-01", of='"m1"') + notices("2024-03-02", of='"m2"')
        assert standing(NOTICE, held + both, at="2024-06-01", kind="notice").state is State.MET
        one = notices("2024-03-01", of='"m1"') + notices("2024-03-02", of='"m1"')
        assert standing(NOTICE, held + one, at="2024-06-01", kind="notice").missed == ("20 maj 2024",)

    def test_on_the_day_of_a_meeting_that_was_planned_and_held_the_notice_still_counts(self) -> None:
        held = notices("2024-03-01") + meetings("2024-03-20") + meetings("2024-03-20", planned="true")
        assert standing(NOTICE, held, at="2024-03-20", kind="notice").state is State.MET

    def test_the_meeting_itself_may_be_what_must_have_a_property(self) -> None:
        duty = (
            'evidence = { kind = "meeting", forum = "radet", having = { chair = "staden" } }\n'
            'when = { before = { kind = "meeting", forum = "radet" } }'
        )
        led = meetings("2024-03-20", having='{ chair = "staden" }')
        other = meetings("2024-05-20", having='{ chair = "polisen" }')
        assert standing(duty, led, at="2024-06-01").state is State.MET
        assert standing(duty, led + other, at="2024-06-01").missed == ("20 maj 2024",)

    def test_meetings_before_the_agreement_are_left_alone(self) -> None:
        assert (
            standing(NOTICE, meetings("2023-05-20"), at="2024-06-01", kind="notice").state
            is State.NOT_APPLICABLE
        )

    def test_outside_the_complete_record_it_cannot_be_told(self) -> None:
        begun = '[record]\ncomplete_from = "2025-01-01"\n' + meetings("2024-05-20")
        assert standing(NOTICE, begun, at="2025-06-01", kind="notice").state is State.CANNOT_BE_TOLD


class TestAfter:
    def test_before_anything_has_happened_nothing_follows(self) -> None:
        assert standing(MINUTES, "", at="2024-05-01", kind="routing").state is State.NOT_APPLICABLE
        plan = meetings("2024-06-20", planned="true")
        assert standing(MINUTES, plan, at="2024-05-01", kind="routing").state is State.NOT_APPLICABLE

    @pytest.mark.parametrize(
        ("at", "state"),
        [
            ("2024-03-10", State.DUE),
            ("2024-03-23", State.AT_RISK),
            ("2024-03-24", State.AT_RISK),
            ("2024-03-25", State.OVERDUE),
        ],
    )
    def test_within_fourteen_days_of_the_meeting(self, at: str, state: State) -> None:
        found = standing(MINUTES, meetings("2024-03-10"), at=at, kind="routing")
        assert (found.state, found.due) == (state, date(2024, 3, 24))
        assert found.missed == (("10 mars 2024",) if state is State.OVERDUE else ())

    def test_what_was_sent_in_time_is_met_and_shown(self) -> None:
        sent = meetings("2024-03-10") + minutes("2024-03-24", id='"utskick"')
        found = standing(MINUTES, sent, at="2024-06-01", kind="routing")
        assert (found.state, found.evidence, found.missed) == (State.MET, ("utskick",), ())

    def test_what_was_sent_too_late_is_met_and_said(self) -> None:
        found = standing(
            MINUTES, meetings("2024-03-10") + minutes("2024-03-25"), at="2024-06-01", kind="routing"
        )
        assert (found.state, found.missed) == (State.MET, ("10 mars 2024",))
        assert "För sent" in found.reason

    def test_meetings_close_together_may_each_be_answered_in_time(self) -> None:
        sent = meetings("2024-03-01", "2024-03-08") + minutes("2024-03-10", "2024-03-12")
        assert standing(MINUTES, sent, at="2024-06-20", kind="routing").state is State.MET

    def test_one_dispatch_does_not_answer_to_two_meetings(self) -> None:
        sent = meetings("2024-03-01", "2024-05-01") + minutes("2024-05-05")
        found = standing(MINUTES, sent, at="2024-06-20", kind="routing")
        assert (found.state, found.missed) == (State.OVERDUE, ("1 mars 2024",))

    def test_it_must_reach_whom_it_is_for(self) -> None:
        elsewhere = fact("dispatch", "2024-03-12", what='"protokoll"', to='["skolan"]')
        assert standing(
            MINUTES, meetings("2024-03-10") + elsewhere, at="2024-04-20", kind="routing"
        ).state is (State.OVERDUE)

    def test_a_clause_without_a_time_gets_no_invented_day(self) -> None:
        duty = MINUTES.replace(", days = 14", "")
        waiting = standing(duty, meetings("2024-03-10"), at="2026-03-10", kind="routing")
        assert (waiting.state, waiting.due, waiting.missed) == (State.DUE, None, ())
        assert standing(
            duty, meetings("2024-03-10") + minutes("2024-09-01"), at="2026-03-10", kind="routing"
        ).state is (State.MET)

    def test_a_circumstance_that_begins_is_an_event(self) -> None:
        duty = (
            'evidence = { kind = "report", what = "uppsagning", to = ["polisen"] }\n'
            'when = { after = { kind = "circumstance", what = "uppsagning" }, days = 5 }'
        )
        given = '[[facts]]\nkind = "circumstance"\nwhat = "uppsagning"\nfrom = "2024-03-10"\n'
        assert standing(duty, given, at="2024-03-16", kind="report").state is State.OVERDUE

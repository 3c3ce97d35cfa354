"""What may become of a matter, when its answer is soon or late, and which matters are none of a council's."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from trygghjulet.cooperation.referrals.rules import (
    MOVES,
    OPEN,
    SOON_DAYS,
    MatterState,
    Urgency,
    due,
    may_become,
    not_ours,
    obstacle,
)

pytestmark = pytest.mark.requirement("FOR-11")
LAST = date(2026, 3, 31)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def urgency(on: date, state: MatterState = MatterState.PREPARING, answered_on: date | None = None) -> Urgency:
    return due(state, answer_by=LAST, answered_on=answered_on, on=on).urgency


def test_a_matter_goes_from_received_to_its_outcome_and_never_back_from_there() -> None:
    way = (MatterState.RECEIVED, MatterState.PREPARING, MatterState.GIVEN, MatterState.SETTLED)
    assert all(may_become(now, then) for now, then in pairwise(way))
    assert not may_become(MatterState.RECEIVED, MatterState.SETTLED)
    assert MOVES[MatterState.SETTLED] == {MatterState.SETTLED}
    assert "redan avgivet" in obstacle(MatterState.GIVEN, MatterState.DECLINED)
    assert obstacle(MatterState.PREPARING, MatterState.GIVEN) == ""


def test_the_last_day_itself_is_in_time_and_the_next_is_late() -> None:
    assert urgency(LAST - timedelta(days=SOON_DAYS + 1)) is Urgency.AHEAD
    assert urgency(LAST - timedelta(days=SOON_DAYS)) is Urgency.SOON
    assert urgency(LAST) is Urgency.SOON
    assert "i dag" in due(MatterState.RECEIVED, answer_by=LAST, answered_on=None, on=LAST).reason
    assert urgency(LAST + timedelta(days=1)) is Urgency.LATE


def test_an_opinion_that_is_decided_but_not_sent_is_no_answer() -> None:
    told = due(MatterState.GIVEN, answer_by=LAST, answered_on=None, on=LAST + timedelta(days=3))
    assert told.urgency is Urgency.LATE
    assert "beslutat men inte skickat" in told.reason
    assert urgency(LAST, MatterState.GIVEN, LAST) is Urgency.ANSWERED
    late = due(MatterState.GIVEN, answer_by=LAST, answered_on=date(2026, 4, 1), on=date(2026, 5, 1))
    assert late.urgency is Urgency.ANSWERED_LATE
    assert "1 dag efter sista dagen 31 mars 2026" in late.reason


@given(on=DAYS, state=st.sampled_from(sorted(OPEN)))
def test_an_open_matter_is_late_exactly_after_its_last_day(on: date, state: MatterState) -> None:
    assert (urgency(on, state) is Urgency.LATE) == (on > LAST)
    assert due(state, answer_by=None, answered_on=None, on=on).urgency is Urgency.NONE


@pytest.mark.requirement("FOR-9")
def test_what_is_about_a_person_is_nobodys_and_what_is_operational_not_a_strategic_councils() -> None:
    assert "enskild person" in not_ours(about_individual=True, operational=False, strategic=False)
    refused = not_ours(about_individual=False, operational=True, strategic=True, forum="Rådet")
    assert refused.startswith("Rådet behandlar inte operativa frågor")
    assert not_ours(about_individual=False, operational=True, strategic=False) == ""
    assert not_ours(about_individual=False, operational=False, strategic=True) == ""

"""Notice ends an agreement as it says itself, and not otherwise."""

from __future__ import annotations

from datetime import date

import pytest

from trygghjulet.cooperation.agreements.rules.termination import (
    Ends,
    RenegotiatedBy,
    Rule,
    Who,
    outcome,
    refusal,
)

pytestmark = pytest.mark.requirement("AGR-3")

NOTICE = date(2025, 3, 4)
NEXT, LATER, BEFORE = date(2025, 6, 10), date(2025, 9, 9), date(2024, 12, 3)
GOTHENBURG = Rule(Who.EITHER_PARTY, Ends.NEXT_MEETING, RenegotiatedBy.SIGNED_ANEW, "ledningsgruppen")


def test_it_ends_at_the_forums_next_meeting() -> None:
    ended = outcome(GOTHENBURG, notified_on=NOTICE, meetings=[LATER, NEXT, NOTICE, BEFORE])
    assert ended.ends_on == NEXT
    assert "ledningsgruppen" in ended.reason


def test_the_meeting_where_notice_is_given_is_not_the_next_one() -> None:
    waiting = outcome(GOTHENBURG, notified_on=NOTICE, meetings=[BEFORE, NOTICE])
    assert waiting.ends_on is None
    assert waiting.reason.startswith("Inte avgjort än")


def test_it_ends_at_once_where_it_says_so() -> None:
    assert outcome(Rule(Who.EITHER_PARTY, Ends.AT_ONCE), notified_on=NOTICE, meetings=[]).ends_on == NOTICE


def test_where_it_does_not_say_when_the_notice_does_or_nobody() -> None:
    harryda = Rule(Who.EITHER_PARTY, Ends.UNSAID)
    assert outcome(harryda, notified_on=NOTICE, meetings=[NEXT], stated_end=LATER).ends_on == LATER
    unknown = outcome(harryda, notified_on=NOTICE, meetings=[NEXT])
    assert unknown.ends_on is None
    assert unknown.reason.startswith("Inte avgjort än")


@pytest.mark.parametrize(
    ("renegotiated_by", "way"),
    [
        (RenegotiatedBy.SIGNED_ANEW, "skriver under på nytt"),
        (RenegotiatedBy.DECIDED_BY_FORUM, "styrgruppen beslutar"),
        (RenegotiatedBy.UNSAID, "gemensamt kommer överens"),
    ],
)
def test_a_silent_agreement_refuses_notice_and_says_how_it_is_changed(
    renegotiated_by: RenegotiatedBy, way: str
) -> None:
    silent = Rule(Who.UNSAID, Ends.UNSAID, renegotiated_by, "styrgruppen")
    assert "säger inget om hur den kan sägas upp" in refusal(silent)
    assert way in refusal(silent)
    with pytest.raises(ValueError, match="kan inte föras in"):
        outcome(silent, notified_on=NOTICE, meetings=[NEXT])

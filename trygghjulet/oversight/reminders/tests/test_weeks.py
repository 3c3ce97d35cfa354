"""A week that no meeting decided is reminded of, until it is decided or closed with a word."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.cast import AT, Cast, email
from trygghjulet.foundation.inbox.models import Message
from trygghjulet.oversight.reminders.operations import remind
from trygghjulet.oversight.reminders.queries import weeks_owed_in
from trygghjulet.steps.week import operations as week

pytestmark = pytest.mark.requirement("SCN-7")

MEETING, AFTER = date(2026, 1, 13), date(2026, 1, 14)
MONDAY = date(2026, 1, 26)


def at(day: date) -> datetime:
    """The morning of a day."""
    return datetime.combine(day, AT.timetz())


def told(cast: Cast) -> list[str]:
    """What whoever coordinates has been told of the week."""
    kept = Message.objects.filter(user__email=email("saga"), link__contains="/veckan/")
    return [message.subject for message in kept]


def test_it_comes_the_day_after_the_meeting_once_and_then_on_mondays(cast: Cast) -> None:
    assert not list(weeks_owed_in(cast.home.cooperation, MEETING))
    for _ in range(2):
        remind(at=at(AFTER), owed_in=weeks_owed_in)
    subject = f"Försenat: Veckans läge, {cast.home.week.week}, är inte beslutat"
    assert told(cast) == [subject]
    remind(at=at(MONDAY), owed_in=weeks_owed_in)
    assert told(cast) == [subject] * 2


def test_one_that_is_closed_with_a_word_is_no_longer_reminded_of(cast: Cast) -> None:
    week.close(by=cast.scope("saga"), at=at(AFTER), picture=cast.home.week, why="Mötet ställdes in.")
    remind(at=at(AFTER), owed_in=weeks_owed_in)
    assert told(cast) == []

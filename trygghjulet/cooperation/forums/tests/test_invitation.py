"""Invitations are what RFC 5545 and 5546 ask for, line by line, and a calendar knows each meeting again."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings, strategies as st
from icalendar import Calendar

from trygghjulet.cooperation.forums.rules.invitation import Invitation, feed, invitation

pytestmark = pytest.mark.requirement("FOR-4", "DUT-3")

MADE = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)
ORGANIZER = "mailto:trygghjulet@exempel.example"
LINE = re.compile(r"[A-Z0-9-]+(;[A-Z0-9-]+=(\"[^\"]*\"|[^\";:,]*)(,(\"[^\"]*\"|[^\";:,]*))*)*:.*")
MEETING = Invitation(
    "an/meeting/7",
    2,
    "Trygghetsrådet",
    date(2026, 6, 9),
    time(9),
    time(11, 30),
    "Stadshuset, sal 3",
    "Dagordning\n1. Mötet öppnas\n2. Läget; åtgärder, år ett",
    "https://trygg.exempel.example/an/forum/1/moten/7/",
)
TEXTS = st.text(alphabet=st.characters(codec="utf-8"), max_size=120)


def one(meeting: Invitation = MEETING, attendee: str = "saga@exempel.example") -> bytes:
    return invitation(
        meeting, made_at=MADE, organizer=ORGANIZER, name='Rådet "Trygg; i Ån", styrgruppen', attendee=attendee
    )


def unfolded(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def plain(content: bytes) -> dict[str, str]:
    """The event's lines, read by no library: the name with its parameters, and the value as it stands."""
    lines = unfolded(content)
    event = lines[lines.index("BEGIN:VEVENT") + 1 : lines.index("END:VEVENT")]
    found: dict[str, str] = {}
    for line in event:
        read = re.fullmatch(r"((?:[^\":]|\"[^\"]*\")*):(.*)", line, re.DOTALL)
        assert read, line
        found[read[1]] = read[2]
    return found


def unescaped(value: str) -> str:
    """A text's own letters (RFC 5545, 3.3.11)."""
    return re.sub(r"\\([\\;,nN])", lambda m: "\n" if m[1] in "nN" else m[1], value)


def event_of(content: bytes) -> Any:
    calendar = Calendar.from_ical(content)
    return calendar.walk("VEVENT")[0]


def test_an_invitation_asks_for_an_answer_in_swedish_time() -> None:
    content = one()
    lines = unfolded(content)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert lines.count("METHOD:REQUEST") == 1
    assert {"VERSION:2.0", "CALSCALE:GREGORIAN"} <= set(lines)
    event = plain(content)
    assert event["DTSTART;TZID=Europe/Stockholm"] == "20260609T090000"
    assert event["DTEND;TZID=Europe/Stockholm"] == "20260609T113000"
    assert event["DTSTAMP"] == "20260115T093000Z"
    assert (event["SEQUENCE"], event["STATUS"], event["TRANSP"]) == ("2", "CONFIRMED", "OPAQUE")
    assert unescaped(event["LOCATION"]) == "Stadshuset, sal 3"
    assert unescaped(event["DESCRIPTION"]) == MEETING.text
    organizer = next(head for head in event if head.startswith("ORGANIZER"))
    assert event[organizer] == ORGANIZER
    attendee = next(head for head in event if head.startswith("ATTENDEE"))
    assert event[attendee] == "mailto:saga@exempel.example"
    assert "PARTSTAT=NEEDS-ACTION" in attendee


def test_the_library_reads_the_same_hours_summer_and_winter() -> None:
    for day in (date(2026, 6, 9), date(2026, 12, 8)):
        start = event_of(one(replace(MEETING, day=day)))["DTSTART"].dt
        assert start == datetime.combine(day, time(9), tzinfo=ZoneInfo("Europe/Stockholm"))


def test_a_cancellation_is_of_the_same_meeting_and_later() -> None:
    before, after = plain(one()), plain(one(replace(MEETING, sequence=3, cancelled=True)))
    assert before["UID"] == after["UID"]
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])
    assert after["STATUS"] == "CANCELLED"
    assert "METHOD:CANCEL" in unfolded(one(replace(MEETING, cancelled=True)))


def test_who_is_not_invited_is_only_shown() -> None:
    content = one(attendee="")
    assert "METHOD:PUBLISH" in unfolded(content)
    assert not [head for head in plain(content) if head.startswith("ATTENDEE")]


def test_a_meeting_without_hours_is_a_whole_day_that_takes_no_time() -> None:
    event = plain(one(replace(MEETING, starts=None, ends=None)))
    assert event["DTSTART;VALUE=DATE"] == "20260609"
    assert event["DTEND;VALUE=DATE"] == "20260610"
    assert event["TRANSP"] == "TRANSPARENT"


def test_a_feed_holds_every_meeting_once_and_is_never_empty() -> None:
    other = replace(MEETING, key="an/meeting/8", day=date(2026, 9, 1), cancelled=True)
    content = feed([other, MEETING], made_at=MADE, organizer=ORGANIZER, name="Trygghetsrådet")
    events = Calendar.from_ical(content).walk("VEVENT")
    assert [str(event["STATUS"]) for event in events] == ["CONFIRMED", "CANCELLED"]
    assert len({str(event["UID"]) for event in events}) == 2
    empty = feed([], made_at=MADE, organizer=ORGANIZER, name="Trygghetsrådet")
    assert len(Calendar.from_ical(empty).walk("VTIMEZONE")) == 1


@given(TEXTS, TEXTS, TEXTS, TEXTS)
@settings(max_examples=150, deadline=None)
def test_every_text_keeps_to_the_form_and_comes_back_whole(
    title: str, place: str, text: str, name: str
) -> None:
    meeting = replace(MEETING, title=title, place=place, text=text)
    content = invitation(
        meeting, made_at=MADE, organizer=ORGANIZER, name=name, attendee="saga@exempel.example"
    )
    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b"\r" not in content.replace(b"\r\n", b"")
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    for whole in unfolded(content):
        assert LINE.fullmatch(whole), whole
    mine = plain(content)
    assert {"UID", "DTSTAMP", "SEQUENCE", "SUMMARY", "STATUS"} <= set(mine)
    kept = "".join(letter for letter in title if letter.isprintable() and not letter.isspace())
    assert "".join(unescaped(mine["SUMMARY"]).split()) == kept
    assert str(event_of(content)["SUMMARY"]) == unescaped(mine["SUMMARY"])

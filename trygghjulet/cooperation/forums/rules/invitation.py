"""A meeting as an invitation that calendar programs take in, change and take away again (RFC 5545 and 5546)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText

from trygghjulet.documents import calendars


class Method(StrEnum):
    """What is asked of the receiver's calendar: to answer, to take something away, or only to show."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    PUBLISH = "PUBLISH"


@dataclass(frozen=True)
class Invitation:
    """A meeting as a calendar takes it.

    `key` names the meeting for good and `sequence` rises each time that its day, hours or place change or it is
    cancelled: so a calendar knows that this is the same meeting, and which word is the last. Without `starts` it is a
    whole day.
    """

    key: str
    sequence: int
    title: str
    day: date
    starts: time | None = None
    ends: time | None = None
    place: str = ""
    text: str = ""
    address: str = ""
    cancelled: bool = False


def invitation(
    meeting: Invitation, *, made_at: datetime, organizer: str, name: str, attendee: str = ""
) -> bytes:
    """One meeting, to put into somebody's own calendar.

    With an attendee it is an invitation to answer, or word that the meeting is cancelled; without one the meeting is
    only shown, or shown as cancelled.

    Args:
        meeting: the meeting.
        made_at: now.
        organizer: the organiser's address, such as "mailto:…".
        name: who calls.
        attendee: the e-mail address of the one that is invited.
    """
    method = Method.PUBLISH
    if attendee:
        method = Method.CANCEL if meeting.cancelled else Method.REQUEST
    made = calendars.opened(product="Möten", name="")
    made.add("method", method.value)
    made.add_component(calendars.swedish_time())
    event = _event(meeting, made_at=made_at)
    event.add("organizer", _address(organizer, name))
    if attendee:
        event.add("attendee", _invited(attendee))
    made.add_component(event)
    return _written(made)


def feed(meetings: Iterable[Invitation], *, made_at: datetime, organizer: str, name: str) -> bytes:
    """A forum's meetings as one calendar."""
    made = calendars.opened(product="Möten", name=name)
    made.add("method", Method.PUBLISH.value)
    # A calendar may not be empty (RFC 5545, 3.6), and the hours are Swedish ones.
    made.add_component(calendars.swedish_time())
    for meeting in sorted(meetings, key=lambda one: (one.day, one.key)):
        event = _event(meeting, made_at=made_at)
        event.add("organizer", _address(organizer, name))
        made.add_component(event)
    return _written(made)


def _event(meeting: Invitation, *, made_at: datetime) -> Event:
    event = Event()
    event.add("uid", calendars.uid(meeting.key))
    event.add("dtstamp", made_at.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", meeting.sequence)
    first, last = span(meeting)
    event.add("dtstart", first)
    event.add("dtend", last)
    title = _one_line(meeting.title)
    event.add("summary", f"Inställt: {title}" if meeting.cancelled else title)
    if place := _one_line(meeting.place):
        event.add("location", place)
    if text := "\n".join(map(_one_line, meeting.text.splitlines())):
        event.add("description", text)
    if meeting.address:
        event.add("url", meeting.address)
    event.add("status", "CANCELLED" if meeting.cancelled else "CONFIRMED")
    whole = meeting.starts is None
    # A day whose hours are not set takes nobody's time yet.
    event.add("transp", "TRANSPARENT" if whole or meeting.cancelled else "OPAQUE")
    if whole:
        event.add("x-microsoft-cdo-alldayevent", vText("TRUE"))
    return event


def span(meeting: Invitation) -> tuple[date, date]:
    """When it begins and ends: hours in Swedish time, or the day and the one after it."""
    if meeting.starts is None:
        return meeting.day, meeting.day + timedelta(days=1)
    zone = ZoneInfo(calendars.ZONE)
    first = datetime.combine(meeting.day, meeting.starts, tzinfo=zone)
    last = (
        datetime.combine(meeting.day, meeting.ends, tzinfo=zone)
        if meeting.ends
        else first + timedelta(hours=1)
    )
    return first, last


def _address(organizer: str, name: str) -> vCalAddress:
    found = vCalAddress(organizer)
    found.params["CN"] = vText(_quotable(name))
    return found


def _invited(email: str) -> vCalAddress:
    found = vCalAddress(f"mailto:{email}")
    found.params["ROLE"] = vText("REQ-PARTICIPANT")
    found.params["PARTSTAT"] = vText("NEEDS-ACTION")
    found.params["RSVP"] = vText("TRUE")
    return found


def _quotable(text: str) -> str:
    """A name as a parameter can hold it: without quotation marks (RFC 5545, 3.2)."""
    return _one_line(text.replace('"', " "))


def _one_line(text: str) -> str:
    """A text without what no text of a calendar may hold: line ends and other control characters (RFC 5545, 3.3.11)."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _written(made: Calendar) -> bytes:
    return bytes(made.to_ical(sorted=False))

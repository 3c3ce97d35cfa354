"""Entering who was at a meeting: all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from trygghjulet.cooperation.forums.models import Appointment, Attendance, Meeting
from trygghjulet.cooperation.forums.operations._common import (
    refuse,
    refuse_if_approved,
    saved_meeting,
    writable,
)
from trygghjulet.cooperation.forums.queries.attendance import fingerprint
from trygghjulet.cooperation.forums.rules.attendance import Entry, fault
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.privacy.guard import refuse_personal_data

_LONGEST_GUEST = 160


@dataclass(frozen=True)
class Present:
    """Somebody who sits in the forum: whether they were there, and in whose place.

    Attributes:
        appointment: who.
        presence: present, partly or absent.
        serves: a substitute who takes part in the decisions.
        serves_for: the member in whose place.
        stand_in: who came instead of one who is absent, by title.
        part: which part of the meeting somebody was at.
    """

    appointment: Appointment
    presence: str
    serves: bool = False
    serves_for: Appointment | None = None
    stand_in: str = ""
    part: str = ""


@operation
def record_attendance(
    *, by: Scope, at: datetime, meeting: Meeting, present: Sequence[Present], guests: str = "", seen: int
) -> Meeting:
    """Enter who was at a meeting. What was entered before is replaced, and stays in the log in numbers.

    Args:
        by: who enters it.
        at: now.
        meeting: the meeting.
        present: each who sits in the forum that day and of whom it is known.
        guests: others who were there, one a line, by title and organisation.
        seen: the fingerprint of what was entered when the page was opened (`queries.attendance.fingerprint`).

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: the minutes are approved, the meeting is cancelled or has not begun, somebody does not sit in the forum
            that day, or who serves and who is away do not fit together.
        Stale: somebody else has entered the attendance meanwhile.
        PersonalDataFound: a text holds personal data.
    """
    forum = writable(by, meeting.forum)
    refuse_personal_data(guests, *(text for one in present for text in (one.stand_in, one.part)))
    saved = saved_meeting(forum, meeting)
    refuse_if_approved(saved)
    refuse(_too_early(saved, at))
    refuse_if_stale(seen=seen, now=fingerprint(saved))
    _refuse_strangers(saved, present)
    refuse(fault([_entry(one) for one in present]))
    named = [line.strip() for line in guests.splitlines() if line.strip()]
    for name in named:
        if len(name) > _LONGEST_GUEST:
            raise Refused(f"Gästen {name[:40]}… har för lång beskrivning: högst {_LONGEST_GUEST} tecken.")
    saved.attendance.all().delete()
    for one in present:
        Attendance(
            meeting=saved,
            appointment=one.appointment,
            presence=one.presence,
            serves=one.serves,
            serves_for=one.serves_for if one.serves else None,
            stand_in=one.stand_in if one.presence == Attendance.Presence.ABSENT else "",
            part=one.part if one.presence == Attendance.Presence.PARTLY else "",
        ).save()
    for name in named:
        Attendance(meeting=saved, guest=name, presence=Attendance.Presence.PRESENT).save()
    record(
        by=by,
        at=at,
        cooperation_id=forum.cooperation_id,
        act="förde in närvaron på",
        subject=saved,
        present=sum(one.presence != Attendance.Presence.ABSENT for one in present),
        absent=sum(one.presence == Attendance.Presence.ABSENT for one in present),
        serving=sum(one.serves for one in present),
        guests=len(named),
    )
    return saved


def _too_early(meeting: Meeting, at: datetime) -> str:
    if meeting.state == Meeting.State.CANCELLED:
        return "Mötet är inställt. Det finns ingen närvaro att föra in."
    if meeting.on > at.date():
        return f"Mötet hålls {numbers.day(meeting.on)}. Närvaron förs in då."
    return ""


def _refuse_strangers(meeting: Meeting, present: Sequence[Present]) -> None:
    """Everybody sits in the forum the day of the meeting, and stands once in the list."""
    keys = [one.appointment.pk for one in present]
    asked = {*keys, *(one.serves_for.pk for one in present if one.serves_for)}
    found = Appointment.objects.filter(pk__in=asked, forum=meeting.forum_id)
    if {one.pk for one in found if one.sits(meeting.on)} != asked:
        raise Refused(
            f"Någon i listan sitter inte i forumet {numbers.day(meeting.on)}. Ladda om sidan och försök igen."
        )
    if len(set(keys)) != len(keys):
        raise Refused("Samma person står två gånger i listan.")


def _entry(one: Present) -> Entry:
    return Entry(
        key=one.appointment.pk,
        called=one.appointment.called,
        role=one.appointment.role,
        presence=one.presence,
        serves=one.serves,
        serves_for=one.serves_for.pk if one.serves_for else None,
    )

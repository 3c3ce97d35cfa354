"""Telling those who are called to a meeting: that they are called, that it has moved, that it is cancelled."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.urls import reverse

from trygghjulet.cooperation.forums.models import Meeting
from trygghjulet.cooperation.forums.queries.call import users_called
from trygghjulet.cooperation.forums.rules.meetings import said_when
from trygghjulet.documents import numbers
from trygghjulet.foundation.inbox.operations import Notice, tell

#: The kind of message that these are.
KIND: Final = "call"
_SUBJECTS: Final = {
    "called": "Kallelse till {forum} {day}",
    "moved": "Mötet är ändrat: {forum} {day}",
    "cancelled": "Mötet är inställt: {forum} {day}",
}


def tell_called(meeting: Meeting, *, at: datetime, what: str) -> int:
    """Send a message to those who are called and have an account; the answer is how many got it.

    The same word of the same meeting is told once: `sequence` rises with each change.
    """
    cooperation = meeting.forum.cooperation
    link = reverse("forums:summons", args=(cooperation.slug, meeting.forum_id, meeting.pk))
    subject = _SUBJECTS[what].format(forum=meeting.forum.name, day=numbers.day(meeting.on))
    notices = [
        Notice(
            user_id=user_id,
            kind=KIND,
            key=f"call:{meeting.pk}:{what}:{meeting.sequence}",
            subject=subject,
            text=_text(meeting, what),
            link=link,
        )
        for user_id in sorted(users_called(meeting, on=at.date()))
    ]
    return tell(at=at, cooperation=cooperation, notices=notices)


def _text(meeting: Meeting, what: str) -> str:
    if what == "cancelled":
        reason = f" {meeting.cancel_reason}" if meeting.cancel_reason else ""
        return f"Mötet {numbers.day(meeting.on)} är inställt.{reason} Inbjudan på sidan tar bort det ur din kalender."
    when = said_when(meeting.on, meeting.starts_at, meeting.ends_at, meeting.place)
    new = "Mötet har fått ny dag, tid eller plats. " if what == "moved" else ""
    return f"{new}{when} På sidan finns dagordningen och en inbjudan att lägga i kalendern."

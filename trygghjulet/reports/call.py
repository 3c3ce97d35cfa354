"""The call to a meeting as a whole document, to send and to print."""

from __future__ import annotations

from datetime import date

from trygghjulet.cooperation.forums.models import Meeting
from trygghjulet.cooperation.forums.rules.meetings import WEEKDAYS
from trygghjulet.cooperation.forums.section.call import facts, section
from trygghjulet.documents import numbers
from trygghjulet.documents.tree import Document
from trygghjulet.foundation.access.rules import Scope


def call_document(scope: Scope, *, meeting: Meeting, on: date) -> Document:
    """The call with its agenda, what belongs to the points, who is called and who signs."""
    day = meeting.on
    cancelled = "Inställt: " if meeting.state == Meeting.State.CANCELLED else ""
    return Document(
        title=f"{cancelled}Kallelse {meeting.forum.name}",
        subtitle=f"{WEEKDAYS[day.weekday()].capitalize()} {numbers.day(day)}. {meeting.forum.cooperation.name}",
        facts=facts(meeting, on=on),
        sections=section(scope, meeting=meeting, on=on),
    )

"""The call to a meeting as a whole document, to send and to print."""

from __future__ import annotations

from datetime import date

from django.shortcuts import get_object_or_404

from trygghjulet.cooperation.forums.models import Meeting
from trygghjulet.cooperation.forums.queries import meetings
from trygghjulet.cooperation.forums.rules.meetings import WEEKDAYS
from trygghjulet.cooperation.forums.section.call import facts, section
from trygghjulet.documents import numbers
from trygghjulet.documents.tree import Document
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.door import Here
from trygghjulet.reports.ways_out import Sheet, ways_out


def call_document(scope: Scope, *, meeting: Meeting, on: date) -> Document:
    """The call with its agenda, what belongs to the points, who is called and who signs."""
    day = meeting.on
    cancelled = "Inställt: " if meeting.state == Meeting.State.CANCELLED else ""
    return Document(
        title=f"{cancelled}Kallelse till {meeting.forum.name}",
        subtitle=f"{WEEKDAYS[day.weekday()].capitalize()} {numbers.day(day)}. {meeting.forum.cooperation.name}",
        facts=facts(meeting, on=on),
        sections=section(scope, meeting=meeting, on=on),
    )


def _sheet(here: Here, forum_id: int, meeting_id: int) -> Sheet:
    mine = meetings(here.scope, cooperation=here.cooperation).filter(forum_id=forum_id)
    return Sheet(call_document(here.scope, meeting=get_object_or_404(mine, pk=meeting_id), on=here.today))


WAYS_OUT = ways_out("call_document", _sheet, page=False)

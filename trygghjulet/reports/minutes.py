"""The minutes of a meeting as a whole document, to read, approve and keep."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.urls import reverse

from trygghjulet.cooperation.forums.models import Meeting
from trygghjulet.cooperation.forums.queries import meetings
from trygghjulet.cooperation.forums.queries.minutes import told
from trygghjulet.cooperation.forums.section.minutes import facts, section, title
from trygghjulet.documents.tree import Document
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.ui.tables import Link
from trygghjulet.reports.ways_out import Sheet, ways_out


def minutes_document(scope: Scope, *, meeting: Meeting) -> Document:
    """The minutes as they stand now, approved or not."""
    found = told(scope, meeting=meeting)
    return Document(
        title=title(found),
        subtitle=meeting.forum.cooperation.name,
        facts=facts(found),
        sections=section(found),
    )


def _sheet(here: Here, forum_id: int, meeting_id: int) -> Sheet:
    mine = meetings(here.scope, cooperation=here.cooperation).filter(forum_id=forum_id)
    meeting = get_object_or_404(mine, pk=meeting_id)
    slug = here.cooperation.slug
    return Sheet(
        minutes_document(here.scope, meeting=meeting),
        trail=(
            Link(meeting.forum.name, reverse("forums:show", args=(slug, forum_id))),
            Link(str(meeting), reverse("forums:meeting", args=(slug, forum_id, meeting_id)) + "#protokoll"),
        ),
    )


WAYS_OUT = ways_out("minutes_document", _sheet)

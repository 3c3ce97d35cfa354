"""The minutes of a meeting as a whole document, to read, approve and keep."""

from __future__ import annotations

from trygghjulet.cooperation.forums.models import Meeting
from trygghjulet.cooperation.forums.queries.minutes import told
from trygghjulet.cooperation.forums.section.minutes import facts, section, title
from trygghjulet.documents.tree import Document
from trygghjulet.foundation.access.rules import Scope


def minutes_document(scope: Scope, *, meeting: Meeting) -> Document:
    """The minutes as they stand now, approved or not."""
    found = told(scope, meeting=meeting)
    return Document(
        title=title(found),
        subtitle=meeting.forum.cooperation.name,
        facts=facts(found),
        sections=section(found),
    )

"""The page of one meeting: its agenda, who is there, notes, decisions, tasks, minutes and where they went."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from trygghjulet.cooperation.forums.registry import beside
from trygghjulet.cooperation.forums.views import agenda, attendance, decisions, minutes, notes, routing, tasks
from trygghjulet.cooperation.forums.views._common import find_forum, find_meeting
from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.parties.door import Here, cooperation_page

#: What stands on the page, in its order; each gives what its part of the template needs.
PANELS = (
    agenda.panel,
    attendance.panel,
    notes.panel,
    decisions.panel,
    tasks.panel,
    minutes.panel,
    routing.panel,
)


@cooperation_page
def show(request: HttpRequest, here: Here, forum_id: int, meeting_id: int) -> HttpResponse:
    """A meeting from its call to its approved minutes."""
    forum = find_forum(here, forum_id)
    meeting = find_meeting(here, forum, meeting_id)
    context: dict[str, Any] = {
        "here": here,
        "forum": forum,
        "meeting": meeting,
        "today": here.today,
        "may_record": here.may(Permission.RECORD_MEETINGS, forum.area_path),
        "beside": beside(here.scope, meeting=meeting),
        "may_take_part": here.may(Permission.TAKE_PART, forum.area_path),
    }
    for panel in PANELS:
        context |= panel(here, meeting)
    return render(request, "forums/meeting.html", context)

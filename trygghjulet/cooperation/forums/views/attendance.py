"""Who is at a meeting: the list on its page, and the page where it is taken."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from trygghjulet.cooperation.forums import operations
from trygghjulet.cooperation.forums.forms.attendance import AttendanceForm
from trygghjulet.cooperation.forums.models import Meeting, Minutes
from trygghjulet.cooperation.forums.queries.attendance import (
    attendance,
    fingerprint,
    groups,
    quorum_of,
    sitting,
)
from trygghjulet.cooperation.forums.views._common import find_meeting, recordable_forum
from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.ui.pages import form_page


def panel(here: Here, meeting: Meeting) -> dict[str, Any]:
    """What the meeting's page shows of it."""
    rows = attendance(here.scope, meeting=meeting)
    approved = Minutes.objects.filter(meeting=meeting, state=Minutes.State.APPROVED).exists()
    may_take = (
        here.may(Permission.RECORD_MEETINGS, meeting.forum.area_path)
        and not approved
        and meeting.state != Meeting.State.CANCELLED
        and meeting.on <= here.today
    )
    return {
        "attendance_groups": groups(rows),
        "attendance_quorum": quorum_of(rows, sitting(here.scope, meeting=meeting)) if rows else None,
        "attendance_may_take": may_take,
        "attendance_to_come": meeting.on > here.today,
    }


@cooperation_page
def take(request: HttpRequest, here: Here, forum_id: int, meeting_id: int) -> HttpResponse:
    """Take the attendance: everybody who sits in the forum that day, and guests."""
    forum = recordable_forum(here, forum_id)
    meeting = find_meeting(here, forum, meeting_id)
    rows = attendance(here.scope, meeting=meeting)
    form = AttendanceForm(
        request.POST or None,
        initial={"seen": fingerprint(meeting)},
        sitting=sitting(here.scope, meeting=meeting),
        entered=rows,
    )
    page = reverse("forums:meeting", args=(here.cooperation.slug, forum.pk, meeting.pk))
    return form_page(
        request,
        form=form,
        act=lambda given: operations.record_attendance(
            by=here.scope,
            at=here.at,
            meeting=meeting,
            present=form.present(),
            guests=given["guests"],
            seen=given["seen"],
        ),
        done="Närvaron är sparad.",
        back=f"{page}#narvaro",
        template="forums/attendance.html",
        context={"here": here, "forum": forum, "meeting": meeting, "saved_groups": groups(rows)},
    )

"""What the forums' pages have in common: finding what an address names, and the page around a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from trygghjulet.cooperation.forums.models import Forum, Meeting
from trygghjulet.cooperation.forums.queries import forums, meetings
from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.ui.pages import form_page


def page(
    request: HttpRequest,
    here: Here,
    forum: Forum,
    *,
    form: forms.Form,
    act: Callable[[Mapping[str, Any]], object],
    done: str,
    title: str,
    lead: str,
    submit: str = "Spara",
    back: str = "",
    leads_to: Callable[[Any], str] | None = None,
) -> HttpResponse:
    """A page around a form about a forum; without `back` or `leads_to` it leads to the forum's page."""
    return form_page(
        request,
        form=form,
        act=act,
        done=done,
        back=back or reverse("forums:show", args=(here.cooperation.slug, forum.pk)),
        template="forums/form.html",
        context={"here": here, "forum": forum, "title": title, "lead": lead, "submit": submit},
        leads_to=leads_to,
    )


def find_forum(here: Here, forum_id: int) -> Forum:
    return get_object_or_404(forums(here.scope, cooperation=here.cooperation), pk=forum_id)


def recordable_forum(here: Here, forum_id: int) -> Forum:
    """A forum whose meetings the person who asks may enter."""
    forum = find_forum(here, forum_id)
    here.scope.require(
        Permission.RECORD_MEETINGS, cooperation_id=here.cooperation.pk, area_path=forum.area_path
    )
    return forum


def find_meeting(here: Here, forum: Forum, meeting_id: int) -> Meeting:
    mine = meetings(here.scope, cooperation=here.cooperation).filter(forum=forum)
    return get_object_or_404(mine, pk=meeting_id)


def find_held_meeting(here: Here, forum: Forum, meeting_id: int) -> Meeting:
    meeting = find_meeting(here, forum, meeting_id)
    if meeting.state != Meeting.State.HELD:
        raise Http404
    return meeting

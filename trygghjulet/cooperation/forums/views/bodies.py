"""The pages where a forum is set up, seen and ended."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trygghjulet.cooperation.forums import operations
from trygghjulet.cooperation.forums.forms.bodies import EndForm, ForumForm
from trygghjulet.cooperation.forums.models import Meeting
from trygghjulet.cooperation.forums.queries import forums, meetings
from trygghjulet.cooperation.forums.views import members, turns
from trygghjulet.cooperation.forums.views._common import find_forum, page
from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.geography.queries import tree
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.parties.queries import parties_in
from trygghjulet.foundation.ui.pages import form_page

#: What stands on a forum's page beside its meetings; each gives what its part of the template needs.
PANELS = (members.panel, turns.panel)


@cooperation_page
def set_up(request: HttpRequest, here: Here) -> HttpResponse:
    """Set up a body that meets."""
    here.scope.require(Permission.MANAGE, cooperation_id=here.cooperation.pk)
    return form_page(
        request,
        form=ForumForm(
            request.POST or None,
            parties=parties_in(here.scope, cooperation=here.cooperation),
            areas=tree(here.cooperation.area),
        ),
        act=lambda given: operations.set_up(by=here.scope, at=here.at, cooperation=here.cooperation, **given),
        done="Forumet är infört.",
        back=reverse("overview:frame", args=(here.cooperation.slug,)),
        template="parties/form.html",
        context={
            "here": here,
            "title": "För in ett forum",
            "lead": "Styrgrupper och råd kan anta lägesbilder.",
        },
    )


@cooperation_page
def show(request: HttpRequest, here: Here, forum_id: int) -> HttpResponse:
    """A forum and its meetings: those to come first, then those that were."""
    forum = find_forum(here, forum_id)
    all_of_them = list(meetings(here.scope, cooperation=here.cooperation).filter(forum=forum))
    context: dict[str, Any] = {
        "here": here,
        "forum": forum,
        "today": here.today,
        "planned": [m for m in reversed(all_of_them) if m.state == Meeting.State.PLANNED],
        "past": [m for m in all_of_them if m.state != Meeting.State.PLANNED],
        "may_record": here.may(Permission.RECORD_MEETINGS, forum.area_path),
        "may_manage": here.may(Permission.MANAGE),
    }
    for panel in PANELS:
        context |= panel(here, forum)
    return render(request, "forums/show.html", context)


@cooperation_page
def end(request: HttpRequest, here: Here, forum_id: int) -> HttpResponse:
    """Let a forum end."""
    forum = find_forum(here, forum_id)
    here.scope.require(Permission.MANAGE, cooperation_id=here.cooperation.pk)
    others = forums(here.scope, cooperation=here.cooperation).exclude(pk=forum.pk)
    return page(
        request,
        here,
        forum,
        form=EndForm(request.POST or None, others=others.filter(ended_on__isnull=True)),
        act=lambda given: operations.end_forum(by=here.scope, at=here.at, forum=forum, **given),
        done="Forumets sista dag är införd.",
        title=f"Låt {forum.name} upphöra",
        lead="Mötena står kvar. Det som forumet skulle ha gjort sedan saknar ägare tills någon tar över det.",
        submit="Låt forumet upphöra",
    )

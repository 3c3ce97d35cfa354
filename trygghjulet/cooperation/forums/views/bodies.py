"""The pages where the organisation is seen, and a forum is set up, seen, changed and ended."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trygghjulet.cooperation.forums import operations
from trygghjulet.cooperation.forums.forms.bodies import ChangeForm, EndForm, ForumForm
from trygghjulet.cooperation.forums.models import Forum, Meeting
from trygghjulet.cooperation.forums.queries import forums, meetings
from trygghjulet.cooperation.forums.queries.call import standing_of_call
from trygghjulet.cooperation.forums.queries.organisation import listed_forums, organisation_of
from trygghjulet.cooperation.forums.rules import organisation_picture
from trygghjulet.cooperation.forums.views import assignments, members, place, routing, tasks, turns
from trygghjulet.cooperation.forums.views._common import find_forum, page
from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.geography.queries import tree
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.parties.queries import parties_in
from trygghjulet.foundation.ui.pages import form_page

#: What stands on a forum's page beside its meetings; each gives what its part of the template needs.
PANELS = (
    place.panel,
    assignments.panel,
    members.panel,
    turns.panel,
    tasks.forum_panel,
    routing.forum_panel,
)


@cooperation_page
def index(request: HttpRequest, here: Here) -> HttpResponse:
    """The organisation as a picture, and every forum with its next meeting and its empty seats."""
    mine = forums(here.scope, cooperation=here.cooperation)
    context = {
        "here": here,
        "organisation": organisation_of(
            here.scope, cooperation=here.cooperation, on=here.today, href=lambda one: address(here, one)
        ),
        "listed": listed_forums(here.scope, cooperation=here.cooperation, on=here.today),
        "ended": mine.filter(ended_on__lt=here.today),
        "may_manage": here.may(Permission.MANAGE),
    }
    return render(request, "forums/index.html", context)


@cooperation_page
def image(request: HttpRequest, here: Here) -> HttpResponse:
    """The organisation as a picture of its own, for an annex or a talk."""
    found = organisation_of(here.scope, cooperation=here.cooperation, on=here.today)
    drawn = organisation_picture.svg(found, name=here.cooperation.name)
    answer = HttpResponse(drawn, content_type="image/svg+xml")
    answer["Content-Disposition"] = f'attachment; filename="organisation-{here.cooperation.slug}.svg"'
    return answer


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
        back=reverse("forums:index", args=(here.cooperation.slug,)),
        template="parties/form.html",
        context={
            "here": here,
            "title": "För in ett forum",
            "lead": "Styrgrupper, råd och nämnder kan anta lägesbilder. Syfte, mandat och vem forumet bereder för "
            "för du in på dess sida.",
        },
    )


@cooperation_page
def show(request: HttpRequest, here: Here, forum_id: int) -> HttpResponse:
    """A forum: what it is, its place in the organisation, who sits there, and its meetings."""
    forum = find_forum(here, forum_id)
    own = meetings(here.scope, cooperation=here.cooperation).filter(forum=forum)
    all_of_them = list(own.select_related("minutes"))
    context: dict[str, Any] = {
        "here": here,
        "forum": forum,
        "today": here.today,
        "planned": [
            (m, standing_of_call(m, on=here.today))
            for m in reversed(all_of_them)
            if m.state == Meeting.State.PLANNED
        ],
        "past": [
            (m, standing_of_call(m, on=here.today)) for m in all_of_them if m.state != Meeting.State.PLANNED
        ],
        "may_record": here.may(Permission.RECORD_MEETINGS, forum.area_path),
        "may_manage": here.may(Permission.MANAGE),
    }
    for panel in PANELS:
        context |= panel(here, forum)
    return render(request, "forums/show.html", context)


@cooperation_page
def edit(request: HttpRequest, here: Here, forum_id: int) -> HttpResponse:
    """Change what is known of a forum."""
    forum = find_forum(here, forum_id)
    here.scope.require(Permission.MANAGE, cooperation_id=here.cooperation.pk)
    form = ChangeForm(
        request.POST or None,
        initial=ChangeForm.initial_of(forum),
        parties=parties_in(here.scope, cooperation=here.cooperation),
        others=forums(here.scope, cooperation=here.cooperation).exclude(pk=forum.pk),
    )
    overtaken = request.method == "POST" and request.POST.get("seen") != str(forum.revision)
    return page(
        request,
        here,
        forum,
        form=form,
        act=lambda given: operations.change_forum(
            by=here.scope, at=here.at, forum=forum, content=form.content, seen=given["seen"]
        ),
        done="Ändringarna är sparade.",
        title=f"Ändra {forum.name}",
        lead="Det som inte är känt lämnas tomt."
        if not overtaken
        else f"Så här är det sparat nu: {_as_saved(forum, form)}",
    )


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


def address(here: Here, forum: Forum) -> str:
    """Where a forum's page is."""
    return reverse("forums:show", args=(here.cooperation.slug, forum.pk))


def _as_saved(forum: Forum, form: ChangeForm) -> str:
    saved = {**ChangeForm.initial_of(forum), "kind": forum.get_kind_display(), "seen": ""}
    return ". ".join(
        f"{field.label}: {'ja' if saved[name] is True else saved[name]}"
        for name, field in form.fields.items()
        if saved.get(name)
    )

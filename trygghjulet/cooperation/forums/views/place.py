"""A forum's place in the organisation: how it stands to others, both ways, and who is to have what from it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from trygghjulet.cooperation.forums import operations
from trygghjulet.cooperation.forums.forms.bodies import LinkForm
from trygghjulet.cooperation.forums.models import Forum, RoutingRule
from trygghjulet.cooperation.forums.queries import forums
from trygghjulet.cooperation.forums.queries.organisation import links_of, organisation_of
from trygghjulet.cooperation.forums.rules.organisation import BACK, WORDS, Link
from trygghjulet.cooperation.forums.views._common import find_forum, page
from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.parties.door import Here, cooperation_page

_MONTHS = ("jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")


def panel(here: Here, forum: Forum) -> dict[str, Any]:
    """What the forum's page shows of it."""
    mine = links_of(here.scope, cooperation=here.cooperation)
    out, back = mine.filter(forum=forum), mine.filter(to=forum)
    return {
        "place_links": [(WORDS[Link(link.kind)], link.to, link) for link in out]
        + [(BACK[Link(link.kind)], link.forum, link) for link in back],
        "place_parts": forums(here.scope, cooperation=here.cooperation).filter(
            part_of=forum, ended_on__isnull=True
        ),
        "place_organisation": organisation_of(
            here.scope,
            cooperation=here.cooperation,
            on=here.today,
            href=lambda one: reverse("forums:show", args=(here.cooperation.slug, one.pk)),
            only=forum,
        ),
        "place_routes": [
            (rule, when(rule)) for rule in forum.routing.select_related("to_forum").order_by("ended_on", "pk")
        ],
    }


def when(rule: RoutingRule) -> str:
    """When somebody is to have it, in words."""
    if rule.when == RoutingRule.When.YEARLY and rule.yearly_by_month and rule.yearly_by_day:
        return f"en gång om året, senast den {rule.yearly_by_day} {_MONTHS[rule.yearly_by_month - 1]}"
    within = f", inom {rule.within_days} dagar" if rule.within_days is not None else ""
    return f"{rule.get_when_display().lower()}{within}"


@cooperation_page
def add_link(request: HttpRequest, here: Here, forum_id: int) -> HttpResponse:
    """Say how the forum stands to another."""
    forum = _manageable(here, forum_id)
    others = forums(here.scope, cooperation=here.cooperation).filter(ended_on__isnull=True)
    return page(
        request,
        here,
        forum,
        form=LinkForm(request.POST or None, others=others.exclude(pk=forum.pk)),
        act=lambda given: operations.add_link(by=here.scope, at=here.at, forum=forum, **given),
        done="Vägen är införd.",
        title=f"Hur {forum.name} står till ett annat forum",
        lead="Det syns på båda forumens sidor och i bilden av organisationen.",
    )


@cooperation_page
@require_POST
def remove_link(request: HttpRequest, here: Here, forum_id: int, link_id: int) -> HttpResponse:
    """Take a way to or from the forum away."""
    forum = _manageable(here, forum_id)
    mine = links_of(here.scope, cooperation=here.cooperation)
    link = get_object_or_404(mine.filter(forum=forum) | mine.filter(to=forum), pk=link_id)
    operations.remove_link(by=here.scope, at=here.at, link=link)
    return redirect("forums:show", here.cooperation.slug, forum.pk)


def _manageable(here: Here, forum_id: int) -> Forum:
    forum = find_forum(here, forum_id)
    here.scope.require(Permission.MANAGE, cooperation_id=here.cooperation.pk)
    return forum

"""Whose turn it is to lead, convene and take notes, how it has been shared, and stepping aside from it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from trygghjulet.cooperation.forums import operations
from trygghjulet.cooperation.forums.forms.turns import OverrideForm, SharePeriodForm, TurnsForm
from trygghjulet.cooperation.forums.models import Forum, Meeting, TurnOverride, TurnRule
from trygghjulet.cooperation.forums.queries.turns import awaited, proposed_for, turnings
from trygghjulet.cooperation.forums.views._common import (
    find_forum,
    find_meeting,
    page,
    recordable_forum,
)
from trygghjulet.cooperation.forums.views._doing import do
from trygghjulet.cooperation.forums.views.members import manageable_forum
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.parties.models import Party
from trygghjulet.foundation.parties.queries import parties_in


def panel(here: Here, forum: Forum) -> dict[str, Any]:
    """Whose turn it is at the next meeting, and how it has been shared so far."""
    return {
        "turns": turnings(here.scope, forum=forum),
        "turns_awaited": awaited(here.scope, forum=forum),
        "turns_may_set": here.may(Permission.MANAGE, forum.area_path) and not forum.ended_on,
        "turns_may_record": here.may(Permission.RECORD_MEETINGS, forum.area_path),
    }


def _turns_page(here: Here, forum: Forum) -> str:
    return reverse("forums:turns", args=(here.cooperation.slug, forum.pk))


@cooperation_page
def show(request: HttpRequest, here: Here, forum_id: int) -> HttpResponse:
    """How the tasks have been shared over a time, and whose turn it is at each planned meeting."""
    forum = find_forum(here, forum_id)
    chosen = SharePeriodForm(request.GET or None)
    period = chosen.cleaned_data if chosen.is_bound and chosen.is_valid() else {}
    first, last = period.get("fran"), period.get("till")
    found = turnings(here.scope, forum=forum, first=first, last=last)
    to_follow = {
        one.meeting.pk: one.meeting
        for turn in found
        for one in turn.proposed
        if one.chosen is None or one.differs
    }
    context = {
        "here": here,
        "forum": forum,
        "filter": chosen if chosen.is_bound else SharePeriodForm(),
        "first": first,
        "last": last,
        **panel(here, forum),
        "turns": found,
        "turns_to_follow": sorted(to_follow.values(), key=lambda one: one.on),
    }
    return render(request, "forums/turns.html", context)


@cooperation_page
def set_turns(request: HttpRequest, here: Here, forum_id: int) -> HttpResponse:
    """Let a task go in turns between the parties."""
    forum = manageable_forum(here, forum_id)
    form = TurnsForm(request.POST or None, parties=parties_in(here.scope, cooperation=here.cooperation))
    return page(
        request,
        here,
        forum,
        form=form,
        act=lambda _: operations.set_turns(by=here.scope, at=here.at, forum=forum, **form.given),
        done="Turordningen är bestämd.",
        title=f"Turordning i {forum.name}",
        lead="Den som ska leda, sammankalla eller föra anteckningar föreslås för varje planerat möte.",
        back=_turns_page(here, forum),
    )


@cooperation_page
def end_turns(request: HttpRequest, here: Here, forum_id: int, rule_id: int) -> HttpResponse:
    """Let a task no longer go in turns."""
    forum = manageable_forum(here, forum_id)
    rule = get_object_or_404(
        TurnRule.objects.select_related("forum__cooperation__area"), forum=forum, pk=rule_id
    )
    return page(
        request,
        here,
        forum,
        form=forms.Form(request.POST if request.method == "POST" else None),
        act=lambda _: operations.end_turns(by=here.scope, at=here.at, rule=rule),
        done="Turordningen är borttagen.",
        title=f"Ta bort turordningen för {rule.get_what_display().lower()}",
        lead="Vem som har haft uppgiften står kvar på mötena.",
        submit="Ta bort turordningen",
        back=_turns_page(here, forum),
    )


@require_POST
@cooperation_page
def follow(request: HttpRequest, here: Here, forum_id: int, meeting_id: int) -> HttpResponse:
    """Set a planned meeting's chair, convener and note-taker to those whose turn it is."""
    forum = recordable_forum(here, forum_id)
    meeting = find_meeting(here, forum, meeting_id)
    return do(
        request,
        lambda: operations.follow_turns(by=here.scope, at=here.at, meeting=meeting),
        done=f"Mötet {numbers.day(meeting.on)} följer turordningen.",
        back=_turns_page(here, forum),
    )


@cooperation_page
def override(request: HttpRequest, here: Here, forum_id: int, meeting_id: int) -> HttpResponse:
    """Let another than the one in turn take a task at a planned meeting, and say why."""
    forum = recordable_forum(here, forum_id)
    meeting = find_meeting(here, forum, meeting_id)
    found = proposed_for(here.scope, meeting=meeting)
    labels = dict(TurnRule.What.choices)
    parties = Party.objects.filter(
        pk__in=[party.pk for one in turnings(here.scope, forum=forum) for party in one.parties]
    )
    in_turn = ", ".join(f"{labels[what].lower()}: {one.party}" for what, one in found.items())
    return page(
        request,
        here,
        forum,
        form=OverrideForm(
            request.POST or None,
            tasks=[(what, labels[what]) for what in found],
            parties=parties,
        ),
        act=lambda given: operations.override_turn(by=here.scope, at=here.at, meeting=meeting, **given),
        done="Avsteget är infört.",
        title=f"Avsteg från turordningen {numbers.day(meeting.on)}",
        lead=f"I tur den dagen är {in_turn}. Den som kliver åt sidan får turen åter." if in_turn else "",
        back=_turns_page(here, forum),
    )


@require_POST
@cooperation_page
def take_back(
    request: HttpRequest, here: Here, forum_id: int, meeting_id: int, override_id: int
) -> HttpResponse:
    """Let the one in turn have the task after all."""
    forum = recordable_forum(here, forum_id)
    meeting: Meeting = find_meeting(here, forum, meeting_id)
    stepped = get_object_or_404(
        TurnOverride.objects.select_related("meeting__forum__cooperation__area", "in_turn"),
        meeting=meeting,
        pk=override_id,
    )
    return do(
        request,
        lambda: operations.take_back_override(by=here.scope, at=here.at, override=stepped),
        done="Avsteget är taget tillbaka.",
        back=_turns_page(here, forum),
    )

"""The pages where a forum is set up, seen and ended, and its meetings are entered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from trygghjulet.cooperation.forums import operations
from trygghjulet.cooperation.forums.forms import (
    CallForm,
    CancelForm,
    EndForm,
    ForumForm,
    HeldForm,
    NotesForm,
    PlanForm,
    TakeBackForm,
)
from trygghjulet.cooperation.forums.models import Forum, Meeting
from trygghjulet.cooperation.forums.queries import forums, meetings
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.geography.queries import tree
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.parties.queries import parties_in
from trygghjulet.foundation.ui.pages import form_page


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
    forum = _forum(here, forum_id)
    all_of_them = list(meetings(here.scope, cooperation=here.cooperation).filter(forum=forum))
    context = {
        "here": here,
        "forum": forum,
        "today": here.today,
        "planned": [m for m in reversed(all_of_them) if m.state == Meeting.State.PLANNED],
        "past": [m for m in all_of_them if m.state != Meeting.State.PLANNED],
        "may_record": here.may(Permission.RECORD_MEETINGS, forum.area_path),
        "may_manage": here.may(Permission.MANAGE),
    }
    return render(request, "forums/show.html", context)


@cooperation_page
def end(request: HttpRequest, here: Here, forum_id: int) -> HttpResponse:
    """Let a forum end."""
    forum = _forum(here, forum_id)
    here.scope.require(Permission.MANAGE, cooperation_id=here.cooperation.pk)
    others = forums(here.scope, cooperation=here.cooperation).exclude(pk=forum.pk)
    return _page(
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


@cooperation_page
def plan(request: HttpRequest, here: Here, forum_id: int) -> HttpResponse:
    """Plan a meeting."""
    forum = _recordable(here, forum_id)
    return _page(
        request,
        here,
        forum,
        form=PlanForm(request.POST or None, parties=parties_in(here.scope, cooperation=here.cooperation)),
        act=lambda given: operations.plan_meeting(by=here.scope, at=here.at, forum=forum, **given),
        done="Mötet är planerat.",
        title="Planera ett möte",
        lead=f"Ett kommande möte med {forum.name}.",
    )


@cooperation_page
def hold(request: HttpRequest, here: Here, forum_id: int) -> HttpResponse:
    """Enter a meeting that was held without having been planned here."""
    return _held_page(request, here, _recordable(here, forum_id), None)


@cooperation_page
def hold_planned(request: HttpRequest, here: Here, forum_id: int, meeting_id: int) -> HttpResponse:
    """Enter that a planned meeting was held."""
    forum = _recordable(here, forum_id)
    return _held_page(request, here, forum, _meeting(here, forum, meeting_id))


@cooperation_page
def correct(request: HttpRequest, here: Here, forum_id: int, meeting_id: int) -> HttpResponse:
    """Put right what is entered of a held meeting."""
    forum = _recordable(here, forum_id)
    meeting = _held_meeting(here, forum, meeting_id)
    names = ("held_on", "full_day", "chaired_by", "convened_by", "notes_by")
    return _page(
        request,
        here,
        forum,
        form=HeldForm(
            request.POST or None,
            initial={name: getattr(meeting, name) for name in names},
            parties=parties_in(here.scope, cooperation=here.cooperation),
        ),
        act=lambda given: operations.correct_meeting(by=here.scope, at=here.at, meeting=meeting, **given),
        done="Mötet är rättat.",
        title=f"Rätta mötet {numbers.day(meeting.on)}",
        lead="Det som stod förut finns kvar i loggen.",
    )


@cooperation_page
def take_back(request: HttpRequest, here: Here, forum_id: int, meeting_id: int) -> HttpResponse:
    """Take back that a meeting was held."""
    forum = _recordable(here, forum_id)
    meeting = _held_meeting(here, forum, meeting_id)
    then = "Mötet blir planerat igen" if meeting.planned_on else "Mötet försvinner härifrån"
    return _page(
        request,
        here,
        forum,
        form=TakeBackForm(request.POST or None),
        act=lambda given: operations.take_back_meeting(by=here.scope, at=here.at, meeting=meeting, **given),
        done="Mötet är taget tillbaka.",
        title=f"Ta tillbaka mötet {numbers.day(meeting.on)}",
        lead=f"För ett möte som fördes in av misstag. {then}, och dess utskick tas bort. Loggen minns allt.",
        submit="Ta tillbaka mötet",
    )


@cooperation_page
def cancel(request: HttpRequest, here: Here, forum_id: int, meeting_id: int) -> HttpResponse:
    """Cancel a planned meeting."""
    forum = _recordable(here, forum_id)
    meeting = _meeting(here, forum, meeting_id)
    return _page(
        request,
        here,
        forum,
        form=CancelForm(request.POST or None),
        act=lambda given: operations.cancel_meeting(by=here.scope, at=here.at, meeting=meeting, **given),
        done="Mötet är inställt.",
        title=f"Ställ in mötet {numbers.day(meeting.on)}",
        lead="Ett inställt möte räknas inte, men syns i listan.",
        submit="Ställ in mötet",
    )


@cooperation_page
def call(request: HttpRequest, here: Here, forum_id: int, meeting_id: int) -> HttpResponse:
    """Enter when the call to a meeting went out."""
    forum = _recordable(here, forum_id)
    meeting = _meeting(here, forum, meeting_id)
    return _page(
        request,
        here,
        forum,
        form=CallForm(request.POST or None, initial={"on": here.today}),
        act=lambda given: operations.send_call(by=here.scope, at=here.at, meeting=meeting, **given),
        done="Kallelsen är införd.",
        title=f"Kallelsen till mötet {numbers.day(meeting.on)}",
        lead="Ange dagen när kallelsen gick ut. Själva utskicket gör ni som ni brukar.",
    )


@cooperation_page
def notes(request: HttpRequest, here: Here, forum_id: int, meeting_id: int) -> HttpResponse:
    """Enter that a meeting's notes went to somebody."""
    forum = _recordable(here, forum_id)
    meeting = _meeting(here, forum, meeting_id)
    return _page(
        request,
        here,
        forum,
        form=NotesForm(
            request.POST or None,
            initial={"on": here.today},
            forums=forums(here.scope, cooperation=here.cooperation),
        ),
        act=lambda given: operations.record_notes_sent(by=here.scope, at=here.at, meeting=meeting, **given),
        done="Utskicket är infört.",
        title=f"Anteckningarna från mötet {numbers.day(meeting.on)}",
        lead="Ange vem som fick minnesanteckningarna eller protokollet, och när.",
    )


def _held_page(request: HttpRequest, here: Here, forum: Forum, meeting: Meeting | None) -> HttpResponse:
    known = (
        {
            "held_on": meeting.planned_on,
            "full_day": meeting.full_day,
            "convened_by": meeting.convened_by,
            "chaired_by": forum.led_by,
        }
        if meeting
        else {"chaired_by": forum.led_by}
    )
    return _page(
        request,
        here,
        forum,
        form=HeldForm(
            request.POST or None,
            initial=known,
            parties=parties_in(here.scope, cooperation=here.cooperation),
        ),
        act=lambda given: operations.hold_meeting(
            by=here.scope, at=here.at, forum=forum, meeting=meeting, **given
        ),
        done="Mötet är infört.",
        title=f"Mötet {numbers.day(meeting.on)} hölls" if meeting else "För in ett möte som har hållits",
        lead=f"Ett möte med {forum.name}. Det som inte är känt lämnas tomt.",
    )


def _page(
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
) -> HttpResponse:
    return form_page(
        request,
        form=form,
        act=act,
        done=done,
        back=reverse("forums:show", args=(here.cooperation.slug, forum.pk)),
        template="forums/form.html",
        context={"here": here, "forum": forum, "title": title, "lead": lead, "submit": submit},
    )


def _forum(here: Here, forum_id: int) -> Forum:
    return get_object_or_404(forums(here.scope, cooperation=here.cooperation), pk=forum_id)


def _recordable(here: Here, forum_id: int) -> Forum:
    """A forum whose meetings the person who asks may enter."""
    forum = _forum(here, forum_id)
    here.scope.require(
        Permission.RECORD_MEETINGS, cooperation_id=here.cooperation.pk, area_path=forum.area_path
    )
    return forum


def _meeting(here: Here, forum: Forum, meeting_id: int) -> Meeting:
    mine = meetings(here.scope, cooperation=here.cooperation).filter(forum=forum)
    return get_object_or_404(mine, pk=meeting_id)


def _held_meeting(here: Here, forum: Forum, meeting_id: int) -> Meeting:
    meeting = _meeting(here, forum, meeting_id)
    if meeting.state != Meeting.State.HELD:
        raise Http404
    return meeting

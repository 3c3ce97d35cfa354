"""The pages where a forum's meetings are planned and entered."""

from __future__ import annotations

from dataclasses import fields

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from trygghjulet.cooperation.forums import operations
from trygghjulet.cooperation.forums.forms.meetings import (
    CancelForm,
    EditForm,
    HeldForm,
    PlanForm,
    TakeBackForm,
)
from trygghjulet.cooperation.forums.models import Forum, Meeting
from trygghjulet.cooperation.forums.rules.meetings import said_when
from trygghjulet.cooperation.forums.views._common import (
    find_held_meeting,
    find_meeting,
    page,
    recordable_forum,
)
from trygghjulet.cooperation.forums.views.agenda import meeting_form, recordable_meeting
from trygghjulet.documents import numbers
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.parties.queries import parties_in


@cooperation_page
def plan(request: HttpRequest, here: Here, forum_id: int) -> HttpResponse:
    """Plan a meeting."""
    forum = recordable_forum(here, forum_id)
    return page(
        request,
        here,
        forum,
        form=PlanForm(request.POST or None, parties=parties_in(here.scope, cooperation=here.cooperation)),
        act=lambda given: operations.plan_meeting(by=here.scope, at=here.at, forum=forum, **given),
        done="Mötet är planerat.",
        title="Planera ett möte",
        lead=f"Ett kommande möte med {forum.name}.",
        back=f"{reverse('forums:show', args=(here.cooperation.slug, forum.pk))}#planerade",
    )


@cooperation_page
def edit(request: HttpRequest, here: Here, forum_id: int, meeting_id: int) -> HttpResponse:
    """Give a planned meeting another day, other hours or another place."""
    meeting = recordable_meeting(here, forum_id, meeting_id)
    names = [field.name for field in fields(operations.MeetingContent)]
    told = (
        ("När och var", said_when(meeting.on, meeting.starts_at, meeting.ends_at, meeting.place)),
        ("Rubrik", meeting.title),
        ("Kallas av", str(meeting.convened_by or "")),
    )
    called = " De som är kallade och har konto får besked." if meeting.call_sent_on else ""
    return meeting_form(
        request,
        here,
        meeting,
        EditForm(
            request.POST or None,
            initial={**{name: getattr(meeting, name) for name in names}, "seen": meeting.revision},
            parties=parties_in(here.scope, cooperation=here.cooperation),
        ),
        act=lambda given: operations.change_meeting(
            by=here.scope,
            at=here.at,
            meeting=meeting,
            seen=given["seen"],
            content=operations.MeetingContent(**{name: given[name] for name in names}),
        ),
        done="Mötet är ändrat.",
        anchor="",
        title=f"Ändra mötet {numbers.day(meeting.on)}",
        lead=f"Byt dag, tid, plats eller rubrik. Inbjudan i kalendern följer med.{called}",
        saved=told,
    )


@cooperation_page
def hold(request: HttpRequest, here: Here, forum_id: int) -> HttpResponse:
    """Enter a meeting that was held without having been planned here."""
    return _held_page(request, here, recordable_forum(here, forum_id), None)


@cooperation_page
def hold_planned(request: HttpRequest, here: Here, forum_id: int, meeting_id: int) -> HttpResponse:
    """Enter that a planned meeting was held."""
    forum = recordable_forum(here, forum_id)
    return _held_page(request, here, forum, find_meeting(here, forum, meeting_id))


@cooperation_page
def correct(request: HttpRequest, here: Here, forum_id: int, meeting_id: int) -> HttpResponse:
    """Put right what is entered of a held meeting."""
    forum = recordable_forum(here, forum_id)
    meeting = find_held_meeting(here, forum, meeting_id)
    names = ("held_on", "full_day", "chaired_by", "convened_by", "notes_by")
    return page(
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
    forum = recordable_forum(here, forum_id)
    meeting = find_held_meeting(here, forum, meeting_id)
    then = "Mötet blir planerat igen" if meeting.planned_on else "Mötet försvinner härifrån"
    return page(
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
    forum = recordable_forum(here, forum_id)
    meeting = find_meeting(here, forum, meeting_id)
    called = " De som är kallade och har konto får besked." if meeting.call_sent_on else ""
    return page(
        request,
        here,
        forum,
        form=CancelForm(request.POST or None),
        act=lambda given: operations.cancel_meeting(by=here.scope, at=here.at, meeting=meeting, **given),
        done="Mötet är inställt.",
        title=f"Ställ in mötet {numbers.day(meeting.on)}",
        lead=f"Ett inställt möte räknas inte, men syns i listan. Ärendena flyttas till nästa möte.{called}",
        submit="Ställ in mötet",
    )


def _meeting_page(here: Here, meeting: Meeting) -> str:
    return reverse("forums:meeting", args=(here.cooperation.slug, meeting.forum_id, meeting.pk))


def _held_page(request: HttpRequest, here: Here, forum: Forum, meeting: Meeting | None) -> HttpResponse:
    known = (
        {
            "held_on": meeting.planned_on,
            "full_day": meeting.full_day,
            "convened_by": meeting.convened_by,
            # What the turns or somebody has set for the meeting, else who leads the forum.
            "chaired_by": meeting.chaired_by or forum.led_by,
            "notes_by": meeting.notes_by,
        }
        if meeting
        else {"chaired_by": forum.led_by}
    )
    return page(
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
        leads_to=lambda held: _meeting_page(here, held),
    )

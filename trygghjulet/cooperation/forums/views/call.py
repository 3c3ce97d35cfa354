"""The call to a meeting: the page that is printed, the page where it is sent, and what calendar programs take in."""

from __future__ import annotations

from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trygghjulet.cooperation.forums import operations
from trygghjulet.cooperation.forums.forms.meetings import CallForm, CallWordsForm
from trygghjulet.cooperation.forums.models import Forum, Meeting
from trygghjulet.cooperation.forums.queries import meetings
from trygghjulet.cooperation.forums.queries.agenda import agenda_of
from trygghjulet.cooperation.forums.queries.call import (
    called_to,
    checks_of,
    signers,
    standing_of_call,
    users_called,
    without_account,
)
from trygghjulet.cooperation.forums.rules.invitation import Invitation, feed, invitation
from trygghjulet.cooperation.forums.section.call import facts, section
from trygghjulet.cooperation.forums.views._common import find_forum, find_meeting
from trygghjulet.cooperation.forums.views.agenda import back_to, meeting_form, recordable_meeting
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.ui.pages import form_page


@cooperation_page
def summons(request: HttpRequest, here: Here, forum_id: int, meeting_id: int) -> HttpResponse:
    """The call as a page: the same words as the PDF and the Word file."""
    forum = find_forum(here, forum_id)
    meeting = find_meeting(here, forum, meeting_id)
    context = {
        "here": here,
        "forum": forum,
        "meeting": meeting,
        "facts": facts(meeting, on=here.today),
        "sections": section(here.scope, meeting=meeting, on=here.today),
        "standing": standing_of_call(meeting, on=here.today),
        "may_record": here.may(Permission.RECORD_MEETINGS, forum.area_path),
        "cancelled": meeting.state == Meeting.State.CANCELLED,
    }
    return render(request, "forums/summons.html", context)


@cooperation_page
def write(request: HttpRequest, here: Here, forum_id: int, meeting_id: int) -> HttpResponse:
    """Write what the call says beside the agenda, and who signs it."""
    meeting = recordable_meeting(here, forum_id, meeting_id)
    chair, secretary = signers(meeting)
    return meeting_form(
        request,
        here,
        meeting,
        CallWordsForm(
            request.POST or None,
            initial={
                "call_words": meeting.call_words,
                "signed_by_chair": chair[:120],
                "signed_by_secretary": secretary[:120],
                "seen": meeting.revision,
            },
        ),
        act=lambda given: operations.write_call(by=here.scope, at=here.at, meeting=meeting, **given),
        done="Kallelsens ord är sparade.",
        anchor="",
        title="Kallelsens ord och underskrift",
        lead="Det som står utöver dagordningen, och vem som undertecknar.",
        saved=(
            ("Ord i kallelsen", meeting.call_words),
            ("För ordföranden", meeting.signed_by_chair),
            ("Sekreterare", meeting.signed_by_secretary),
        ),
    )


@cooperation_page
def send(request: HttpRequest, here: Here, forum_id: int, meeting_id: int) -> HttpResponse:
    """Look the call through, send it to those who have an account, and enter the day that it went out."""
    meeting = recordable_meeting(here, forum_id, meeting_id)
    agenda = agenda_of(meeting, on=here.today)
    reached = users_called(meeting, on=here.today)
    unreached = without_account(meeting, on=here.today)
    others = (
        f" {len(unreached)} av de kallade har inget konto: sänd den till dem som ni brukar."
        if unreached
        else ""
    )
    may_tell = bool(reached) and meeting.state == Meeting.State.PLANNED and meeting.on >= here.today
    form = CallForm(request.POST or None, initial={"on": here.today, "tell": may_tell})
    if not may_tell:
        del form.fields["tell"]
    return form_page(
        request,
        form=form,
        act=lambda given: operations.send_call(by=here.scope, at=here.at, meeting=meeting, **given),
        done=f"Kallelsen är införd.{others}",
        back=back_to(here, meeting, ""),
        template="forums/send_call.html",
        context={
            "here": here,
            "forum": meeting.forum,
            "meeting": meeting,
            "title": f"Kallelsen till mötet {numbers.day(meeting.on)}",
            "standing": standing_of_call(meeting, on=here.today),
            "checks": checks_of(
                meeting,
                points=len(agenda.to_come),
                clashes=len(agenda.clashes),
                proposals_missing=agenda.proposals_missing,
            ),
            "called": len(called_to(meeting)),
            "reached": len(reached),
            "unreached": unreached,
            "submit": "För in och skicka kallelsen" if may_tell else "För in kallelsen",
        },
    )


@cooperation_page
def invite(request: HttpRequest, here: Here, forum_id: int, meeting_id: int) -> HttpResponse:
    """A meeting for one's own calendar: a change or a cancellation of it is taken in as the same meeting."""
    meeting = find_meeting(here, find_forum(here, forum_id), meeting_id)
    content = invitation(
        _invitation(request, here, meeting),
        made_at=here.at,
        organizer=_organizer(request),
        name=meeting.forum.name,
        attendee=request.user.email if request.user.is_authenticated else "",
    )
    return _calendar(content, f"mote-{meeting.pk}")


@cooperation_page
def calendar(request: HttpRequest, here: Here, forum_id: int) -> HttpResponse:
    """All the forum's meetings as one calendar file."""
    forum = find_forum(here, forum_id)
    mine = meetings(here.scope, cooperation=here.cooperation).filter(forum=forum)
    content = feed(
        [_invitation(request, here, meeting) for meeting in mine],
        made_at=here.at,
        organizer=_organizer(request),
        name=f"{forum.name}, {here.cooperation.name}",
    )
    return _calendar(content, f"moten-{forum.pk}")


def _invitation(request: HttpRequest, here: Here, meeting: Meeting) -> Invitation:
    forum: Forum = meeting.forum
    points = [point.numbered_title for point in agenda_of(meeting, on=here.today).to_come]
    page = reverse("forums:meeting", args=(here.cooperation.slug, forum.pk, meeting.pk))
    return Invitation(
        key=f"{here.cooperation.slug}/meeting/{meeting.pk}",
        sequence=meeting.sequence,
        title=f"{forum.name}: {meeting.title}" if meeting.title else forum.name,
        day=meeting.on,
        starts=meeting.starts_at,
        ends=meeting.ends_at,
        place=meeting.place,
        text="\n".join([*(["Dagordning"] if points else []), *points, *meeting.call_words.splitlines()]),
        address=f"{_site(request)}{page}",
        cancelled=meeting.state == Meeting.State.CANCELLED,
    )


def _site(request: HttpRequest) -> str:
    return settings.SITE_URL or request.build_absolute_uri("/").rstrip("/")


def _organizer(request: HttpRequest) -> str:
    """Who an answer goes to: the installation's own address, else one at its site that says that it takes none.

    Some calendar programs take an invitation only from an address of e-mail.
    """
    address = parseaddr(settings.MAIL_FROM)[1]
    return f"mailto:{address if '@' in address else f'svara-inte@{urlsplit(_site(request)).hostname}'}"


def _calendar(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    answer["Cache-Control"] = "private, no-store"
    return answer

"""The minutes of a meeting on their way to being approved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from trygghjulet.cooperation.forums import operations
from trygghjulet.cooperation.forums.forms.minutes import ChangeForm, CorrectionForm, MinutesForm
from trygghjulet.cooperation.forums.models import AgendaItem, Approval, Forum, Meeting, Minutes
from trygghjulet.cooperation.forums.queries.decided import counted
from trygghjulet.cooperation.forums.queries.minutes import (
    Told,
    approvals,
    content_sha256,
    minutes_of,
    possible_approvers,
    told,
)
from trygghjulet.cooperation.forums.rules.minutes import CHANGED_SINCE, called
from trygghjulet.cooperation.forums.section.minutes import state
from trygghjulet.cooperation.forums.views._common import find_forum, find_meeting, recordable_forum
from trygghjulet.foundation.access.rules import Permission, Refused
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.ui.pages import form_page


def panel(here: Here, meeting: Meeting) -> dict[str, Any]:
    """What the meeting's page shows of it."""
    found = told(here.scope, meeting=meeting)
    minutes = found.minutes
    sha256 = content_sha256(meeting) if minutes and minutes.state == Minutes.State.FOR_APPROVAL else ""
    records = here.may(Permission.RECORD_MEETINGS, meeting.forum.area_path)
    return {
        "minutes": minutes,
        "minutes_name": called(formal=bool(minutes and minutes.formal)),
        "minutes_state": state(found),
        "minutes_approvals": [
            (approval, _may_answer(here, approval, records=records)) for approval in found.approvals
        ],
        "minutes_sha256": sha256,
        "minutes_changed": CHANGED_SINCE if minutes and sha256 and sha256 != minutes.content_sha256 else "",
        "minutes_corrections": found.corrections,
        "minutes_records": records and meeting.state != Meeting.State.CANCELLED,
        "minutes_held": meeting.state == Meeting.State.HELD,
        "minutes_unfinished": _unfinished(found)
        if minutes and minutes.state == Minutes.State.WRITING
        else (),
    }


def _unfinished(found: Told) -> tuple[str, ...]:
    """What a reader of the minutes would miss, before they are sent for approval."""
    matters = [one for one in found.dealt if one.point is not None and one.point.item.is_matter]
    to_come = AgendaItem.State.TO_COME
    waiting = [
        one.point.item.title
        for one in matters
        if one.point and one.point.item.state == to_come and one.point.item.kind != AgendaItem.Kind.FORMAL
    ]
    undecided = [
        one.point.item.title
        for one in matters
        if one.point
        and one.point.item.kind == AgendaItem.Kind.DECISION
        and one.point.item.state in (to_come, AgendaItem.State.HANDLED)
        and not one.decisions
    ]
    disputed = [
        f"{decision}: {words}"
        for one in found.dealt
        for decision in one.decisions
        for vote in counted(decision)
        for words in vote.differences
    ]
    said = [f"Beslut saknas: {title}." for title in undecided]
    if waiting:
        said.insert(0, f"Inte införda som behandlade: {'; '.join(waiting)}.")
    return (*said, *disputed)


@cooperation_page
def prepare(request: HttpRequest, here: Here, forum_id: int, meeting_id: int) -> HttpResponse:
    """Say what the minutes are called, who kept them and who is to approve."""
    forum = recordable_forum(here, forum_id)
    meeting = find_meeting(here, forum, meeting_id)
    minutes = minutes_of(here.scope, meeting=meeting)
    form = MinutesForm(
        request.POST or None,
        possible=possible_approvers(forum, on=here.today),
        minutes=minutes,
        asked=list(minutes.approvals.all()) if minutes else [],
    )
    return _page(
        request,
        here,
        meeting,
        form=form,
        act=lambda given: operations.write_minutes(
            by=here.scope,
            at=here.at,
            meeting=meeting,
            formal=given["formal"] == "yes",
            secretary=given["secretary"],
            chair=given["chair"],
            approvers=form.approvers(),
        ),
        done="Uppgifterna om protokollet är sparade.",
        title=f"Protokollet från {meeting}",
        lead="Innehållet hämtas från närvaron, dagordningen, anteckningarna, besluten och uppgifterna.",
    )


@require_POST
@cooperation_page
def send(request: HttpRequest, here: Here, forum_id: int, meeting_id: int) -> HttpResponse:
    """Send the minutes to those who are to approve them."""
    meeting = find_meeting(here, recordable_forum(here, forum_id), meeting_id)
    return _done(
        request,
        here,
        meeting,
        lambda: operations.send_for_approval(by=here.scope, at=here.at, meeting=meeting),
        "Protokollet är skickat för justering.",
    )


@require_POST
@cooperation_page
def reopen(request: HttpRequest, here: Here, forum_id: int, meeting_id: int) -> HttpResponse:
    """Open minutes that are sent but not approved by all."""
    meeting = find_meeting(here, recordable_forum(here, forum_id), meeting_id)
    return _done(
        request,
        here,
        meeting,
        lambda: operations.reopen_minutes(by=here.scope, at=here.at, meeting=meeting),
        "Protokollet är öppet igen. Skicka det på nytt när det är ändrat.",
    )


@require_POST
@cooperation_page
def approve(
    request: HttpRequest, here: Here, forum_id: int, meeting_id: int, approval_id: int
) -> HttpResponse:
    """Approve the minutes."""
    meeting, approval = _approval(here, forum_id, meeting_id, approval_id)
    return _done(
        request,
        here,
        meeting,
        lambda: operations.approve_minutes(
            by=here.scope, at=here.at, approval=approval, seen_sha256=request.POST.get("seen_sha256", "")
        ),
        "Justeringen är införd.",
    )


@cooperation_page
def ask_for_change(
    request: HttpRequest, here: Here, forum_id: int, meeting_id: int, approval_id: int
) -> HttpResponse:
    """Say what is to be changed before one approves."""
    meeting, approval = _approval(here, forum_id, meeting_id, approval_id)
    return _page(
        request,
        here,
        meeting,
        form=ChangeForm(request.POST or None),
        act=lambda given: operations.ask_for_change(
            by=here.scope, at=here.at, approval=approval, words=given["words"]
        ),
        done="Det du vill ha ändrat är sparat.",
        title="Be om en ändring i protokollet",
        lead=f"{approval.by}. Protokollet öppnas igen av den som för det, ändras och skickas på nytt.",
        submit="Be om ändringen",
    )


@cooperation_page
def correct(request: HttpRequest, here: Here, forum_id: int, meeting_id: int) -> HttpResponse:
    """Put approved minutes right with a note beneath them."""
    meeting = find_meeting(here, recordable_forum(here, forum_id), meeting_id)
    return _page(
        request,
        here,
        meeting,
        form=CorrectionForm(request.POST or None, initial={"key": uuid4()}),
        act=lambda given: operations.correct_minutes(by=here.scope, at=here.at, meeting=meeting, **given),
        done="Rättelsen är sparad.",
        title="Rätta ett justerat protokoll",
        lead="Det som justerades ändras inte. Rättelsen står sist i protokollet, med dagen.",
        submit="Spara rättelsen",
    )


def _approval(here: Here, forum_id: int, meeting_id: int, approval_id: int) -> tuple[Meeting, Approval]:
    forum = find_forum(here, forum_id)
    meeting = find_meeting(here, forum, meeting_id)
    mine = approvals(here.scope, cooperation=here.cooperation).filter(minutes__meeting=meeting)
    approval = get_object_or_404(mine, pk=approval_id)
    right = Permission.TAKE_PART if approval.user_id else Permission.RECORD_MEETINGS
    if approval.user_id is not None and approval.user_id == here.scope.user_id:
        right = Permission.SEE
    here.scope.require(right, cooperation_id=here.cooperation.pk, area_path=forum.area_path)
    return meeting, approval


def _may_answer(here: Here, approval: Approval, *, records: bool) -> bool:
    return records if approval.user_id is None else approval.user_id == here.scope.user_id


def _done(
    request: HttpRequest, here: Here, meeting: Meeting, act: Callable[[], object], done: str
) -> HttpResponse:
    """Do what a button says, and go back to the meeting with a word of how it went."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return HttpResponseRedirect(_back(here, meeting))


def _back(here: Here, meeting: Meeting) -> str:
    page = reverse("forums:meeting", args=(here.cooperation.slug, meeting.forum_id, meeting.pk))
    return f"{page}#protokoll"


def _page(
    request: HttpRequest,
    here: Here,
    meeting: Meeting,
    *,
    form: forms.Form,
    act: Callable[[Any], object],
    done: str,
    title: str,
    lead: str,
    submit: str = "Spara",
) -> HttpResponse:
    forum: Forum = meeting.forum
    context = {
        "here": here,
        "forum": forum,
        "meeting": meeting,
        "title": title,
        "lead": lead,
        "submit": submit,
    }
    return form_page(
        request,
        form=form,
        act=act,
        done=done,
        back=_back(here, meeting),
        template="forums/form.html",
        context=context,
    )

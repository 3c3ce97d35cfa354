"""Deciding the week's picture, with the forum's meeting and decision entered in the same go."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from trygghjulet.cooperation.forums import operations as forums
from trygghjulet.cooperation.forums.models import AgendaItem, Decision, Meeting
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Permission, Refused
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.parties.queries import parties_in
from trygghjulet.foundation.rounds.door import round_page
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.overview.forms import DecideForm
from trygghjulet.steps.week import operations as week
from trygghjulet.steps.week.models import WeekPicture
from trygghjulet.steps.week.queries import content_now, picture_of, told_now
from trygghjulet.steps.week.rules.decided import as_text

#: What a point on the agenda says that it is about, when it was asked for by the week.
ABOUT = "veckans läge"


@round_page
def decide_week(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Record the meeting's decision: the picture is frozen, and the meeting and its decision stand in the forum."""
    here.scope.require(
        Permission.ADOPT_PICTURE, cooperation_id=here.cooperation.pk, area_path=round.area.path
    )
    picture = picture_of(here.scope, round=round)
    if picture is None:
        raise Http404
    forum = picture.setting.forum
    may_enter = here.may(Permission.RECORD_MEETINGS, forum.area_path)
    held = picture.meeting is not None and picture.meeting.state == Meeting.State.HELD
    last = Meeting.objects.filter(forum=forum, state=Meeting.State.HELD).first()
    return form_page(
        request,
        form=DecideForm(
            request.POST or None,
            initial={
                "on": _likely(picture, here.today),
                "seen_sha256": content_now(picture),
                "chaired_by": last.chaired_by_id if last else forum.led_by_id,
                "notes_by": last.notes_by_id if last else None,
            },
            parties=parties_in(here.scope, cooperation=here.cooperation),
            forum=forum.name,
            may_enter=may_enter,
            held=held,
        ),
        act=lambda given: _decide(here, picture, given),
        done="Beslutet är infört och veckans läge är fryst. Skicka ut det nu.",
        back=reverse("week:show", args=(here.cooperation.slug, round.pk)),
        template="week/form.html",
        context={
            "here": here,
            "round": round,
            "title": "Besluta om veckans läge",
            "lead": "Siffror, texter, fokus och insatser fryses som de står. Hur insatserna går förs in efteråt.",
            "submit": "För in beslutet",
        },
    )


def _likely(picture: WeekPicture, today: date) -> date:
    """The day that the form begins with: the meeting's, unless it lies ahead or before the week's end."""
    if today <= picture.round.last_day:
        return today
    return min(today, max(picture.meeting_on, picture.round.last_day))


@transaction.atomic
def _decide(here: Here, picture: WeekPicture, given: Mapping[str, Any]) -> WeekPicture:
    """All of it, or nothing."""
    on, meeting, decision = given["on"], None, None
    if given.get("enter"):
        meeting = _meeting(here, picture, given)
        decision = _entered(here, picture, meeting)
    return week.decide(
        by=here.scope,
        at=here.at,
        picture=picture,
        on=on,
        seen_sha256=given["seen_sha256"],
        meeting=meeting,
        decision=decision,
    )


def _meeting(here: Here, picture: WeekPicture, given: Mapping[str, Any]) -> Meeting:
    """The held meeting of the decision's day: as it is entered, or entered now."""
    on, forum, planned = given["on"], picture.setting.forum, picture.meeting
    entered = Meeting.objects.filter(forum=forum, state=Meeting.State.HELD, held_on=on).first()
    if entered is not None:
        return entered
    if planned is not None and planned.state == Meeting.State.HELD:
        raise Refused(
            f"Mötet är infört {numbers.day(planned.on)}. Välj den dagen, eller rätta först mötet i forumet."
        )
    if planned is not None and planned.state == Meeting.State.CANCELLED:
        planned = None
    return forums.hold_meeting(
        by=here.scope,
        at=here.at,
        forum=forum,
        held_on=on,
        meeting=planned,
        chaired_by=given.get("chaired_by"),
        convened_by=planned.convened_by if planned else None,
        notes_by=given.get("notes_by"),
    )


def _entered(here: Here, picture: WeekPicture, meeting: Meeting) -> Decision:
    """The decision in the forum, at the point of the agenda that asked for it where there is one."""
    item = AgendaItem.objects.filter(
        meeting=meeting, evidence_what=ABOUT, state=AgendaItem.State.TO_COME
    ).first()
    return forums.decide(
        by=here.scope,
        at=here.at,
        forum=picture.setting.forum,
        meeting=meeting,
        content=forums.DecisionContent(
            title=f"Veckans läge, {picture.week}: fokus och insatser",
            outcome=Decision.Outcome.ADOPTED,
            text=as_text(told_now(picture).coming),
            item=item,
        ),
    )

"""Entering a forum's meetings with their calls and notes."""

from __future__ import annotations

from datetime import date, datetime

from trygghjulet.cooperation.forums.models import Dispatch, Forum, Meeting
from trygghjulet.cooperation.forums.operations._common import refuse, require_parties, saved_meeting, writable
from trygghjulet.cooperation.forums.rules.meetings import (
    FINAL,
    MeetingState,
    after_the_end,
    may_become,
    not_yet,
)
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.parties.models import Party
from trygghjulet.foundation.privacy.guard import refuse_personal_data


@operation
def plan_meeting(
    *,
    by: Scope,
    at: datetime,
    forum: Forum,
    planned_on: date,
    full_day: bool = False,
    convened_by: Party | None = None,
) -> Meeting:
    """Plan a meeting of a forum. The day may have passed: what was planned is entered afterwards as well.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: the forum has ended by then, or has a meeting planned that day already.
    """
    saved = writable(by, forum)
    refuse(after_the_end(planned_on, ended_on=saved.ended_on))
    require_parties(saved.cooperation, convened_by)
    if saved.meetings.filter(state=Meeting.State.PLANNED, planned_on=planned_on).exists():
        raise Refused(f"{saved} har redan ett möte planerat {numbers.day(planned_on)}.")
    meeting = Meeting(
        forum=saved,
        state=Meeting.State.PLANNED,
        planned_on=planned_on,
        full_day=full_day,
        convened_by=convened_by,
    )
    meeting.save()
    record(by=by, at=at, cooperation_id=saved.cooperation_id, act="planerade mötet", subject=meeting)
    return meeting


@operation
def hold_meeting(
    *,
    by: Scope,
    at: datetime,
    forum: Forum,
    held_on: date,
    meeting: Meeting | None = None,
    full_day: bool = False,
    chaired_by: Party | None = None,
    convened_by: Party | None = None,
    notes_by: Party | None = None,
) -> Meeting:
    """Enter that a forum met: as it had planned, or without `meeting` a meeting that nobody had planned here.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: the day has not come, the forum had ended or met that day already, the call went out later
            than that, or the meeting is another forum's, held already or cancelled.
    """
    saved = writable(by, forum)
    refuse(not_yet(held_on, today=at.date(), what="Mötet"))
    refuse(after_the_end(held_on, ended_on=saved.ended_on))
    require_parties(saved.cooperation, chaired_by, convened_by, notes_by)
    held = Meeting(forum=saved) if meeting is None else _movable(saved, meeting, MeetingState.HELD)
    if held.call_sent_on is not None and held.call_sent_on > held_on:
        raise Refused(
            f"Kallelsen skickades {numbers.day(held.call_sent_on)}. Mötet kan inte ha hållits före den."
        )
    if saved.meetings.filter(state=Meeting.State.HELD, held_on=held_on).exists():
        raise Refused(f"Ett möte {numbers.day(held_on)} är redan infört.")
    held.state, held.held_on, held.full_day = Meeting.State.HELD, held_on, full_day
    held.chaired_by, held.convened_by, held.notes_by = chaired_by, convened_by, notes_by
    held.save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.cooperation_id,
        act="förde in det hållna mötet",
        subject=held,
        full_day=full_day,
    )
    return held


@operation
def correct_meeting(
    *,
    by: Scope,
    at: datetime,
    meeting: Meeting,
    held_on: date,
    full_day: bool = False,
    chaired_by: Party | None = None,
    convened_by: Party | None = None,
    notes_by: Party | None = None,
) -> Meeting:
    """Put right what is entered of a held meeting; what was said before stays in the log.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: the meeting is not entered as held, the day has not come, the forum had ended or met that day
            already, the call went out later than that, or the notes earlier.
    """
    forum = writable(by, meeting.forum)
    saved = _held(forum, meeting)
    refuse(not_yet(held_on, today=at.date(), what="Mötet"))
    refuse(after_the_end(held_on, ended_on=forum.ended_on))
    require_parties(forum.cooperation, chaired_by, convened_by, notes_by)
    if saved.call_sent_on is not None and saved.call_sent_on > held_on:
        raise Refused(
            f"Kallelsen skickades {numbers.day(saved.call_sent_on)}. Mötet kan inte ha hållits före den."
        )
    sent = saved.dispatches.first()
    if sent is not None and sent.on < held_on:
        raise Refused(
            f"Anteckningarna skickades {numbers.day(sent.on)}. Mötet kan inte ha hållits efter det."
        )
    others = forum.meetings.filter(state=Meeting.State.HELD, held_on=held_on).exclude(pk=saved.pk)
    if others.exists():
        raise Refused(f"Ett möte {numbers.day(held_on)} är redan infört.")
    before = _told(saved)
    saved.held_on, saved.full_day = held_on, full_day
    saved.chaired_by, saved.convened_by, saved.notes_by = chaired_by, convened_by, notes_by
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=forum.cooperation_id,
        act="rättade det hållna mötet",
        subject=saved,
        before=before,
    )
    return saved


@operation
def take_back_meeting(*, by: Scope, at: datetime, meeting: Meeting, reason: str) -> Meeting | None:
    """Take back that a meeting was held, entered by mistake; what was entered stays in the log with the reason.

    Returns:
        The meeting, planned again; None where it had not been planned, and so is gone.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: the meeting is not entered as held, no reason is given, or another one is planned for its day.
        PersonalDataFound: the reason holds personal data.
    """
    forum = writable(by, meeting.forum)
    refuse_personal_data(reason)
    saved = _held(forum, meeting)
    if not reason.strip():
        raise Refused("Ange varför mötet tas tillbaka.")
    day = saved.planned_on
    if day and forum.meetings.filter(state=Meeting.State.PLANNED, planned_on=day).exists():
        raise Refused(f"{forum} har ett annat möte planerat {numbers.day(day)}. Ställ in det först.")
    record(
        by=by,
        at=at,
        cooperation_id=forum.cooperation_id,
        act="tog tillbaka det hållna mötet",
        subject=saved,
        before=_told(saved),
        notes_sent=[f"{sent.receiver} {sent.on.isoformat()}" for sent in saved.dispatches.all()],
        reason=reason,
    )
    if day is None:
        saved.delete()
        return None
    saved.dispatches.all().delete()
    saved.state, saved.held_on = Meeting.State.PLANNED, None
    saved.chaired_by = saved.notes_by = None
    saved.save()
    return saved


@operation
def cancel_meeting(*, by: Scope, at: datetime, meeting: Meeting, reason: str = "") -> Meeting:
    """Cancel a planned meeting.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: it was held, or is cancelled already.
        PersonalDataFound: the reason holds personal data.
    """
    forum = writable(by, meeting.forum)
    refuse_personal_data(reason)
    saved = _movable(forum, meeting, MeetingState.CANCELLED)
    saved.state, saved.cancel_reason = Meeting.State.CANCELLED, reason
    saved.save()
    record(by=by, at=at, cooperation_id=forum.cooperation_id, act="ställde in mötet", subject=saved)
    return saved


@operation
def send_call(*, by: Scope, at: datetime, meeting: Meeting, on: date) -> Meeting:
    """Enter the day that the call to a meeting went out; entered anew when the first entry was wrong.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: the day has not come, the meeting is cancelled, or it was held before that day.
    """
    forum = writable(by, meeting.forum)
    refuse(not_yet(on, today=at.date(), what="Utskicket"))
    saved = saved_meeting(forum, meeting)
    if saved.state == Meeting.State.CANCELLED:
        raise Refused(FINAL[MeetingState.CANCELLED])
    if saved.held_on is not None and on > saved.held_on:
        raise Refused(f"Mötet hölls {numbers.day(saved.held_on)}. Kallelsen kan inte ha skickats efter det.")
    saved.call_sent_on = on
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=forum.cooperation_id,
        act="förde in kallelsen till",
        subject=saved,
        on=on.isoformat(),
    )
    return saved


@operation
def record_notes_sent(
    *,
    by: Scope,
    at: datetime,
    meeting: Meeting,
    on: date,
    to_forum: Forum | None = None,
    to: str = "",
    what: str = "minnesanteckningar",
) -> Dispatch:
    """Enter that a meeting's notes went to another forum, or to somebody named in words.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: the meeting was not held by then, the day has not come, the forum is another cooperation's,
            or there is no receiver or there are two.
        PersonalDataFound: the receiver's name holds personal data.
    """
    forum = writable(by, meeting.forum)
    refuse_personal_data(to)
    refuse(not_yet(on, today=at.date(), what="Utskicket"))
    saved = saved_meeting(forum, meeting)
    if saved.held_on is None:
        raise Refused("Mötet är inte infört som hållet. För in det först.")
    if on < saved.held_on:
        raise Refused(
            f"Mötet hölls {numbers.day(saved.held_on)}. Anteckningarna kan inte ha skickats före det."
        )
    if (to_forum is None) == (not to):
        raise Refused("Ange antingen ett forum eller någon annan som fick anteckningarna.")
    if to_forum is not None and to_forum.cooperation_id != forum.cooperation_id:
        raise Refused("Forumet som fick anteckningarna hör inte till den här samverkan.")
    sent = Dispatch(forum=forum, meeting=saved, what=what, to_forum=to_forum, to=to, on=on)
    sent.save()
    record(by=by, at=at, cooperation_id=forum.cooperation_id, act="förde in utskicket", subject=sent)
    return sent


def _held(forum: Forum, meeting: Meeting) -> Meeting:
    """The meeting as it is saved, where it is entered as held and so can be put right or taken back."""
    saved = saved_meeting(forum, meeting)
    if saved.state != Meeting.State.HELD:
        raise Refused("Mötet är inte infört som hållet.")
    return saved


def _told(meeting: Meeting) -> dict[str, str]:
    """What is entered of a held meeting, as the log keeps it."""
    return {
        "held_on": meeting.on.isoformat(),
        "full_day": "ja" if meeting.full_day else "nej",
        "chaired_by": str(meeting.chaired_by or ""),
        "convened_by": str(meeting.convened_by or ""),
        "notes_by": str(meeting.notes_by or ""),
    }


def _movable(forum: Forum, meeting: Meeting, then: MeetingState) -> Meeting:
    saved = saved_meeting(forum, meeting)
    now = MeetingState(saved.state)
    if not may_become(now, then):
        raise Refused(FINAL[now])
    return saved

"""Entering that a forum's meetings were held, called to or cancelled."""

from __future__ import annotations

from datetime import date, datetime

from trygghjulet.cooperation.forums.models import Decision, Forum, Meeting, Task
from trygghjulet.cooperation.forums.operations._agenda import leave_cancelled, let_wait_again
from trygghjulet.cooperation.forums.operations._common import (
    refuse,
    refuse_if_approved,
    require_parties,
    saved_meeting,
    writable,
)
from trygghjulet.cooperation.forums.operations._telling import tell_called
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
    _move_decisions(held, held_on)
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
    refuse_if_approved(saved)
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
    _move_decisions(saved, held_on)
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
    refuse_if_approved(saved)
    if not reason.strip():
        raise Refused("Ange varför mötet tas tillbaka.")
    if Decision.objects.filter(meeting=saved).exists() or Task.objects.filter(meeting=saved).exists():
        raise Refused("Mötet har beslut eller uppgifter och kan inte tas tillbaka. Rätta det i stället.")
    if saved.planned_on is None and saved.notes.exists():
        raise Refused("Mötet har anteckningar, och de skulle försvinna med det. Rätta mötet i stället.")
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
        for point in saved.agenda.select_related("raised"):
            let_wait_again(point)
        saved.delete()
        return None
    saved.dispatches.all().delete()
    saved.state, saved.held_on = Meeting.State.PLANNED, None
    saved.chaired_by = saved.notes_by = None
    saved.sequence += 1
    saved.save()
    return saved


@operation
def cancel_meeting(*, by: Scope, at: datetime, meeting: Meeting, reason: str = "") -> Meeting:
    """Cancel a planned meeting. Its matters go to the next one, and those who have been called are told.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: it was held, or is cancelled already.
        PersonalDataFound: the reason holds personal data.
    """
    forum = writable(by, meeting.forum)
    refuse_personal_data(reason)
    saved = _movable(forum, meeting, MeetingState.CANCELLED)
    saved.state, saved.cancel_reason = Meeting.State.CANCELLED, reason
    saved.sequence += 1
    saved.save()
    moved = leave_cancelled(saved)
    record(
        by=by,
        at=at,
        cooperation_id=forum.cooperation_id,
        act="ställde in mötet",
        subject=saved,
        carried_over=[point.title for point in moved],
    )
    if saved.call_sent_on is not None:
        tell_called(saved, at=at, what="cancelled")
    return saved


@operation
def send_call(*, by: Scope, at: datetime, meeting: Meeting, on: date, tell: bool = False) -> Meeting:
    """Enter the day that the call to a meeting went out; entered anew when the first entry was wrong.

    Args:
        tell: send it too, as a message to those who are called and have an account.

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
        told=tell_called(saved, at=at, what="called") if tell else 0,
    )
    return saved


def _move_decisions(meeting: Meeting, day: date) -> None:
    """What was decided at a meeting was decided on its day, also when the day is put right."""
    moved = Decision.objects.filter(meeting=meeting).exclude(on=day)
    others = Decision.objects.filter(forum=meeting.forum, on=day).exclude(meeting=meeting)
    taken = others.exclude(paragraph="").filter(paragraph__in=moved.values("paragraph")).first()
    if taken is not None:
        raise Refused(
            f"{taken} är redan infört {numbers.day(day)}. Rätta paragrafen på ett av besluten först."
        )
    moved.update(on=day)


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

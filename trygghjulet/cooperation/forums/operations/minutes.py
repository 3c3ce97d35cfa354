"""Minutes on their way: written, sent to be approved, approved by each; and put right afterwards with a note."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from trygghjulet.cooperation.forums.models import Appointment, Approval, Forum, Meeting, Minutes, Note
from trygghjulet.cooperation.forums.operations._common import locked, saved_meeting, writable
from trygghjulet.cooperation.forums.queries.minutes import content_sha256, possible_approvers
from trygghjulet.cooperation.forums.rules.minutes import (
    CHANGED_SINCE,
    NOT_SENT,
    NOT_WRITABLE,
    READ_ANEW,
    MinutesState,
    called,
)
from trygghjulet.cooperation.forums.rules.notes import tidy
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.inbox.operations import Notice, tell
from trygghjulet.foundation.privacy.guard import refuse_personal_data


@dataclass(frozen=True)
class ToApprove:
    """Somebody who is to approve: a user, or one who is told by title and approves on paper."""

    by: str
    user: User | None = None


@operation
def write_minutes(
    *,
    by: Scope,
    at: datetime,
    meeting: Meeting,
    formal: bool,
    secretary: str = "",
    chair: str = "",
    approvers: Sequence[ToApprove] = (),
) -> Minutes:
    """Say what a meeting's minutes are called, who kept them and led the meeting, and who is to approve them.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: the minutes are sent or approved already, the meeting is cancelled, somebody is to approve twice, or a
            user may not take part in the cooperation's meetings.
        PersonalDataFound: a text holds personal data.
    """
    forum = writable(by, meeting.forum)
    refuse_personal_data(secretary, chair, *(one.by for one in approvers), public_names=True)
    saved = _locked_meeting(forum, meeting)
    if saved.state == Meeting.State.CANCELLED:
        raise Refused("Mötet är inställt och har inget protokoll.")
    minutes = Minutes.objects.filter(meeting=saved).first() or Minutes(meeting=saved)
    _refuse_unless(minutes, MinutesState.WRITING)
    _refuse_strangers(forum, approvers, at)
    minutes.formal, minutes.secretary, minutes.chair = formal, secretary, chair
    minutes.save()
    asked = {one.by: one for one in approvers}
    minutes.approvals.exclude(by__in=asked).delete()
    for name, one in asked.items():
        approval = minutes.approvals.filter(by=name).first() or Approval(minutes=minutes, by=name)
        approval.user = one.user
        approval.save()
    _record(by, at, minutes, "skrev huvudet till", approvers=len(asked))
    return minutes


@operation
def send_for_approval(*, by: Scope, at: datetime, meeting: Meeting) -> Minutes:
    """Send the minutes to those who are to approve them: each who is a user is told in the inbox.

    What was approved before, or remarked on, is asked for anew: the content may be another.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: the meeting is not entered as held, nobody is to approve, or the minutes are sent already.
    """
    forum = writable(by, meeting.forum)
    saved = _locked_meeting(forum, meeting)
    minutes = _minutes(saved)
    _refuse_unless(minutes, MinutesState.WRITING)
    if saved.state != Meeting.State.HELD:
        raise Refused("Mötet är inte infört som hållet. För in det först, så har protokollet en dag.")
    asked = list(minutes.approvals.select_related("user"))
    if not asked:
        raise Refused("Ange minst en justerare innan protokollet skickas.")
    for approval in asked:
        approval.approved_on, approval.remark = None, ""
        approval.save()
    minutes.state, minutes.sent_for_approval_on = Minutes.State.FOR_APPROVAL, at.date()
    minutes.content_sha256 = content_sha256(saved)
    minutes.save()
    name = called(formal=minutes.formal)
    tell(
        at=at,
        cooperation=forum.cooperation,
        notices=_notices(
            minutes,
            (approval.user_id for approval in asked if approval.user_id),
            kind="minutes_to_approve",
            at=at,
            subject=f"Att justera: {name.lower()} från {forum.name} {numbers.day(saved.on)}",
            text="Läs det och justera det på mötets sida, eller skriv vad som behöver ändras.",
        ),
    )
    _record(by, at, minutes, "skickade för justering", approvers=len(asked), sha256=minutes.content_sha256)
    return minutes


@operation
def approve_minutes(*, by: Scope, at: datetime, approval: Approval, seen_sha256: str) -> Minutes:
    """Approve minutes, for oneself, or for one who is told by title and has approved on paper.

    When all have approved, the minutes are approved and everything on the meeting is locked.

    Args:
        by: who approves, or enters that somebody has.
        at: now.
        approval: whose.
        seen_sha256: the hash of the content that was read (`queries.minutes.content_sha256`).

    Raises:
        Denied: the person may not take part in the forum's meetings.
        Refused: the approval is somebody else's or given already, the minutes are not sent, or what they say has
            changed since they were sent or read.
    """
    saved, minutes = _asked_to_approve(by, approval)
    now = content_sha256(minutes.meeting)
    if now != minutes.content_sha256:
        raise Refused(CHANGED_SINCE)
    if seen_sha256 != now:
        raise Refused(READ_ANEW)
    if saved.approved_on is not None:
        raise Refused(f"{saved.by} har redan justerat, {numbers.day(saved.approved_on)}.")
    saved.approved_on, saved.remark = at.date(), ""
    saved.save()
    whole = not minutes.approvals.filter(approved_on__isnull=True).exists()
    if whole:
        minutes.state, minutes.approved_on = Minutes.State.APPROVED, at.date()
        minutes.save()
    _record(by, at, minutes, "justerade", approver=saved.by, whole=whole, sha256=now)
    return minutes


@operation
def ask_for_change(*, by: Scope, at: datetime, approval: Approval, words: str) -> Approval:
    """Say what is to be changed before one approves; the secretary and the chair are told where they are users.

    Raises:
        Denied: the person may not take part in the forum's meetings.
        Refused: the approval is somebody else's, nothing is said, or the minutes are not sent.
        PersonalDataFound: the words hold personal data.
    """
    saved, minutes = _asked_to_approve(by, approval)
    refuse_personal_data(words)
    if not words.strip():
        raise Refused("Skriv vad som behöver ändras.")
    saved.approved_on, saved.remark = None, words.strip()
    saved.save()
    meeting = minutes.meeting
    leading = Appointment.objects.filter(
        forum=meeting.forum_id,
        office__in=(Appointment.Office.SECRETARY, Appointment.Office.CHAIR),
        user__isnull=False,
    )
    name = called(formal=minutes.formal)
    tell(
        at=at,
        cooperation=meeting.forum.cooperation,
        notices=_notices(
            minutes,
            (
                one.user_id
                for one in leading
                if one.user_id and one.user_id != by.user_id and one.sits(at.date())
            ),
            kind="minutes_change_wanted",
            at=at,
            subject=f"Ändring önskas: {name.lower()} från {meeting.forum.name} {numbers.day(meeting.on)}",
            text=f"{saved.by}: {saved.remark}",
        ),
    )
    _record(by, at, minutes, "bad om en ändring i", approver=saved.by)
    return saved


@operation
def reopen_minutes(*, by: Scope, at: datetime, meeting: Meeting) -> Minutes:
    """Open minutes again that are sent but not approved by all: what was approved is to be approved anew.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: the minutes are not sent, or approved.
    """
    forum = writable(by, meeting.forum)
    minutes = _minutes(_locked_meeting(forum, meeting))
    _refuse_unless(minutes, MinutesState.FOR_APPROVAL)
    for approval in minutes.approvals.filter(approved_on__isnull=False):
        approval.approved_on = None
        approval.save()
    minutes.state, minutes.sent_for_approval_on, minutes.content_sha256 = Minutes.State.WRITING, None, ""
    minutes.save()
    _record(by, at, minutes, "öppnade igen")
    return minutes


@operation
def correct_minutes(*, by: Scope, at: datetime, meeting: Meeting, key: UUID, text: str) -> Note:
    """Put approved minutes right with a note beneath them; what was approved stands as it is.

    Args:
        by: who does it.
        at: now.
        meeting: the meeting.
        key: the note's, chosen by the page, so that what is sent twice is saved once.
        text: what is put right.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: the minutes are not approved, or nothing is said.
        PersonalDataFound: the text holds personal data.
    """
    forum = writable(by, meeting.forum)
    refuse_personal_data(text)
    saved = _locked_meeting(forum, meeting)
    minutes = _minutes(saved)
    if minutes.state != Minutes.State.APPROVED:
        raise Refused("Protokollet är inte justerat än. Ändra det som är fel i stället.")
    if not text.strip():
        raise Refused("Skriv vad som ska rättas.")
    note = Note.objects.filter(key=key).first()
    if note is not None and (note.meeting_id != saved.pk or note.revision):
        raise Refused("Rättelsen kunde inte sparas. Ladda om sidan och försök igen.")
    if note is None:
        # Revision 0 tells a correction from a paragraph, whose first wording is number 1.
        note = Note(
            meeting=saved,
            key=key,
            text=tidy(text).strip(),
            revision=0,
            written_by_id=by.user_id,
            written_at=at,
            changed_at=at,
        )
        note.save()
    _record(by, at, minutes, "rättade med en anteckning")
    return note


def _locked_meeting(forum: Forum, meeting: Meeting) -> Meeting:
    """The meeting, kept also from those who write its notes: what is sent and approved is what stands there."""
    Meeting.objects.select_for_update(no_key=True).filter(pk=meeting.pk).first()
    return saved_meeting(forum, meeting)


def _minutes(meeting: Meeting) -> Minutes:
    minutes: Minutes | None = Minutes.objects.filter(meeting=meeting).first()
    if minutes is None:
        raise Refused("Mötet har inget protokoll än. Ange först vad det heter och vem som justerar.")
    minutes.meeting = meeting
    return minutes


def _asked_to_approve(by: Scope, approval: Approval) -> tuple[Approval, Minutes]:
    """The approval as it is saved and its minutes, where the person may answer for it."""
    asked_of = approval.minutes.meeting
    forum = asked_of.forum
    # Whoever is asked in person answers for that by having been asked, also a member who else only reads.
    asked = approval.user_id is not None and approval.user_id == by.user_id
    by.require(
        Permission.SEE if asked else Permission.TAKE_PART,
        cooperation_id=forum.cooperation_id,
        area_path=forum.area_path,
    )
    minutes = _minutes(_locked_meeting(locked(forum), asked_of))
    saved = minutes.approvals.filter(pk=approval.pk).first()
    if saved is None:
        raise Refused("Justeraren är borttagen. Ladda om sidan.")
    _refuse_unless(minutes, MinutesState.FOR_APPROVAL)
    if saved.user_id is not None and saved.user_id != by.user_id:
        raise Refused(f"Bara {saved.by} kan justera för sig.")
    if saved.user_id is None:
        # One who is told by title has no account: the secretary enters what was said or signed.
        by.require(Permission.RECORD_MEETINGS, cooperation_id=forum.cooperation_id, area_path=forum.area_path)
    return saved, minutes


def _refuse_unless(minutes: Minutes, state: MinutesState) -> None:
    now = MinutesState(minutes.state)
    if now is not state:
        raise Refused((NOT_WRITABLE if state is MinutesState.WRITING else NOT_SENT)[now])


def _refuse_strangers(forum: Forum, approvers: Sequence[ToApprove], at: datetime) -> None:
    names = [one.by.strip() for one in approvers]
    if not all(names):
        raise Refused("En justerare saknar namn eller titel.")
    if len(set(names)) != len(names):
        raise Refused("Samma justerare står två gånger.")
    may = {one.user_id for one in possible_approvers(forum, on=at.date())}
    for one in approvers:
        if one.user is not None and one.user.pk not in may:
            raise Refused(f"{one.by} får inte delta i samverkans möten och kan inte justera.")


def _notices(
    minutes: Minutes, user_ids: Iterable[int], *, kind: str, at: datetime, subject: str, text: str
) -> list[Notice]:
    meeting = minutes.meeting
    page = reverse("forums:meeting", args=(meeting.forum.cooperation.slug, meeting.forum_id, meeting.pk))
    key = f"minutes:{minutes.pk}:{kind}:{at.isoformat()}"
    return [
        Notice(user_id, kind, key, subject, text, f"{page}#protokoll") for user_id in sorted(set(user_ids))
    ]


def _record(by: Scope, at: datetime, minutes: Minutes, act: str, **details: object) -> None:
    record(
        by=by,
        at=at,
        cooperation_id=minutes.meeting.forum.cooperation_id,
        act=act,
        subject=minutes,
        **details,
    )

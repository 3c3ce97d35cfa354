"""Planning a forum's meetings: their days, hours and places, and what their calls say."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime, time

from trygghjulet.cooperation.forums.models import Forum, Meeting
from trygghjulet.cooperation.forums.operations._agenda import carry_waiting
from trygghjulet.cooperation.forums.operations._common import refuse, require_parties, saved_meeting, writable
from trygghjulet.cooperation.forums.operations._telling import tell_called
from trygghjulet.cooperation.forums.rules.meetings import (
    FINAL,
    MeetingState,
    after_the_end,
    hours_fit,
    out_of_time,
)
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.parties.models import Party
from trygghjulet.foundation.privacy.guard import refuse_personal_data

#: What a calendar is to be told of when it changes.
_IN_CALENDARS = frozenset({"planned_on", "starts_at", "ends_at", "place", "title"})


@dataclass(frozen=True)
class MeetingContent:
    """A meeting to come as a person writes it; without hours it is known by its day only."""

    planned_on: date
    title: str = ""
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""
    full_day: bool = False
    convened_by: Party | None = None


@operation
def plan_meeting(
    *,
    by: Scope,
    at: datetime,
    forum: Forum,
    planned_on: date,
    title: str = "",
    starts_at: time | None = None,
    ends_at: time | None = None,
    place: str = "",
    full_day: bool = False,
    convened_by: Party | None = None,
) -> Meeting:
    """Plan a meeting of a forum. The day may have passed: what was planned is entered afterwards as well.

    What earlier meetings carried over while no other was planned is put on its agenda.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: the forum has ended by then, has a meeting planned that day already, or the hours can't be.
        PersonalDataFound: the title or the place holds personal data.
    """
    saved = writable(by, forum)
    content = MeetingContent(planned_on, title, starts_at, ends_at, place, full_day, convened_by)
    _refuse_unfit(saved, content)
    meeting = Meeting(forum=saved, state=Meeting.State.PLANNED, **_columns(content))
    meeting.save()
    carried = carry_waiting(meeting)
    record(
        by=by,
        at=at,
        cooperation_id=saved.cooperation_id,
        act="planerade mötet",
        subject=meeting,
        carried_over=[point.title for point in carried],
    )
    return meeting


@operation
def change_meeting(
    *, by: Scope, at: datetime, meeting: Meeting, seen: int, content: MeetingContent
) -> Meeting:
    """Change what is planned of a meeting, such as its day. Those who have been called are told.

    Args:
        seen: the revision that the writer had before them.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Stale: somebody else changed it meanwhile.
        Refused: it is held or cancelled, the forum has ended by then or meets that day already, the hours
            can't be, or its call went out later than the new day.
        PersonalDataFound: the title or the place holds personal data.
    """
    forum = writable(by, meeting.forum)
    saved = saved_meeting(forum, meeting)
    if saved.state != Meeting.State.PLANNED:
        raise Refused(FINAL[MeetingState(saved.state)])
    _refuse_unfit(forum, content, own=saved)
    if saved.call_sent_on is not None and saved.call_sent_on > content.planned_on:
        raise Refused(f"Kallelsen skickades {numbers.day(saved.call_sent_on)}. Välj en dag efter den.")
    refuse_if_stale(seen=seen, now=saved.revision)
    before, columns = str(saved), _columns(content)
    changed = {name for name, value in columns.items() if getattr(saved, name) != value}
    for name, value in columns.items():
        setattr(saved, name, value)
    saved.revision += 1
    saved.sequence += bool(changed & _IN_CALENDARS)
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=forum.cooperation_id,
        act="ändrade mötet",
        subject=saved,
        before=before,
        changed=sorted(changed),
    )
    if saved.call_sent_on is not None and changed & _IN_CALENDARS:
        tell_called(saved, at=at, what="moved")
    return saved


@operation
def write_call(
    *,
    by: Scope,
    at: datetime,
    meeting: Meeting,
    seen: int,
    call_words: str = "",
    signed_by_chair: str = "",
    signed_by_secretary: str = "",
) -> Meeting:
    """Write what the call says beside the agenda, and who signs it.

    Args:
        seen: the revision that the writer had before them.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Stale: somebody else changed it meanwhile.
        Refused: the meeting is cancelled.
        PersonalDataFound: the texts hold personal data.
    """
    forum = writable(by, meeting.forum)
    refuse_personal_data(call_words)
    refuse_personal_data(signed_by_chair, signed_by_secretary, public_names=True)
    saved = saved_meeting(forum, meeting)
    if saved.state == Meeting.State.CANCELLED:
        raise Refused(FINAL[MeetingState.CANCELLED])
    refuse_if_stale(seen=seen, now=saved.revision)
    saved.call_words = call_words
    saved.signed_by_chair, saved.signed_by_secretary = signed_by_chair, signed_by_secretary
    saved.revision += 1
    saved.save()
    record(by=by, at=at, cooperation_id=forum.cooperation_id, act="skrev kallelsen till", subject=saved)
    return saved


def _columns(content: MeetingContent) -> dict[str, object]:
    return {field.name: getattr(content, field.name) for field in fields(content)}


def _refuse_unfit(forum: Forum, content: MeetingContent, *, own: Meeting | None = None) -> None:
    """Keep out a meeting that can't be: after the forum's end, on a day that is taken, or of no length."""
    refuse_personal_data(content.title, content.place)
    refuse(out_of_time(content.planned_on))
    refuse(after_the_end(content.planned_on, ended_on=forum.ended_on))
    refuse(hours_fit(content.starts_at, content.ends_at))
    require_parties(forum.cooperation, content.convened_by)
    others = forum.meetings.filter(state=Meeting.State.PLANNED, planned_on=content.planned_on)
    if own is not None:
        others = others.exclude(pk=own.pk)
    if others.exists():
        raise Refused(f"{forum} har redan ett möte planerat {numbers.day(content.planned_on)}.")

"""What the forums' meetings tell the duties: held or planned, called, who was there, where papers went."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.urls import reverse

from trygghjulet.cooperation.forums.models import (
    AgendaItem,
    Appointment,
    Attendance,
    Dispatch,
    Forum,
    Meeting,
    Minutes,
)
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.obligations.facts import Fact
from trygghjulet.obligations.words import FactKind
from trygghjulet.oversight.duties.queries.names import Names
from trygghjulet.oversight.duties.queries.shown import Shown, one_day

#: What a paper that is sent counts as. Notes and minutes are the same paper, as each forum calls it.
_SENT_AS = {
    "minnesanteckningar": ("minnesanteckningar", "protokoll"),
    "protokoll": ("protokoll", "minnesanteckningar"),
    "rapport": ("rapport", "rapportering"),
}


def from_meetings(scope: Scope, cooperation: Cooperation, names: Names) -> Iterator[Shown]:
    """Forums that ended, meetings with all that belongs to them, and what was sent without a meeting."""
    mine = {"cooperation": cooperation, "cooperation_id__in": scope.cooperation_ids}
    for forum in Forum.objects.filter(**mine, ended_on__isnull=False):
        yield from _ended(forum, cooperation, names)
    of_forum = {f"forum__{name}": value for name, value in mine.items()}
    chairs: dict[int, list[Appointment]] = {}
    for one in Appointment.objects.filter(**of_forum, office=Appointment.Office.CHAIR).select_related(
        "function", "seat"
    ):
        chairs.setdefault(one.forum_id, []).append(one)
    meetings = (
        Meeting.objects.filter(**of_forum)
        .exclude(state=Meeting.State.CANCELLED)
        .select_related("forum__area", "minutes")
        .prefetch_related(
            "agenda",
            "attendance__appointment__seat",
            "attendance__appointment__function",
            "decisions",
            "dispatches",
        )
    )
    for meeting in meetings:
        href = reverse("forums:meeting", args=(cooperation.slug, meeting.forum_id, meeting.pk))
        chair = next((one for one in chairs.get(meeting.forum_id, ()) if one.sits(meeting.on)), None)
        yield from (Shown(fact, href) for fact in _from_meeting(meeting, chair, names))
    alone = Dispatch.objects.filter(**of_forum, meeting__isnull=True).select_related("forum__area")
    for sent in alone:
        href = reverse("forums:show", args=(cooperation.slug, sent.forum_id))
        for key in names.of_forum[sent.forum_id]:
            yield from (Shown(fact, href) for fact in _from_dispatch(sent, sent.forum, key, names))


def _ended(forum: Forum, cooperation: Cooperation, names: Names) -> Iterator[Shown]:
    if forum.ended_on is None:
        return
    heir = names.of_forum.get(forum.replaced_by_id or 0, ())
    for key in names.of_forum[forum.pk]:
        fact = Fact(
            f"forum-{forum.pk}-{key}",
            FactKind.ENDED,
            # The day it ended is its last; it has ceased the day after.
            one_day(forum.ended_on + timedelta(days=1)),
            what=key,
            replaced_by=heir[0] if heir else None,
        )
        yield Shown(fact, reverse("forums:show", args=(cooperation.slug, forum.pk)))


def _from_meeting(meeting: Meeting, chair: Appointment | None, names: Names) -> Iterator[Fact]:
    area = names.area(meeting.forum.area)
    attendance = list(meeting.attendance.all())
    having = _having(meeting, attendance, chair, names)
    for key in names.of_forum[meeting.forum_id]:
        own = f"mote-{meeting.pk}-{key}"
        yield Fact(
            own,
            FactKind.MEETING,
            one_day(meeting.on),
            forum=key,
            area=area,
            having=having,
            planned=meeting.state == Meeting.State.PLANNED,
            source=str(meeting),
        )
        if meeting.call_sent_on:
            yield Fact(
                f"kallelse-{own}",
                FactKind.NOTICE,
                one_day(meeting.call_sent_on),
                forum=key,
                area=area,
                by=names.party(meeting.convened_by_id),
                having={"agenda": any(item.is_matter for item in meeting.agenda.all())},
                of=own,
            )
        minutes = _minutes(meeting)
        if minutes is not None and minutes.approved_on:
            yield Fact(
                f"justerat-{own}",
                FactKind.DOCUMENT,
                one_day(minutes.approved_on),
                what="protokoll" if minutes.formal else "minnesanteckningar",
                forum=key,
                area=area,
                by=(*names.of_forum[meeting.forum_id], *names.party(meeting.notes_by_id)),
                of=own,
            )
        # What was sent because the meeting decided so answers to the decision too.
        decided = [f"beslut-{one.pk}" for one in meeting.decisions.all() if one.evidence_what]
        for sent in meeting.dispatches.all():
            yield from _from_dispatch(sent, meeting.forum, key, names, of=own)
            for one in decided:
                for fact in _from_dispatch(sent, meeting.forum, key, names, of=one):
                    yield replace(fact, id=f"{fact.id}-{one}", count=0)
    yield from _absences(meeting, attendance, names)


def _minutes(meeting: Meeting) -> Minutes | None:
    return getattr(meeting, "minutes", None)


def _having(
    meeting: Meeting, attendance: list[Attendance], chair: Appointment | None, names: Names
) -> dict[str, Any]:
    """A meeting's properties: a full day, who led, convened and took notes, and who was there where that is entered."""
    having: dict[str, Any] = {"full_day": meeting.full_day}
    parties = {
        "chair": names.party(meeting.chaired_by_id),
        "convened_by": names.party(meeting.convened_by_id),
        "notes_by": names.party(meeting.notes_by_id),
    }
    there = [one for one in attendance if one.presence != Attendance.Presence.ABSENT]
    if chair is not None and meeting.state == Meeting.State.HELD:
        present = any(one.appointment_id == chair.pk for one in there)
        # The forum's chair led when they were there, or when it is entered that their party led and nobody was ticked.
        led = present and meeting.chaired_by_id in (None, chair.party_id)
        told = (
            not attendance and meeting.chaired_by_id is not None and meeting.chaired_by_id == chair.party_id
        )
        if led or told:
            parties["chair"] = (*parties["chair"], *_called(chair, names))
    forum = meeting.forum
    if forum.convener and meeting.convened_by_id and forum.convened_by_id == meeting.convened_by_id:
        parties["convened_by"] = (*parties["convened_by"], *names.told(forum.convener, of=forum))
    having |= {name: tuple(dict.fromkeys(keys)) for name, keys in parties.items() if keys}
    if attendance and meeting.state == Meeting.State.HELD:
        keys: list[str] = []
        for one in there:
            keys += _called(one.appointment, names) if one.appointment else names.told(one.guest)
        having["attended"] = tuple(dict.fromkeys(keys))
    for item in meeting.agenda.all():
        if item.evidence_kind == FactKind.MEETING and item.state == AgendaItem.State.HANDLED:
            _add(having, item.evidence_having)
    return having


def _add(having: dict[str, Any], more: Mapping[str, Any]) -> None:
    """Put what a point tells of its meeting with what is known of it: of what it has several, all are kept."""
    for name, value in more.items():
        if isinstance(value, bool):
            having[name] = value
            continue
        known = having.get(name, ())
        told = value if isinstance(value, list) else [value]
        having[name] = tuple(dict.fromkeys((*(known if isinstance(known, tuple) else (known,)), *told)))


def _called(one: Appointment, names: Names) -> tuple[str, ...]:
    """What somebody who sits in a forum is called: by seat, function, title, organisation and party."""
    return (
        *((one.seat.key,) if one.seat else ()),
        *(names.function(one.function.title) if one.function else ()),
        *names.told(one.title),
        *names.told(one.organisation),
        *names.party(one.party_id),
    )


def _absences(meeting: Meeting, attendance: list[Attendance], names: Names) -> Iterator[Fact]:
    """That members were away, and that they sent somebody else, where a blueprint has a word for the members."""
    members = names.group("ledamoterna", meeting.forum)
    if meeting.state != Meeting.State.HELD or not members:
        return
    area, day = names.area(meeting.forum.area), one_day(meeting.on)
    for row in attendance:
        if row.presence != Attendance.Presence.ABSENT or row.appointment is None:
            continue
        if row.appointment.role != Appointment.Role.MEMBER:
            continue
        for key in members:
            one = key.removesuffix("er")  # radets-ledamoter: radets-ledamot
            away = f"franvaro-{row.pk}-{key}"
            what = f"{one}-franvarande"
            yield Fact(away, FactKind.CIRCUMSTANCE, day, what=what, area=area, source=str(meeting))
            if row.stand_in:
                yield Fact(
                    f"annan-{row.pk}-{key}",
                    FactKind.PRESENCE,
                    day,
                    what="annan-behorig-for-ledamot",
                    area=area,
                    of=away,
                    source=str(meeting),
                )


def _from_dispatch(
    sent: Dispatch, forum: Forum, key: str, names: Names, of: str | None = None
) -> Iterator[Fact]:
    """That papers went to somebody, and so that they were there to send."""
    area, on = names.area(forum.area), one_day(sent.on)
    if sent.to_forum_id is None:
        to = names.told(sent.to, of=forum)
    elif sent.to_forum_id == forum.pk:
        sitting = (*names.group("ledamoterna", forum), *names.group("ersattarna", forum))
        to = (*names.of_forum[forum.pk], *sitting)
    else:
        to = names.of_forum[sent.to_forum_id]
    by = names.of_forum[forum.pk]
    for what in _SENT_AS.get(sent.what, (sent.what,)):
        yield Fact(
            f"utskick-{sent.pk}-{key}-{what}",
            FactKind.DISPATCH,
            on,
            what=what,
            forum=key,
            area=area,
            by=by,
            to=to,
            of=of,
        )
    if sent.what == "rapport":
        yield Fact(
            f"rapport-{sent.pk}-{key}",
            FactKind.REPORT,
            on,
            what="rapport",
            forum=key,
            area=area,
            by=by,
            to=to,
            of=of,
        )
    elif of is not None and sent.what in _SENT_AS:
        yield Fact(
            f"anteckningar-{sent.pk}-{key}",
            FactKind.DOCUMENT,
            on,
            what=sent.what,
            forum=key,
            area=area,
            by=by,
            of=of,
        )

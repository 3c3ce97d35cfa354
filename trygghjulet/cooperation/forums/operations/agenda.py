"""Writing a meeting's agenda: its points, their order, and what becomes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, time
from typing import Any, Final

from trygghjulet.cooperation.forums.models import AgendaItem, Forum, ForumKind, Meeting
from trygghjulet.cooperation.forums.operations._agenda import (
    carry,
    has_traces,
    in_order,
    let_wait_again,
    next_planned,
    open_meeting,
    points_of,
    put_last,
    saved_point,
    settle_raised,
)
from trygghjulet.cooperation.forums.operations._common import refuse, writable
from trygghjulet.cooperation.forums.rules.agenda import (
    DEFAULT,
    GONE,
    STANDING,
    StandingPoint,
    beyond,
    place_for_new,
)
from trygghjulet.foundation.access.rules import Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.privacy.guard import refuse_personal_data


@dataclass(frozen=True)
class PointContent:
    """A point of the agenda as a person writes it. `starts_at` only where it does not follow on the one before."""

    title: str
    kind: str = AgendaItem.Kind.INFORMATION
    text: str = ""
    proposal: str = ""
    starts_at: time | None = None
    minutes: int | None = None
    presenter: str = ""
    registry_number: str = ""


@dataclass(frozen=True)
class Beyond:
    """What the writer has answered about a matter: is it about one person, is it about the daily work?"""

    individual: bool = False
    operational: bool = False


@dataclass(frozen=True)
class Evidence:
    """The duty that is met when a point has been dealt with, in the words of the language of duties.

    `having` are the properties that the duty asks for.
    """

    kind: str = ""
    what: str = ""
    having: Mapping[str, Any] = field(default_factory=dict)


NOTHING_BEYOND: Final = Beyond()
NO_DUTY: Final = Evidence()


@operation
def add_point(
    *,
    by: Scope,
    at: datetime,
    meeting: Meeting,
    content: PointContent,
    about: Beyond = NOTHING_BEYOND,
    evidence: Evidence = NO_DUTY,
) -> AgendaItem:
    """Put a point on a meeting's agenda: last, but before what ends the meeting.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: the forum does not deal with such matters, the meeting is cancelled or its minutes are approved.
        PersonalDataFound: the texts hold personal data.
    """
    forum = writable(by, meeting.forum)
    saved = open_meeting(forum, meeting)
    _refuse_unfit(content)
    refuse_beyond(forum, about)
    point = AgendaItem(
        meeting=saved,
        evidence_kind=evidence.kind,
        evidence_what=evidence.what,
        evidence_having=dict(evidence.having),
        **asdict(content),
    )
    put_last(saved, point)
    _log(by, at, forum, "lade till punkten", point, meeting=str(saved))
    return point


@operation
def change_point(
    *, by: Scope, at: datetime, point: AgendaItem, seen: int, content: PointContent
) -> AgendaItem:
    """Change what a point says.

    Args:
        seen: the revision that the writer had before them.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Stale: somebody else changed it meanwhile.
        Refused: the point is gone, the meeting is cancelled or its minutes are approved.
        PersonalDataFound: the texts hold personal data.
    """
    forum = writable(by, point.meeting.forum)
    saved = saved_point(forum, point)
    _refuse_unfit(content)
    refuse_if_stale(seen=seen, now=saved.revision)
    given = asdict(content)
    changed = sorted(name for name, value in given.items() if getattr(saved, name) != value)
    for name, value in given.items():
        setattr(saved, name, value)
    saved.revision += 1
    saved.save()
    _log(by, at, forum, "ändrade punkten", saved, changed=changed)
    return saved


@operation
def move_point(*, by: Scope, at: datetime, point: AgendaItem, up: bool) -> AgendaItem:
    """Move a point one step up or down among those that are to be dealt with.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: it stands first or last already, or the agenda can't be changed.
    """
    forum = writable(by, point.meeting.forum)
    saved = saved_point(forum, point)
    points = points_of(saved.meeting)
    place = next(number for number, one in enumerate(points) if one.pk == saved.pk)
    step = -1 if up else 1
    there = place + step
    while 0 <= there < len(points) and points[there].state in GONE:
        there += step
    if not 0 <= there < len(points):
        raise Refused(f"{saved} står redan {'först' if up else 'sist'}.")
    points.insert(there, points.pop(place))
    in_order(points)
    _log(by, at, forum, "flyttade punkten", saved, up=up)
    return AgendaItem.objects.get(pk=saved.pk)


@operation
def withdraw_point(*, by: Scope, at: datetime, point: AgendaItem) -> AgendaItem | None:
    """Take a point off the agenda. A matter that another forum raised waits again.

    Returns:
        The point, struck; None where nobody has been called to it yet, and so it is gone.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: it has been dealt with, or the agenda can't be changed.
    """
    forum = writable(by, point.meeting.forum)
    saved = saved_point(forum, point)
    _refuse_settled(saved)
    let_wait_again(saved)
    _log(by, at, forum, "strök punkten", saved, meeting=str(saved.meeting))
    if not announced(saved.meeting) and saved.carried_from_id is None and not has_traces(saved):
        saved.delete()
        return None
    saved.state = AgendaItem.State.WITHDRAWN
    saved.save()
    return saved


@operation
def carry_over(*, by: Scope, at: datetime, point: AgendaItem, tabled: bool = False) -> AgendaItem:
    """Let a point go to the forum's next meeting: carried over, or tabled by the forum itself.

    Where no later meeting is planned it waits, and is put on the next one by itself when that is planned.

    Returns:
        The point on the later meeting, or the old one where none is planned.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: it has been dealt with or is gone already, or the agenda can't be changed.
    """
    forum = writable(by, point.meeting.forum)
    saved = saved_point(forum, point)
    _refuse_settled(saved)
    if not saved.is_matter:
        raise Refused("En paus eller ett förmöte flyttas inte. Stryk punkten i stället.")
    saved.state = AgendaItem.State.TABLED if tabled else AgendaItem.State.CARRIED_OVER
    saved.save()
    later = next_planned(forum, after=saved.meeting.on)
    new = carry(saved, later) if later is not None else saved
    _log(
        by,
        at,
        forum,
        "bordlade punkten" if tabled else "flyttade punkten till nästa möte",
        saved,
        to=str(later) if later else None,
    )
    return new


@operation
def deal_with(*, by: Scope, at: datetime, point: AgendaItem, words: str = "") -> AgendaItem:
    """Mark a point as dealt with; a matter that another forum raised is answered with the words or the decision.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: the meeting is not held yet, the point is gone or the minutes are approved.
        PersonalDataFound: the words hold personal data.
    """
    forum = writable(by, point.meeting.forum)
    refuse_personal_data(words)
    saved = saved_point(forum, point)
    if saved.meeting.on > at.date():
        raise Refused("Mötet har inte varit än. Punkten kan inte vara behandlad.")
    if saved.state in GONE:
        raise Refused(f"{saved} är {saved.get_state_display().lower()}. Den behandlas inte på det här mötet.")
    saved.state = AgendaItem.State.HANDLED
    saved.save()
    settle_raised(saved, on=saved.meeting.on, words=words)
    _log(by, at, forum, "förde in som behandlad punkten", saved)
    return saved


@operation
def start_agenda(*, by: Scope, at: datetime, meeting: Meeting, previous: bool) -> Meeting:
    """Begin an agenda: with the standing points of the forum's meeting before, or those that any forum can begin with.

    What stands on the agenda already keeps its place between the opening and the end, and nothing comes twice.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: no earlier meeting has an agenda, or the agenda can't be changed.
    """
    forum = writable(by, meeting.forum)
    saved = open_meeting(forum, meeting)
    there = points_of(saved)
    template = _standing_of(forum, saved) if previous else DEFAULT
    if not template:
        raise Refused("Inget tidigare möte har en dagordning. Börja med den vanliga i stället.")
    have = {point.title.casefold() for point in there}
    new = [
        AgendaItem(
            meeting=saved, kind=one.kind, title=one.title, minutes=one.minutes, presenter=one.presenter
        )
        for one in template
        if one.title.casefold() not in have
    ]
    place = place_for_new(new, lambda point: point.title)
    in_order([*new[:place], *there, *new[place:]])
    record(
        by=by,
        at=at,
        cooperation_id=forum.cooperation_id,
        act="började dagordningen till",
        subject=saved,
        points=[point.title for point in new],
    )
    return saved


def announced(meeting: Meeting) -> bool:
    """Has anybody been told of the agenda, so that its numbers stand?"""
    return meeting.call_sent_on is not None or meeting.state == Meeting.State.HELD


def refuse_beyond(forum: Forum, about: Beyond) -> None:
    """Keep out of a forum what it does not deal with, and say where to take it instead."""
    refuse(
        beyond(
            individual=about.individual,
            operational=about.operational,
            refuses_operational=forum.refuses_operational,
            clause=forum.refusal_clause,
            instead=_instead(forum) if about.operational else "",
        )
    )


def _instead(forum: Forum) -> str:
    """A forum that an operational matter can be taken to: one that prepares for this one, else one that works."""
    able = Forum.objects.filter(
        cooperation_id=forum.cooperation_id,
        kind__in=(ForumKind.WORKING, ForumKind.PREPARATORY),
        refuses_operational=False,
        ended_on__isnull=True,
    ).exclude(pk=forum.pk)
    by_kind = able.order_by("-kind", "name")
    found = (
        by_kind.filter(links__to=forum).first() or by_kind.filter(area=forum.area).first() or by_kind.first()
    )
    return found.name if found else ""


def _standing_of(forum: Forum, meeting: Meeting) -> tuple[StandingPoint, ...]:
    """The points that come back from the meeting before: the standing ones, and those that stood at two meetings."""
    earlier = [
        one
        for one in Meeting.objects.filter(forum=forum)
        .exclude(pk=meeting.pk)
        .exclude(state=Meeting.State.CANCELLED)
        .prefetch_related("agenda")
        if one.on < meeting.on and one.agenda.all()
    ]
    if not earlier:
        return ()
    last, *before = earlier  # the latest comes first
    seen: Mapping[str, bool] = {
        point.title.casefold(): True for one in before[:2] for point in one.agenda.all()
    }
    return tuple(
        StandingPoint(point.kind, point.title, point.minutes, point.presenter)
        for point in last.agenda.all()
        if point.state != AgendaItem.State.WITHDRAWN
        and point.raised_id is None
        and point.carried_from_id is None
        and not point.evidence_kind
        and (
            point.kind in STANDING
            or (point.kind != AgendaItem.Kind.DECISION and point.title.casefold() in seen)
        )
    )


def _refuse_unfit(content: PointContent) -> None:
    refuse_personal_data(
        content.title, content.text, content.proposal, content.presenter, content.registry_number
    )
    if not content.title.strip():
        raise Refused("Ange vad punkten heter.")


def _refuse_settled(point: AgendaItem) -> None:
    if point.state == AgendaItem.State.HANDLED or point.decisions.exists():
        raise Refused(f"{point} är redan behandlad.")
    if point.state in GONE:
        raise Refused(f"{point}: {point.get_state_display().lower()}. Det är redan gjort.")


def _log(by: Scope, at: datetime, forum: Forum, act: str, point: AgendaItem, **details: object) -> None:
    record(by=by, at=at, cooperation_id=forum.cooperation_id, act=act, subject=point, **details)

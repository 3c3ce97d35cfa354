"""Reading a meeting's agenda: its points with their numbers and times, and what comes back on it by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from trygghjulet.cooperation.forums.models import AgendaItem, Forum, Meeting, Paper, RaisedItem, Task
from trygghjulet.cooperation.forums.queries.following import open_with
from trygghjulet.cooperation.forums.rules.agenda import GONE, UNNUMBERED, Slot, numbers_of, timetable
from trygghjulet.cooperation.forums.rules.meetings import said_hours


@dataclass(frozen=True)
class Point:
    """A point of an agenda as it is shown: with its number, and the time it is given or works out to."""

    item: AgendaItem
    number: int | None
    starts: time | None
    ends: time | None
    tasks: tuple[Task, ...] = ()
    first: bool = False
    last: bool = False

    @property
    def gone(self) -> bool:
        """Is it not dealt with at this meeting?"""
        return self.item.state in GONE

    @property
    def papers(self) -> tuple[Paper, ...]:
        """The papers that belong to it."""
        return tuple(self.item.papers.all())

    @property
    def has_more(self) -> bool:
        """Is there more to say of it than a line?"""
        item = self.item
        told = (item.presenter, item.registry_number, item.text, item.proposal, self.papers, self.tasks)
        return not self.gone and (any(told) or bool(item.raised_id or item.carried_from_id))

    @property
    def hours(self) -> str:
        """When it is: "09.00–09.15"; empty where that is not known."""
        return said_hours(self.starts, self.ends)

    @property
    def numbered_title(self) -> str:
        """Its number and what it is called."""
        return f"{self.number}. {self.item.title}" if self.number else self.item.title


@dataclass(frozen=True)
class Agenda:
    """A meeting's agenda: its points, what does not fit together, and the open tasks that no point takes up."""

    points: tuple[Point, ...]
    clashes: tuple[str, ...] = ()
    ends: time | None = None
    loose_tasks: tuple[Task, ...] = ()

    @property
    def to_come(self) -> tuple[Point, ...]:
        """The points that are dealt with at this meeting."""
        return tuple(point for point in self.points if not point.gone)

    @property
    def proposals_missing(self) -> int:
        """How many points for decision have no proposal."""
        return sum(
            point.item.kind == AgendaItem.Kind.DECISION and not point.item.proposal.strip()
            for point in self.to_come
        )


def agenda_of(meeting: Meeting, *, on: date | None = None) -> Agenda:
    """The agenda of a meeting as it is saved.

    Args:
        meeting: the meeting.
        on: today, where the forum's open tasks are to stand under the next meeting's first point for follow-up.
    """
    items = list(
        AgendaItem.objects.filter(meeting=meeting)
        .select_related("raised__from_forum", "carried_from__meeting__forum", "carried_to__meeting__forum")
        .prefetch_related("papers", "decisions")
    )
    slots = [Slot(item.pk, item.title, item.kind, item.minutes, item.starts_at, item.state) for item in items]
    alive = [slot for slot in slots if slot.state not in GONE]
    announced = meeting.call_sent_on is not None or meeting.state == Meeting.State.HELD
    numbered = numbers_of(slots, announced=announced)
    found = timetable(alive, starts=meeting.starts_at, ends=meeting.ends_at)
    tasks = tasks_to_follow_up(meeting, on=on) if on is not None else ()
    under = next((slot.key for slot in alive if slot.kind == AgendaItem.Kind.FOLLOW_UP), None)
    points = []
    for item in items:
        at = found.times.get(item.pk)
        points.append(
            Point(
                item,
                numbered.get(item.pk),
                at.starts if at else None,
                at.ends if at else None,
                tasks if item.pk == under else (),
                first=bool(alive) and item.pk == alive[0].key,
                last=bool(alive) and item.pk == alive[-1].key,
            )
        )
    ends = found.ends if any(slot.kind not in UNNUMBERED for slot in alive) else None
    return Agenda(tuple(points), found.clashes, ends, () if under else tasks)


def tasks_to_follow_up(meeting: Meeting, *, on: date) -> tuple[Task, ...]:
    """The open tasks that rest with the forum, where the meeting is its next one; other meetings have none."""
    if meeting.state != Meeting.State.PLANNED or next_meeting(meeting.forum, on=on) != meeting:
        return ()
    return tuple(
        open_with(meeting.forum, meeting.on).select_related("owner__party", "party", "meeting__forum")
    )


def next_meeting(forum: Forum, *, on: date) -> Meeting | None:
    """The forum's first planned meeting from a day on; else the last one whose day has passed without being entered."""
    planned = Meeting.objects.filter(forum=forum, state=Meeting.State.PLANNED).order_by("planned_on", "pk")
    return planned.filter(planned_on__gte=on).first() or planned.last()


def waiting_points(forum: Forum) -> tuple[AgendaItem, ...]:
    """What was carried over or tabled and waits for a meeting to be planned."""
    return tuple(
        AgendaItem.objects.filter(
            meeting__forum=forum,
            state__in=(AgendaItem.State.CARRIED_OVER, AgendaItem.State.TABLED),
            carried_to__isnull=True,
        ).select_related("meeting__forum")
    )


def waiting_for(forum: Forum) -> tuple[RaisedItem, ...]:
    """The matters raised to the forum that nobody has put on an agenda yet."""
    return tuple(
        RaisedItem.objects.filter(to_forum=forum, state=RaisedItem.State.WAITING).select_related(
            "from_forum", "to_forum", "further_from__from_forum"
        )
    )


def answers_for(meeting: Meeting) -> tuple[RaisedItem, ...]:
    """The matters that the forum has raised and had answered since it last met, shown until it has met again."""
    if meeting.state == Meeting.State.CANCELLED:
        return ()
    before = [
        one.on
        for one in Meeting.objects.filter(forum_id=meeting.forum_id, state=Meeting.State.HELD)
        if one.on < meeting.on
    ]
    answered = RaisedItem.objects.filter(
        from_forum_id=meeting.forum_id, state=RaisedItem.State.ANSWERED, answered_on__lte=meeting.on
    ).select_related("to_forum", "from_forum")
    return tuple(answered.filter(answered_on__gt=max(before)) if before else answered)


def raised_by(forum: Forum) -> tuple[RaisedItem, ...]:
    """Every matter that the forum has raised, the latest first."""
    return tuple(
        RaisedItem.objects.filter(from_forum=forum)
        .select_related("from_forum", "to_forum", "further_from")
        .order_by("-raised_on", "-pk")
    )


def raised_to(forum: Forum) -> tuple[RaisedItem, ...]:
    """Every matter that has been raised to the forum, the latest first."""
    return tuple(
        RaisedItem.objects.filter(to_forum=forum)
        .select_related("from_forum", "to_forum", "further_from")
        .prefetch_related("items__meeting__forum")
        .order_by("-raised_on", "-pk")
    )


def chain_of(raised: RaisedItem) -> tuple[RaisedItem, ...]:
    """The matter's whole way: from where it was first raised to where it has come."""
    way = [raised]
    while (earlier := way[0].further_from) is not None:
        way.insert(0, earlier)
    while (later := way[-1].raised_further_as.select_related("from_forum", "to_forum").first()) is not None:
        way.append(later)
    return tuple(way)


def may_raise_to(forum: Forum, *, on: date) -> tuple[tuple[Forum, ...], tuple[Forum, ...]]:
    """The forums that matters can be raised to: those that this one is linked to, and the others."""
    linked = {link.to_id for link in forum.links.exclude(kind="decides_over")}
    others = Forum.objects.filter(cooperation_id=forum.cooperation_id).exclude(pk=forum.pk)
    going_on = [one for one in others if one.ended_on is None or one.ended_on >= on]
    return (
        tuple(one for one in going_on if one.pk in linked),
        tuple(one for one in going_on if one.pk not in linked),
    )

"""What the writes about an agenda share: its points as they are saved, their order, and what waits for a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from trygghjulet.cooperation.forums.models import AgendaItem, Decision, Forum, Meeting, Paper, RaisedItem
from trygghjulet.cooperation.forums.operations._common import refuse_if_approved, saved_meeting
from trygghjulet.cooperation.forums.rules.agenda import GONE, place_for_new
from trygghjulet.foundation.access.rules import Refused

_MATTERS = (AgendaItem.Kind.INFORMATION, AgendaItem.Kind.DISCUSSION, AgendaItem.Kind.DECISION)


def open_meeting(forum: Forum, meeting: Meeting) -> Meeting:
    """The meeting as it is saved, where its agenda can still be changed."""
    saved = saved_meeting(forum, meeting)
    if saved.state == Meeting.State.CANCELLED:
        raise Refused("Mötet är inställt. Dagordningen kan inte ändras.")
    refuse_if_approved(saved)
    return saved


def saved_point(forum: Forum, point: AgendaItem) -> AgendaItem:
    """The point as it is saved, on a meeting whose agenda can still be changed."""
    saved = AgendaItem.objects.filter(pk=point.pk, meeting__forum=forum).first()
    if saved is None:
        raise Refused("Punkten finns inte längre. Läs in sidan på nytt.")
    saved.meeting = open_meeting(forum, saved.meeting)
    return saved


def points_of(meeting: Meeting) -> list[AgendaItem]:
    return list(AgendaItem.objects.filter(meeting=meeting))


def in_order(points: Sequence[AgendaItem]) -> None:
    """Save the points in the order that they are given."""
    for order, point in enumerate(points, 1):
        if point.order != order or point.pk is None:
            point.order = order
            point.save()


def put_last(meeting: Meeting, *new: AgendaItem) -> None:
    """Put new points where new ones go: last, but before what ends the meeting. A pre-meeting comes before it all."""
    points = points_of(meeting)
    first = all(point.kind == AgendaItem.Kind.PRE_MEETING for point in new)
    place = 0 if first else place_for_new(points, lambda point: point.title)
    in_order([*points[:place], *new, *points[place:]])


def next_planned(forum: Forum, *, after: date) -> Meeting | None:
    """The forum's first meeting to come after a day."""
    planned = Meeting.objects.filter(forum=forum, state=Meeting.State.PLANNED, planned_on__gt=after)
    return planned.order_by("planned_on", "pk").first()


def carry(point: AgendaItem, to: Meeting) -> AgendaItem:
    """The point as a new one on a later meeting, with its papers."""
    new = AgendaItem(
        meeting=to,
        kind=point.kind,
        title=point.title,
        text=point.text,
        proposal=point.proposal,
        minutes=point.minutes,
        presenter=point.presenter,
        registry_number=point.registry_number,
        raised=point.raised,
        carried_from=point,
        evidence_kind=point.evidence_kind,
        evidence_what=point.evidence_what,
        evidence_having=point.evidence_having,
    )
    put_last(to, new)
    for paper in point.papers.all():
        Paper(
            item=new, title=paper.title, registry_number=paper.registry_number, address=paper.address
        ).save()
    return new


def carry_waiting(meeting: Meeting) -> list[AgendaItem]:
    """Put on a newly planned meeting what earlier ones carried over or tabled while no other was planned."""
    waiting = AgendaItem.objects.filter(
        meeting__forum=meeting.forum,
        state__in=(AgendaItem.State.CARRIED_OVER, AgendaItem.State.TABLED),
        carried_to__isnull=True,
    ).select_related("meeting")
    earlier = [one for one in waiting if one.meeting_id != meeting.pk and one.meeting.on <= meeting.on]
    return [carry(one, meeting) for one in sorted(earlier, key=lambda one: (one.meeting.on, one.order))]


def leave_cancelled(meeting: Meeting) -> list[AgendaItem]:
    """Carry over the matters of a meeting that is cancelled: to the next one, or to wait for it."""
    left = AgendaItem.objects.filter(meeting=meeting, state=AgendaItem.State.TO_COME, kind__in=_MATTERS)
    later = next_planned(meeting.forum, after=meeting.on)
    moved = []
    for point in left:
        point.state = AgendaItem.State.CARRIED_OVER
        point.save()
        if later is not None:
            moved.append(carry(point, later))
    return moved


def has_traces(point: AgendaItem) -> bool:
    """Does something hang on the point: notes, a decision or a task?"""
    return point.notes.exists() or point.decisions.exists() or point.tasks.exists()


def let_wait_again(point: AgendaItem) -> None:
    """A matter raised from another forum waits again when its point falls away."""
    raised = point.raised
    if raised is None or raised.state != RaisedItem.State.ON_AGENDA:
        return
    others = raised.items.exclude(pk=point.pk).exclude(state__in=GONE)
    if not others.exists():
        raised.state = RaisedItem.State.WAITING
        raised.save()


def settle_raised(point: AgendaItem | None, *, on: date, words: str = "") -> None:
    """Let a matter raised from another forum be answered by the point that took it up.

    The answer is the words that are given, else the decision that was made of the point; with neither it waits for
    its answer.
    """
    if point is None or point.raised is None:
        return
    said = words.strip() or decided(point)
    if said:
        answer(point.raised, words=said, on=on)


def follow_outcome(point: AgendaItem | None, *, on: date) -> None:
    """What a decision leads to: who raised the matter is answered, and what was tabled comes up at the next meeting."""
    if point is None:
        return
    saved = AgendaItem.objects.select_related("meeting__forum", "raised").get(pk=point.pk)
    settle_raised(saved, on=on)
    if saved.state == AgendaItem.State.TABLED and not AgendaItem.objects.filter(carried_from=saved).exists():
        later = next_planned(saved.meeting.forum, after=saved.meeting.on)
        if later is not None:
            carry(saved, later)


def reopen(point: AgendaItem) -> None:
    """Let a point be dealt with again whose decision was taken back, moved to another point or is open again."""
    if point.decisions.exclude(outcome=Decision.Outcome.OPEN).exists():
        return
    stay(point)
    AgendaItem.objects.filter(pk=point.pk).update(state=AgendaItem.State.TO_COME)


def stay(point: AgendaItem) -> None:
    """Take a point that was tabled off the next agenda again, where nobody has dealt with it there."""
    later = AgendaItem.objects.filter(carried_from=point, state=AgendaItem.State.TO_COME).first()
    if later is None or has_traces(later) or later.meeting.state != Meeting.State.PLANNED:
        return
    if later.meeting.call_sent_on is None:
        later.delete()
        return
    # Who is called has read of it: it stays there as struck.
    later.state, later.carried_from = AgendaItem.State.WITHDRAWN, None
    later.save()


def answer(raised: RaisedItem, *, words: str, on: date) -> None:
    """Answer a matter, and with the same words what it was raised further from."""
    step: RaisedItem | None = raised
    said = words
    while step is not None and step.state not in (RaisedItem.State.ANSWERED, RaisedItem.State.WITHDRAWN):
        step.state, step.answer, step.answered_on = RaisedItem.State.ANSWERED, said, on
        step.save()
        said = said if said.startswith("Från ") else f"Från {step.to_forum}: {said}"
        step = step.further_from


def take_back_answer(point: AgendaItem, *, was: str) -> None:
    """Take back an answer that a decision gave, all the way down, since the decision is no longer what it was."""
    step, said = point.raised, was
    while said and step is not None and step.state == RaisedItem.State.ANSWERED and step.answer == said:
        gone_on = step.raised_further_as.exists()
        step.state = RaisedItem.State.RAISED_FURTHER if gone_on else RaisedItem.State.ON_AGENDA
        step.answer, step.answered_on = "", None
        step.save()
        said = said if said.startswith("Från ") else f"Från {step.to_forum}: {said}"
        step = step.further_from


def decided(point: AgendaItem) -> str:
    """What was decided of the point, in words; empty where nothing is."""
    settled = (Decision.Outcome.ADOPTED, Decision.Outcome.REJECTED)
    decision = point.decisions.filter(outcome__in=settled).order_by("on", "pk").last()
    if decision is None:
        return ""
    text = decision.text.strip()
    return f"{decision.get_outcome_display()}: {text}" if text else f"{decision.get_outcome_display()}."

"""Enters what Solvik's forums dealt with: agendas, who was there, notes, decisions, tasks, minutes and calls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Final
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from django.conf import settings

from trygghjulet.cooperation.forums import operations as forums
from trygghjulet.cooperation.forums.models import (
    AgendaItem,
    Appointment,
    Approval,
    Attendance,
    Decision,
    Meeting,
    Minutes,
    RaisedItem,
)
from trygghjulet.cooperation.forums.queries.attendance import fingerprint
from trygghjulet.cooperation.forums.queries.minutes import content_sha256
from trygghjulet.demo.content.sittings import CALLED, SITTINGS, Called, Decided, Point, Sitting, Task
from trygghjulet.demo.people import CAST, person
from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Function

_CLOSING: Final = ("Övriga frågor", "Mötet avslutas")
_NAMES: Final = {somebody.first_name for somebody in CAST}


class Secretary:
    """Whoever keeps Solvik's meetings; asks for each of the cast's scopes when they write themselves."""

    def __init__(self, scope_called: Callable[[str], Scope]) -> None:
        self.scope_called = scope_called

    def prepare(self, meeting: Meeting) -> None:
        """The agenda of a meeting that is planned, where one is written."""
        sitting = _sitting(meeting)
        if sitting is not None:
            self._agenda("Saga", meeting, sitting.points, at=_at(meeting.on, 8))

    def sit(self, meeting: Meeting) -> None:
        """What a held meeting dealt with, where it is told."""
        sitting = _sitting(meeting)
        if sitting is None:
            return
        at, keeper = _at(meeting.on, 15), self.scope_called(sitting.keeper)
        self._attend(keeper, at, meeting, sitting)
        points = {point.title: point for point in meeting.agenda.all()}
        for written in sitting.points:
            self._deal_with(keeper, at, points[written.title], written)
        self._minutes(keeper, meeting, sitting)

    def call(self, meeting: Meeting) -> None:
        """The agenda of a meeting to come, and its call where that has gone out."""
        called = _called(meeting)
        if called is None:
            return
        by, at = self.scope_called("Saga"), _at(called.sent_on or meeting.on, 8)
        self._agenda("Saga", meeting, called.points, at=at)
        if called.sent_on is None:
            return
        meeting.refresh_from_db()
        forums.write_call(
            by=by,
            at=at,
            meeting=meeting,
            seen=meeting.revision,
            call_words=called.words,
            signed_by_chair=called.chair,
            signed_by_secretary=called.secretary,
        )
        forums.send_call(by=by, at=_at(called.sent_on), meeting=meeting, on=called.sent_on)

    def tell_of_tasks(self) -> None:
        """How the tasks of the told meetings have gone since, and those that are done."""
        for sitting in SITTINGS:
            for point in sitting.points:
                for task in point.tasks:
                    self._follow(sitting, task)

    def _agenda(self, name: str, meeting: Meeting, points: Sequence[Point], *, at: datetime) -> None:
        """Put each point where it belongs; what ends a meeting from the last, since each goes before the end."""
        by = self.scope_called(name)
        there = set(meeting.agenda.values_list("title", flat=True))
        ending = [point for point in points if point.title in _CLOSING]
        for written in (*(point for point in points if point.title not in _CLOSING), *reversed(ending)):
            if written.title in there:
                continue
            point = self._point(by, at, meeting, written)
            for title, number in written.papers:
                forums.add_paper(by=by, at=at, point=point, title=title, registry_number=number)

    def _point(self, by: Scope, at: datetime, meeting: Meeting, written: Point) -> AgendaItem:
        content = forums.PointContent(
            title=written.title,
            kind=written.kind,
            text=written.text,
            proposal=written.proposal,
            starts_at=written.starts_at,
            minutes=written.minutes,
            presenter=written.presenter,
            registry_number=written.registry_number,
        )
        if not written.raised:
            return forums.add_point(by=by, at=at, meeting=meeting, content=content)
        matter = RaisedItem.objects.get(to_forum=meeting.forum, title=written.title)
        point = forums.put_on_agenda(by=by, at=at, raised=matter, meeting=meeting)
        return forums.change_point(
            by=by,
            at=at,
            point=point,
            seen=point.revision,
            content=forums.PointContent(
                title=point.title,
                kind=written.kind,
                text=point.text,
                minutes=written.minutes,
                presenter=point.presenter,
            ),
        )

    def _attend(self, by: Scope, at: datetime, meeting: Meeting, sitting: Sitting) -> None:
        """Everybody who sits there came, but for those who are told to have been away."""
        sitting_now = [
            one
            for one in Appointment.objects.filter(forum=meeting.forum).select_related("user")
            if one.sits(meeting.on)
        ]
        away = {one.title: one for one in sitting.away}
        called = {one.title: one for one in sitting_now}
        serving = {one.served: one.title for one in sitting.away if one.served}
        present = []
        for one in sitting_now:
            gone = away.get(one.title)
            if gone is None and one.role == Appointment.Role.SUBSTITUTE and one.title not in serving:
                continue
            presence = Attendance.Presence.PRESENT
            if gone is not None:
                presence = Attendance.Presence.PARTLY if gone.part else Attendance.Presence.ABSENT
            present.append(
                forums.Present(
                    one,
                    presence.value,
                    serves=one.title in serving,
                    serves_for=called[serving[one.title]] if one.title in serving else None,
                    part=gone.part if gone else "",
                )
            )
        forums.record_attendance(
            by=by, at=at, meeting=meeting, present=present, guests=sitting.guests, seen=fingerprint(meeting)
        )

    def _deal_with(self, by: Scope, at: datetime, point: AgendaItem, written: Point) -> None:
        for number, (name, text) in enumerate(written.notes):
            forums.write_note(
                by=self.scope_called(name),
                at=at,
                meeting=point.meeting,
                # The same in every example city, as a device would have chosen it once.
                key=uuid5(NAMESPACE_URL, f"{point.meeting} {point.title} {number}"),
                text=text,
                item=point,
            )
        decision = self._decide(by, at, point, written.decided) if written.decided else None
        for task in written.tasks:
            forums.give_task(
                by=by,
                at=at,
                forum=point.meeting.forum,
                text=task.text,
                owner=_function(point.meeting, task.owner) if task.owner else None,
                owner_words=task.words,
                due=task.due,
                meeting=point.meeting,
                item=point,
                decision=decision,
            )
        if written.later:
            forums.carry_over(by=by, at=at, point=point)
        elif decision is None and point.is_matter:
            forums.deal_with(by=by, at=at, point=point, words=written.words)

    def _decide(self, by: Scope, at: datetime, point: AgendaItem, decided: Decided) -> Decision:
        return forums.decide(
            by=by,
            at=at,
            forum=point.meeting.forum,
            meeting=point.meeting,
            content=forums.DecisionContent(
                title=point.title,
                outcome=decided.outcome,
                paragraph=decided.paragraph,
                registry_number=point.registry_number,
                text=decided.text,
                grounds=decided.grounds,
                item=point,
                final_body=decided.final_body,
            ),
        )

    def _minutes(self, by: Scope, meeting: Meeting, sitting: Sitting) -> None:
        at = _at(sitting.sent_on or meeting.on, 16)
        forums.write_minutes(
            by=by,
            at=at,
            meeting=meeting,
            formal=sitting.formal,
            secretary=sitting.secretary,
            chair=sitting.chair,
            approvers=[_approver(name) for name in sitting.approvers],
        )
        if sitting.sent_on is None:
            return
        forums.send_for_approval(by=by, at=at, meeting=meeting)
        if sitting.approved_on is not None:
            self.approve(by, meeting, on=sitting.approved_on)

    def approve(self, by: Scope, meeting: Meeting, *, on: date) -> None:
        """Each approves; whoever has no account is entered by the secretary."""
        seen = content_sha256(meeting)
        approvals = Approval.objects.filter(minutes=Minutes.objects.get(meeting=meeting))
        for approval in approvals.select_related("user", "minutes__meeting__forum__cooperation__area"):
            own = next((one for one in CAST if approval.user and one.email == approval.user.email), None)
            scope = self.scope_called(own.first_name) if own else by
            forums.approve_minutes(by=scope, at=_at(on), approval=approval, seen_sha256=seen)

    def _follow(self, sitting: Sitting, written: Task) -> None:
        meeting = Meeting.objects.get(forum__name=sitting.forum, held_on=sitting.on)
        task = meeting.tasks.select_related("forum__cooperation__area").get(text=written.text)
        by = self.scope_called(written.owner or sitting.keeper)
        for on, text in written.told:
            forums.tell_of_task(by=by, at=_at(on), task=task, text=text)
        if written.closed_on is not None:
            forums.close_task(
                by=by, at=_at(written.closed_on), task=task, outcome=written.outcome, on=written.closed_on
            )


def _approver(name: str) -> forums.ToApprove:
    if name not in _NAMES:
        return forums.ToApprove(name)
    somebody = person(name)
    return forums.ToApprove(somebody.title, User.objects.get(email=somebody.email))


def _function(meeting: Meeting, name: str) -> Function:
    found: Function = Function.objects.get(
        cooperation_id=meeting.forum.cooperation_id, title=person(name).title
    )
    return found


def _sitting(meeting: Meeting) -> Sitting | None:
    return next((one for one in SITTINGS if (one.forum, one.on) == (meeting.forum.name, meeting.on)), None)


def _called(meeting: Meeting) -> Called | None:
    return next((one for one in CALLED if (one.forum, one.on) == (meeting.forum.name, meeting.on)), None)


def _at(day: date, hour: int = 11) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=ZoneInfo(settings.TIME_ZONE))

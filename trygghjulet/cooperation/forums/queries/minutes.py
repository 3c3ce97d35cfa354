"""Reading a meeting's minutes: all that they are put together of, its hash, and who may approve."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import models
from django.db.models import Q

from trygghjulet.cooperation.forums.models import (
    Approval,
    Attendance,
    Ballot,
    Decision,
    Forum,
    Meeting,
    Minutes,
    Motion,
    Note,
    Remark,
    Task,
    Vote,
)
from trygghjulet.cooperation.forums.queries.agenda import Point, agenda_of
from trygghjulet.cooperation.forums.queries.attendance import attendance
from trygghjulet.cooperation.forums.queries.decided import decisions
from trygghjulet.cooperation.forums.queries.notes import corrections, paragraphs
from trygghjulet.cooperation.forums.queries.routed import readers
from trygghjulet.foundation.access.rules import ROLES, Permission, Scope
from trygghjulet.foundation.parties.models import Cooperation, Holding

_TAKES_PART: Final = tuple(role.key for role in ROLES.values() if Permission.TAKE_PART in role.permissions)


@dataclass(frozen=True)
class Dealt:
    """A point of the agenda with what was said and decided, and what somebody is to do; none for what has no point."""

    point: Point | None
    notes: tuple[str, ...]
    decisions: tuple[Decision, ...]
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class Told:
    """All that a meeting's minutes tell. `minutes` is none before somebody has begun them."""

    meeting: Meeting
    minutes: Minutes | None
    approvals: tuple[Approval, ...]
    attendance: tuple[Attendance, ...]
    dealt: tuple[Dealt, ...]
    tasks: tuple[Task, ...]
    corrections: tuple[Note, ...]


@dataclass(frozen=True)
class Approver:
    """A user who may approve minutes, and what they are called in them."""

    user_id: int
    called: str


def minutes_of(scope: Scope, *, meeting: Meeting) -> Minutes | None:
    """A meeting's minutes, where somebody has begun them."""
    mine = Minutes.objects.filter(
        meeting=meeting, meeting__forum__cooperation_id__in=scope.cooperation_ids
    ).select_related("meeting__forum__area", "meeting__forum__cooperation__area")
    return mine.prefetch_related("approvals__user").first()


def is_approved(meeting: Meeting) -> bool:
    """Are the meeting's minutes approved, so that what they tell stands?"""
    return Minutes.objects.filter(meeting=meeting, state=Minutes.State.APPROVED).exists()


def approvals(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[Approval]:
    """The approvals of the cooperation's minutes, given and not."""
    mine: models.QuerySet[Approval] = Approval.objects.filter(
        minutes__meeting__forum__cooperation=cooperation,
        minutes__meeting__forum__cooperation_id__in=scope.cooperation_ids,
    )
    return mine.select_related(
        "user", "minutes__meeting__forum__area", "minutes__meeting__forum__cooperation__area"
    )


def possible_approvers(forum: Forum, *, on: date) -> list[Approver]:
    """The users who may approve a forum's minutes that day, with the function they hold.

    They take part in the cooperation's meetings by their function, or sit in the forum themselves: a member who else
    only reads approves as well.
    """
    held = (
        Holding.objects.filter(
            Q(until__isnull=True) | Q(until__gte=on),
            Q(function__role__in=_TAKES_PART) | Q(user_id__in=readers(forum, on=on)),
            since__lte=on,
            function__cooperation=forum.cooperation_id,
        )
        .select_related("user", "function__party")
        .order_by("user__name", "since")
    )
    found: dict[int, Approver] = {}
    for one in held:
        called = f"{one.user.name}, {one.function.title}"
        found.setdefault(one.user_id, Approver(one.user_id, called[:160]))
    return list(found.values())


def told(scope: Scope, *, meeting: Meeting) -> Told:
    """Put together what a meeting's minutes tell: by point of the agenda, and last what has no point."""
    made = list(
        decisions(scope, cooperation=meeting.forum.cooperation).filter(meeting=meeting).order_by("pk")
    )
    tasks = list(Task.objects.filter(meeting=meeting).select_related("owner__party", "party").order_by("pk"))
    notes = [note for note in paragraphs(scope, meeting=meeting) if not note.struck and note.text.strip()]
    minutes = minutes_of(scope, meeting=meeting)

    def dealt(point: Point | None) -> Dealt:
        key = point.item.pk if point else None
        return Dealt(
            point,
            tuple(note.text for note in notes if note.item_id == key),
            tuple(one for one in made if one.item_id == key),
            tuple(task for task in tasks if task.item_id == key),
        )

    by_point = [dealt(point) for point in agenda_of(meeting).points]
    return Told(
        meeting=meeting,
        minutes=minutes,
        approvals=tuple(minutes.approvals.all()) if minutes else (),
        attendance=tuple(attendance(scope, meeting=meeting)),
        dealt=(*by_point, dealt(None)),
        tasks=tuple(tasks),
        corrections=tuple(corrections(scope, meeting=meeting)),
    )


def content_sha256(meeting: Meeting) -> str:
    """The hash of all that the minutes of a meeting say now, as it stands in the tables.

    What is made of it on paper may look another way in a later version of the program; what was approved does not.
    How a task goes on and where extracts go is no part of it: that happens afterwards.
    """
    content = {name: list(rows) for name, rows in _content(meeting)}
    return hashlib.sha256(json.dumps(content, default=str, sort_keys=True).encode()).hexdigest()


def _content(meeting: Meeting) -> Iterator[tuple[str, Any]]:
    decided = Decision.objects.filter(meeting=meeting)
    yield (
        "meeting",
        Meeting.objects.filter(pk=meeting.pk).values_list(
            "held_on", "starts_at", "ends_at", "place", "title"
        ),
    )
    yield "minutes", Minutes.objects.filter(meeting=meeting).values_list("formal", "secretary", "chair")
    yield (
        "attendance",
        Attendance.objects.filter(meeting=meeting)
        .order_by("pk")
        .values_list(
            "appointment__title",
            "appointment__organisation",
            "appointment__public_name",
            "appointment__user",
            "guest",
            "presence",
            "serves",
            "serves_for",
            "stand_in",
            "part",
        ),
    )
    yield (
        "agenda",
        meeting.agenda.order_by("order", "pk").values_list(
            "pk", "order", "kind", "title", "text", "presenter", "registry_number", "state"
        ),
    )
    notes = Note.objects.filter(meeting=meeting, struck=False, revision__gt=0).exclude(text="")
    yield "notes", notes.order_by("pk").values_list("item", "text")
    yield (
        "decisions",
        decided.order_by("pk").values_list(
            "item",
            "paragraph",
            "registry_number",
            "title",
            "outcome",
            "text",
            "grounds",
            "papers",
            "earlier_words",
        ),
    )
    yield (
        "motions",
        Motion.objects.filter(decision__in=decided)
        .order_by("pk")
        .values_list("decision", "kind", "made_by", "made_on", "text", "about", "outcome"),
    )
    yield (
        "votes",
        Vote.objects.filter(decision__in=decided)
        .order_by("pk")
        .values_list(
            "decision",
            "kind",
            "proposition",
            "yes_for",
            "no_for",
            "declared_yes",
            "declared_no",
            "declared_abstaining",
        ),
    )
    yield (
        "ballots",
        Ballot.objects.filter(vote__decision__in=decided)
        .order_by("pk")
        .values_list("vote", "voter", "choice"),
    )
    yield (
        "remarks",
        Remark.objects.filter(decision__in=decided)
        .order_by("pk")
        .values_list("decision", "kind", "by", "on", "text", "in_favour_of"),
    )
    yield (
        "tasks",
        Task.objects.filter(meeting=meeting)
        .order_by("pk")
        .values_list("item", "decision", "text", "owner", "owner_words"),
    )

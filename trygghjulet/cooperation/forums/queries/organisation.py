"""Reading the organisation: its bodies with the ways between them, and what a list of forums tells of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Q

from trygghjulet.cooperation.forums.models import (
    Appointment,
    Assignment,
    Forum,
    ForumLink,
    Meeting,
    RoutingRule,
    Seat,
)
from trygghjulet.cooperation.forums.queries.bodies import forums
from trygghjulet.cooperation.forums.rules.assignments import AssignmentState, Days, state
from trygghjulet.cooperation.forums.rules.organisation import CITY, OUTSIDE, Body, Link, Organisation, Way
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation


@dataclass(frozen=True)
class Listed:
    """A forum as a list tells of it. `vacancies` is None where nothing says who is to sit there."""

    forum: Forum
    next_meeting: Meeting | None
    vacancies: int | None


def going(scope: Scope, *, cooperation: Cooperation, on: date) -> models.QuerySet[Forum]:
    """The forums that have not ended by that day: the city-wide ones first, then those of each area."""
    return (
        forums(scope, cooperation=cooperation)
        .filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on))
        .select_related("convened_by", "part_of")
        .order_by(models.F("area__path").asc(nulls_first=True), "name")
    )


def links_of(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[ForumLink]:
    """How the cooperation's forums stand to one another."""
    return ForumLink.objects.filter(
        forum__cooperation=cooperation, forum__cooperation_id__in=scope.cooperation_ids
    ).select_related("forum__cooperation", "to")


def assignment_of(scope: Scope, *, forum: Forum) -> Assignment | None:
    """The forum's written assignment, if it has one."""
    return (
        Assignment.objects.filter(forum=forum, forum__cooperation_id__in=scope.cooperation_ids)
        .select_related("forum__cooperation__area", "forum__area", "issued_by")
        .first()
    )


def assignments_from(scope: Scope, *, forum: Forum) -> models.QuerySet[Assignment]:
    """The assignments that a forum has given, the latest first."""
    return (
        Assignment.objects.filter(issued_by=forum, forum__cooperation_id__in=scope.cooperation_ids)
        .select_related("forum")
        .order_by("-issued_on", "-pk")
    )


def standing_of(assignment: Assignment, *, on: date) -> AssignmentState:
    """How an assignment stands that day."""
    days = Days(assignment.issued_on, assignment.until, assignment.report_by, assignment.reported_on)
    return state(days, on=on)


def organisation_of(
    scope: Scope,
    *,
    cooperation: Cooperation,
    on: date,
    href: Callable[[Forum], str] | None = None,
    only: Forum | None = None,
) -> Organisation:
    """The cooperation's own organisation that day.

    Who is to have a forum's reports without being a forum, such as the municipal executive board, gets a body too.

    Args:
        on: the day.
        href: the address of a forum's page.
        only: tell only of this forum and those that it stands to.
    """
    there = list(going(scope, cooperation=cooperation, on=on))
    bodies = [
        Body(
            str(forum.pk),
            forum.name,
            forum.kind,
            forum.area.name if forum.area else CITY,
            href(forum) if href else "",
        )
        for forum in there
    ]
    ways = [
        Way(str(link.forum_id), Link(link.kind), str(link.to_id))
        for link in links_of(scope, cooperation=cooperation)
    ]
    ways += [Way(str(one.pk), Link.PART_OF, str(one.part_of_id)) for one in there if one.part_of_id]
    reports = RoutingRule.objects.filter(
        forum__in=there, what=RoutingRule.What.REPORT, to_forum=None, ended_on=None
    )
    outside = {}
    for rule in reports:
        key = f"till-{rule.to.casefold()}"
        outside[key] = Body(key, rule.to, band=OUTSIDE)
        ways.append(Way(str(rule.forum_id), Link.REPORTS_TO, key))
    bodies += outside.values()
    if only is not None:
        near = {str(only.pk)}
        ways = [way for way in ways if str(only.pk) in (way.of, way.to)]
        near |= {key for way in ways for key in (way.of, way.to)}
        bodies = [body for body in bodies if body.key in near]
    return Organisation(tuple(bodies), tuple(ways))


def listed_forums(scope: Scope, *, cooperation: Cooperation, on: date) -> tuple[Listed, ...]:
    """The forums that go on, each with its next meeting and how many seats are empty."""
    there = list(going(scope, cooperation=cooperation, on=on))
    coming: dict[int, Meeting] = {}
    planned = Meeting.objects.filter(
        forum__in=there, state=Meeting.State.PLANNED, planned_on__gte=on
    ).order_by("planned_on")
    for meeting in planned:
        coming.setdefault(meeting.forum_id, meeting)
    empty = _vacancies(there, on)
    return tuple(Listed(forum, coming.get(forum.pk), empty.get(forum.pk)) for forum in there)


def _vacancies(there: Iterable[Forum], on: date) -> dict[int, int]:
    seats = list(Seat.objects.filter(forum__in=there))
    sitting = Counter(
        Appointment.objects.filter(seat__in=seats, role=Appointment.Role.MEMBER, since__lte=on)
        .filter(Q(until__isnull=True) | Q(until__gte=on))
        .values_list("seat_id", flat=True)
    )
    empty: dict[int, int] = {}
    for seat in seats:
        lacking = max(0, seat.at_least - sitting[seat.pk])
        empty[seat.forum_id] = empty.get(seat.forum_id, 0) + lacking
    return empty

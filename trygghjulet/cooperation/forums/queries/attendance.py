"""Reading who sits in a forum the day of a meeting, and who was there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

from django.db.models import Q

from trygghjulet.cooperation.forums.models import Appointment, Attendance, Meeting
from trygghjulet.cooperation.forums.queries.seats import once_each
from trygghjulet.cooperation.forums.rules.attendance import Entry, Quorum, quorum
from trygghjulet.foundation.access.rules import Scope

_ROLES = (Appointment.Role.MEMBER, Appointment.Role.SUBSTITUTE, Appointment.Role.ADJUNCT)
_OFFICES = (
    Appointment.Office.CHAIR,
    Appointment.Office.FIRST_VICE,
    Appointment.Office.SECOND_VICE,
    Appointment.Office.SECRETARY,
    Appointment.Office.NONE,
)


@dataclass(frozen=True)
class Group:
    """Those who were there in the same capacity, or were away, each in words."""

    title: str
    people: tuple[str, ...]


def sitting(scope: Scope, *, meeting: Meeting) -> list[Appointment]:
    """Those who sit in the forum the day of a meeting, each person once: members, then substitutes, then adjuncts."""
    found = (
        Appointment.objects.filter(
            Q(until__isnull=True) | Q(until__gte=meeting.on),
            forum=meeting.forum_id,
            since__lte=meeting.on,
            forum__cooperation_id__in=scope.cooperation_ids,
        )
        .select_related("user", "seat")
        .order_by("seat__order", "since", "pk")
    )
    return once_each(sorted(found, key=_place))


def attendance(scope: Scope, *, meeting: Meeting) -> list[Attendance]:
    """What is entered of who was there, in the order that those who sit in the forum stand; guests last."""
    found = Attendance.objects.filter(
        meeting=meeting, meeting__forum__cooperation_id__in=scope.cooperation_ids
    ).select_related("appointment__user", "appointment__seat", "serves_for__user")
    return sorted(found, key=lambda row: _place(row.appointment) if row.appointment else (len(_ROLES), 0, 0))


def quorum_of(rows: Iterable[Attendance], members: Sequence[Appointment]) -> Quorum:
    """How many take part; a member of whom nothing is entered is not there."""
    entered = {row.appointment_id: row for row in rows if row.appointment_id}
    return quorum(
        [
            Entry(
                key=one.pk,
                called=one.called,
                role=one.role,
                presence=entered[one.pk].presence if one.pk in entered else Attendance.Presence.ABSENT,
                serves=one.pk in entered and entered[one.pk].serves,
            )
            for one in members
        ]
    )


def groups(rows: Iterable[Attendance]) -> tuple[Group, ...]:
    """Who was there and who was away, as minutes tell it; empty groups are left out."""
    told: dict[str, list[str]] = {
        "Närvarande ledamöter": [],
        "Tjänstgörande ersättare": [],
        "Närvarande ersättare": [],
        "Adjungerade": [],
        "Gäster": [],
        "Frånvarande": [],
    }
    for row in rows:
        told[_group(row)].append(_words(row))
    return tuple(Group(title, tuple(people)) for title, people in told.items() if people)


def fingerprint(meeting: Meeting) -> int:
    """A number that changes with what is entered of who was there: who saves tells which one they have read."""
    rows = list(
        Attendance.objects.filter(meeting=meeting)
        .order_by("pk")
        .values_list("appointment", "guest", "presence", "serves", "serves_for", "stand_in", "part")
    )
    return crc32(json.dumps(rows).encode()) if rows else 0


def _place(one: Appointment) -> tuple[int, int, int]:
    seat = one.seat.order if one.seat else 0
    return _ROLES.index(Appointment.Role(one.role)), _OFFICES.index(Appointment.Office(one.office)), seat


def _group(row: Attendance) -> str:
    if row.presence == Attendance.Presence.ABSENT:
        return "Frånvarande"
    if row.appointment is None:
        return "Gäster"
    match row.appointment.role:
        case Appointment.Role.SUBSTITUTE:
            return "Tjänstgörande ersättare" if row.serves else "Närvarande ersättare"
        case Appointment.Role.ADJUNCT:
            return "Adjungerade"
        case _:
            return "Närvarande ledamöter"


def _words(row: Attendance) -> str:
    said = row.who
    if row.appointment and row.appointment.office:
        said += f", {row.appointment.get_office_display().lower()}"
    if row.presence == Attendance.Presence.PARTLY:
        said += f" (delvis: {row.part})" if row.part else " (delvis)"
    if row.serves and row.serves_for:
        said += f", tjänstgör för {row.serves_for.called}"
    if row.stand_in:
        said += f", ersätts av {row.stand_in}"
    return said

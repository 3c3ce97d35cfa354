"""Who is called to a meeting, and who signs the call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trygghjulet.cooperation.forums.models import Appointment, Forum, Meeting
from trygghjulet.cooperation.forums.queries.seats import once_each
from trygghjulet.cooperation.forums.rules.call import CallStanding, Check, call_standing, checklist
from trygghjulet.foundation.parties.models import Holding


@dataclass(frozen=True)
class Called:
    """Those who are called to a meeting: members, substitutes for their information, and adjuncts."""

    members: tuple[Appointment, ...]
    substitutes: tuple[Appointment, ...]
    adjuncts: tuple[Appointment, ...]

    @property
    def everybody(self) -> tuple[Appointment, ...]:
        """All of them."""
        return (*self.members, *self.substitutes, *self.adjuncts)

    def __len__(self) -> int:
        return len(self.everybody)


def called_to(meeting: Meeting) -> Called:
    """Those who sit in the forum on the meeting's day, each person once."""
    day, roles = meeting.on, Appointment.Role
    rows = (
        Appointment.objects.filter(forum_id=meeting.forum_id, since__lte=day)
        .exclude(until__lt=day)
        .select_related("seat", "user", "party", "function")
    )
    chairs = (Appointment.Office.CHAIR, Appointment.Office.FIRST_VICE, Appointment.Office.SECOND_VICE)

    in_order = (roles.MEMBER, roles.SUBSTITUTE, roles.ADJUNCT)
    people = once_each(sorted(rows, key=lambda one: in_order.index(roles(one.role))))

    def of(role: str) -> tuple[Appointment, ...]:
        mine = [one for one in people if one.role == role]
        mine.sort(key=lambda one: chairs.index(one.office) if one.office in chairs else len(chairs))
        return tuple(mine)

    return Called(of(roles.MEMBER), of(roles.SUBSTITUTE), of(roles.ADJUNCT))


def users_called(meeting: Meeting, *, on: date) -> frozenset[int]:
    """Those of the called who have an account and a function here: by themselves or by the function that they hold.

    Args:
        meeting: the meeting.
        on: the day; whose time in a function is over is not told.
    """
    holdings = Holding.objects.filter(
        function__cooperation_id=meeting.forum.cooperation_id, since__lte=on
    ).exclude(until__lt=on)
    here = {(one.function_id, one.user_id) for one in holdings if one.user_id}
    users = {user for _, user in here}
    found: set[int] = set()
    for one in called_to(meeting).everybody:
        if one.user_id is not None:
            found |= {one.user_id} & users
        elif one.function_id is not None:
            found |= {user for function, user in here if function == one.function_id}
    return frozenset(found)


def without_account(meeting: Meeting, *, on: date) -> tuple[Appointment, ...]:
    """Those of the called whom no message reaches, so that the secretary sends the call as usual."""
    reached = users_called(meeting, on=on)
    held = {
        one.function_id
        for one in Holding.objects.filter(
            function__cooperation_id=meeting.forum.cooperation_id, since__lte=on
        ).exclude(until__lt=on)
        if one.user_id in reached
    }
    return tuple(
        one
        for one in called_to(meeting).everybody
        if one.user_id not in reached and (one.user_id is not None or one.function_id not in held)
    )


def signers(meeting: Meeting) -> tuple[str, str]:
    """Who signs the call for the chair and as secretary: as written, else those who hold the offices."""
    offices = {one.office: one.called for one in called_to(meeting).everybody if one.office}
    return (
        meeting.signed_by_chair or offices.get(Appointment.Office.CHAIR, ""),
        meeting.signed_by_secretary
        or offices.get(Appointment.Office.SECRETARY, "")
        or meeting.forum.secretariat[:120],
    )


def standing_of_call(meeting: Meeting, *, on: date) -> CallStanding:
    """How the call to a meeting stands a day: in time, late, or when it must be out."""
    return call_standing(
        meeting.on,
        sent_on=meeting.call_sent_on,
        call_days=meeting.forum.call_days,
        today=on,
        held=meeting.state == Meeting.State.HELD,
    )


def last_call_day(forum: Forum, day: date) -> date | None:
    """The last day for the call to a meeting of the forum that day; None where nothing is said."""
    return call_standing(day, sent_on=None, call_days=forum.call_days, today=day).last_day


def checks_of(meeting: Meeting, *, points: int, clashes: int, proposals_missing: int) -> tuple[Check, ...]:
    """What to look through before the call is sent."""
    chair, secretary = signers(meeting)
    return checklist(
        time=meeting.starts_at is not None,
        place=bool(meeting.place.strip()),
        points=points,
        clashes=clashes,
        called=len(called_to(meeting)),
        signed=bool(chair and secretary),
        proposals_missing=proposals_missing,
    )

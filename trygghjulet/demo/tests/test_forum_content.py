"""What is written of Solvik's forums hangs together, and names nobody who is not in the cast."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest

from trygghjulet.cooperation.forums.models import AgendaItem, Appointment, Task
from trygghjulet.cooperation.forums.rules.seats import MANDATES
from trygghjulet.demo.content import board
from trygghjulet.demo.content.agreement import FORUMS, STRATEGIC_COUNCIL
from trygghjulet.demo.content.forums import BOARD, BODIES, CONFIRMED, GROUP, LINKS, MEMBERS, RAISED, SENT
from trygghjulet.demo.content.meetings import MEETINGS
from trygghjulet.demo.content.sittings import CALLED, SITTINGS
from trygghjulet.demo.people import CAST
from trygghjulet.foundation.privacy.guard import look

FIRST_NAMES = {somebody.first_name for somebody in CAST}
NAMES = {BOARD, GROUP.name, *(forum.name for forum in FORUMS)}


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from texts(part)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from texts(getattr(value, field.name))


def test_no_text_of_the_forums_looks_like_personal_data():
    written = tuple(value for name, value in vars(board).items() if name.isupper())
    for text in texts((BODIES, LINKS, GROUP, RAISED, SITTINGS, CALLED, written)):
        assert not look(text), text


@pytest.mark.requirement("FOR-2")
def test_the_council_has_business_civil_society_academy_and_authorities():
    (council,) = (body for body in BODIES if body.name == STRATEGIC_COUNCIL)
    seats = {seat.name for seat in council.seats}
    assert seats >= {"Näringslivet", "Civilsamhället", "Akademin", "Kriminalvården", "Åklagarmyndigheten"}
    assert {mandate for body in BODIES for seat in body.seats for mandate in seat.mandates} <= MANDATES.keys()


def test_members_are_told_by_title_or_are_in_the_cast():
    members = [one for body in BODIES for seat in body.seats for one in seat.members]
    for one in (*members, *GROUP.members):
        assert bool(one.title) != bool(one.person)
        assert not one.person or one.person in FIRST_NAMES
        assert one.role in Appointment.Role.values


def test_what_is_told_points_only_to_what_exists():
    assert {body.name for body in BODIES} == NAMES - {GROUP.name}
    assert {route.to for body in BODIES for route in body.routes} <= NAMES | {MEMBERS}
    assert {name for of, _, to, _ in LINKS for name in (of, to)} <= NAMES
    held = {(meeting.forum, meeting.on) for meeting in MEETINGS if meeting.held}
    to_come = {(meeting.forum, meeting.on) for meeting in MEETINGS if not meeting.held}
    assert {(one.forum, one.on) for one in SITTINGS} <= held
    assert {(one.forum, one.on) for one in CALLED} <= to_come
    assert {(name, on) for name, _, on, _, _, _ in SENT if on} <= held
    assert {(name, on) for name, on, _, _ in CONFIRMED} <= held
    assert (BOARD, board.DECIDED_ON) in held


def test_days_of_sittings_come_in_order():
    for one in SITTINGS:
        assert one.sent_on is None or one.on <= one.sent_on
        assert one.approved_on is None or (one.sent_on and one.sent_on <= one.approved_on)
        for task in (task for point in one.points for task in point.tasks):
            assert one.on <= task.due
            assert [on for on, _ in task.told] == sorted(on for on, _ in task.told)
            assert bool(task.outcome) == bool(task.closed_on)
    assert board.TABLED_ON < board.DECIDED_ON <= board.SENT_ON <= board.APPROVED_ON


def test_points_are_told_once_a_meeting_and_fit_their_columns():
    longest = AgendaItem._meta.get_field("title").max_length
    for one in (*SITTINGS, *CALLED):
        titles = [point.title for point in one.points]
        assert len(set(titles)) == len(titles)
        assert all(len(title) <= longest for title in titles)
        for point in one.points:
            assert point.kind in AgendaItem.Kind.values
            assert all(len(task.text) <= Task._meta.get_field("text").max_length for task in point.tasks)
            assert all(name in FIRST_NAMES for name, _ in point.notes)
            assert all(bool(task.owner) != bool(task.words) for task in point.tasks)


def test_the_ballots_are_as_many_as_the_seats_and_decide():
    (body,) = (body for body in BODIES if body.name == BOARD)
    parties = [member.political_party for seat in body.seats for member in seat.members]
    assert parties == [party for party, _ in board.BALLOTS]
    choices = [choice for _, choice in board.BALLOTS]
    assert (choices.count("yes"), choices.count("no")) == (6, 5)

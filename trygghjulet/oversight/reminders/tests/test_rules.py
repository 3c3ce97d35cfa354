"""Which reminder comes on which day: each once, the nearest only, and every week while something is late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from trygghjulet.obligations.standing import State
from trygghjulet.oversight.reminders.rules import KINDS, OWNERLESS, Owed, ownerless, stages

pytestmark = pytest.mark.requirement("DUT-4")

DUE = date(2026, 5, 31)
MEETING = Owed("styrgrupp-moten", "Styrgruppen möts varje kvartal", State.DUE, DUE, "Inget möte är hållet.")


def _stage(owed: Owed, on: date) -> str:
    (reminder,) = stages(owed, on=on)
    return reminder.key.rpartition(":")[2]


def _told(owed: Owed, days: range) -> list[str]:
    """The reminders that somebody who is asked every day gets, in order, each once."""
    told: list[str] = []
    for left in days:
        for reminder in stages(owed, on=DUE - timedelta(days=left)):
            if reminder.key not in told:
                told.append(reminder.key)
    return [key.rpartition(":")[2] for key in told]


def test_a_month_before_and_a_week_before() -> None:
    assert _told(MEETING, range(90, -1, -1)) == ["before-30", "before-7"]


def test_the_day_that_a_reminder_comes() -> None:
    assert stages(MEETING, on=DUE - timedelta(days=31)) == ()
    assert _stage(MEETING, DUE - timedelta(days=30)) == "before-30"
    assert _stage(MEETING, DUE - timedelta(days=8)) == "before-30"
    assert _stage(MEETING, DUE - timedelta(days=7)) == "before-7"
    assert _stage(MEETING, DUE) == "before-7"


def test_at_risk_is_told_once_and_the_last_week_still_comes() -> None:
    assert _told(replace(MEETING, state=State.AT_RISK), range(90, -1, -1)) == ["at-risk", "before-7"]


def test_late_is_told_the_first_day_and_then_on_mondays() -> None:
    late = replace(MEETING, state=State.OVERDUE)
    days = [day for day in range(1, 30) if _stage(late, DUE + timedelta(days=day)) == "overdue-0"]
    assert days == list(range(1, 8))
    assert _told(late, range(-1, -29, -1)) == ["overdue-0", "overdue-1", "overdue-2", "overdue-3"]


def test_what_has_no_last_day_is_told_when_it_is_at_risk_or_late() -> None:
    assert stages(replace(MEETING, due=None), on=DUE) == ()
    assert _stage(replace(MEETING, due=None, state=State.AT_RISK), DUE) == "at-risk"
    assert _stage(replace(MEETING, due=None, state=State.OVERDUE), DUE) == "overdue-0"


@pytest.mark.parametrize("state", [State.MET, State.NOT_APPLICABLE, State.CANNOT_BE_TOLD])
def test_nothing_is_said_of_what_is_done_or_does_not_apply(state: State) -> None:
    assert _told(replace(MEETING, state=state), range(90, -90, -1)) == []


def test_what_a_reminder_says() -> None:
    (reminder,) = stages(MEETING, on=DUE)
    assert reminder.subject == "Snart dags: Styrgruppen möts varje kvartal"
    assert reminder.text == "Sista dag: 31 maj 2026. Inget möte är hållet."
    assert reminder.kind in KINDS


def test_without_an_owner_it_is_said_and_is_another_reminder() -> None:
    (reminder,) = stages(MEETING, on=DUE)
    lost = ownerless(reminder)
    assert lost.kind == OWNERLESS
    assert lost.key != reminder.key, "den som sedan utses ska få sin egen"
    assert "Ingen innehar den funktion" in lost.text


@given(
    state=st.sampled_from(list(State)),
    left=st.integers(-2000, 2000),
    due=st.dates(date(2020, 1, 1), date(2040, 12, 31)),
)
def test_at_most_one_reminder_a_day_of_a_kind_that_can_be_switched_off(
    state: State, left: int, due: date
) -> None:
    found = stages(replace(MEETING, state=state, due=due), on=due - timedelta(days=left))
    assert len(found) <= 1
    assert all(reminder.kind in KINDS for reminder in found)


@given(due=st.dates(date(2024, 1, 1), date(2032, 12, 31)), weeks=st.integers(1, 60))
def test_what_is_late_is_told_once_a_week(due: date, weeks: int) -> None:
    late = replace(MEETING, state=State.OVERDUE, due=due)
    told: dict[str, date] = {}
    for day in range(1, 7 * weeks + 1):
        on = due + timedelta(days=day)
        told.setdefault(_stage(late, on), on)
    first, *others = told.values()
    assert first == due + timedelta(days=1)
    assert all(day.weekday() == 0 for day in others), "allt som är försenat kommer i ett mejl"
    assert all(6 <= (b - a).days <= 12 for a, b in pairwise(told.values()))
    assert weeks - 1 <= len(told) <= weeks + 1

"""The hours of the timetable: each is taken care of once, in Swedish time, also by two workers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult
from hypothesis import given, strategies as st

from tests.writing.test_at_once import at_once
from trygghjulet.foundation.jobs import timetable
from trygghjulet.foundation.jobs.models import Occasion
from trygghjulet.foundation.jobs.queries import work_state
from trygghjulet.foundation.jobs.tests import sample
from trygghjulet.foundation.jobs.working import work

pytestmark = pytest.mark.requirement("DUT-4")

SWEDEN = ZoneInfo("Europe/Stockholm")
MORNING = datetime(2026, 3, 2, 7, tzinfo=SWEDEN)


@pytest.fixture(autouse=True)
def _one_hour(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A timetable with one job: at seven every morning."""
    monkeypatch.setattr(timetable, "_timings", {})
    timetable.register(timetable.daily("prov", sample.fail, at=time(7)))
    yield
    sample.done.clear()


def _queued() -> int:
    return int(DBTaskResult.objects.count())


@pytest.mark.django_db
def test_a_daily_job_is_queued_once_a_day() -> None:
    for minutes in (0, 1, 600, 1439):
        timetable.tick(at=MORNING + timedelta(minutes=minutes))
    assert _queued() == 1
    timetable.tick(at=MORNING + timedelta(days=1))
    assert _queued() == 2


@pytest.mark.django_db
def test_days_on_which_nobody_worked_are_made_up_for_once() -> None:
    timetable.tick(at=MORNING)
    timetable.tick(at=MORNING + timedelta(days=9, hours=3))
    assert _queued() == 2
    assert Occasion.objects.latest("due_at").due_at == MORNING + timedelta(days=9)


@pytest.mark.django_db
def test_an_hour_that_has_been_queued_stays_so_when_the_work_is_done() -> None:
    timetable.tick(at=MORNING)
    work(once=True)
    before = _queued()
    timetable.tick(at=MORNING + timedelta(hours=1))
    assert _queued() == before
    (hour,) = work_state(at=MORNING).hours
    assert (hour.title, hour.words) == ("Går sönder", "varje dag 07:00")


@pytest.mark.skipif(
    connection.vendor != "postgresql",
    reason="Flera trådar prövas mot PostgreSQL; flera processer i tests/material prövar båda.",
)
@pytest.mark.django_db(transaction=True)
def test_of_workers_that_look_at_the_clock_at_once_one_queues_the_job() -> None:
    queued, raised = at_once(*(lambda: timetable.tick(at=MORNING) for _ in range(6)))
    assert raised == []
    assert sum(queued) == 1
    assert _queued() == 1


def test_two_jobs_can_not_have_one_name() -> None:
    with pytest.raises(ValueError, match="prov"):
        timetable.register(timetable.daily("prov", sample.fail, at=time(8)))


@given(
    moment=st.datetimes(min_value=datetime(2024, 1, 1), max_value=datetime(2030, 12, 31)),
    hour=st.integers(4, 23),
)
def test_the_last_hour_is_within_a_day_and_at_the_same_time_in_sweden(moment: datetime, hour: int) -> None:
    at = moment.replace(tzinfo=UTC)
    due = timetable.daily("x", sample.fail, at=time(hour)).latest(at)
    assert timedelta(0) <= at - due < timedelta(hours=25), "en dygnslängd, en timme mer när klockan ställs om"
    assert due.astimezone(SWEDEN).time() == time(hour)


@given(moment=st.datetimes(min_value=datetime(2024, 1, 1), max_value=datetime(2030, 12, 31)))
def test_quarters_come_every_quarter(moment: datetime) -> None:
    at = moment.replace(tzinfo=UTC)
    due = timetable.every("x", sample.fail, minutes=15).latest(at)
    assert timedelta(0) <= at - due < timedelta(minutes=15)
    assert due.minute % 15 == 0

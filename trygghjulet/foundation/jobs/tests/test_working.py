"""Jobs are done once, come back from dead workers, and are seen by those who look after them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult

from tests.writing.test_at_once import at_once
from trygghjulet.foundation.jobs import timetable
from trygghjulet.foundation.jobs.clearing import clear
from trygghjulet.foundation.jobs.models import Occasion, Worker
from trygghjulet.foundation.jobs.queries import work_state
from trygghjulet.foundation.jobs.queue import later
from trygghjulet.foundation.jobs.reaping import LEASE, TRIES, reap
from trygghjulet.foundation.jobs.tests import sample
from trygghjulet.foundation.jobs.working import work

pytestmark = pytest.mark.requirement("DUT-4")


@pytest.fixture(autouse=True)
def _quiet_hours(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An empty timetable, and nothing noted."""
    monkeypatch.setattr(timetable, "_timings", {})
    sample.done.clear()
    yield
    sample.done.clear()


def _now() -> datetime:
    return datetime.now(tz=UTC)


@pytest.mark.django_db
def test_what_is_put_in_the_queue_is_done_once() -> None:
    for word in ("ett", "två", "tre"):
        later(sample.note, word=word)
    assert work(once=True) == 3
    assert work(once=True) == 0
    assert sample.done == ["ett", "två", "tre"]
    assert not Worker.objects.exists(), "den som har slutat arbetar inte längre"


@pytest.mark.django_db
def test_a_job_shares_the_fate_of_its_transaction() -> None:
    with transaction.atomic():
        later(sample.note, word="ångrat")
        transaction.set_rollback(True)
    with transaction.atomic():
        later(sample.note, word="sparat")
    work(once=True)
    assert sample.done == ["sparat"]


@pytest.mark.django_db
def test_whoever_is_told_to_stop_takes_nothing_new() -> None:
    later(sample.note, word="sedan")
    stop = Event()
    stop.set()
    assert work(once=False, stop=stop) == 0
    assert sample.done == []


@pytest.mark.django_db
def test_a_job_that_fails_is_seen_without_what_it_was_given() -> None:
    later(sample.fail)
    work(once=True)
    (failed,) = work_state(at=_now()).failed
    assert (failed.title, failed.error) == ("Går sönder", "ConnectionError")


def _left_by_a_dead_worker(*, workers: int = 1, silent: timedelta = LEASE) -> DBTaskResult:
    """A job as a killed process leaves it: running, with a worker whose beat stopped."""
    task = DBTaskResult.objects.get(pk=later(sample.note, word="kvar"))
    for number in range(workers):
        task.claim(f"död-{number}")
    then = _now() - silent
    Worker.objects.create(key=f"död-{workers - 1}", started_at=then, beat_at=then)
    return task


@pytest.mark.django_db
def test_what_a_dead_worker_left_is_done_by_another() -> None:
    _left_by_a_dead_worker()
    assert work(once=True) == 1
    assert sample.done == ["kvar"]
    assert not Worker.objects.exists()


@pytest.mark.django_db
def test_what_a_worker_is_doing_is_left_to_it() -> None:
    task = _left_by_a_dead_worker(silent=LEASE / 2)
    assert reap(at=_now()) == 0
    assert work(once=True) == 0
    task.refresh_from_db()
    assert task.status == "RUNNING"


@pytest.mark.django_db
def test_a_job_that_brings_workers_down_is_given_up_and_shown() -> None:
    _left_by_a_dead_worker(workers=TRIES)
    assert work(once=True) == 0
    assert sample.done == []
    (failed,) = work_state(at=_now()).failed
    assert (failed.title, failed.error) == ("Skriver upp ett ord", "WorkersDied")


@pytest.mark.django_db
def test_old_jobs_are_forgotten_and_new_ones_are_not() -> None:
    old, new = later(sample.note, word="gammalt"), later(sample.note, word="nytt")
    work(once=True)
    DBTaskResult.objects.filter(pk=old).update(finished_at=_now() - timedelta(days=31))
    for name, task, age in (("gammal", old, 31), ("ny", new, 29)):
        due = _now() - timedelta(days=age)
        Occasion.objects.create(name=name, due_at=due, queued_at=due, task_id=task)
    clear.call()
    assert list(DBTaskResult.objects.values_list("pk", flat=True)) == [new]
    assert list(Occasion.objects.values_list("name", flat=True)) == ["ny"]


@pytest.mark.skipif(
    connection.vendor != "postgresql",
    reason="Flera trådar prövas mot PostgreSQL; flera processer i tests/material prövar båda.",
)
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_do_each_job_once() -> None:
    words = [str(number) for number in range(60)]
    for word in words:
        later(sample.note, word=word)
    done, raised = at_once(lambda: work(once=True), lambda: work(once=True))
    assert raised == []
    assert sum(done) == len(words)
    assert sorted(sample.done) == sorted(words)

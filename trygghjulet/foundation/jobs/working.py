"""A worker: does what is in the queue, keeps the timetable, and puts back what dead workers left."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Event, Thread
from typing import Any, Final

from django.db import DatabaseError, close_old_connections, connection, transaction
from django_tasks.base import DEFAULT_TASK_QUEUE_NAME
from django_tasks_db.management.commands.db_worker import Worker as Running
from django_tasks_db.models import DBTaskResult

from trygghjulet.foundation.jobs.models import Worker
from trygghjulet.foundation.jobs.reaping import LEASE, reap
from trygghjulet.foundation.jobs.timetable import tick

_log = logging.getLogger(__name__)

#: How often a worker shows that it lives; several times within a lease.
_BEAT: Final = LEASE.total_seconds() / 5
#: How often it looks at the timetable and after the dead, and how long it rests when the queue is empty; seconds.
_LOOK: Final = 15.0
_REST: Final = 1.0


def work(*, once: bool, stop: Event | None = None) -> int:
    """Do jobs until told to stop, or once: until nothing is left to do. The answer is how many were done.

    Whoever is told to stop ends the job at hand first.
    """
    stop = stop or Event()
    done = 0
    with _living() as key:
        running = _running(key)
        looked = float("-inf")
        while not stop.is_set():
            _refresh_connection()
            if time.monotonic() - looked >= _LOOK:
                looked, now = time.monotonic(), datetime.now(tz=UTC)
                reap(at=now)
                tick(at=now)
            task = _claim(key)
            if task is not None:
                running.run_task(task)
                done += 1
            elif once:
                break
            else:
                stop.wait(_REST)
    return done


def _claim(key: str) -> DBTaskResult[Any, Any] | None:
    """The next job, now this worker's. Two workers never get the same one."""
    with transaction.atomic():
        task = DBTaskResult.objects.ready().get_locked()
        if task is not None:
            task.claim(key)
    return task


def _running(key: str) -> Running:
    """The library's own way to run a job and write down how it went."""
    return Running(
        queue_names=[DEFAULT_TASK_QUEUE_NAME],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=key,
    )


def _refresh_connection() -> None:
    """Let go of a connection that has died or is old, but never in the middle of a transaction."""
    if not connection.in_atomic_block:
        close_old_connections()


@contextmanager
def _living() -> Iterator[str]:
    """A worker's row, kept fresh by a thread of its own until the work ends."""
    key = f"{socket.gethostname()[:32]}-{os.getpid()}-{secrets.token_hex(4)}"
    now = datetime.now(tz=UTC)
    Worker.objects.create(key=key, started_at=now, beat_at=now)
    ended = Event()
    beating = Thread(target=_beat, args=(key, ended), name="beat", daemon=True)
    beating.start()
    try:
        yield key
    finally:
        ended.set()
        beating.join(_BEAT)
        Worker.objects.filter(key=key).delete()


def _beat(key: str, ended: Event) -> None:
    while not ended.wait(_BEAT):
        try:
            now = datetime.now(tz=UTC)
            if not Worker.objects.filter(key=key).update(beat_at=now):
                # Taken for dead, as after a long sleep of the whole machine: alive again.
                Worker.objects.create(key=key, started_at=now, beat_at=now)
        except DatabaseError:
            _log.warning("The beat of %s did not reach the database.", key, exc_info=True)
        finally:
            connection.close()

"""How the work in the background goes, for those who look after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from trygghjulet.foundation.jobs.models import Occasion, Worker
from trygghjulet.foundation.jobs.queue import title_of
from trygghjulet.foundation.jobs.reaping import LEASE
from trygghjulet.foundation.jobs.timetable import timings

#: How many failed jobs are told of.
_TOLD = 20


@dataclass(frozen=True)
class Failed:
    """A job that failed: what it is called, when, and the kind of error. Never its arguments: they may be anybody's."""

    title: str
    at: datetime | None
    error: str


@dataclass(frozen=True)
class Hour:
    """A job of the timetable: when it is done, the last time it was put in the queue, and how that went."""

    title: str
    words: str
    queued_at: datetime | None
    state: str


@dataclass(frozen=True)
class WorkState:
    """How the work in the background goes."""

    workers: int
    waiting: int
    running: int
    failed: tuple[Failed, ...]
    hours: tuple[Hour, ...]


def work_state(*, at: datetime) -> WorkState:
    """How many workers live, what waits and what failed, and when the timetable's jobs were last done."""
    tasks = DBTaskResult.objects.all()
    return WorkState(
        workers=Worker.objects.filter(beat_at__gt=at - LEASE).count(),
        waiting=tasks.filter(status=TaskResultStatus.READY).count(),
        running=tasks.filter(status=TaskResultStatus.RUNNING).count(),
        failed=tuple(
            Failed(title_of(task.task_path), task.finished_at, task.exception_class_path.rpartition(".")[2])
            for task in tasks.failed().order_by("-finished_at")[:_TOLD]
        ),
        hours=tuple(_hours()),
    )


def has_failed(task_id: UUID | None) -> bool:
    """Is a job given up, so that it isn't done unless somebody asks for it again?"""
    if task_id is None:
        return False
    return DBTaskResult.objects.filter(pk=task_id, status=TaskResultStatus.FAILED).exists()


def _hours() -> Iterator[Hour]:
    for timing in timings():
        last = Occasion.objects.filter(name=timing.name).first()
        task = DBTaskResult.objects.filter(pk=last.task_id).first() if last else None
        yield Hour(
            title=title_of(timing.job.module_path),
            words=timing.words,
            queued_at=last.queued_at if last else None,
            state=task.status if task else "",
        )

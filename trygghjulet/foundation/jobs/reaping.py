"""Puts back what a dead worker left undone. Nobody else would: a job stays with the worker that took it.

A worker shows that it lives by a beat, from a thread of its own, so that a long job does not silence it. A job
whose worker has not been heard of for the length of the lease goes back into the queue. One that has brought
down several workers is not tried again: it is marked as failed, for a person to look at.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from trygghjulet.foundation.jobs.models import Worker

#: How long a worker may be silent before it is taken for dead; several beats long.
LEASE: Final = timedelta(seconds=90)
#: How many workers a job may bring down.
TRIES: Final = 3


class WorkersDied(Exception):
    """So many workers died while they did the job that it is not tried again."""


def reap(*, at: datetime) -> int:
    """Put back, or give up, every job whose worker is dead; the answer is how many that were."""
    silent = at - LEASE
    alive = set(Worker.objects.filter(beat_at__gt=silent).values_list("key", flat=True))
    left = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    count = sum(_put_back(task, at) for task in left if not alive.intersection(task.worker_ids[-1:]))
    Worker.objects.filter(beat_at__lte=silent).delete()
    return count


def _put_back(found: DBTaskResult[Any, Any], at: datetime) -> bool:
    with transaction.atomic():
        # As it was when it was looked at: another reaper may have put it back, and another worker taken it.
        same = DBTaskResult.objects.select_for_update().filter(pk=found.pk, status=TaskResultStatus.RUNNING)
        task = same.first()
        if task is None or task.worker_ids != found.worker_ids:
            return False
        if len(task.worker_ids) < TRIES:
            task.status, task.started_at = TaskResultStatus.READY, None
        else:
            task.status, task.finished_at = TaskResultStatus.FAILED, at
            task.exception_class_path = f"{WorkersDied.__module__}.{WorkersDied.__qualname__}"
            task.traceback = f"{len(task.worker_ids)} workers died while they did it."
        task.save()
    return True

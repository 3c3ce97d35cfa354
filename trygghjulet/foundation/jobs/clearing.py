"""Takes away what the queue no longer needs to remember."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from django_tasks_db.models import DBTaskResult

from trygghjulet.foundation.jobs.models import Occasion
from trygghjulet.foundation.jobs.queue import job

#: How long a finished job and an hour of the timetable are remembered.
_KEPT: Final = timedelta(days=30)


@job("Rensar bland gamla jobb")
def clear() -> None:
    """Forget finished jobs and old hours."""
    before = datetime.now(tz=UTC) - _KEPT
    DBTaskResult.objects.finished().filter(finished_at__lt=before).delete()
    Occasion.objects.filter(due_at__lt=before).delete()

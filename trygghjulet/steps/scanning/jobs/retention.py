"""Letting rows go every night."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from trygghjulet.foundation.jobs.queue import job
from trygghjulet.steps.scanning.operations.keeping import sweep
from trygghjulet.steps.scanning.operations.retention import purge_due

#: Files younger than this may belong to a row that is about to be written.
_SETTLED: Final = timedelta(hours=1)


@job("Gallrar rader vars dag har kommit")
def purge() -> int:
    """Let rows go, and take away the files that nothing points to any more."""
    at = datetime.now(tz=timezone.get_current_timezone())
    gone = purge_due(at=at, on=timezone.localdate(at))
    sweep(older_than=at - _SETTLED)
    return gone

"""What is done at set hours: old reports go, and photos that no report names are taken away."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from trygghjulet.foundation.jobs.queue import job
from trygghjulet.steps.field.operations import let_go_old, sweep

#: So long a photo may wait for the row that names it.
_WAIT = timedelta(hours=1)


@job("Tar bort foton som ingen fältrapport har")
def clear() -> int:
    """Take away photos that a crash left behind."""
    return sweep(older_than=datetime.now(tz=timezone.get_current_timezone()) - _WAIT)


@job("Gallrar gamla fältrapporter")
def let_go() -> int:
    """Take away the reports that have been kept as long as their party keeps them."""
    at = datetime.now(tz=timezone.get_current_timezone())
    return let_go_old(at=at, on=timezone.localdate(at))

"""Reminding every morning."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from trygghjulet.foundation.jobs.queue import job
from trygghjulet.oversight.reminders import operations
from trygghjulet.oversight.reminders.queries import everything_owed_in


@job("Påminner om skyldigheter")
def remind() -> int:
    """Remind everybody of what the duties and the weeks call for today."""
    return operations.remind(at=datetime.now(tz=timezone.get_current_timezone()), owed_in=everything_owed_in)

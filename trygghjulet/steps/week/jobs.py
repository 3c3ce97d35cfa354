"""What is done at set hours: drafting the picture of the day's meetings."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from trygghjulet.foundation.jobs.queue import job
from trygghjulet.steps.week.operations import draft_due


@job("Gör utkast till veckans läge")
def draft_pictures() -> int:
    """Draft the pictures that the day's meetings begin with."""
    return draft_due(at=datetime.now(tz=timezone.get_current_timezone()))

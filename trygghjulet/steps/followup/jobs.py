"""Asking owners every hour for their word on indicators that wait for it."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from trygghjulet.foundation.jobs.queue import job
from trygghjulet.steps.followup.operations.approving import ask_owners


@job("Frågar ägarna om indikatorer som väntar")
def ask() -> int:
    """Tell owners which indicators wait for them."""
    return ask_owners(at=datetime.now(tz=timezone.get_current_timezone()))

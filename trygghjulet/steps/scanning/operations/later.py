"""What of a large delivery is done after the page has been answered."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from trygghjulet.foundation.jobs.queue import job
from trygghjulet.steps.scanning.operations import receiving


def _now() -> datetime:
    return datetime.now(tz=timezone.get_current_timezone())


@job("Läser en lämnad fil")
def read(delivery_id: int) -> str:
    """Read a delivery that waits to be read."""
    return receiving.read_received(at=_now(), delivery_id=delivery_id)


@job("Skriver in en godtagen fil")
def accept(delivery_id: int, user_id: int | None, user_name: str) -> str:
    """Let a delivery count that somebody has accepted."""
    return receiving.accept_begun(at=_now(), delivery_id=delivery_id, user_id=user_id, user_name=user_name)

"""Sending, later and again: what waits goes out, and what somebody died over is marked."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from trygghjulet.foundation.inbox import sending
from trygghjulet.foundation.jobs.queue import job, later


def _now() -> datetime:
    return datetime.now(tz=timezone.get_current_timezone())


@job("Skickar e-post")
def send(user_id: int) -> int:
    """Send a user what waits."""
    return sending.send_waiting(at=_now(), user_id=user_id)


@job("Ser till att det som väntar skickas")
def look_after() -> None:
    """Mark what nobody knows the end of, and try again what certainly has not left."""
    sending.give_up_uncertain(at=_now())
    for user_id in sorted(sending.users_with_waiting()):
        later(send, user_id=user_id)

"""What is done by the hour with services and with what other systems send, each source in a job of its own."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from trygghjulet.foundation.jobs.queue import job, later
from trygghjulet.foundation.services import installed
from trygghjulet.steps.scanning.models import Pull, Source
from trygghjulet.steps.scanning.operations import pulling
from trygghjulet.steps.scanning.queries import next_pull
from trygghjulet.steps.scanning.queries.pushed import sources_with_waiting

#: A fetch ends a little after the hour that it belongs to, and must not slip to the next but one for that.
_SLACK: Final = timedelta(minutes=30)


def _now() -> datetime:
    return datetime.now(tz=timezone.get_current_timezone())


@job("Hämtar en källa")
def pull(source_id: int) -> str:
    """Fetch a source from its service."""
    return pulling.pull(at=_now(), source_id=source_id, client=installed.client())


@job("Tar in det som ett annat system har skickat")
def hand_over(source_id: int) -> int:
    """Let what has been sent to a source become a delivery."""
    return pulling.hand_over(at=_now(), source_id=source_id)


@job("Ser efter vilka källor som ska hämtas")
def look_after() -> int:
    """Put every source whose time has come in the queue, and every one that something has been sent to."""
    at = _now()
    due = [
        source.pk
        for source in Source.objects.exclude(pull=Pull.NEVER).order_by("pk")
        if (moment := next_pull(source, at=at)) is not None and moment <= at + _SLACK
    ]
    sent = sources_with_waiting()
    for source_id in due:
        later(pull, source_id=source_id)
    for source_id in sent:
        later(hand_over, source_id=source_id)
    installed.forget_old()
    return len(due) + len(sent)

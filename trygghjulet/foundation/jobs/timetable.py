"""What is to be done at set hours. Every hour is taken care of once, however many workers look at the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks.base import Task

from trygghjulet.foundation.jobs.models import Occasion
from trygghjulet.foundation.jobs.queue import later


@dataclass(frozen=True)
class Timing:
    """A job with its hours: `latest` gives the last hour, at a moment, that was the job's."""

    name: str
    job: Task[[], Any]
    latest: Callable[[datetime], datetime]
    words: str


_timings: dict[str, Timing] = {}


def daily(name: str, job: Task[[], Any], *, at: time) -> Timing:
    """A job that is done once a day, at an hour in Sweden."""

    def latest(moment: datetime) -> datetime:
        local = timezone.localtime(moment)
        due = datetime.combine(local.date(), at, tzinfo=local.tzinfo)
        return due if due <= local else datetime.combine(due.date() - timedelta(days=1), at, due.tzinfo)

    return Timing(name, job, latest, f"varje dag {at:%H:%M}")


def every(name: str, job: Task[[], Any], *, minutes: int) -> Timing:
    """A job that is done again and again, so many minutes apart."""
    step = 60 * minutes

    def latest(moment: datetime) -> datetime:
        return datetime.fromtimestamp(moment.timestamp() // step * step, tz=UTC)

    return Timing(name, job, latest, f"var {minutes}:e minut")


def register(timing: Timing) -> None:
    """Let a room tell, at start, what is to be done when.

    Raises:
        ValueError: the name is taken.
    """
    if _timings.setdefault(timing.name, timing) is not timing:
        raise ValueError(f"Two jobs of the timetable are called {timing.name!r}.")


def timings() -> tuple[Timing, ...]:
    """The whole timetable, by name."""
    return tuple(_timings[name] for name in sorted(_timings))


def tick(*, at: datetime) -> int:
    """Put in the queue what is due and has not been put there; the answer is how many jobs that were.

    A job whose hours passed while nobody worked is done once when somebody does, for the last of them.
    """
    return sum(_take(timing, at) for timing in timings())


def _take(timing: Timing, at: datetime) -> bool:
    due = timing.latest(at)
    if Occasion.objects.filter(name=timing.name, due_at=due).exists():
        return False
    try:
        # Two workers may come this far: the row's own uniqueness lets one of them through, and takes the other's
        # job back out of the queue together with its row.
        with transaction.atomic():
            Occasion.objects.create(name=timing.name, due_at=due, queued_at=at, task_id=later(timing.job))
    except IntegrityError:
        return False
    return True

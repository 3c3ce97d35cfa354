"""What is done at set hours: reminding of tasks that are due soon or late."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from trygghjulet.cooperation.forums.operations.tasks import remind_of_tasks
from trygghjulet.foundation.jobs.queue import job


@job("Påminner om uppgifter från möten")
def remind() -> int:
    """Remind those who hold the functions that own open tasks."""
    return remind_of_tasks(at=datetime.now(tz=timezone.get_current_timezone()))

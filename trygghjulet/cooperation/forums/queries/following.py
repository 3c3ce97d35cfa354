"""Reading the tasks that follow after meetings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Q

from trygghjulet.cooperation.forums.models import Forum, Task, TaskNote
from trygghjulet.cooperation.forums.rules.tasks import Stage, stage, words
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation, Function, Holding


@dataclass(frozen=True)
class Standing:
    """A task and how it stands on a day."""

    task: Task
    on: date

    @property
    def is_late(self) -> bool:
        """Has its last day passed while it is open?"""
        return self.task.state == Task.State.OPEN and stage(self.task.due, on=self.on) is Stage.LATE

    @property
    def words(self) -> str:
        """How it stands, in words."""
        if self.task.state == Task.State.OPEN:
            return words(self.task.due, on=self.on)
        return str(self.task.get_state_display())

    @property
    def tone(self) -> str:
        """The tone of the badge that says it."""
        match self.task.state:
            case Task.State.DONE:
                return "good"
            case Task.State.STOPPED:
                return "neutral"
        tones = {Stage.LATE: "bad", Stage.SOON: "warning", Stage.LATER: "info"}
        return tones[stage(self.task.due, on=self.on)]

    @property
    def latest(self) -> TaskNote | None:
        """What was told of it last."""
        told = list(self.task.told.all())
        return told[-1] if told else None


def tasks(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[Task]:
    """The tasks of the cooperation's forums that the person may see, those due first before the others."""
    return (
        Task.objects.filter(forum__cooperation=cooperation, forum__cooperation_id__in=scope.cooperation_ids)
        .select_related(
            "forum__area", "forum__cooperation__area", "owner__party", "decision", "meeting__forum", "party"
        )
        .prefetch_related("told")
        .order_by(models.F("due").asc(nulls_last=True), "pk")
    )


def open_tasks(forum: Forum, on: date) -> tuple[Task, ...]:
    """A forum's open tasks that were given before a day: what comes back on the agenda of its next meeting."""
    found = open_with(forum, on).filter(given_on__lt=on)
    return tuple(
        found.select_related("owner__party", "decision")
        .prefetch_related("told")
        .order_by(models.F("due").asc(nulls_last=True), "pk")
    )


def open_with(forum: Forum, on: date) -> models.QuerySet[Task]:
    """The open tasks that rest with a forum a day: its own, and those of a forum that ended and does not meet again.

    They go to the one that took its place, else to the one that it was part of, such as the issuer of a working group.
    """
    ended = Q(forum__ended_on__lt=on) & (
        Q(forum__replaced_by=forum) | Q(forum__replaced_by__isnull=True, forum__part_of=forum)
    )
    return Task.objects.filter(Q(forum=forum) | ended, state=Task.State.OPEN)


def held_functions(scope: Scope, *, cooperation: Cooperation, on: date) -> frozenset[int]:
    """The functions that the person holds in the cooperation that day."""
    if scope.user_id is None:
        return frozenset()
    held = Holding.objects.filter(
        Q(until__isnull=True) | Q(until__gte=on),
        since__lte=on,
        user_id=scope.user_id,
        function__cooperation=cooperation,
        function__cooperation_id__in=scope.cooperation_ids,
    )
    return frozenset(held.values_list("function_id", flat=True))


def owners(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[Function]:
    """The functions that a task can rest on."""
    return Function.objects.filter(
        cooperation=cooperation, cooperation_id__in=scope.cooperation_ids
    ).select_related("party", "area")

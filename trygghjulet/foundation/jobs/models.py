"""Who works, and which hours of the timetable have been taken care of."""

from __future__ import annotations

from django.db import models


class Worker(models.Model):
    """A process that does jobs, for as long as it lives. One whose last beat is old has died."""

    key = models.CharField("nyckel", max_length=64, unique=True)
    started_at = models.DateTimeField("började")
    beat_at = models.DateTimeField("senaste livstecken")

    class Meta:
        ordering = ("-started_at",)
        verbose_name = "arbetare"
        verbose_name_plural = "arbetare"

    def __str__(self) -> str:
        return self.key


class Occasion(models.Model):
    """An hour of the timetable whose job has been put in the queue; the row is unique, so it happens once."""

    name = models.CharField("jobb", max_length=80)
    due_at = models.DateTimeField("skulle göras")
    queued_at = models.DateTimeField("ställdes i kö")
    task_id = models.UUIDField("jobbets nummer")

    class Meta:
        ordering = ("-due_at",)
        verbose_name = "tillfälle"
        verbose_name_plural = "tillfällen"
        constraints = (models.UniqueConstraint(fields=("name", "due_at"), name="occasion_happens_once"),)

    def __str__(self) -> str:
        return f"{self.name} {self.due_at:%Y-%m-%d %H:%M}"

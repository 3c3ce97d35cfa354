"""Check-ins: was a measure done as planned, in colour and words."""

from __future__ import annotations

from django.db import models

from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.steps.measures.models import Measure


class Light(models.TextChoices):
    """How far a measure was done as it was meant."""

    GREEN = "green", "Grön: görs som planerat"
    YELLOW = "yellow", "Gul: delvis eller ändrad"
    RED = "red", "Röd: görs inte"


class CheckIn(Recorded):
    """What was seen when a measure was followed up. A later one stands beside it and never replaces it."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="+")
    light = models.CharField("läge", max_length=6, choices=Light)
    words = models.TextField("hur och varför")
    hours = models.PositiveIntegerField("nedlagda timmar", null=True, blank=True)
    cost = models.PositiveIntegerField("kostnad i kronor", null=True, blank=True)
    at = models.DateTimeField("tidpunkt")
    by_name = models.CharField("av", max_length=120)

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = "avstämning"
        verbose_name_plural = "avstämningar"

    def __str__(self) -> str:
        return f"{Light(self.light).label}, {self.measure}"

"""Forums: the bodies that meet and decide."""

from __future__ import annotations

from django.db import models

from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.parties.models import Cooperation, Party


class ForumKind(models.TextChoices):
    """What a body is for."""

    STRATEGIC = "strategic", "Strategiskt råd (10 §)"
    STEERING = "steering", "Styrgrupp"
    PREPARATORY = "preparatory", "Beredningsgrupp"
    WORKING = "working", "Arbetsgrupp"
    NETWORK = "network", "Nätverk"
    HEARING = "hearing", "Hearing"
    OPEN = "open", "Öppet forum"


class Forum(Recorded):
    """Any body that meets; city-wide where no area is given."""

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="+")
    name = models.CharField("namn", max_length=120)
    kind = models.CharField("slag", max_length=12, choices=ForumKind)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="område"
    )
    led_by = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="leds av"
    )

    class Meta:
        ordering = ("name",)
        verbose_name = "forum"
        verbose_name_plural = "forum"
        constraints = (
            models.UniqueConstraint(fields=("cooperation", "name"), name="forum_name_once_in_a_cooperation"),
        )

    def __str__(self) -> str:
        return self.name

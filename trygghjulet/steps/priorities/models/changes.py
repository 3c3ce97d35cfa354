"""What was decided of a round's priorities, and every change since, with the state that followed."""

from __future__ import annotations

from django.db import models

from trygghjulet.cooperation.forums.models import Decision, Forum
from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.rounds.models import Round


class PriorityChange(Recorded):
    """The decision on a round's priorities, or a change of them within the period; rows are added, never changed.

    `state` is the list as it stood from that day: rank, title, goal and owner of each.
    """

    class Kind(models.TextChoices):
        """What was done."""

        DECIDED = "decided", "Prioriteringarna beslutades"
        ADDED = "added", "Ett problemområde lades till"
        DROPPED = "dropped", "Ett problemområde ströks"
        REORDERED = "reordered", "Ordningen ändrades"
        REWORDED = "reworded", "Ett problemområde ändrades"

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField("vad", max_length=9, choices=Kind)
    about = models.CharField("gäller", max_length=160, blank=True)
    reason = models.TextField("skäl", blank=True)
    forum = models.ForeignKey(
        Forum, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="beslutat av"
    )
    on = models.DateField("beslutat")
    decision = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="forumets beslut",
    )
    registry_number = models.CharField("diarienummer", max_length=40, blank=True)
    state = models.JSONField("så här blev det", default=list)
    by_name = models.CharField("infört av", max_length=120)
    at = models.DateTimeField("infört")

    class Meta:
        ordering = ("on", "pk")
        verbose_name = "beslut om prioriteringarna"
        verbose_name_plural = "beslut om prioriteringarna"

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.round}"

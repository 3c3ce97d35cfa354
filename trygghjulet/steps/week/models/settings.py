"""Which forum goes through the week, for which area."""

from __future__ import annotations

from django.db import models

from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.parties.models import Cooperation


class WeekSetting(Recorded):
    """A forum whose meetings each begin with a picture of the days before, drafted on the meeting's morning."""

    class Days(models.IntegerChoices):
        """How many days before the meeting a picture covers."""

        WEEK = 7, "En vecka"
        TWO_WEEKS = 14, "Två veckor"

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="+")
    forum = models.OneToOneField(Forum, on_delete=models.CASCADE, related_name="+", verbose_name="forum")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="område")
    days = models.PositiveSmallIntegerField("varje bild täcker", choices=Days, default=Days.WEEK)
    active = models.BooleanField("utkastet görs av sig självt", default=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("forum__name",)
        verbose_name = "veckans forum"
        verbose_name_plural = "veckans forum"

    def __str__(self) -> str:
        return f"Veckans läge i {self.forum}"

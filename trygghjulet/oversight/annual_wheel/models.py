"""The parties' own processes as a municipality enters them, and the secret addresses that calendar programs read."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.parties.models import Cooperation, Party


class OwnProcess(Recorded):
    """A process of a party's own that the joint work must fit in with: a budget, an operative plan."""

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="+")
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="part"
    )
    title = models.CharField("vad", max_length=120)
    first = models.DateField("första dagen")
    last = models.DateField("sista dagen")
    repeats = models.BooleanField("varje år", default=True)
    link = models.URLField("länk", max_length=300, blank=True)

    class Meta:
        ordering = ("first", "title", "pk")
        verbose_name = "egen process"
        verbose_name_plural = "egna processer"
        constraints = (
            models.CheckConstraint(
                condition=Q(last__gte=F("first")), name="own_process_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return self.title


class CalendarFeed(models.Model):
    """A calendar's secret address: whoever has it may read the calendar, without signing in. The secret is kept hashed.

    Ordering and closing one are operations with their rows in the log. That a program has read it is noted here only:
    that is no act of a person's.

    Privacy: whose calendar it is and when it was last read, until the user takes it away.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="+")
    secret_sha256 = models.CharField(max_length=64, unique=True)
    forum = models.CharField("forum", max_length=120, blank=True)
    party = models.CharField("part", max_length=120, blank=True)
    function = models.CharField("funktion", max_length=120, blank=True)
    mine = models.BooleanField("bara mitt", default=False)
    words = models.CharField("vad den visar", max_length=300)
    created_at = models.DateTimeField("skapad")
    revoked_at = models.DateTimeField("stängd", null=True, blank=True)
    last_read_at = models.DateTimeField("senast läst", null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = "kalenderadress"
        verbose_name_plural = "kalenderadresser"

    def __str__(self) -> str:
        return f"Kalender: {self.words}"

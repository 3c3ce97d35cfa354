"""What goes back to whom, and what has been published."""

from __future__ import annotations

from django.db import models

from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.parties.models import Function
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.measures.models import Measure


class FeedbackItem(Recorded):
    """Something that is told to those concerned: receiver, message, channel, date and who sees to it."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    measure = models.ForeignKey(
        Measure,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="om åtgärden",
    )
    receiver = models.CharField("till vem", max_length=160)
    message = models.TextField("budskap")
    channel = models.CharField("hur", max_length=120)
    due = models.DateField("senast")
    responsible = models.ForeignKey(
        Function, on_delete=models.PROTECT, related_name="+", verbose_name="ansvarig"
    )
    sent_on = models.DateField("gjort den", null=True, blank=True)

    class Meta:
        ordering = ("due", "pk")
        verbose_name = "återkoppling"
        verbose_name_plural = "återkopplingar"

    def __str__(self) -> str:
        return f"{self.receiver}: {self.message[:60]}"


class Publication(Recorded):
    """A round's report made open to the public; the newest one of a round is shown."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    published_at = models.DateTimeField("publicerad")
    withdrawn_at = models.DateTimeField("tillbakadragen", null=True, blank=True)
    title = models.CharField("titel", max_length=200)
    body = models.TextField("sidan, med små antal dolda")
    sha256 = models.CharField("kontrollsumma", max_length=64)

    class Meta:
        ordering = ("-published_at",)
        verbose_name = "publicering"
        verbose_name_plural = "publiceringar"

    def __str__(self) -> str:
        return self.title

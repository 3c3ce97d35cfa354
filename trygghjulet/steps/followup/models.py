"""Check-ins, the figures that are kept, and the owners' word on what may be counted from their rows."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.parties.models import Party
from trygghjulet.steps.measures.models import Indicator, Measure


class Light(models.TextChoices):
    """How far a measure was done as it was meant."""

    GREEN = "green", "Grön: görs som planerat"
    YELLOW = "yellow", "Gul: delvis eller ändrad"
    RED = "red", "Röd: görs inte"


class CheckIn(Recorded):
    """What was seen when a measure was followed up. A later one stands beside it and never replaces it.

    The follow-up of a measure is finished when its newest check-in says so, and its figures are then kept.
    """

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="+")
    light = models.CharField("läge", max_length=6, choices=Light)
    words = models.TextField("hur och varför")
    hours = models.PositiveIntegerField("nedlagda timmar", null=True, blank=True)
    cost = models.PositiveIntegerField("kostnad i kronor", null=True, blank=True)
    finished = models.BooleanField("uppföljningen är klar", default=False)
    at = models.DateTimeField("tidpunkt")
    by_name = models.CharField("av", max_length=120)

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = "avstämning"
        verbose_name_plural = "avstämningar"

    def __str__(self) -> str:
        return f"{Light(self.light).label}, {self.measure}"


class KeptSeries(Recorded):
    """An indicator's figures as they were when its follow-up was finished, or just before rows behind them went."""

    class Why(models.TextChoices):
        FINISHED = "finished", "Uppföljningen är klar"
        ROWS_GO = "rows_go", "Raderna gallras"

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="+")
    why = models.CharField("varför", max_length=8, choices=Why)
    figures = models.JSONField("siffror")
    figures_sha256 = models.CharField("siffrornas kontrollsumma", max_length=64)
    dataset_hashes = models.JSONField("underlagens kontrollsummor", default=list)
    # By limit: are the months shown below it, and which sums are not; as it was judged together with all others.
    withheld = models.JSONField("vad som inte visas", default=dict, blank=True)
    kept_at = models.DateTimeField("behållna")

    class Meta:
        ordering = ("-kept_at", "-pk")
        verbose_name = "behållna siffror"
        verbose_name_plural = "behållna siffror"

    def __str__(self) -> str:
        return str(self.indicator)


class IndicatorApproval(Recorded):
    """A party lets sums of its rows be shown to others, for one indicator and one start of its measure.

    One that was taken back still counts among what has been told, since it can't be untold.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name="part")
    begins = models.DateField("åtgärdens första dag")
    approved_at = models.DateTimeField("godkänd")
    by_name = models.CharField("av", max_length=120)
    withdrawn_at = models.DateTimeField("återtagen", null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = "godkännande"
        verbose_name_plural = "godkännanden"
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "party", "begins"),
                condition=Q(withdrawn_at__isnull=True),
                name="an_owner_approves_an_indicator_once",
            ),
        )

    def __str__(self) -> str:
        return str(self.indicator)

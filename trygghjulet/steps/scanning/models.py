"""Sources, what is delivered from them, and the datasets that come of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.parties.models import Cooperation, Party


class Theme(models.TextChoices):
    """What a source tells of; the picture keeps them apart."""

    CRIME = "crime", "Brott och händelser"
    DISORDER = "disorder", "Felanmälningar och ordning"
    STATISTICS = "statistics", "Färdig statistik"
    NEWS = "news", "Nyhetsflöde"


class Sharing(models.TextChoices):
    """Who sees what of a source."""

    ROWS = "rows", "Alla parter ser raderna"
    SUMS = "sums", "Raderna stannar hos ägaren, summor delas"
    OWNER = "owner", "Bara ägaren ser något"


class Source(Recorded):
    """Where material comes from: an owner, a format and a rule for who sees what."""

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name="ägare")
    name = models.CharField("namn", max_length=120)
    reader = models.CharField("format", max_length=40)
    theme = models.CharField("slag", max_length=12, choices=Theme)
    sharing = models.CharField("delning", max_length=8, choices=Sharing, default=Sharing.SUMS)
    definition = models.TextField(
        "vad siffrorna betyder",
        help_text="En mening som följer med siffrorna, till exempel: Anmälda brott efter brottsplats.",
    )
    retention = models.DateField("raderna gallras", null=True, blank=True)

    class Meta:
        ordering = ("name",)
        verbose_name = "källa"
        verbose_name_plural = "källor"
        constraints = (
            models.UniqueConstraint(fields=("cooperation", "name"), name="source_name_once_in_a_cooperation"),
        )

    def __str__(self) -> str:
        return self.name


class Delivery(Recorded):
    """One file that somebody handed in: previewed first, then accepted or turned away."""

    class State(models.TextChoices):
        PREVIEWED = "previewed", "Förhandsgranskas"
        ACCEPTED = "accepted", "Godtagen"
        REJECTED = "rejected", "Avvisad"
        UNDONE = "undone", "Ångrad"

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="deliveries")
    file_name = models.CharField("fil", max_length=255)
    stored_as = models.CharField(max_length=80, unique=True)
    size = models.PositiveBigIntegerField("storlek i byte")
    sha256 = models.CharField("kontrollsumma", max_length=64)
    state = models.CharField("läge", max_length=10, choices=State, default=State.PREVIEWED)
    rows_read = models.PositiveIntegerField("lästa rader", default=0)
    rows_good = models.PositiveIntegerField("godkända rader", default=0)
    findings = models.JSONField("brister", default=list)
    findings_total = models.PositiveIntegerField("antal brister", default=0)
    notes = models.JSONField("anmärkningar", default=list)
    first_day = models.DateField("från", null=True, blank=True)
    last_day = models.DateField("till", null=True, blank=True)
    delivered_at = models.DateTimeField("lämnad")
    delivered_by = models.CharField("lämnad av", max_length=120)

    class Meta:
        ordering = ("-delivered_at",)
        verbose_name = "leverans"
        verbose_name_plural = "leveranser"

    def __str__(self) -> str:
        return f"{self.file_name} till {self.source}"


class Dataset(Recorded):
    """An accepted delivery: immutable rows in the store, named by the hash of their content."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="datasets")
    delivery = models.OneToOneField(Delivery, on_delete=models.PROTECT, related_name="dataset")
    kind = models.CharField("slag", max_length=12)
    sha256 = models.CharField("innehållets kontrollsumma", max_length=64)
    rows = models.PositiveIntegerField("rader")
    outside = models.PositiveIntegerField("rader utanför alla områden", default=0)
    epsg = models.PositiveIntegerField("koordinatsystem", null=True, blank=True)
    first_day = models.DateField("från", null=True, blank=True)
    last_day = models.DateField("till", null=True, blank=True)
    accepted_at = models.DateTimeField("godtagen")
    withdrawn_at = models.DateTimeField("ångrad", null=True, blank=True)

    class Meta:
        ordering = ("first_day", "pk")
        verbose_name = "underlag"
        verbose_name_plural = "underlag"
        constraints = (
            models.UniqueConstraint(
                fields=("source", "sha256"),
                condition=Q(withdrawn_at__isnull=True),
                name="same_content_counts_once_in_a_source",
            ),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.first_day}–{self.last_day}"

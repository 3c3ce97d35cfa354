"""Deliveries, and the datasets that come of them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.steps.scanning.models.sources import Source


class Delivery(Recorded):
    """A file that somebody handed in or a service gave: read by a job, previewed, then accepted or turned away."""

    class State(models.TextChoices):
        RECEIVED = "received", "Väntar på att läsas"
        READING = "reading", "Läses"
        UNREADABLE = "unreadable", "Går inte att läsa"
        PREVIEWED = "previewed", "Förhandsgranskas"
        ACCEPTING = "accepting", "Skrivs in"
        ACCEPTED = "accepted", "Godtagen"
        REJECTED = "rejected", "Avvisad"
        UNDONE = "undone", "Ångrad"

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="deliveries")
    file_name = models.CharField("fil", max_length=255)
    stored_as = models.CharField(max_length=80, unique=True)
    size = models.PositiveBigIntegerField("storlek i byte")
    sha256 = models.CharField("kontrollsumma", max_length=64, db_index=True)
    state = models.CharField("läge", max_length=10, choices=State, default=State.PREVIEWED)
    # What a job tells while it works: a sentence, and how far of how much in whatever it counts.
    stage = models.CharField("vad som görs", max_length=120, blank=True)
    stage_done = models.PositiveBigIntegerField(default=0)
    stage_total = models.PositiveBigIntegerField(default=0)
    task_id = models.UUIDField("jobbet", null=True, blank=True)
    # By itself: a service's delivery without findings is accepted without being asked about.
    accept_alone = models.BooleanField("godtas av sig självt om den är utan brister", default=False)
    rows_read = models.PositiveIntegerField("lästa rader", default=0)
    rows_good = models.PositiveIntegerField("godkända rader", default=0)
    rows_new = models.PositiveIntegerField("nya rader", default=0)
    rows_changed = models.PositiveIntegerField("ändrade rader", default=0)
    rows_known = models.PositiveIntegerField("rader som redan räknas", default=0)
    findings = models.JSONField("brister", default=list)
    findings_total = models.PositiveIntegerField("antal brister", default=0)
    # Each kind of fault once: column, problem, remedy, how many rows, the first rows and values.
    faults = models.JSONField("bristerna sammanfattade", default=list)
    refusal = models.JSONField("varför filen inte går att läsa", default=dict, blank=True)
    notes = models.JSONField("anmärkningar", default=list)
    first_day = models.DateField("från", null=True, blank=True)
    last_day = models.DateField("till", null=True, blank=True)
    delivered_at = models.DateTimeField("lämnad")
    delivered_by = models.CharField("lämnad av", max_length=120)

    class Meta:
        ordering = ("-delivered_at", "-pk")
        verbose_name = "leverans"
        verbose_name_plural = "leveranser"

    def __str__(self) -> str:
        return f"{self.file_name} till {self.source}"

    @property
    def awaits_columns(self) -> bool:
        """Does the file only wait for somebody to say which column is which?"""
        return self.state == self.State.UNREADABLE and bool(self.refusal.get("asks_for_columns"))

    @property
    def stands(self) -> str:
        """The state in words: a file that waits for its columns is not one that can't be read."""
        return "Väntar på kolumner" if self.awaits_columns else self.get_state_display()


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
    purged_at = models.DateTimeField("raderna gallrade", null=True, blank=True)

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

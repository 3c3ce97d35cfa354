"""Reports from the field, what each party shares of them, and what came of each."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import F, Q

from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.geography.models import Area, Place
from trygghjulet.foundation.parties.models import Cooperation, Party

#: How long reports are kept where their party has not chosen: long enough to compare a season with last year's.
KEPT_MONTHS: Final = 24


class Affects(models.TextChoices):
    """How many people it concerns, as far as the reporter can see."""

    FEW = "few", "Någon enstaka"
    SOME = "some", "Några stycken"
    MANY = "many", "Många"
    UNKNOWN = "unknown", "Vet inte"


class State(models.TextChoices):
    """How far a report has come."""

    RECEIVED = "received", "Mottagen"
    IN_PICTURE = "in_picture", "Med i veckans läge"
    ACTED_ON = "acted_on", "Åtgärdas"
    DONE = "done", "Klart"
    NO_ACTION = "no_action", "Ingen åtgärd"
    WITHDRAWN = "withdrawn", "Återtagen"


class FieldSharing(Recorded):
    """Who sees a party's reports, and how long they are kept. Without a row all parties see them, as EST is meant."""

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    rows_shared = models.BooleanField("alla parter ser rapporterna", default=True)
    months = models.PositiveSmallIntegerField(
        "rapporterna gallras efter så många månader", default=KEPT_MONTHS
    )

    class Meta:
        verbose_name = "delning av fältrapporter"
        verbose_name_plural = "delning av fältrapporter"
        constraints = (
            models.UniqueConstraint(
                fields=("cooperation", "party"), name="one_rule_for_a_partys_field_reports"
            ),
        )

    def __str__(self) -> str:
        return f"Fältrapporter från {self.party}"


class Report(Recorded):
    """Something that staff saw: a category, a place, a time, how many it concerns, a few words and perhaps a photo.

    `key` is made on the phone before the report is sent, so that sending it twice gives one report.
    """

    key = models.UUIDField(unique=True)
    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name="organisation")
    category = models.CharField("kategori", max_length=60)
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="känd plats"
    )
    longitude = models.FloatField("longitud", null=True, blank=True)
    latitude = models.FloatField("latitud", null=True, blank=True)
    accuracy = models.PositiveIntegerField("osäkerhet i meter", null=True, blank=True)
    address = models.CharField("plats i ord", max_length=200, blank=True)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="område"
    )
    happened_from = models.DateTimeField("hände från")
    happened_to = models.DateTimeField("hände till", null=True, blank=True)
    affects = models.CharField("berör", max_length=8, choices=Affects, default=Affects.UNKNOWN)
    text = models.CharField("vad som sågs", max_length=500, blank=True)
    photo = models.CharField("foto", max_length=80, blank=True)
    written_at = models.DateTimeField("skriven")
    received_at = models.DateTimeField("mottagen", db_index=True)
    by_id = models.BigIntegerField("användarens nummer")
    by_name = models.CharField("rapporterad av", max_length=120)
    # What came from the phone, so that the same thing sent again is known from something else under the same key.
    sent_sha256 = models.CharField(max_length=64, default="")
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-happened_from", "-pk")
        verbose_name = "fältrapport"
        verbose_name_plural = "fältrapporter"
        constraints = (
            models.CheckConstraint(
                condition=Q(happened_to__isnull=True) | Q(happened_to__gte=F("happened_from")),
                name="report_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(place__isnull=False) | Q(longitude__isnull=False) | ~Q(address=""),
                name="report_has_a_place",
            ),
        )
        indexes = (models.Index(fields=("cooperation", "happened_from"), name="reports_of_a_period"),)

    def __str__(self) -> str:
        return f"Fältrapport {self.pk}"

    @property
    def state(self) -> str:
        """How it stands, a `State`; as the room's queries found it."""
        return str(getattr(self, "standing", State.RECEIVED.value))

    @property
    def answer(self) -> str:
        """What its reporter was last answered; as the room's queries found it."""
        return str(getattr(self, "told", ""))


class ReportState(Recorded):
    """A step in what came of a report, with the answer its reporter reads; the newest row is how it stands."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="states")
    state = models.CharField("läge", max_length=12, choices=State)
    answer = models.CharField("svar till den som rapporterade", max_length=300, blank=True)
    at = models.DateTimeField("tidpunkt")
    by_name = models.CharField("av", max_length=120)

    class Meta:
        ordering = ("at", "pk")
        verbose_name = "läge för fältrapport"
        verbose_name_plural = "lägen för fältrapporter"

    def __str__(self) -> str:
        return f"{self.report}: {State(self.state).label}"

"""Governing documents: policies, guidelines, programmes, plans and the like that the work answers to."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from trygghjulet.cooperation.governance.rules import Days
from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.parties.models import Cooperation, Party


class DocumentKind(models.TextChoices):
    """What sort of document it is."""

    POLICY = "policy", "Policy"
    GUIDELINE = "guideline", "Riktlinje"
    RULE = "rule", "Regel"
    PROGRAMME = "programme", "Program"
    PLAN = "plan", "Plan"
    INSTRUCTION = "instruction", "Anvisning"
    ROUTINE = "routine", "Rutin"
    STATUTES = "statutes", "Reglemente"
    BUDGET = "budget", "Budget"
    FRAMEWORK = "framework", "Ramverk"
    STRATEGY = "strategy", "Strategi"
    OTHER = "other", "Annat"


class GoverningDocument(Recorded):
    """A document that the work answers to. What is not known stays empty.

    `key` is what the duties that follow from it know it by.
    """

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="+")
    key = models.SlugField("nyckel", max_length=80)
    title = models.CharField("titel", max_length=200)
    kind = models.CharField("slag", max_length=12, choices=DocumentKind)
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="part"
    )
    decided_by = models.CharField("beslutat av", max_length=120, blank=True)
    applies_to = models.CharField("gäller för", max_length=300, blank=True)
    registry_number = models.CharField("diarienummer", max_length=40, blank=True)
    decided_on = models.DateField("beslutat", null=True, blank=True)
    paragraph = models.CharField("paragraf", max_length=20, blank=True)
    valid_from = models.DateField("gäller från", null=True, blank=True)
    valid_until = models.DateField("gäller till och med", null=True, blank=True)
    until_further_notice = models.BooleanField("gäller tills vidare", default=False)
    last_revised_on = models.DateField("senast reviderat", null=True, blank=True)
    owner = models.CharField("ansvarig funktion", max_length=120, blank=True)
    link = models.URLField("länk", max_length=500, blank=True)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ersätter"
    )
    ended_on = models.DateField("upphävt", null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("title",)
        verbose_name = "styrande dokument"
        verbose_name_plural = "styrande dokument"
        constraints = (
            models.UniqueConstraint(fields=("cooperation", "key"), name="document_key_once_in_a_cooperation"),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="document_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(until_further_notice=False) | Q(valid_until__isnull=True),
                name="document_has_a_last_day_or_none",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def days(self, *, heir: GoverningDocument | None = None) -> Days:
        """When it is valid, as the rules know it; `heir` is the document that replaces it."""
        return Days(
            decided_on=self.decided_on,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            until_further_notice=self.until_further_notice,
            last_revised_on=self.last_revised_on,
            ended_on=self.ended_on,
            replaced_on=(heir.valid_from or heir.decided_on) if heir else None,
            replaced_by=heir.title if heir else "",
        )

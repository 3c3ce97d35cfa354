"""What people note has been done, where no room of the house records it by itself."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.obligations.words import FactKind
from trygghjulet.oversight.duties.rules import FACT_WORDS, thing


class NotedFact(Recorded):
    """Something done, planned or holding, as docs/using/duties.md has it. Never changed: taken back, and noted anew.

    Privacy: what was done by which organisation or function, never by which person. The note is guarded.
    """

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField("slag", max_length=16, choices=[(one.value, FACT_WORDS[one]) for one in FactKind])
    what = models.CharField("vad", max_length=100, blank=True)
    forum = models.CharField("forum", max_length=80, blank=True)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="område"
    )
    place = models.CharField("plats", max_length=100, blank=True)
    party = models.CharField("part", max_length=80, blank=True)
    function = models.CharField("funktion", max_length=80, blank=True)
    by: models.JSONField[list[str], list[str]] = models.JSONField("av", default=list)
    to: models.JSONField[list[str], list[str]] = models.JSONField("till", default=list)
    signed_by: models.JSONField[list[str], list[str]] = models.JSONField("undertecknat av", default=list)
    having: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField("egenskaper", default=dict)
    on_first = models.DateField("gjort, tidigast", null=True, blank=True)
    on_last = models.DateField("gjort, senast", null=True, blank=True)
    period_first = models.DateField("avser från", null=True, blank=True)
    period_last = models.DateField("avser till", null=True, blank=True)
    holds_from = models.DateField("gäller från", null=True, blank=True)
    holds_until = models.DateField("gäller till och med", null=True, blank=True)
    count = models.PositiveSmallIntegerField("antal", default=1)
    planned = models.BooleanField("inplanerat", default=False)
    duty = models.CharField("skyldighet", max_length=120, blank=True)
    replaced_by = models.CharField("ersatt av", max_length=100, blank=True)
    reference = models.CharField("hänvisning", max_length=200, blank=True)
    note = models.TextField("anteckning", blank=True)
    entered_at = models.DateTimeField("antecknat")
    entered_by = models.CharField("antecknat av", max_length=120)
    withdrawn_at = models.DateTimeField("tillbakataget", null=True, blank=True)
    withdrawn_reason = models.CharField("varför det togs tillbaka", max_length=200, blank=True)

    class Meta:
        ordering = ("-on_last", "-pk")
        verbose_name = "antecknat faktum"
        verbose_name_plural = "antecknade fakta"
        constraints = (
            models.CheckConstraint(
                condition=Q(on_first__isnull=True, on_last__isnull=True) | Q(on_last__gte=F("on_first")),
                name="fact_was_done_in_order",
            ),
            models.CheckConstraint(
                condition=Q(holds_from__isnull=True)
                | Q(holds_until__isnull=True)
                | Q(holds_until__gte=F("holds_from")),
                name="fact_holds_in_order",
            ),
            models.CheckConstraint(
                condition=Q(on_first__isnull=False)
                | Q(holds_from__isnull=False)
                | Q(holds_until__isnull=False),
                name="fact_has_a_day",
            ),
            models.CheckConstraint(condition=Q(count__gte=1), name="fact_counts_at_least_one"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {thing(self.what or self.forum or self.function or self.duty)}"


class CompleteFrom(Recorded):
    """From which day what is recorded here is all that has been done. Silence before it tells nothing."""

    cooperation = models.OneToOneField(Cooperation, on_delete=models.CASCADE, related_name="+")
    day = models.DateField("fullständigt från")
    said_by = models.CharField("sagt av", max_length=120)

    class Meta:
        verbose_name = "från när det är fullständigt"
        verbose_name_plural = "från när det är fullständigt"

    def __str__(self) -> str:
        return f"{self.cooperation} från {self.day}"

"""Agreements: purposes, areas of cooperation, validity and the problem areas agreed on."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.parties.models import Cooperation


class Agreement(Recorded):
    """A written agreement on cooperation (9 §). What is not known stays empty."""

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="+")
    title = models.CharField("titel", max_length=200)
    purposes = models.TextField("för vilka syften (9 §)")
    fields_of_work = models.TextField("inom vilka områden (9 §)")
    valid_from = models.DateField("gäller från", null=True, blank=True)
    valid_until = models.DateField("gäller till och med", null=True, blank=True)
    decided_on = models.DateField("beslutad", null=True, blank=True)
    signed_on = models.DateField("undertecknad", null=True, blank=True)
    registry_number = models.CharField("diarienummer", max_length=40, blank=True)

    class Meta:
        ordering = ("-valid_from",)
        verbose_name = "överenskommelse"
        verbose_name_plural = "överenskommelser"
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="agreement_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return self.title


class AgreedProblem(Recorded):
    """A problem area that the agreement points out."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="problems")
    title = models.CharField("problemområde", max_length=200)
    text = models.TextField("så står det", blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = "problemområde i överenskommelsen"
        verbose_name_plural = "problemområden i överenskommelsen"

    def __str__(self) -> str:
        return self.title

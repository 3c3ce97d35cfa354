"""The city-wide handlingsplan: the central level's own activities of a year, and what came of them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.parties.models import Cooperation, Function
from trygghjulet.steps.measures.models.plan import State


class CityPlan(Recorded):
    """A year's plan of the central level; compiled at the year's end, and told to the local organisations."""

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField("år")
    purpose = models.TextField("vad året ska leda till", blank=True)
    decided_by = models.CharField("beslutad av", max_length=160, blank=True)
    decided_on = models.DateField("beslutad den", null=True, blank=True)
    summary = models.TextField("årets resultat i korthet", blank=True)
    compiled_on = models.DateField("sammanställd den", null=True, blank=True)
    told_on = models.DateField("redovisad för de lokala grupperna den", null=True, blank=True)
    told_how = models.CharField("hur", max_length=200, blank=True)

    class Meta:
        ordering = ("-year",)
        verbose_name = "stadsövergripande handlingsplan"
        verbose_name_plural = "stadsövergripande handlingsplaner"
        constraints = (models.UniqueConstraint(fields=("cooperation", "year"), name="one_city_plan_a_year"),)

    def __str__(self) -> str:
        return f"Handlingsplan {self.year}"


class CityActivity(Recorded):
    """One thing that the central level itself does in the year."""

    plan = models.ForeignKey(CityPlan, on_delete=models.CASCADE, related_name="activities")
    title = models.CharField("aktivitet", max_length=200)
    goal = models.TextField("mål")
    done_by = models.ForeignKey(Function, on_delete=models.PROTECT, related_name="+", verbose_name="ansvarig")
    first_day = models.DateField("från")
    last_day = models.DateField("till")
    state = models.CharField("läge", max_length=10, choices=State, default=State.PLANNED)
    result = models.TextField("resultat", blank=True)
    goes_on = models.BooleanField("fortsätter nästa år", default=False)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("first_day", "last_day", "pk")
        verbose_name = "aktivitet i handlingsplanen"
        verbose_name_plural = "aktiviteter i handlingsplanen"
        constraints = (
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="city_activity_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return self.title

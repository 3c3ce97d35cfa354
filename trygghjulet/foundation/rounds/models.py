"""Rounds: turns of the wheel, and the lessons that one leaves for the next."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.parties.models import Cooperation


class Rhythm(models.TextChoices):
    """How often a turn like this one comes back."""

    ACUTE = "acute", "Akut"
    WEEKLY = "weekly", "Varje vecka"
    QUARTERLY = "quarterly", "Varje kvartal"
    YEARLY = "yearly", "Varje år"
    TWO_YEARLY = "two_yearly", "Vartannat år"


class Round(Recorded):
    """One turn of the wheel: a cooperation, an area, a rhythm and the period that the material covers."""

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="område")
    rhythm = models.CharField("rytm", max_length=12, choices=Rhythm)
    first_day = models.DateField("från och med")
    last_day = models.DateField("till och med")
    predecessor = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="föregående varv",
    )

    class Meta:
        ordering = ("-last_day", "area__code", "pk")
        verbose_name = "varv"
        verbose_name_plural = "varv"
        constraints = (
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="round_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return f"{self.area.name} {self.years}"

    @property
    def years(self) -> str:
        """The years that the period touches: "2025" or "2024–2025"."""
        first, last = self.first_day.year, self.last_day.year
        return str(first) if first == last else f"{first}–{last}"

    @property
    def is_city_wide(self) -> bool:
        """Does the round cover the cooperation's whole area?"""
        return self.area_id == self.cooperation.area_id

    @property
    def level(self) -> str:
        """The level in words."""
        return "Stadsövergripande" if self.is_city_wide else "Lokalt"


class Lesson(Recorded):
    """Something learnt in a round that the next one should begin with."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="lessons")
    text = models.TextField("lärdom")
    at = models.DateTimeField("tidpunkt")
    by_name = models.CharField("av", max_length=120)

    class Meta:
        ordering = ("at",)
        verbose_name = "lärdom"
        verbose_name_plural = "lärdomar"

    def __str__(self) -> str:
        return self.text[:80]

"""Rounds: turns of the wheel, and the lessons that one leaves for the next."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from trygghjulet.documents import numbers
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
        if self.rhythm != Rhythm.WEEKLY:
            return f"{self.area.name} {self.years}"
        if self.last_day - self.first_day != timedelta(days=6):
            return f"{self.area.name} {self.days}"
        where = "" if self.is_city_wide else f" ({self.area.name})"
        # Only Monday to Sunday is the week that a calendar numbers.
        if self.first_day.weekday() == 0:
            return f"Vecka {self.first_day.isocalendar().week}, {self.days}{where}"
        return f"Veckan {self.days}{where}"

    @property
    def days(self) -> str:
        """The period in words: "16–22 november 2026"."""
        return numbers.days(self.first_day, self.last_day)

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

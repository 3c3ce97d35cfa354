"""What a week's work is directed at, and what is done there until the next meeting."""

from __future__ import annotations

from django.db import models

from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.geography.models import Area, Place
from trygghjulet.foundation.parties.models import Function
from trygghjulet.steps.week.models.pictures import WeekPicture
from trygghjulet.steps.week.rules import state


class Outcome(models.TextChoices):
    """What came of a focus, as the next meeting sees it."""

    BETTER = "better", "Bättre"
    SAME = "same", "Som förut"
    WORSE = "worse", "Sämre"
    UNTOLD = "untold", "Kan inte avgöras"


class Focus(Recorded):
    """Something that the coming week's work is directed at, in order of priority: a place, an area, a category."""

    picture = models.ForeignKey(WeekPicture, on_delete=models.CASCADE, related_name="focus")
    order = models.PositiveSmallIntegerField("ordning")
    title = models.CharField("fokus", max_length=160)
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="känd plats"
    )
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="område"
    )
    category = models.CharField("typ", max_length=60, blank=True)
    why = models.TextField("varför", blank=True)
    cause = models.TextField("möjlig orsak", blank=True)
    outcome = models.CharField("vad det blev", max_length=8, choices=Outcome, blank=True)
    outcome_words = models.TextField("vad det blev, i ord", blank=True)

    class Meta:
        ordering = ("order", "pk")
        verbose_name = "veckans fokus"
        verbose_name_plural = "veckans fokus"

    def __str__(self) -> str:
        return self.title


class WeekMeasure(Recorded):
    """One thing that is done before long: what, where, by whom, by when and how it begins."""

    class State(models.TextChoices):
        """How far it has come."""

        PLANNED = state.State.PLANNED.value, "Planerad"
        DOING = state.State.DOING.value, "Pågår"
        DONE = state.State.DONE.value, "Klar"
        STOPPED = state.State.STOPPED.value, "Avbruten"

    picture = models.ForeignKey(WeekPicture, on_delete=models.CASCADE, related_name="measures")
    focus = models.ForeignKey(
        Focus, on_delete=models.SET_NULL, null=True, blank=True, related_name="measures", verbose_name="fokus"
    )
    title = models.CharField("insats", max_length=200)
    where = models.CharField("var", max_length=160, blank=True)
    done_by = models.ForeignKey(Function, on_delete=models.PROTECT, related_name="+", verbose_name="vem")
    due = models.DateField("senast")
    first_step = models.CharField("första steg", max_length=200, blank=True)
    state = models.CharField("läge", max_length=8, choices=State, default=State.PLANNED)
    state_words = models.CharField("hur det gick", max_length=300, blank=True)
    state_at = models.DateTimeField("läget sattes", null=True, blank=True)
    state_by = models.CharField("läget sattes av", max_length=120, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("focus__order", "due", "pk")
        verbose_name = "insats i veckan"
        verbose_name_plural = "insatser i veckan"

    def __str__(self) -> str:
        return self.title

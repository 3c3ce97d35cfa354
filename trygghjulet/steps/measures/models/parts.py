"""What a measure is made of beside its columns: steps and goals; and the history of the whole plan."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.parties.models import Function
from trygghjulet.steps.measures.models.plan import ActionPlan, Indicator, Measure


class MeasureStep(Recorded):
    """A step on the way to a measure: what, who, from and to, and when it was done."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="steps")
    title = models.CharField("steg", max_length=200)
    done_by = models.ForeignKey(
        Function, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="görs av"
    )
    first_day = models.DateField("från")
    last_day = models.DateField("till")
    done_on = models.DateField("klart den", null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("first_day", "last_day", "pk")
        verbose_name = "steg"
        verbose_name_plural = "steg"
        constraints = (
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="measure_step_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return self.title


class GoalKind(models.TextChoices):
    """Brå's three kinds of goals."""

    EFFECT = "effect", "Effektmål"
    PROCESS = "process", "Processmål"
    PRODUCTION = "production", "Produktionsmål"


class Goal(Recorded):
    """What a measure is to reach, from where, by when, and what shows it."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="set_goals")
    kind = models.CharField("slag av mål", max_length=10, choices=GoalKind)
    text = models.TextField("mål")
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="indikator",
    )
    baseline = models.CharField("utgångsvärde", max_length=120, blank=True)
    target = models.CharField("målvärde", max_length=120, blank=True)
    day = models.DateField("senast den", null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("kind", "pk")
        verbose_name = "mål"
        verbose_name_plural = "mål"

    def __str__(self) -> str:
        return self.text[:80]


class PlanChange(Recorded):
    """One change of a plan: who, when and why, and how what was changed read afterwards.

    `after` holds pairs of label and words, so that an earlier version can be read without the rows it was made of;
    `measure` goes when the measure goes, and `about` and `number` still say which it was.
    """

    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="changes")
    measure = models.ForeignKey(Measure, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    number = models.PositiveBigIntegerField("åtgärdens nummer", null=True)
    about = models.CharField("vad", max_length=200)
    act = models.CharField("vad som gjordes", max_length=80)
    why = models.TextField("varför", blank=True)
    after = models.JSONField("så löd det sedan", default=list)
    at = models.DateTimeField("tidpunkt")
    by_name = models.CharField("av", max_length=120)

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = "ändring i planen"
        verbose_name_plural = "ändringar i planen"

    def __str__(self) -> str:
        return f"{self.act} {self.about}"

"""Problem profiles, causes by perspective, and the evidence for and against each."""

from __future__ import annotations

from django.db import models

from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.steps.picture.models import Finding
from trygghjulet.steps.priorities.models import PriorityArea


class ProblemProfile(Recorded):
    """One problem described exactly."""

    priority = models.OneToOneField(PriorityArea, on_delete=models.CASCADE, related_name="+")
    what = models.TextField("vad händer", blank=True)
    where = models.TextField("var", blank=True)
    when = models.TextField("när", blank=True)
    who = models.TextField("vilka berörs", blank=True)
    how = models.TextField("hur går det till", blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "problembild"
        verbose_name_plural = "problembilder"

    def __str__(self) -> str:
        return f"Problembild: {self.priority.title}"


class Perspective(models.TextChoices):
    """The three sides of the crime triangle."""

    OFFENDER = "offender", "Gärningsperson"
    TARGET = "target", "Brottsutsatt eller måltavla"
    PLACE = "place", "Plats och väktare"


class Cause(Recorded):
    """A possible cause, numbered within its problem so that measures can point to it."""

    profile = models.ForeignKey(ProblemProfile, on_delete=models.CASCADE, related_name="causes")
    number = models.PositiveSmallIntegerField("nummer")
    perspective = models.CharField("perspektiv", max_length=8, choices=Perspective)
    statement = models.TextField("möjlig orsak")
    act_on = models.BooleanField(
        "vi arbetar med den här orsaken",
        null=True,
        blank=True,
        help_text="Lämna öppet tills ni har vägt skälen.",
    )
    conclusion = models.TextField("slutsats", blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("number",)
        verbose_name = "orsak"
        verbose_name_plural = "orsaker"
        constraints = (
            models.UniqueConstraint(fields=("profile", "number"), name="cause_number_once_in_a_problem"),
        )

    def __str__(self) -> str:
        return f"{self.number}. {self.statement[:80]}"


class Evidence(Recorded):
    """Something that speaks for or against a cause, and the material it rests on."""

    cause = models.ForeignKey(Cause, on_delete=models.CASCADE, related_name="evidence")
    speaks_for = models.BooleanField("talar för")
    text = models.TextField("belägg")
    finding = models.ForeignKey(
        Finding,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="iakttagelse i lägesbilden",
    )
    source = models.CharField("annat underlag", max_length=200, blank=True)

    class Meta:
        ordering = ("-speaks_for", "pk")
        verbose_name = "belägg"
        verbose_name_plural = "belägg"

    def __str__(self) -> str:
        return self.text[:80]

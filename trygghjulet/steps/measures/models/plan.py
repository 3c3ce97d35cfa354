"""The action plan: measures in Brå's columns, and the indicators they are followed by."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.parties.models import Function
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.causes.models import Cause
from trygghjulet.steps.scanning.models import Theme


class Purpose(models.TextChoices):
    """What a measure is for, first of all."""

    CRIME_PREVENTION = "crime_prevention", "Brottsförebyggande"
    PERCEIVED_SAFETY = "perceived_safety", "Trygghetsskapande"
    BOTH = "both", "Båda"


class PreventionType(models.TextChoices):
    """Does it work on people or on situations?"""

    SOCIAL = "social", "Social prevention"
    SITUATIONAL = "situational", "Situationell prevention"


class PreventionLevel(models.TextChoices):
    """Whom it is directed at."""

    UNIVERSAL = "universal", "Universell"
    SELECTIVE = "selective", "Selektiv"
    INDICATED = "indicated", "Indikerad"


class Grounds(models.TextChoices):
    """What is known of its effect."""

    PROVEN = "proven", "Visad effekt"
    EVALUATED = "evaluated", "Utvärderad på annat håll"
    PROMISING = "promising", "Lovande"
    UNTESTED = "untested", "Oprövad"
    NO_EFFECT = "no_effect", "Ingen visad effekt"
    MAY_HARM = "may_harm", "Kan skada"


class State(models.TextChoices):
    """How far a measure has come."""

    PLANNED = "planned", "Planerad"
    UNDER_WAY = "under_way", "Pågår"
    DONE = "done", "Genomförd"
    STOPPED = "stopped", "Avbruten"


class Ordinary(models.TextChoices):
    """Is the measure part of the party's ordinary plan and budget?"""

    YES = "yes", "Ja"
    PARTLY = "partly", "Delvis"
    NO = "no", "Nej"


class ActionPlan(Recorded):
    """The plan of a round: what is to be done, and who decided it.

    The group agrees on the plan; for the municipality's own plan the municipality decides (5 §).
    """

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="+")
    communication = models.TextField("kommunikationsplan", blank=True)
    follow_up = models.TextField("uppföljningsplan", blank=True)
    agreed_by = models.CharField("enats om av", max_length=160, blank=True)
    agreed_on = models.DateField("enats den", null=True, blank=True)
    decided_by = models.CharField("beslutad av", max_length=160, blank=True)
    decided_on = models.DateField("beslutad den", null=True, blank=True)
    # Two decisions can be made on one day, and a plan be changed between them.
    decided_at = models.DateTimeField("beslutet infört", null=True, blank=True)
    registry_number = models.CharField("diarienummer", max_length=40, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "åtgärdsplan"
        verbose_name_plural = "åtgärdsplaner"

    def __str__(self) -> str:
        return f"Åtgärdsplan {self.round}"

    @property
    def is_decided(self) -> bool:
        """Has the group or the municipality decided it? Then a change needs its reason."""
        return self.decided_on is not None or self.agreed_on is not None


class Measure(Recorded):
    """One thing that is done, tied to the cause it addresses first of all and to those it addresses besides."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="measures")
    cause = models.ForeignKey(
        Cause, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="orsak"
    )
    also = models.ManyToManyField(Cause, blank=True, related_name="+", verbose_name="även orsakerna")
    title = models.CharField("åtgärd", max_length=200)
    how = models.TextField("hur", blank=True)
    goals = models.TextField("operativa mål")
    first_day = models.DateField("från")
    last_day = models.DateField("till", null=True, blank=True)
    planned_by = models.ForeignKey(
        Function, on_delete=models.PROTECT, related_name="+", verbose_name="planeras av"
    )
    done_by = models.ForeignKey(
        Function, on_delete=models.PROTECT, related_name="+", verbose_name="genomförs av"
    )
    followed_up_by = models.ForeignKey(
        Function, on_delete=models.PROTECT, related_name="+", verbose_name="följs upp av"
    )
    follow_up = models.TextField(
        "uppföljning", help_text="När och hur ser ni om åtgärden blev gjord och hjälpte?"
    )
    purpose = models.CharField("syfte", max_length=18, choices=Purpose)
    prevention_type = models.CharField("typ av prevention", max_length=12, choices=PreventionType)
    prevention_level = models.CharField("riktas", max_length=10, choices=PreventionLevel)
    grounds = models.CharField("kunskapsgrund", max_length=10, choices=Grounds)
    hours = models.PositiveIntegerField("planerade timmar", null=True, blank=True)
    cost = models.PositiveIntegerField("planerad kostnad i kronor", null=True, blank=True)
    borne_by = models.CharField("kostnaden bärs av", max_length=160, blank=True)
    ordinary = models.CharField("i ordinarie verksamhetsplan", max_length=6, choices=Ordinary, blank=True)
    order = models.PositiveSmallIntegerField("ordning", default=0)
    state = models.CharField("läge", max_length=10, choices=State, default=State.PLANNED)
    stopped_why = models.TextField("varför den avbröts", blank=True)
    library_key = models.CharField("ur biblioteket", max_length=60, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("cause__profile__priority__order", "order", "cause__number", "first_day", "pk")
        verbose_name = "åtgärd"
        verbose_name_plural = "åtgärder"
        constraints = (
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="measure_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Indicator(Recorded):
    """What a measure is followed by: incidents of some categories in an area, or within a distance of a point."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="indicators")
    title = models.CharField("indikator", max_length=160)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="område")
    theme = models.CharField("underlag", max_length=12, choices=Theme, default=Theme.CRIME)
    categories = models.JSONField("typer", default=list)
    east = models.FloatField("öst, meter", null=True, blank=True)
    north = models.FloatField("nord, meter", null=True, blank=True)
    radius = models.PositiveIntegerField("inom meter", null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = "indikator"
        verbose_name_plural = "indikatorer"

    def __str__(self) -> str:
        return self.title

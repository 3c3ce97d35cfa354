"""What a municipality adds to the library of known measures: entries of its own, and experiences of any entry."""

from __future__ import annotations

from django.db import models

from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.steps.measures.models.plan import Grounds, PreventionLevel, PreventionType, Purpose


class OwnEntry(Recorded):
    """A measure that the municipality itself knows, written as the library's own are."""

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="+")
    title = models.CharField("åtgärd", max_length=160)
    what = models.TextField("vad det är")
    problems = models.CharField("passar mot", max_length=300, blank=True)
    perspectives = models.JSONField("påverkar", default=list)
    how = models.TextField("så gör man", blank=True)
    takes = models.TextField("det här krävs", blank=True)
    known = models.TextField("vad ni vet om effekten")
    side_effects = models.TextField("bieffekter", blank=True)
    follow_up = models.TextField("så följs den upp", blank=True)
    references = models.TextField("källor", blank=True)
    grade = models.CharField("kunskapsgrund", max_length=10, choices=Grounds, default=Grounds.UNTESTED)
    purpose = models.CharField("syfte", max_length=18, choices=Purpose)
    prevention_type = models.CharField("typ av prevention", max_length=12, choices=PreventionType)
    prevention_level = models.CharField("riktas", max_length=10, choices=PreventionLevel)
    by_name = models.CharField("skriven av", max_length=120)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("title", "pk")
        verbose_name = "egen åtgärd i biblioteket"
        verbose_name_plural = "egna åtgärder i biblioteket"

    def __str__(self) -> str:
        return self.title

    @property
    def key(self) -> str:
        """What a measure made from it remembers it by."""
        return f"egen-{self.pk}"


class Experience(Recorded):
    """What a municipality saw when it did what an entry tells of."""

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="+")
    entry_key = models.CharField("åtgärd i biblioteket", max_length=60)
    where = models.CharField("var och när", max_length=160)
    text = models.TextField("vad hände")
    at = models.DateTimeField("tidpunkt")
    by_name = models.CharField("av", max_length=120)

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = "erfarenhet"
        verbose_name_plural = "erfarenheter"

    def __str__(self) -> str:
        return self.text[:80]

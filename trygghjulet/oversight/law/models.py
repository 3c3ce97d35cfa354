"""What people note about the act that no other room shows."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.parties.models import Cooperation, Function
from trygghjulet.oversight.law.rules.notes import SORTS, Noted, Sort, What


class LawNote(Recorded):
    """A note about a paragraph of the act. Never changed: a wrong one is taken away, and noted anew.

    `first` is the day it was done, or from which it holds; `last` only where it holds for a time and has an end.

    Privacy: what organisations and functions did, never persons. The text is guarded.
    """

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="+")
    what = models.CharField(
        "vad", max_length=20, choices=[(what.value, sort.title) for what, sort in SORTS.items()]
    )
    text = models.TextField("text", blank=True)
    first = models.DateField("dag, eller från och med")
    last = models.DateField("till och med", null=True, blank=True)
    function = models.ForeignKey(
        Function, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="funktion"
    )
    registry_number = models.CharField("diarienummer", max_length=60, blank=True)
    link = models.URLField("länk", max_length=500, blank=True)
    entered_at = models.DateTimeField("antecknat")
    entered_by = models.CharField("antecknat av", max_length=120)

    class Meta:
        ordering = ("first", "pk")
        verbose_name = "anteckning om lagen"
        verbose_name_plural = "anteckningar om lagen"
        constraints = (
            models.CheckConstraint(
                condition=Q(last__isnull=True) | Q(last__gte=F("first")), name="law_note_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(what=What.FUNCTION.value, function__isnull=False)
                | (~Q(what=What.FUNCTION.value) & Q(function__isnull=True)),
                name="law_note_has_a_function_where_it_names_one",
            ),
        )

    def __str__(self) -> str:
        return f"{self.sort.paragraph}: {self.sort.title}"

    @property
    def sort(self) -> Sort:
        """What sort of note it is."""
        return SORTS[What(self.what)]

    @property
    def noted(self) -> Noted:
        """The note as the rules read it."""
        return Noted(
            f"lag-{self.pk}",
            What(self.what),
            self.first,
            self.last,
            self.text,
            self.registry_number,
        )

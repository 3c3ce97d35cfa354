"""What a source's own words mean in the common tree of categories, as people have decided."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.parties.models import Cooperation


class CategoryMapping(Recorded):
    """One word or code of a format, and the node of the common tree that it means in a cooperation.

    An empty `node` says that somebody looked and decided that it belongs nowhere. Goes before what the format's
    own file of mappings says.
    """

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="+")
    reader = models.CharField("format", max_length=40)
    given = models.CharField("källans ord", max_length=200)
    node = models.CharField("kategori", max_length=60, blank=True)
    decided_at = models.DateTimeField("avgjord")
    decided_by = models.CharField("av", max_length=120)

    class Meta:
        ordering = ("reader", "given")
        verbose_name = "tolkning av kategori"
        verbose_name_plural = "tolkningar av kategorier"
        constraints = (
            models.UniqueConstraint(
                fields=("cooperation", "reader", "given"), name="one_meaning_for_each_word_of_a_format"
            ),
            models.CheckConstraint(condition=~Q(given=""), name="a_mapped_word_is_written"),
        )

    def __str__(self) -> str:
        return f"{self.given}: {self.node or 'hör inte hit'}"

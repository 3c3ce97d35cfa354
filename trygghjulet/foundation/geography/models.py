"""Areas: a tree from the municipality down, each with geometry in WGS 84 and a population."""

from __future__ import annotations

from django.db import models
from shapely import from_wkb
from shapely.geometry.base import BaseGeometry

from trygghjulet.foundation.audit.models import Recorded


class Area(Recorded):
    """A piece of geography in the tree of levels.

    `path` holds the numbers of all areas above and its own ("4/17/203/"), so that "is inside" is a
    comparison of two beginnings.
    """

    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    path = models.CharField(max_length=200, db_index=True, editable=False, default="")
    code = models.CharField("kod", max_length=40)
    name = models.CharField("namn", max_length=120)
    population = models.PositiveIntegerField("invånare", null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(
        "befolkning per den 31 december", null=True, blank=True
    )
    geometry = models.BinaryField("gräns (WKB, WGS 84)", editable=False)

    class Meta:
        ordering = ("code",)
        verbose_name = "område"
        verbose_name_plural = "områden"
        constraints = (
            models.UniqueConstraint(fields=("parent", "code"), name="area_code_once_under_a_parent"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_root(self) -> bool:
        """Is this the top of its tree: the whole municipality?"""
        return self.parent_id is None

    @property
    def polygon(self) -> BaseGeometry:
        """The boundary in longitude and latitude (WGS 84)."""
        return from_wkb(bytes(self.geometry))

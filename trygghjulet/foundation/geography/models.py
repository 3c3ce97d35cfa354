"""Areas: a tree from the municipality down, each with geometry and a population; and the places people know by name."""

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


class PlaceKind(models.TextChoices):
    """What sort of place it is."""

    SQUARE = "square", "Torg eller centrum"
    PARK = "park", "Park eller lekplats"
    SCHOOL = "school", "Skola eller förskola"
    STATION = "station", "Station eller hållplats"
    STREET = "street", "Gata, gångväg eller tunnel"
    HOUSING = "housing", "Bostadskvarter"
    SHOPS = "shops", "Butik eller köpcentrum"
    LEISURE = "leisure", "Fritids-, idrotts- eller kulturanläggning"
    NIGHTLIFE = "nightlife", "Krog- eller nöjesstråk"
    OTHER = "other", "Annan plats"


class Place(Recorded):
    """A small place that people know by name and that can be followed over time."""

    root = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+", verbose_name="kommun")
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="område"
    )
    name = models.CharField("namn", max_length=120)
    # Other names that people and files use for it.
    aliases = models.JSONField("kallas också", default=list, blank=True)
    kind = models.CharField("slag", max_length=12, choices=PlaceKind, default=PlaceKind.OTHER)
    longitude = models.FloatField("longitud")
    latitude = models.FloatField("latitud")
    # A boundary in WKB, WGS 84; without one the place is its point.
    boundary = models.BinaryField("gräns (WKB, WGS 84)", null=True, blank=True, editable=False)
    closed_on = models.DateField("finns inte längre från", null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("name",)
        verbose_name = "plats"
        verbose_name_plural = "platser"
        constraints = (
            models.UniqueConstraint(fields=("root", "name"), name="place_name_once_in_a_municipality"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def polygon(self) -> BaseGeometry | None:
        """The boundary in longitude and latitude; None where the place is a point."""
        return from_wkb(bytes(self.boundary)) if self.boundary else None

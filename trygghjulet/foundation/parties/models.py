"""Cooperations, the parties that take part in them, and the functions that people hold for a period."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from trygghjulet.foundation.access.rules import ROLES
from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.geography.models import Area


class PartyKind(models.TextChoices):
    """What sort of organisation a party is."""

    MUNICIPALITY = "municipality", "Kommun"
    POLICE = "police", "Polis"
    AUTHORITY = "authority", "Annan myndighet"
    BUSINESS = "business", "Näringsliv"
    CIVIL_SOCIETY = "civil_society", "Civilsamhälle"


class Party(Recorded):
    """An organisation that has signed, or is named in, an agreement. It can be in several cooperations."""

    name = models.CharField("namn", max_length=120, unique=True)
    kind = models.CharField("slag", max_length=20, choices=PartyKind)
    part_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="del av"
    )

    class Meta:
        ordering = ("name",)
        verbose_name = "part"
        verbose_name_plural = "parter"

    def __str__(self) -> str:
        return self.name

    def may_have(self, role: str) -> bool:
        """Can a function with the role be this party's? The two coordinators stand for one party each."""
        if role == "police_coordinator":
            return self.kind == PartyKind.POLICE
        return role != "coordinator" or self.kind != PartyKind.POLICE


class Cooperation(Recorded):
    """The joint work of a municipality and a police area under one name: "Trygg i …"."""

    name = models.CharField("namn", max_length=120, unique=True)
    slug = models.SlugField("adress", max_length=60, unique=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="område")
    smallest_count = models.PositiveSmallIntegerField(
        "minsta antal som visas för allmänheten",
        default=5,
        help_text="Antal under detta visas inte utanför samverkan.",
    )
    contact = models.CharField("kontaktpunkt (12 §)", max_length=200, blank=True)

    class Meta:
        ordering = ("name",)
        verbose_name = "samverkan"
        verbose_name_plural = "samverkan"

    def __str__(self) -> str:
        return self.name


class Participation(Recorded):
    """A party's place in a cooperation."""

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="participations")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("cooperation", "party"), name="party_once_in_a_cooperation"),
        )
        ordering = ("party__name",)

    def __str__(self) -> str:
        return f"{self.party} i {self.cooperation}"


class Function(Recorded):
    """What somebody is in the work. Duties and rights hang on it, so that they survive a change of person."""

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="functions")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name="part")
    title = models.CharField("titel", max_length=120)
    role = models.CharField("roll", max_length=30, choices=[(key, role.title) for key, role in ROLES.items()])
    area = models.ForeignKey(
        Area,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="område",
        help_text="Lämna tomt för en stadsövergripande funktion.",
    )

    class Meta:
        ordering = ("party__name", "title")
        verbose_name = "funktion"
        verbose_name_plural = "funktioner"

    def __str__(self) -> str:
        return f"{self.title}, {self.party}"


class Holding(Recorded):
    """A person holds a function for a period."""

    function = models.ForeignKey(Function, on_delete=models.CASCADE, related_name="holdings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    since = models.DateField("från och med")
    until = models.DateField("till och med", null=True, blank=True)

    class Meta:
        ordering = ("since",)
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="holding_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} som {self.function}"

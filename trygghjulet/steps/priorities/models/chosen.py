"""Priority areas, the grounds they rest on, and their goals broken down."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from trygghjulet.cooperation.agreements.models import AgreedProblem
from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.cooperation.governance.models import GoverningDocument
from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.picture.models import Finding


class PriorityArea(Recorded):
    """A problem area that the parties choose to work on in a round.

    `part_of` is the city-wide priority whose goal a local one breaks down. One that is dropped stays, with all that
    hangs on it.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    title = models.CharField("problemområde", max_length=160)
    goal = models.TextField("mål", blank=True)
    order = models.PositiveSmallIntegerField("ordning")
    agreed_problem = models.ForeignKey(
        AgreedProblem,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="i överenskommelsen",
    )
    owner = models.ForeignKey(
        Forum,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="forum som äger frågan",
    )
    part_of = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="bryter ned",
    )
    dropped_on = models.DateField("ströks", null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")
        verbose_name = "prioriterat problemområde"
        verbose_name_plural = "prioriterade problemområden"

    def __str__(self) -> str:
        return self.title


class Ground(Recorded):
    """Why a problem was put up or prioritised: words, and the finding or the document they rest on where there is one.

    Those of a problem that was put up follow it when it is chosen.
    """

    priority = models.ForeignKey(
        PriorityArea, on_delete=models.CASCADE, null=True, blank=True, related_name="grounds"
    )
    candidate = models.ForeignKey(
        "priorities.Candidate", on_delete=models.CASCADE, null=True, blank=True, related_name="grounds"
    )
    finding = models.ForeignKey(
        Finding, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="iakttagelse"
    )
    document = models.ForeignKey(
        GoverningDocument,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="styrande dokument",
    )
    reason = models.TextField("skäl")

    class Meta:
        ordering = ("pk",)
        verbose_name = "skäl"
        verbose_name_plural = "skäl"
        constraints = (
            models.CheckConstraint(
                condition=Q(priority__isnull=False) | Q(candidate__isnull=False),
                name="ground_is_of_something",
            ),
        )

    def __str__(self) -> str:
        return self.reason[:80]


class SubGoal(Recorded):
    """A part of a priority's goal, concrete enough to be followed (delmål)."""

    priority = models.ForeignKey(PriorityArea, on_delete=models.CASCADE, related_name="sub_goals")
    text = models.CharField("delmål", max_length=300)
    due = models.DateField("klart senast", null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("due", "pk")
        verbose_name = "delmål"
        verbose_name_plural = "delmål"

    def __str__(self) -> str:
        return self.text[:80]


class Untreated(Recorded):
    """Why a local round does not treat a city-wide priority."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    priority = models.ForeignKey(PriorityArea, on_delete=models.CASCADE, related_name="+")
    reason = models.TextField("varför inte")
    by_name = models.CharField("av", max_length=120)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("priority_id",)
        verbose_name = "stadsövergripande prioritering som inte behandlas"
        verbose_name_plural = "stadsövergripande prioriteringar som inte behandlas"
        constraints = (
            models.UniqueConstraint(fields=("round", "priority"), name="untreated_once_in_a_round"),
        )

    def __str__(self) -> str:
        return f"{self.priority} behandlas inte i {self.round}"

"""Priority areas, and the grounds they rest on."""

from __future__ import annotations

from django.db import models

from trygghjulet.cooperation.agreements.models import AgreedProblem
from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.picture.models import Finding


class PriorityArea(Recorded):
    """A problem area that the parties choose to work on in a round."""

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
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")
        verbose_name = "prioriterat problemområde"
        verbose_name_plural = "prioriterade problemområden"

    def __str__(self) -> str:
        return self.title


class Ground(Recorded):
    """Why an area was prioritised: words, and the finding they rest on where there is one."""

    priority = models.ForeignKey(PriorityArea, on_delete=models.CASCADE, related_name="grounds")
    finding = models.ForeignKey(
        Finding, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="iakttagelse"
    )
    reason = models.TextField("skäl")

    class Meta:
        ordering = ("pk",)
        verbose_name = "skäl"
        verbose_name_plural = "skäl"

    def __str__(self) -> str:
        return self.reason[:80]

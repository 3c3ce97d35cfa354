"""What each party is to bring to a round, so that it shows what has not come."""

from __future__ import annotations

from django.db import models

from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.parties.models import Party
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.scanning.models.sources import Source


class Contribution(Recorded):
    """What a party is to bring to a round. With a source it has come when the source covers the round's period."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name="vem")
    what = models.CharField("vad", max_length=200)
    source = models.ForeignKey(
        Source, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="källa"
    )
    due = models.DateField("senast", null=True, blank=True)
    # For what is not a file: told of by hand, or said why it will not come.
    came_on = models.DateField("kom", null=True, blank=True)
    left_out_because = models.TextField("kommer inte, därför att", blank=True)
    noted_by = models.CharField("antecknat av", max_length=120, blank=True)

    class Meta:
        ordering = ("party__name", "what")
        verbose_name = "bidrag"
        verbose_name_plural = "bidrag"
        constraints = (
            models.UniqueConstraint(fields=("round", "party", "what"), name="a_contribution_once_in_a_round"),
        )

    def __str__(self) -> str:
        return f"{self.what} från {self.party}"

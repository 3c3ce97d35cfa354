"""How far a job has come with a delivery, for the page that somebody has open."""

from __future__ import annotations

import time
from typing import Final

from django.db.models import QuerySet

from trygghjulet.steps.scanning.models import Delivery

READS: Final = "Läser"
PLACES: Final = "Lägger i områden"
COMPARES: Final = "Jämför med det som redan räknas"
WRITES: Final = "Skriver in"

#: A new figure is written at most so often, in seconds.
_APART: Final = 0.5


class Progress:
    """Writes with the delivery what is being done and how far it has come; tells nothing without a delivery."""

    def __init__(self, delivery: Delivery | None = None) -> None:
        self._delivery = delivery
        self._stage = ""
        self._written = float("-inf")

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Say where the work stands: a stage, and how much of how much, in bytes or rows."""
        now = time.monotonic()
        if self._delivery is None or (stage == self._stage and done < total and now - self._written < _APART):
            return
        self._stage, self._written = stage, now
        # Not somebody's write but a clock's hand: it goes past the log, and means nothing when the work is done.
        QuerySet(Delivery).filter(pk=self._delivery.pk).update(
            stage=stage, stage_done=done, stage_total=total
        )

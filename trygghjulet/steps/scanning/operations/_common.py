"""What every write about material asks first."""

from __future__ import annotations

from django.utils import timezone

from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.steps.scanning.models import Dataset, Delivery, Source
from trygghjulet.steps.scanning.rules.sharing import require_owner


class AlreadyAccepted(Refused):
    """The same content counts already in the source; it is not counted twice."""


class AlreadyThere(Refused):
    """The same file counts already in the source, or waits for an answer; nothing was read.

    Attributes:
        delivery: the one that was there.
    """

    def __init__(self, words: str, delivery: Delivery) -> None:
        super().__init__(words)
        self.delivery = delivery


def require_source(by: Scope, permission: Permission, source: Source) -> None:
    """Refuse unless the person holds the right through a function of the party that owns the source.

    Raises:
        Denied: with the reason.
    """
    require_owner(
        by,
        permission,
        cooperation_id=source.cooperation_id,
        owner_id=source.party_id,
        owner_name=source.party.name,
    )


def gone(dataset: Dataset) -> str:
    """What is said to whoever hands in rows again that have been let go."""
    day = numbers.day(timezone.localdate(dataset.purged_at))
    return (
        f"Raderna har funnits i källan och gallrades {day}. De tas inte in igen, för då skulle de gallras på nytt. "
        "Ska de räknas längre behöver de en källa med längre gallringstid."
    )

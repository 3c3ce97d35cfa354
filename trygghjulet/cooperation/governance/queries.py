"""Reading the register of governing documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import models

from trygghjulet.cooperation.governance.models import GoverningDocument
from trygghjulet.cooperation.governance.rules import Standing, standing
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation


@dataclass(frozen=True)
class Registered:
    """A document, where it stands, and the one that replaces it."""

    document: GoverningDocument
    standing: Standing
    heir: GoverningDocument | None


def documents(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[GoverningDocument]:
    """The cooperation's governing documents that the person may see."""
    return GoverningDocument.objects.filter(
        cooperation=cooperation, cooperation_id__in=scope.cooperation_ids
    ).select_related("party", "replaces", "cooperation")


def register(scope: Scope, *, cooperation: Cooperation, on: date) -> list[Registered]:
    """Every document with where it stands a day."""
    entered = list(documents(scope, cooperation=cooperation))
    heirs: dict[int, GoverningDocument] = {}
    for document in sorted(entered, key=lambda d: (d.valid_from or d.decided_on or date.max, d.pk)):
        if document.replaces_id is not None:
            heirs.setdefault(document.replaces_id, document)
    return [
        Registered(document, standing(document.days(heir=heir), on=on), heir)
        for document in entered
        for heir in (heirs.get(document.pk),)
    ]

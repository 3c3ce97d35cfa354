"""Reading agreements."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from trygghjulet.cooperation.agreements.models import AgreedProblem, Agreement
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation


def agreements(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[Agreement]:
    """The cooperation's agreements that the person may see, newest first."""
    return Agreement.objects.filter(cooperation=cooperation, cooperation_id__in=scope.cooperation_ids)


def in_force(scope: Scope, *, cooperation: Cooperation, on: date) -> models.QuerySet[Agreement]:
    """The agreements that are valid that day."""
    return agreements(scope, cooperation=cooperation).filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=on), valid_from__lte=on
    )


def agreed_problems(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[AgreedProblem]:
    """The problem areas that the cooperation's agreements point out."""
    return AgreedProblem.objects.filter(
        agreement__cooperation=cooperation, agreement__cooperation_id__in=scope.cooperation_ids
    ).select_related("agreement")

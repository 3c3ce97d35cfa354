"""Reading the city-wide handlingsplan, year by year."""

from __future__ import annotations

from django.db import models

from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.steps.measures.models import CityActivity, CityPlan


def city_plans(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[CityPlan]:
    """The years' plans, newest first, with their activities."""
    return CityPlan.objects.filter(
        cooperation=cooperation, cooperation_id__in=scope.cooperation_ids
    ).prefetch_related(
        models.Prefetch("activities", CityActivity.objects.select_related("done_by__party", "plan"))
    )

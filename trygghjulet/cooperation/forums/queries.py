"""Reading forums."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from trygghjulet.cooperation.forums.models import Forum, ForumKind
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.parties.models import Cooperation


def forums(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[Forum]:
    """The cooperation's forums that the person may see."""
    return Forum.objects.filter(
        cooperation=cooperation, cooperation_id__in=scope.cooperation_ids
    ).select_related("area", "led_by")


def deciding(scope: Scope, *, cooperation: Cooperation, area: Area) -> models.QuerySet[Forum]:
    """The steering groups and councils that may decide for an area: its own and the city-wide ones."""
    return forums(scope, cooperation=cooperation).filter(
        Q(area__isnull=True) | Q(area=area), kind__in=(ForumKind.STEERING, ForumKind.STRATEGIC)
    )

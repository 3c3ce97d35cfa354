"""Reading forums and their meetings."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from trygghjulet.cooperation.forums.models import Forum, ForumKind, Meeting
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.parties.models import Cooperation

#: The kinds that can adopt a picture. A political forum prepares and leads; its board decides.
_DECIDING = (ForumKind.STEERING, ForumKind.STRATEGIC, ForumKind.COUNCIL, ForumKind.BOARD)


def forums(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[Forum]:
    """The cooperation's forums that the person may see."""
    return Forum.objects.filter(
        cooperation=cooperation, cooperation_id__in=scope.cooperation_ids
    ).select_related("area", "led_by", "cooperation__area", "replaced_by")


def deciding(scope: Scope, *, cooperation: Cooperation, area: Area) -> models.QuerySet[Forum]:
    """The steering groups, councils and boards that may decide for an area: its own and the city-wide ones."""
    return forums(scope, cooperation=cooperation).filter(
        Q(area__isnull=True) | Q(area=area), kind__in=_DECIDING
    )


def meetings(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[Meeting]:
    """The meetings of the cooperation's forums that the person may see, the latest first, with where notes went."""
    return (
        Meeting.objects.filter(
            forum__cooperation=cooperation, forum__cooperation_id__in=scope.cooperation_ids
        )
        .select_related("forum__area", "forum__cooperation__area", "chaired_by", "convened_by", "notes_by")
        .prefetch_related("dispatches__to_forum")
    )

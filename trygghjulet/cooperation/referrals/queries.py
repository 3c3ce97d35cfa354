"""Reading matters that came in for an opinion."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.cooperation.referrals.models import CollectedView, Referral
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation


def referrals(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[Referral]:
    """The cooperation's matters that the person may see, the latest first, with their views."""
    return (
        Referral.objects.filter(cooperation=cooperation, cooperation_id__in=scope.cooperation_ids)
        .select_related(
            "cooperation__area", "forum__area", "forum__cooperation__area", "decided_by", "decided_by__area"
        )
        .prefetch_related("views__party", "views__function__party")
    )


def views(scope: Scope, *, referral: Referral) -> models.QuerySet[CollectedView]:
    """The views that a matter has asked for."""
    return CollectedView.objects.filter(
        referral=referral, referral__cooperation_id__in=scope.cooperation_ids
    ).select_related("party", "function__party")


def referrals_of(scope: Scope, *, forum: Forum, first: date, last: date) -> list[Referral]:
    """The matters that a forum took in or decided on in a period, in the order in which they came."""
    mine = referrals(scope, cooperation=forum.cooperation).filter(Q(forum=forum) | Q(decided_by=forum))
    within = mine.filter(Q(received_on__range=(first, last)) | Q(decided_on__range=(first, last)))
    return list(within.order_by("received_on", "pk"))

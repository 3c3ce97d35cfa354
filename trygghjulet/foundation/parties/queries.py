"""The scope a person acts in, and what of the cooperations that scope may see."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.access.rules import ROLES, Membership, Scope
from trygghjulet.foundation.parties.models import Cooperation, Function, Holding, Party


def scope_of(user: User, on: date) -> Scope:
    """Everything the person may do that day, from the functions held then."""
    held = Holding.objects.filter(Q(until__isnull=True) | Q(until__gte=on), user=user, since__lte=on)
    return Scope(
        user_id=user.pk,
        user_name=user.name,
        operator=user.is_operator,
        memberships=tuple(
            Membership(
                cooperation_id=h.function.cooperation_id,
                party_id=h.function.party_id,
                title=h.function.title,
                role=ROLES[h.function.role],
                area_path=h.function.area.path if h.function.area else "",
            )
            for h in held.select_related("function", "function__area")
        ),
    )


def cooperations(scope: Scope) -> models.QuerySet[Cooperation]:
    """The cooperations whose work the person may see."""
    return Cooperation.objects.filter(pk__in=scope.cooperation_ids).select_related("area")


def parties_in(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[Party]:
    """The parties of a cooperation that the person may see."""
    mine = cooperation.participations.filter(cooperation_id__in=scope.cooperation_ids)
    return Party.objects.filter(pk__in=mine.values("party_id"))


def parties_managed(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[Party]:
    """The parties whose functions there the person may set up and fill."""
    parties = parties_in(scope, cooperation=cooperation)
    mine = [p.pk for p in parties if scope.manages(cooperation_id=cooperation.pk, party_id=p.pk)]
    return parties.filter(pk__in=mine)


def functions_in(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[Function]:
    """The functions of a cooperation that the person may see, with who holds them."""
    return (
        Function.objects.filter(cooperation=cooperation, cooperation_id__in=scope.cooperation_ids)
        .select_related("party", "area")
        .prefetch_related("holdings__user")
    )

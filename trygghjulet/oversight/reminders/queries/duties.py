"""What is owed, and who is to be reminded of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse

from trygghjulet.foundation.access.rules import ROLES, Membership, Permission, Scope
from trygghjulet.foundation.parties.models import Cooperation, Holding
from trygghjulet.oversight.duties.queries import Arrangement, arrangement, judged
from trygghjulet.oversight.duties.rules import Judged
from trygghjulet.oversight.reminders.rules import Owed

_COORDINATORS = ("coordinator", "police_coordinator")
_MANAGERS = tuple(role.key for role in ROLES.values() if Permission.MANAGE in role.permissions)


def owed_in(cooperation: Cooperation, on: date) -> tuple[Owed, ...]:
    """What is owed in the cooperation that day, met or not: every duty, in every area that it is owed in."""
    found = arrangement(_reader(cooperation), cooperation=cooperation, on=on)
    return tuple(owed for one in judged(found, on=on) for owed in _owed(found, one, cooperation))


def _owed(found: Arrangement, one: Judged, cooperation: Cooperation) -> Iterator[Owed]:
    link = reverse("duties:show", args=(cooperation.slug, one.row))
    bodies = {forum.id for forum in found.blueprint.forums}
    carried_by = one.standing.holders  # the whole duty's, also where it is owed in several areas
    users = frozenset(user for key in carried_by for user in found.functions.get(key, ()))
    # A body carries a duty without anybody in it being named; a function or a party needs somebody.
    ownerless = one.standing.ownerless or (not users and not bodies.intersection(carried_by))
    for standing in one.standing.parts or (one.standing,):
        where = f" ({found.blueprint.name_of(standing.area)})" if standing.area else ""
        yield Owed(
            key=f"{one.duty.id}@{standing.area}" if standing.area else one.duty.id,
            title=f"{one.duty.title}{where}",
            state=standing.state,
            due=standing.due,
            reason=standing.reason,
            users=users,
            ownerless=ownerless,
            link=link,
        )


def coordinators(cooperation: Cooperation, *, on: date) -> frozenset[int]:
    """Who coordinates the whole cooperation that day; where nobody does, whoever looks after its functions."""
    held = _held(on).filter(function__cooperation=cooperation, function__area__isnull=True)
    found = held.filter(function__role__in=_COORDINATORS).values_list("user_id", flat=True)
    return frozenset(found) or frozenset(
        held.filter(function__role__in=_MANAGERS).values_list("user_id", flat=True)
    )


def taking_part(cooperation: Cooperation, *, on: date) -> frozenset[int]:
    """Whoever holds a function in the cooperation that day, with an account that is open."""
    return frozenset(_held(on).filter(function__cooperation=cooperation).values_list("user_id", flat=True))


def _held(on: date) -> models.QuerySet[Holding]:
    return Holding.objects.filter(
        Q(until__isnull=True) | Q(until__gte=on), since__lte=on, user__is_active=True
    )


def _reader(cooperation: Cooperation) -> Scope:
    """The system itself, reading one cooperation and no other."""
    role = ROLES["reader"]
    return Scope(
        user_id=None,
        user_name="Påminnelserna",
        memberships=(Membership(cooperation_id=cooperation.pk, party_id=0, title="Påminnelser", role=role),),
    )

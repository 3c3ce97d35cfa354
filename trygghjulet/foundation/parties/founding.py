"""A municipality's own cooperation founded in one go: areas, two parties, and a coordinator who takes it from there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from trygghjulet.foundation.access.rules import Refused, Scope
from trygghjulet.foundation.geography.operations import plant
from trygghjulet.foundation.geography.reading import ReadArea
from trygghjulet.foundation.parties.models import Cooperation, Party, PartyKind
from trygghjulet.foundation.parties.operations import add_function, appoint, found


@dataclass(frozen=True)
class FirstAccount:
    """The coordinator who signs in first, with a password to be changed."""

    name: str
    email: str
    password: str


def found_from_areas(
    *,
    name: str,
    slug: str,
    place: str,
    code: str,
    municipality: str,
    police: str,
    layers: Sequence[Sequence[ReadArea]],
    first: FirstAccount,
    at: datetime,
) -> Cooperation:
    """Found a cooperation whose areas come from a file; all of it or nothing.

    Args:
        name: of the cooperation, such as "Trygg i …".
        slug: the first part of its addresses.
        place: the municipality's name as a place; the name of the whole area.
        code: the municipality's four digits.
        municipality, police: the two parties' names.
        layers: what the boundary files held, the coarsest first.
        first: who signs in first, as coordinator of the municipality.
        at: when, read from the clock at the edge.

    Raises:
        Refused: a cooperation with that name or address exists already.
    """
    if Cooperation.objects.filter(name=name).exists() or Cooperation.objects.filter(slug=slug).exists():
        raise Refused(
            f"Samverkan {name} eller adressen /{slug}/ finns redan. Välj ett annat namn eller --slug."
        )
    installer = Scope(user_id=None, user_name="Installationen", operator=True)
    with transaction.atomic():
        root = plant(by=installer, at=at, code=code, name=place, layers=layers)
        cooperation = found(
            by=installer,
            at=at,
            name=name,
            slug=slug,
            area=root,
            parties=((municipality, PartyKind.MUNICIPALITY), (police, PartyKind.POLICE)),
        )
        function = add_function(
            by=installer,
            at=at,
            cooperation=cooperation,
            party=Party.objects.get(name=municipality),
            title="Brottsförebyggande samordnare",
            role="coordinator",
            area=None,
        )
        appoint(
            by=installer,
            at=at,
            function=function,
            email=first.email,
            name=first.name,
            since=at.date(),
            password=first.password,
        )
    return cooperation

"""A municipality's own cooperation founded in one go: areas, two parties, and a coordinator at each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from trygghjulet.foundation.access.rules import ROLES, Refused, Scope
from trygghjulet.foundation.geography.operations import plant
from trygghjulet.foundation.geography.reading import ReadArea
from trygghjulet.foundation.parties.models import Cooperation, Party, PartyKind
from trygghjulet.foundation.parties.operations import add_function, appoint, found

_CODE = re.compile("[0-9A-Za-z]{2,6}")
_SLUG = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
#: How long a name and an address may be.
_LONGEST, _LONGEST_SLUG = 120, 60


@dataclass(frozen=True)
class FirstAccount:
    """A party's coordinator, who signs in first there, with a password to be changed."""

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
    police_first: FirstAccount,
    at: datetime,
) -> Cooperation:
    """Found a cooperation whose areas come from a file; all of it or nothing.

    Args:
        name: of the cooperation, such as "Trygg i …".
        slug: the first part of its addresses.
        place: the municipality's name as a place; the name of the whole area.
        code: the municipality's four digits, or two to six letters and digits.
        municipality, police: the two parties' names.
        layers: what the boundary files held, the coarsest first.
        first: who signs in first, as coordinator of the municipality.
        police_first: the same of the police; each of them sets up the functions of their own party. An
            account that exists already keeps its name and password.
        at: when, read from the clock at the edge.

    Raises:
        Refused: something given is empty or cannot be so, or a cooperation with that name or address exists
            already.
    """
    _check_names(
        {
            "Samverkans namn": name,
            "Ortens namn": place,
            "Kommunens namn": municipality,
            "Polisens namn": police,
            "Samordnarens namn": first.name,
            "Kommunpolisens namn": police_first.name,
        }
    )
    if not _CODE.fullmatch(code):
        raise Refused(
            f"Koden ”{code}” ska vara kommunens fyra siffror (eller två till sex bokstäver och siffror)."
        )
    if not _SLUG.fullmatch(slug) or len(slug) > _LONGEST_SLUG:
        raise Refused(
            f"Adressen ”{slug}” får bara ha små bokstäver a–z, siffror och bindestreck, högst {_LONGEST_SLUG} "
            "tecken. Ange en annan med --slug."
        )
    _check_addresses(first.email, police_first.email)
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
        for party, role, account in (
            (municipality, "coordinator", first),
            (police, "police_coordinator", police_first),
        ):
            function = add_function(
                by=installer,
                at=at,
                cooperation=cooperation,
                party=Party.objects.get(name=party),
                title=ROLES[role].title,
                role=role,
                area=None,
            )
            appoint(
                by=installer,
                at=at,
                function=function,
                email=account.email,
                name=account.name,
                since=at.date(),
                password=account.password,
            )
    return cooperation


def _check_names(names: Mapping[str, str]) -> None:
    for what, given in names.items():
        if not given.strip():
            raise Refused(f"{what} är tomt. Ange ett namn.")
        if len(given) > _LONGEST:
            raise Refused(f"{what} är längre än {_LONGEST} tecken. Ange ett kortare.")


def _check_addresses(*emails: str) -> None:
    for email in emails:
        try:
            validate_email(email)
        except ValidationError as wrong:
            raise Refused(f"”{email}” är ingen e-postadress. Rätta den.") from wrong
    if len({email.lower() for email in emails}) < len(emails):
        raise Refused("Samordnaren och kommunpolisen har samma e-postadress. Ange en var.")

"""Setting up a cooperation: its parties, functions and people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.parties.models import Cooperation, Function, Holding, Participation, Party
from trygghjulet.foundation.privacy.guard import refuse_personal_data

#: First parts of addresses that pages of the system itself have.
RESERVED = frozenset({"konto", "publikt", "hjalp", "static"})


@operation
def found(
    *,
    by: Scope,
    at: datetime,
    name: str,
    slug: str,
    area: Area,
    parties: Sequence[tuple[str, str]],
    contact: str = "",
) -> Cooperation:
    """Found a cooperation of two or more parties, each given as name and kind; known parties are taken up again.

    Raises:
        Denied: the person does not run the installation.
        Refused: fewer than two parties.
    """
    by.require_operator()
    if slug in RESERVED:
        raise Refused(f"Adressen {slug} används av systemet. Välj en annan.")
    if len({party_name for party_name, _ in parties}) < 2:
        raise Refused("En samverkan har minst två parter.")
    cooperation = Cooperation(name=name, slug=slug, area=area, contact=contact)
    cooperation.save()
    for party_name, kind in parties:
        party = Party.objects.filter(name=party_name).first()
        if party is None:
            party = Party(name=party_name, kind=kind)
            party.save()
        Participation(cooperation=cooperation, party=party).save()
    record(
        by=by,
        at=at,
        cooperation_id=cooperation.pk,
        act="bildade samverkan",
        subject=cooperation,
        parties=[party_name for party_name, _ in parties],
    )
    return cooperation


@operation
def add_function(
    *,
    by: Scope,
    at: datetime,
    cooperation: Cooperation,
    party: Party,
    title: str,
    role: str,
    area: Area | None,
) -> Function:
    """A function in the cooperation, city-wide where no area is given.

    Raises:
        Denied: the person may not change the cooperation's functions.
        Refused: the party or the area is another cooperation's.
        PersonalDataFound: the title holds personal data.
    """
    if not by.operator:
        by.require(Permission.MANAGE, cooperation_id=cooperation.pk)
    refuse_personal_data(title)
    if area is not None and not area.path.startswith(cooperation.area.path):
        raise Refused("Området hör inte till den här samverkan.")
    if not cooperation.participations.filter(party=party).exists():
        raise Refused(f"{party} är inte part i den här samverkan.")
    function = Function(cooperation=cooperation, party=party, title=title, role=role, area=area)
    function.save()
    record(
        by=by, at=at, cooperation_id=cooperation.pk, act="inrättade funktionen", subject=function, role=role
    )
    return function


@operation
def appoint(
    *,
    by: Scope,
    at: datetime,
    function: Function,
    email: str,
    name: str,
    since: date,
    until: date | None = None,
    password: str | None = None,
) -> Holding:
    """Let a person hold a function for a period; the person's account is opened if there is none.

    Raises:
        Denied: the person asking may not change the cooperation's functions.
    """
    if not by.operator:
        by.require(Permission.MANAGE, cooperation_id=function.cooperation_id)
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = User(email=email.lower(), name=name)
        if password is None:
            user.set_unusable_password()
        else:
            user.set_password(password)
        user.save()
    holding = Holding(function=function, user=user, since=since, until=until)
    holding.save()
    record(
        by=by,
        at=at,
        cooperation_id=function.cooperation_id,
        act="utsåg",
        subject=holding,
        since=since.isoformat(),
        until=until.isoformat() if until else None,
    )
    return holding


@operation
def end_holding(*, by: Scope, at: datetime, holding: Holding, last_day: date) -> Holding:
    """Let a person's time in a function end after a day.

    Raises:
        Denied: the person asking may not change the cooperation's functions.
        Refused: the day lies before the first one, or it is the asker's own function.
    """
    by.require(Permission.MANAGE, cooperation_id=holding.function.cooperation_id)
    if last_day < holding.since:
        raise Refused(f"Tiden började {holding.since}. Den sista dagen kan inte ligga före den.")
    if holding.user_id == by.user_id:
        raise Refused("Du kan inte avsluta din egen funktion. Be någon annan som sköter funktionerna.")
    holding.until = last_day
    holding.save()
    record(
        by=by,
        at=at,
        cooperation_id=holding.function.cooperation_id,
        act="avslutade",
        subject=holding,
        until=last_day.isoformat(),
    )
    return holding

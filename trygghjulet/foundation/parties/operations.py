"""Setting up a cooperation: its parties, functions and people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q

from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.access.rules import ROLES, Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.parties.models import Cooperation, Function, Holding, Participation, Party
from trygghjulet.foundation.privacy.guard import refuse_personal_data

#: First parts of addresses that pages of the system itself have.
RESERVED = frozenset({"konto", "publikt", "hjalp", "inkorg", "static"})


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
        Refused: fewer than two parties, or a known party of another kind.
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
        elif party.kind != kind:
            raise Refused(
                f"{party.name} finns redan som {party.get_kind_display().lower()}. Ange ett annat namn."
            )
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
        Denied: the person may not change the party's functions.
        Refused: the party or the area is another cooperation's, or the role is another kind of party's.
        PersonalDataFound: the title holds personal data.
    """
    if not cooperation.participations.filter(party=party).exists():
        if not by.operator:
            by.require(Permission.MANAGE, cooperation_id=cooperation.pk)
        raise Refused(f"{party} är inte part i den här samverkan.")
    by.require_manager(cooperation_id=cooperation.pk, party_id=party.pk, party=party.name)
    refuse_personal_data(title)
    if not party.may_have(role):
        raise Refused(
            f"Rollen {ROLES[role].title} kan inte finnas hos {party} ({party.get_kind_display().lower()}). "
            "Välj en annan roll."
        )
    if area is not None and not area.path.startswith(cooperation.area.path):
        raise Refused("Området hör inte till den här samverkan.")
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
        Denied: the person asking may not change the party's functions.
        Refused: it is the asker's own account.
    """
    _require_manager(by, function)
    user = User.objects.filter(email__iexact=email).first()
    if user is not None and user.pk == by.user_id:
        raise Refused("Du kan inte utse dig själv. Be någon annan som sköter funktionerna.")
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
        Denied: the person asking may not change the party's functions.
        Refused: the day lies before the first one, or it is the asker's own function.
    """
    _require_manager(by, holding.function)
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


@operation
def give_password(*, by: Scope, at: datetime, holding: Holding, password: str) -> Holding:
    """Give a person who has forgotten the password a new first one; whoever is signed in with the old one is not.

    Only somebody who manages every function that the person has or will have may do it: else an appointment
    would be a way into an account of another party.

    Raises:
        Denied: the person asking may not change the party's functions.
        Refused: it is the asker's own account, or one that others look after as well.
    """
    _require_manager(by, holding.function)
    user = holding.user
    if user.pk == by.user_id:
        raise Refused("Ditt eget lösenord byter du själv under Byt lösenord.")
    held = Holding.objects.filter(Q(until__isnull=True) | Q(until__gte=at.date()), user=user)
    mine = {
        m.party_id for m in by.memberships if by.manages(cooperation_id=m.cooperation_id, party_id=m.party_id)
    }
    others = set(held.values_list("function__party_id", flat=True)) - mine
    if not by.operator and (user.is_operator or others):
        raise Refused(
            "Personen har funktioner som andra än du sköter. Be den som driver installationen om ett nytt lösenord."
        )
    user.set_password(password)
    user.save()
    record(
        by=by,
        at=at,
        cooperation_id=holding.function.cooperation_id,
        act="gav ett nytt lösenord till",
        subject=holding,
    )
    return holding


def _require_manager(by: Scope, function: Function) -> None:
    by.require_manager(
        cooperation_id=function.cooperation_id, party_id=function.party_id, party=function.party.name
    )

"""Each party looks after its own functions and accounts."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cast import AT, FIRST_DAY, INSTALLER, Cast, email
from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.access.rules import Denied, Refused
from trygghjulet.foundation.parties import operations
from trygghjulet.foundation.parties.models import Holding, Party

NEW = "ett-helt-nytt-lösenord"


def appoint(cast: Cast, by: str, function: str, address: str) -> Holding:
    return operations.appoint(
        by=cast.scope(by),
        at=AT,
        function=cast.home.function(function),
        email=address,
        name="Någon Annan",
        since=FIRST_DAY,
        password=NEW,
    )


@pytest.mark.requirement("SEC-1")
@pytest.mark.parametrize(("by", "function"), [("saga", "palle"), ("arvid", "kim"), ("kim", "ana")])
def test_nobody_appoints_to_the_other_party_s_functions(cast: Cast, by: str, function: str) -> None:
    with pytest.raises(Denied, match="sköts bara av"):
        appoint(cast, by, function, "ny@exempel.example")


@pytest.mark.requirement("SEC-1")
def test_nobody_sets_up_the_other_party_s_functions(cast: Cast) -> None:
    police = cast.home.source.party
    with pytest.raises(Denied, match="sköts bara av"):
        operations.add_function(
            by=cast.scope("saga"),
            at=AT,
            cooperation=cast.home.cooperation,
            party=police,
            title="Kommunpolis",
            role="police_coordinator",
            area=None,
        )
    page = cast.client("saga").get("/lillaker/funktioner/ny/").content.decode()
    assert police.name not in page
    assert "Kommunpolis:" not in page
    assert "Kommunpolis:" in cast.client("kim").get("/lillaker/funktioner/ny/").content.decode()


def test_nobody_appoints_themselves(cast: Cast) -> None:
    with pytest.raises(Refused, match="utse dig själv"):
        appoint(cast, "saga", "ana", email("saga").upper())


@pytest.mark.parametrize(
    ("party", "role"), [("municipality", "police_coordinator"), ("police", "coordinator")]
)
def test_a_coordinator_s_role_stands_for_its_own_kind_of_party(cast: Cast, party: str, role: str) -> None:
    with pytest.raises(Refused, match="kan inte finnas hos"):
        operations.add_function(
            by=INSTALLER,
            at=AT,
            cooperation=cast.home.cooperation,
            party=Party.objects.get(pk=cast.home.source.party_id)
            if party == "police"
            else cast.home.municipality,
            title="Ny",
            role=role,
            area=None,
        )


def test_a_known_account_is_neither_renamed_nor_given_a_password(cast: Cast) -> None:
    function = cast.home.function("ana")
    client = cast.client("saga")
    client.post(
        f"/lillaker/funktioner/{function.pk}/utse/",
        {"name": "Någon Annan", "email": email("pia").upper(), "since": "2025-02-01"},
    )
    page = client.get("/lillaker/ram/").content.decode()
    assert "Kontot fanns redan." in page
    assert "Första lösenordet" not in page
    assert User.objects.get(email=email("pia")).name == "Pia"


@pytest.mark.requirement("SEC-1")
def test_a_new_password_ends_what_was_signed_in_with_the_old_one(cast: Cast) -> None:
    pia, saga = cast.client("pia"), cast.client("saga")
    holding = Holding.objects.get(function=cast.home.function("pia"))
    assert pia.get("/lillaker/").status_code == 200
    saga.post(f"/lillaker/funktioner/innehav/{holding.pk}/losenord/", {"csrfmiddlewaretoken": "-"})
    page = saga.get("/lillaker/ram/").content.decode()
    assert f"Första lösenordet för {email('pia')} är " in page
    assert pia.get("/lillaker/").status_code == 302
    shown = page.split(f"Första lösenordet för {email('pia')} är ")[1].split(" ")[0]
    assert User.objects.get(email=email("pia")).check_password(shown)


@pytest.mark.requirement("SEC-1")
def test_an_appointment_is_no_way_into_an_account_of_the_other_party(cast: Cast) -> None:
    palles = Holding.objects.get(function=cast.home.function("palle"))
    holding = appoint(cast, "saga", "ana", email("palle"))
    with pytest.raises(Refused, match="andra än du sköter"):
        operations.give_password(by=cast.scope("saga"), at=AT, holding=holding, password=NEW)
    operations.end_holding(
        by=cast.scope("kim"),
        at=AT,
        holding=palles,
        last_day=date(2026, 1, 14),
    )
    operations.give_password(by=cast.scope("saga"), at=AT, holding=holding, password=NEW)


def test_nobody_gives_themselves_a_password_this_way(cast: Cast) -> None:
    holding = Holding.objects.get(function=cast.home.function("saga"))
    with pytest.raises(Refused, match="byter du själv"):
        operations.give_password(by=cast.scope("saga"), at=AT, holding=holding, password=NEW)

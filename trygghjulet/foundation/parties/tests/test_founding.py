"""A municipality founds its cooperation, and its first account can go on from there."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from shapely.geometry import box

from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.access.rules import Refused
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.geography.reading import ReadArea
from trygghjulet.foundation.parties.founding import FirstAccount, found_from_areas
from trygghjulet.foundation.parties.models import Cooperation, Function, Holding, Party
from trygghjulet.foundation.parties.queries import scope_of

pytestmark = pytest.mark.django_db

AT = datetime(2026, 1, 15, 10, tzinfo=ZoneInfo("Europe/Stockholm"))
LAYERS = (
    (
        ReadArea("N", "Norra", None, 4000, box(13, 58, 13.1, 58.1), {}),
        ReadArea("S", "Södra", None, 6000, box(13, 57.9, 13.1, 58), {}),
    ),
    (ReadArea("N1", "Nordby", None, 4000, box(13, 58, 13.1, 58.1), {}),),
)


def found(
    name: str = "Trygg i Backa", slug: str = "backa", police: str = "Lokalpolisområde Mitt"
) -> Cooperation:
    """A founded cooperation."""
    return found_from_areas(
        name=name,
        slug=slug,
        place="Backa",
        code="9999",
        municipality=f"{name} kommun",
        police=police,
        layers=LAYERS,
        first=FirstAccount("Siv Samordnare", f"siv@{slug}.example", "ett-lösenord-att-byta"),
        at=AT,
    )


@pytest.mark.requirement("FRM-1", "FRM-3")
def test_the_cooperation_has_two_parties_a_tree_of_areas_and_a_coordinator() -> None:
    cooperation = found()
    assert cooperation.participations.count() == 2
    assert cooperation.area.population == 10_000
    assert {
        a.name: a.parent.name
        for a in Area.objects.filter(path__startswith=cooperation.area.path, parent__isnull=False)
    } == {
        "Norra": "Backa",
        "Södra": "Backa",
        "Nordby": "Norra",
    }
    siv = scope_of(User.objects.get(email="siv@backa.example"), date(2026, 1, 15))
    assert siv.titles_in(cooperation.pk) == ("Brottsförebyggande samordnare",)


@pytest.mark.requirement("FRM-1")
def test_a_police_party_can_be_in_several_cooperations() -> None:
    first, second = found(), found("Trygg i Lid", "lid")
    shared = Party.objects.get(name="Lokalpolisområde Mitt")
    assert first.participations.filter(party=shared).exists()
    assert second.participations.filter(party=shared).exists()


def test_a_name_or_address_that_is_taken_is_refused_and_nothing_is_left() -> None:
    found()
    before = Area.objects.count()
    with pytest.raises(Refused, match="finns redan"):
        found(slug="annan")
    assert Area.objects.count() == before


def test_an_address_of_the_system_s_own_is_refused() -> None:
    before = Area.objects.count()
    with pytest.raises(Refused, match="används av systemet"):
        found(slug="konto")
    assert Area.objects.count() == before


@pytest.mark.requirement("FRM-2")
def test_the_coordinator_appoints_somebody_whose_time_then_ends(client: Client) -> None:
    cooperation = found()
    client.force_login(User.objects.get(email="siv@backa.example"))
    answer = client.post(
        "/backa/funktioner/ny/",
        {
            "party": Party.objects.get(name="Lokalpolisområde Mitt").pk,
            "title": "Kommunpolis",
            "role": "police_coordinator",
        },
    )
    assert answer.status_code == 302, answer.content.decode()
    function = Function.objects.get(title="Kommunpolis")
    client.post(
        f"/backa/funktioner/{function.pk}/utse/",
        {"name": "Per Polis", "email": "per@polisen.example", "since": "2026-02-01"},
    )
    page = client.get("/backa/ram/").content.decode()
    assert "Första lösenordet för per@polisen.example" in page
    assert "Första lösenordet" not in client.get("/backa/ram/").content.decode()
    per = User.objects.get(email="per@polisen.example")
    assert not scope_of(per, date(2026, 1, 31)).memberships
    assert scope_of(per, date(2026, 2, 1)).titles_in(cooperation.pk) == ("Kommunpolis",)
    holding = Holding.objects.get(user=per)
    client.post(f"/backa/funktioner/innehav/{holding.pk}/avsluta/", {"last_day": "2026-03-31"})
    assert scope_of(per, date(2026, 3, 31)).memberships
    assert not scope_of(per, date(2026, 4, 1)).memberships


def test_nobody_ends_their_own_function(client: Client) -> None:
    found()
    client.force_login(User.objects.get(email="siv@backa.example"))
    holding = Holding.objects.get(user__email="siv@backa.example")
    answer = client.post(f"/backa/funktioner/innehav/{holding.pk}/avsluta/", {"last_day": "2026-03-31"})
    assert answer.status_code == 422
    assert "Du kan inte avsluta din egen funktion" in answer.content.decode()

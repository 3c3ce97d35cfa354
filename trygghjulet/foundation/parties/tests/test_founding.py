"""A municipality founds its cooperation, and its first account can go on from there."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
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

PASSWORD = "ett-lösenord-att-byta"  # noqa: S105  # no secret: exists in the suite only
AT = datetime(2026, 1, 15, 10, tzinfo=ZoneInfo("Europe/Stockholm"))
LAYERS = (
    (
        ReadArea("N", "Norra", None, 4000, box(13, 58, 13.1, 58.1), {}),
        ReadArea("S", "Södra", None, 6000, box(13, 57.9, 13.1, 58), {}),
    ),
    (ReadArea("N1", "Nordby", None, 4000, box(13, 58, 13.1, 58.1), {}),),
)


def found(name: str = "Trygg i Backa", slug: str = "backa", **instead: Any) -> Cooperation:
    """A founded cooperation."""
    given: dict[str, Any] = {
        "name": name,
        "slug": slug,
        "place": "Backa",
        "code": "9999",
        "municipality": f"{name} kommun",
        "police": "Lokalpolisområde Mitt",
        "layers": LAYERS,
        "first": FirstAccount("Siv Samordnare", f"siv@{slug}.example", PASSWORD),
        "police_first": FirstAccount("Per Polis", "per@polisen.example", PASSWORD),
        "at": AT,
    }
    return found_from_areas(**{**given, **instead})


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
    per = scope_of(User.objects.get(email="per@polisen.example"), date(2026, 1, 15))
    assert per.titles_in(cooperation.pk) == ("Kommunpolis",)


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
            "party": Party.objects.get(name="Trygg i Backa kommun").pk,
            "title": "Fritidschef",
            "role": "reader",
        },
    )
    assert answer.status_code == 302, answer.content.decode()
    function = Function.objects.get(title="Fritidschef")
    client.post(
        f"/backa/funktioner/{function.pk}/utse/",
        {"name": "Freja Fritid", "email": "freja@backa.example", "since": "2026-02-01"},
    )
    page = client.get("/backa/ram/").content.decode()
    assert "Första lösenordet för freja@backa.example" in page
    assert "Första lösenordet" not in client.get("/backa/ram/").content.decode()
    freja = User.objects.get(email="freja@backa.example")
    assert not scope_of(freja, date(2026, 1, 31)).memberships
    assert scope_of(freja, date(2026, 2, 1)).titles_in(cooperation.pk) == ("Fritidschef",)
    holding = Holding.objects.get(user=freja)
    client.post(f"/backa/funktioner/innehav/{holding.pk}/avsluta/", {"last_day": "2026-03-31"})
    assert scope_of(freja, date(2026, 3, 31)).memberships
    assert not scope_of(freja, date(2026, 4, 1)).memberships


def test_nobody_ends_their_own_function(client: Client) -> None:
    found()
    client.force_login(User.objects.get(email="siv@backa.example"))
    holding = Holding.objects.get(user__email="siv@backa.example")
    answer = client.post(f"/backa/funktioner/innehav/{holding.pk}/avsluta/", {"last_day": "2026-03-31"})
    assert answer.status_code == 422
    assert "Du kan inte avsluta din egen funktion" in answer.content.decode()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"code": ""}, "Koden ”” ska vara kommunens fyra siffror"),
        ({"slug": "Trygg i"}, "Adressen ”Trygg i” får bara ha små bokstäver"),
        ({"slug": "-backa"}, "Adressen ”-backa” får bara ha små bokstäver"),
        ({"place": " "}, "Ortens namn är tomt"),
        ({"first": FirstAccount("Siv", "siv", PASSWORD)}, "”siv” är ingen e-postadress"),
        ({"police_first": FirstAccount("Per", "SIV@backa.example", PASSWORD)}, "samma e-postadress"),
    ],
)
def test_what_cannot_be_founded_is_refused_in_words(given: dict[str, Any], told: str) -> None:
    with pytest.raises(Refused, match=told):
        found(**given)
    assert not Cooperation.objects.filter(slug="backa").exists()


def test_a_known_party_is_not_taken_for_another_kind() -> None:
    found()
    with pytest.raises(Refused, match="finns redan som polis"):
        found("Trygg i Lid", "lid", municipality="Lokalpolisområde Mitt", police="Lokalpolisområde Lid")


def test_a_new_cooperation_is_shown_what_to_do_first(client: Client) -> None:
    found()
    client.force_login(User.objects.get(email="siv@backa.example"))
    page = client.get("/backa/").content.decode()
    for words, href in (
        ("För in överenskommelsen", "/backa/overenskommelser/"),
        ("Inrätta funktioner", "/backa/ram/"),
        ("För in ett forum", "/backa/forum/"),
        ("Starta ett varv", "/backa/nytt-varv/"),
    ):
        assert words in page
        assert href in page

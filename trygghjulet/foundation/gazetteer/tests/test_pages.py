"""The places of a cooperation: kept, closed, taken in from files and given out again; and the field that asks where."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.cast import AT, HOME, Cast
from trygghjulet.foundation.access.rules import Refused
from trygghjulet.foundation.gazetteer import operations
from trygghjulet.foundation.gazetteer.fields import PointField, Where, offer_places
from trygghjulet.foundation.gazetteer.operations import Content
from trygghjulet.foundation.geography.models import Place
from trygghjulet.foundation.geography.where import where

pytestmark = pytest.mark.requirement("SCN-4")


def address(name: str, *more: object) -> str:
    return reverse(f"gazetteer:{name}", args=(HOME.slug, *more))


def sent(**instead: object) -> dict[str, object]:
    return {"name": "Gångtunneln", "aliases": "Tunneln\n", "kind": "street", "point": "59,03 14,95"} | instead


def bring(cast: Cast, text: str, name: str = "platser.csv") -> Any:
    return cast.client("saga").post(address("bring"), {"file": SimpleUploadedFile(name, text.encode())})


def test_a_place_is_kept_with_its_area_and_found_by_all_its_names(cast: Cast) -> None:
    assert cast.client("saga").post(address("new"), sent()).status_code == 302
    place = Place.objects.get(name="Gångtunneln")
    assert place.area is not None
    assert place.area.code == "s2"
    shown = cast.client("pia").get(address("index") + "?namn=tunn").content.decode()
    assert "Visar 1 av 2 platser" in shown
    assert "Södra ängen" in shown


def test_a_name_that_is_taken_is_refused_also_as_another_name(cast: Cast) -> None:
    answer = cast.client("saga").post(address("new"), sent(aliases="stortorget"))
    assert answer.status_code == 422
    assert "redan namn på platsen Torget" in answer.content.decode()


def test_of_two_who_change_a_place_the_later_is_told(cast: Cast) -> None:
    place = cast.home.known_place
    saga, kim = cast.client("saga"), cast.client("kim")
    edit = address("edit", place.pk)
    assert kim.post(edit, sent(name="Stora torget", seen=place.revision)).status_code == 302
    late = saga.post(edit, sent(name="Nya torget", seen=place.revision))
    page = late.content.decode()
    assert late.status_code == 422
    assert "har ändrat det här sedan" in page
    assert "Namn: Stora torget" in page
    assert "Nya torget" in page


def test_a_closed_place_can_not_be_chosen_but_stays(cast: Cast) -> None:
    place = cast.home.known_place
    assert cast.client("ana").post(address("close", place.pk), {"closed_on": "2026-01-01"}).status_code == 302
    assert "Stängd" in cast.client("pia").get(address("show", place.pk)).content.decode()
    ground = json.loads(cast.client("pia").get(address("map")).content)
    assert ground["places"] == []
    cast.client("ana").post(address("reopen", place.pk))
    assert Place.objects.get(pk=place.pk).closed_on is None


def test_a_file_is_previewed_and_all_of_it_or_nothing_taken_in(cast: Cast) -> None:
    rows = (
        "namn;andra namn;slag;longitud;latitud\nTorget;Stortorget;park;14,92;59,06\nBron;;gata;14,95;59,03\n"
    )
    broken = bring(cast, rows + "Fel;;gata;14,95;\n").content.decode()
    assert "Inget läggs till" in broken
    assert "Koordinaten saknas" in broken
    assert 'name="word"' not in broken

    whole = bring(cast, rows)
    page = whole.content.decode()
    assert "1 ny, 1 ändras, 0 att rätta" in page
    assert Place.objects.filter(root=cast.home.cooperation.area).count() == 1
    word = whole.context["word"]
    assert cast.client("kim").post(address("bring"), {"word": word}).status_code == 302
    assert Place.objects.filter(root=cast.home.cooperation.area).count() == 1, (
        "en annans granskning gäller inte"
    )
    cast.client("saga").post(address("bring"), {"word": word})
    assert set(Place.objects.filter(root=cast.home.cooperation.area).values_list("name", "kind")) == {
        ("Torget", "park"),
        ("Bron", "street"),
    }
    assert "Alla platser i filen finns redan" in bring(cast, rows).content.decode()


@pytest.mark.parametrize("name", ["csv", "geojson"])
def test_what_is_given_out_can_be_taken_in_again(cast: Cast, name: str) -> None:
    given = cast.client("pia").get(address(name))
    assert given["Content-Disposition"].endswith(f'.{name}"')
    page = bring(cast, given.content.decode("utf-8-sig"), f"platser.{name}").content.decode()
    assert "1 rad lästa: 0 nya, 0 ändras, 0 att rätta" in page


def test_a_person_is_no_place_and_a_spreadsheet_runs_nothing(cast: Cast) -> None:
    page = bring(cast, "namn;lon;lat\nHos 811218-9876;14,95;59,03\n").content.decode()
    assert "personuppgifter" in page
    operations.add(
        by=cast.scope("saga"),
        at=AT,
        cooperation=cast.home.cooperation,
        content=Content("=SUMMA(A1)", 14.95, 59.03),
    )
    assert "'=SUMMA(A1)" in cast.client("pia").get(address("csv")).content.decode()


def test_all_or_none_is_brought(cast: Cast) -> None:
    with pytest.raises(Refused, match="långt utanför"):
        operations.bring(
            by=cast.scope("saga"),
            at=AT,
            cooperation=cast.home.cooperation,
            contents=[Content("Bron", 14.95, 59.03), Content("Månen", 1.0, 1.0)],
        )
    assert not Place.objects.filter(name="Bron").exists()


def test_where_a_point_lies(cast: Cast) -> None:
    root = cast.home.cooperation.area
    near = where(root, HOME.west + 0.021, 59.0605)
    assert near.area is not None
    assert near.place is not None
    assert (near.area.code, near.place.name) == ("n1", "Torget")
    assert 50 < (near.metres or 0) < 150
    assert where(root, HOME.west + 0.03, 59.06).place is None
    on_the_border = where(root, HOME.west + 0.04, 59.01).area
    assert on_the_border is not None
    assert on_the_border.code == "s1"
    assert where(root, 1.0, 1.0).area is None
    operations.close(
        by=cast.scope("saga"),
        at=AT,
        cooperation=cast.home.cooperation,
        place=cast.home.known_place,
        closed_on=date(2026, 1, 1),
    )
    assert where(root, HOME.west + 0.02, 59.06).place is None


class _Asking(forms.Form):
    where = PointField(label="Plats")


def asked(cast: Cast, **data: str) -> _Asking:
    form = _Asking({f"where_{name}": value for name, value in data.items()})
    offer_places(form, cast.home.cooperation)
    return form


def test_each_of_the_three_ways_is_enough(cast: Cast) -> None:
    by_name = asked(cast, place=" stortorget ")
    assert by_name.is_valid(), by_name.errors
    assert by_name.cleaned_data["where"] == Where(place=cast.home.known_place)
    assert by_name.cleaned_data["where"].point == (
        cast.home.known_place.longitude,
        cast.home.known_place.latitude,
    )
    by_point = asked(cast, point="14.950000 59.030000")
    assert by_point.is_valid()
    assert by_point.cleaned_data["where"].point == (14.95, 59.03)
    by_words = asked(cast, text="Tunneln vid skolan")
    assert by_words.is_valid()
    assert by_words.cleaned_data["where"] == Where(text="Tunneln vid skolan")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Välj en känd plats"),
        ({"place": "Atlantis"}, "Ingen känd plats heter"),
        ({"point": "1.0 1.0"}, "långt utanför kommunen"),
        ({"point": "hej"}, "gick inte att tolka"),
        ({"text": "Hos 811218-9876"}, "personuppgifter"),
    ],
)
def test_what_does_not_say_where_is_refused_in_words(cast: Cast, data: dict[str, str], said: str) -> None:
    form = asked(cast, **data)
    assert not form.is_valid()
    assert said in str(form.errors["where"])


def test_the_map_is_asked_for_once_and_then_kept(cast: Cast) -> None:
    client = cast.client("pia")
    first = client.get(address("map"))
    assert [area["properties"]["name"] for area in json.loads(first.content)["areas"]["features"]] == [
        "Norra backen",
        "Norra ängen",
        "Södra backen",
        "Södra ängen",
    ]
    assert client.get(address("map"), headers={"If-None-Match": first["ETag"]}).status_code == 304

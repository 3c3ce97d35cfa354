"""Layers, populations and known places: what they do to a cooperation's areas, from the file to the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse

from tests.cast import AT, HOME, Cast
from trygghjulet.foundation.parties.models import Party
from trygghjulet.sources import boundaries, exposed_areas
from trygghjulet.steps.picture.queries import ground_of
from trygghjulet.steps.scanning import operations as scanning
from trygghjulet.steps.scanning.models import Delivery, Sharing, Source
from trygghjulet.steps.scanning.queries import layer_of, people_of, population_of, rows_of


def source(cast: Cast, reader: str, theme: str, name: str = "Källan") -> Source:
    return scanning.add_source(
        by=cast.scope("saga"),
        at=AT,
        cooperation=cast.home.cooperation,
        party=Party.objects.get(name=HOME.municipality),
        name=name,
        reader=reader,
        theme=theme,
        sharing=Sharing.SUMS,
        definition="Så som den lämnas ut.",
    )


def deliver(cast: Cast, into: Source, name: str, data: bytes) -> Delivery:
    return scanning.deliver(
        by=cast.scope("saga"), at=AT, source=into, file_name=name, chunks=(data,), today=AT.date()
    )


def count(cast: Cast, into: Source, name: str, data: bytes) -> None:
    scanning.accept(by=cast.scope("saga"), at=AT, delivery=deliver(cast, into, name, data))


def sample(package: object, name: str) -> bytes:
    return (Path(str(package.__file__)).parent / "samples" / name).read_bytes()  # type: ignore[attr-defined]


def page(cast: Cast, of: Source) -> str:
    address = reverse("scanning:layer", args=(HOME.slug, of.pk))
    return cast.client("pia").get(address).content.decode()


@pytest.mark.requirement("SCN-4", "FRM-3")
def test_a_layer_tells_what_it_covers_of_each_area(cast: Cast) -> None:
    of = source(cast, "boundaries", "places")
    assert "Ingen karta är godtagen" in page(cast, of)
    count(cast, of, "omraden.geojson", sample(boundaries, "omraden.geojson"))
    layer = layer_of(of)
    assert layer is not None
    told = [(t.area.code, t.piece.code, round(t.of_area, 2), round(t.of_piece, 2)) for t in layer.touches]
    assert told == [
        ("n1", "01", 1.0, 0.5),
        ("n2", "01", 1.0, 0.5),
        ("s1", "02", 1.0, 0.5),
        ("s2", "02", 1.0, 0.5),
    ]
    shown = page(cast, of)
    assert "Norra Exempelby" in shown
    assert "100\N{NO-BREAK SPACE}%" in shown
    assert "delar av ytan, inte av dem som bor där" in shown


@pytest.mark.requirement("SCN-4")
def test_nothing_is_said_of_areas_that_are_not_on_the_list(cast: Cast) -> None:
    of = source(cast, "exposed_areas", "places")
    count(cast, of, "lista.geojson", sample(exposed_areas, "utsatta-omraden.geojson"))
    shown = page(cast, of)
    assert "Exempelgården" in shown
    assert "särskilt utsatt område" in shown
    assert "betyder inte att det inte är utsatt" in shown


@pytest.mark.requirement("FRM-3")
def test_the_latest_population_of_the_year_goes_and_is_told(cast: Cast) -> None:
    cooperation = cast.home.cooperation
    before = ground_of(cast.home.city)
    assert (before.people, [part.population for part in before.parts]) == ("", [4000, 4000])
    of = source(cast, "population", "context", "Folkbokföringen")
    data = "kod;år;kön;befolkning\nnorr;2024;;4100\nnorr;2025;;4200\nnorr;2026;;9999\nn1;2025;K;1000\nn1;2025;M;1100\n"
    count(cast, of, "folk.csv", data.encode())
    assert population_of(cooperation, 2025) == {"norr": 4200}, "delar läggs aldrig ihop"
    assert population_of(cooperation, 2024) == {"norr": 4100}
    assert population_of(cooperation, 2023) == {}
    assert people_of(cooperation, 2025)["norr"].source == "Folkbokföringen"
    after = ground_of(cast.home.city)
    assert [part.population for part in after.parts] == [4200, 4000]
    assert after.focus.population == before.focus.population, "en nivå räknas aldrig ur en annan"
    assert after.people.startswith("Invånare: 31 december 2025 (Folkbokföringen).")
    assert "Från områdeskartan, där källan inte säger något: Söder." in after.people


@pytest.mark.requirement("SCN-4")
def test_an_incident_with_only_the_name_of_a_known_place_gets_its_point(cast: Cast) -> None:
    of = source(cast, "incidents", "disorder")
    data = "tidpunkt;kategori;område\n2025-03-01 12:00;Klotter;stortorget\n2025-03-02 12:00;Klotter;Södra backen\n"
    delivery = deliver(cast, of, "fel.csv", data.encode())
    assert any("1 rad har ingen punkt men namnet på en känd plats" in note for note in delivery.notes)
    dataset = scanning.accept(by=cast.scope("saga"), at=AT, delivery=delivery)
    rows = rows_of(dataset).sort("happened_from")
    assert rows["area"].to_list() == ["n1", "s1"]
    assert rows["x"].is_null().to_list() == [False, True]
    assert dataset.epsg == 3006

"""What is told of a file that came to the wrong source, of a case in two files, and of rows that are left out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.cast import AT, HOME, Cast
from trygghjulet.steps.scanning import operations
from trygghjulet.steps.scanning.models import Delivery, Source
from trygghjulet.steps.scanning.queries import vocabularies

_SOURCES = Path(__file__).parents[3] / "sources"
TERMS = {
    "name": "Bolagets ärenden",
    "definition": "Ärenden efter plats.",
    "theme": "disorder",
    "sharing": "sums",
    "smallest_count": 5,
    "detail": "area",
}


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def set_up(cast: Cast, reader: str = "incidents", **instead: object) -> Source:
    sent = TERMS | {"party": cast.home.municipality.pk} | instead
    new = reverse("scanning:new_source_of", args=(HOME.slug, reader))
    response = cast.client("saga").post(new, sent)
    assert response.status_code == 302, text(response)
    return Source.objects.select_related("party", "cooperation__area").get(name=sent["name"])


def hand_in(cast: Cast, source: Source, content: bytes, name: str) -> Any:
    address = reverse("scanning:deliver", args=(HOME.slug, source.pk))
    return cast.client("saga").post(address, {"file": SimpleUploadedFile(name, content)}, follow=True)


def accepted(cast: Cast, source: Source, content: str, name: str) -> Delivery:
    delivery = operations.take_in(
        by=cast.scope("saga"),
        at=AT,
        source=source,
        file_name=name,
        chunks=(content.encode(),),
        today=AT.date(),
    )
    operations.accept(by=cast.scope("saga"), at=AT, delivery=delivery)
    return delivery


@pytest.mark.requirement("SCN-1")
@pytest.mark.parametrize(
    ("sample", "title"),
    [
        ("bra/samples/databasfil_ar.txt", "Brås statistik över anmälda brott"),
        ("bra/samples/df_ind_Solvik.xlsx", "Brås"),
        ("kolada/samples/kolada-2999-2022-2024.json", "Kolada"),
    ],
)
def test_a_published_file_in_a_source_of_incidents_is_told_where_it_belongs(
    cast: Cast, sample: str, title: str
) -> None:
    source, path = set_up(cast), _SOURCES / sample
    page = text(hand_in(cast, source, path.read_bytes(), path.name))
    assert "Filen hör hemma i en annan källa" in page
    assert f"Den ser ut att vara {title}" in page
    assert "Lägg upp en sådan källa" in page


@pytest.mark.requirement("SCN-1")
def test_the_link_leads_to_ones_own_source_where_there_is_one(cast: Cast) -> None:
    source = set_up(cast)
    set_up(cast, "bra", name="Anmälda brott enligt Brå", theme="statistics", sharing="rows")
    path = _SOURCES / "bra/samples/databasfil_ar.txt"
    assert "Lämna den till Anmälda brott enligt Brå" in text(
        hand_in(cast, source, path.read_bytes(), path.name)
    )


@pytest.mark.requirement("SCN-1")
def test_an_ordinary_file_with_strange_columns_belongs_nowhere_else(cast: Cast) -> None:
    source = set_up(cast)
    page = text(hand_in(cast, source, b"Nr;Inkom till oss;Vad\nA1;2025-03-01;Hissfel\n", "egen.csv"))
    assert "Vi behöver veta vilken kolumn som är vilken" in page
    assert "Filen hör hemma i en annan källa" not in page


@pytest.mark.requirement("SCN-4")
def test_a_case_that_is_in_two_files_counts_once_among_the_words(cast: Cast) -> None:
    source = set_up(cast)
    head = "Händelsenr;datum;kategori;område\n"
    accepted(cast, source, f"{head}A1;2025-03-01;Udda sak;Norr\nA2;2025-03-02;Udda sak;Norr\n", "ett.csv")
    accepted(cast, source, f"{head}A2;2025-03-02;Udda sak;Söder\nA3;2025-03-03;Udda sak;Norr\n", "två.csv")
    (incidents,) = (
        one
        for one in vocabularies(cast.scope("saga"), cooperation=cast.home.cooperation)
        if one.reader == "incidents"
    )
    assert {word.given: word.rows for word in incidents.words}["Udda sak"] == 3


@pytest.mark.requirement("SCN-4")
def test_a_proposal_is_chosen_beforehand_and_counts_when_it_is_saved(cast: Cast) -> None:
    source = set_up(cast)
    row = "datum;kategori;område\n2025-03-01;Buskage skymmer sikten;Norr\n"
    accepted(cast, source, row, "ett.csv")
    page = text(cast.client("saga").get(reverse("scanning:categories", args=(HOME.slug,))))
    assert "förslag, gäller när du sparar" in page
    assert '<option value="surroundings.growth" selected>' in page


@pytest.mark.requirement("SCN-2")
def test_rows_left_out_without_any_fault_are_told_why(cast: Cast) -> None:
    source = set_up(cast, "kolada", name="Kolada", theme="statistics", sharing="rows")
    path = _SOURCES / "kolada/samples/kolada-2999-2022-2024.json"
    page = text(hand_in(cast, source, path.read_bytes(), path.name))
    assert "5, av skäl som står nedan" in page
    assert "därför inte räknas som egna rader: 5." in page
    assert "Alla rader går att använda" not in page


@pytest.mark.requirement("SCN-1")
def test_those_who_answer_a_survey_are_proposed_to_be_placed_by_area(cast: Cast) -> None:
    page = text(cast.client("saga").get(reverse("scanning:new_source_of", args=(HOME.slug, "survey"))))
    chosen = [tag for tag in page.split("<input") if 'name="detail"' in tag and "checked" in tag]
    assert len(chosen) == 1
    assert 'value="area"' in chosen[0]


@pytest.mark.requirement("SCN-2")
@pytest.mark.parametrize("column", ["Händelsenr", "Ärende nr", "Diarienr", "K-nr", "Ärendeid"])
def test_the_usual_names_of_a_cases_number_are_known_as_its_key(cast: Cast, column: str) -> None:
    source = set_up(cast)
    rows = f"{column};datum;kategori;område\nA1;2025-03-01;Klotter;Norr\nA1;2025-03-01;Klotter;Norr\n"
    page = text(hand_in(cast, source, rows.encode(), "ett.csv"))
    assert "Rader som är lika en tidigare rad i alla kolumner: 1. De räknas en gång." in page

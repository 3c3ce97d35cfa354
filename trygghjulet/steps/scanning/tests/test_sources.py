"""A source as a coordinator sets it up, reads it, changes it, and tells it which column is which."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from tests.cast import AT, HOME, Cast
from trygghjulet.foundation.access.rules import Refused
from trygghjulet.foundation.audit.models import AuditEntry
from trygghjulet.foundation.audit.operations import LOOKED
from trygghjulet.foundation.audit.rules import Stale
from trygghjulet.steps.scanning import operations
from trygghjulet.steps.scanning.models import Delivery, Source
from trygghjulet.steps.scanning.queries import version_of

pytestmark = pytest.mark.requirement("SCN-1")

OWN_COLUMNS = (
    "Nr;Inkom till oss;Vad det gäller;Var i kommunen;Kontakt\n"
    "A1;2025-03-01 10:00;Krossad ruta;Norra backen;kim@exempel.se\n"
    "A2;2025-03-02 11:00;Hissfel;Södra backen;070-174 06 35\n"
)
TERMS = {
    "name": "Bolagets ärenden",
    "definition": "Ärenden efter plats.",
    "theme": "disorder",
    "sharing": "sums",
    "smallest_count": 7,
    "detail": "area",
    "retention_months": 36,
}


def address(name: str, *args: object) -> str:
    return reverse(f"scanning:{name}", args=(HOME.slug, *args))


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def set_up(cast: Cast, **instead: object) -> Source:
    party = cast.home.municipality.pk
    sent = TERMS | {"party": party} | instead
    response = cast.client("saga").post(address("new_source_of", "incidents"), sent)
    assert response.status_code == 302, text(response)
    return Source.objects.select_related("party", "cooperation__area").get(name=sent["name"])


def hand_in(cast: Cast, source: Source, content: str, name: str = "arenden.csv") -> Delivery:
    return operations.take_in(
        by=cast.scope("saga"),
        at=AT,
        source=source,
        file_name=name,
        chunks=(content.encode(),),
        today=AT.date(),
    )


def test_the_first_step_asks_what_one_has_and_the_second_is_filled_in(cast: Cast) -> None:
    first = text(cast.client("saga").get(address("new_source")))
    assert "Händelser, en per rad" in first
    assert "Brott och händelser" in first
    second = text(cast.client("saga").get(address("new_source_of", "incidents")))
    assert 'value="Anmälda händelser"' in second
    assert "Anmälda händelser efter den plats och tid då de hände." in second
    assert "Den andra parten ser inte ens att källan finns." in second


def test_only_ones_own_party_can_be_the_owner(cast: Cast) -> None:
    offered = text(cast.client("saga").get(address("new_source_of", "incidents")))
    assert HOME.municipality in offered.split("<select", 2)[1]
    assert f'value="{cast.home.source.party_id}"' not in offered.split("</select>")[0]


@pytest.mark.requirement("SCN-3")
def test_a_source_tells_its_owner_who_sees_what_and_how_far_it_counts(cast: Cast) -> None:
    police_source = cast.home.source
    source = set_up(cast)
    assert (source.smallest_count, source.detail, source.retention_months) == (7, "area", 36)
    empty = text(cast.client("saga").get(address("source", source.pk)))
    assert "Ingen fil är godtagen" in empty
    assert "efter 36 månader" in empty
    police = text(cast.client("pia").get(address("source", police_source.pk)))
    assert "Raderna stannar hos ägaren, summor delas" in police
    assert "31 december 2025" in police
    assert "Lämna en fil" not in police


@pytest.mark.requirement("SCN-3")
def test_a_source_that_only_its_owner_sees_is_not_there_for_the_other_party(cast: Cast) -> None:
    source = set_up(cast, sharing="owner")
    assert cast.client("saga").get(address("source", source.pk)).status_code == 200
    assert cast.client("palle").get(address("source", source.pk)).status_code == 404


def test_what_is_changed_stands_in_the_log(cast: Cast) -> None:
    source = set_up(cast)
    sent = TERMS | {"sharing": "rows", "seen": version_of(source)}
    assert cast.client("saga").post(address("edit_source", source.pk), sent).status_code == 302
    entry = AuditEntry.objects.filter(act="ändrade källan").latest("pk")
    assert entry.details["changed"] == {"sharing": {"från": "sums", "till": "rows"}}


def test_whoever_comes_second_is_told_and_loses_nothing(cast: Cast) -> None:
    source = set_up(cast)
    seen = version_of(source)
    cast.client("saga").post(address("edit_source", source.pk), TERMS | {"smallest_count": 9, "seen": seen})
    late = cast.client("ana").post(
        address("edit_source", source.pk), TERMS | {"definition": "En annan mening.", "seen": seen}
    )
    assert late.status_code == 422
    assert "har ändrat det här sedan du öppnade sidan" in text(late)
    assert "Minsta antal som visas: 9" in text(late)
    assert "En annan mening." in text(late)
    terms = operations.Terms(name="X", theme="crime", sharing="sums", definition="Y")
    with pytest.raises(Stale):
        operations.change_source(by=cast.scope("saga"), at=AT, source=source, seen=seen, terms=terms)


@pytest.mark.parametrize(
    ("instead", "reason"),
    [
        ({"smallest_count": 1}, "Minsta antal som visas kan vara 3 till 50."),
        ({"retention": date(2027, 1, 1), "retention_months": 12}, "inte båda"),
        ({"pull": "daily"}, "kan inte hämtas"),
        ({"sharing": "everyone"}, "Delningen everyone finns inte"),
        ({"name": "Polisens händelser"}, "heter redan Polisens händelser"),
        ({}, "Inget är ändrat."),
    ],
)
def test_terms_that_cannot_hold_are_refused(cast: Cast, instead: dict[str, object], reason: str) -> None:
    source = set_up(cast)
    own = {key: getattr(source, key) for key in operations.Terms.__dataclass_fields__}
    with pytest.raises(Refused, match=reason):
        operations.change_source(
            by=cast.scope("saga"),
            at=AT,
            source=source,
            seen=version_of(source),
            terms=operations.Terms(**(own | instead)),
        )


@pytest.mark.requirement("SCN-4")
def test_columns_are_told_once_and_kept_for_every_later_file(cast: Cast) -> None:
    source, saga = set_up(cast), cast.client("saga")
    delivery = hand_in(cast, source, OWN_COLUMNS)
    assert delivery.state == Delivery.State.UNREADABLE
    mapping = address("mapping", source.pk) + f"?leverans={delivery.pk}"
    page = text(saga.get(mapping))
    assert "2025-03-01 10:00 · 2025-03-02 11:00" in page
    assert "kim@exempel.se" not in page
    assert "070-174" not in page
    assert '<option value="Vad det gäller" selected>' in page
    sent = {
        "happened_from": "Inkom till oss",
        "category": "Vad det gäller",
        "area": "Var i kommunen",
        "key": "Nr",
    }
    assert saga.post(mapping, sent).headers["Location"] == address("preview", delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.rows_good) == (Delivery.State.PREVIEWED, 2)
    source.refresh_from_db()
    later = hand_in(cast, source, OWN_COLUMNS + "A3;2025-04-01;Klotter;Norra backen;\n", "april.csv")
    assert (later.state, later.rows_good) == (Delivery.State.PREVIEWED, 3)
    shown = text(saga.get(address("source", source.pk)))
    assert "Ändra vilken kolumn som är vilken" in shown
    assert "Inkom till oss" in shown


@pytest.mark.requirement("SEC-1")
def test_a_look_at_a_files_first_values_stands_in_the_log(cast: Cast) -> None:
    source = set_up(cast)
    delivery = hand_in(cast, source, OWN_COLUMNS)
    cast.client("saga").get(address("mapping", source.pk))
    entry = AuditEntry.objects.filter(act=LOOKED).latest("pk")
    assert (entry.subject_id, entry.details["rows"]) == (delivery.pk, 3)


def test_a_column_for_two_things_is_refused_with_what_was_chosen(cast: Cast) -> None:
    source = set_up(cast)
    hand_in(cast, source, OWN_COLUMNS)
    refused = cast.client("saga").post(
        address("mapping", source.pk), {"happened_from": "Nr", "category": "Nr", "area": "Var i kommunen"}
    )
    assert refused.status_code == 422
    assert "Kolumnen Nr är vald för både När det hände och Kategori" in text(refused)


def test_without_a_file_the_names_are_written_and_can_be_taken_away_again(cast: Cast) -> None:
    source, saga = set_up(cast), cast.client("saga")
    assert "Ingen fil väntar just nu" in text(saga.get(address("mapping", source.pk)))
    saga.post(address("mapping", source.pk), {"happened_from": "När", "category": "Vad"})
    source.refresh_from_db()
    assert source.mapping == {"happened_from": "När", "category": "Vad"}
    saga.post(address("mapping", source.pk), {"happened_from": "", "category": ""})
    source.refresh_from_db()
    assert source.mapping == {}


def test_the_formats_page_shows_its_documentation_and_hands_out_samples(cast: Cast) -> None:
    page = text(cast.client("pia").get(address("format", "incidents")))
    assert "<h2>Var man får filen</h2>" in page
    assert "handelser.gpkg" in page
    sample = cast.client("pia").get(address("sample", "incidents", "handelser.csv"))
    assert sample["Content-Disposition"] == 'attachment; filename="handelser.csv"'
    assert cast.client("pia").get(address("sample", "incidents", "read.py")).status_code == 404
    assert cast.client("pia").get(address("format", "nothing")).status_code == 404


@pytest.mark.requirement("SEC-3")
def test_a_services_key_stands_neither_on_the_page_nor_in_the_log(cast: Cast) -> None:
    saga, asked = (
        cast.scope("saga"),
        {"address": "https://felanmalan.exempel.se/open311/v2", "key": "aB3-hemligt"},
    )
    source = operations.add_source(
        by=saga,
        at=AT,
        cooperation=cast.home.cooperation,
        party=cast.home.municipality,
        name="Felanmälan på nätet",
        reader="open311",
        theme="disorder",
        sharing="sums",
        definition="Felanmälningar efter plats.",
        settings=asked,
    )
    own = {key: getattr(source, key) for key in operations.Terms.__dataclass_fields__}
    operations.change_source(
        by=saga,
        at=AT,
        source=source,
        seen=version_of(source),
        terms=operations.Terms(**(own | {"settings": asked | {"key": "aB3-nytt-hemligt", "days": "30"}})),
    )
    page = text(cast.client("saga").get(address("source", source.pk)))
    assert "Angiven, visas inte" in page
    assert "felanmalan.exempel.se" in page
    assert "hemligt" not in page
    told = str([entry.details for entry in AuditEntry.objects.filter(subject_id=source.pk)])
    assert "30" in told
    assert "hemligt" not in told

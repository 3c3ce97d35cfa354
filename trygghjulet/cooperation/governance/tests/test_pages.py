"""The register of governing documents: entered, changed, replaced, repealed, and found by kind and state."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from tests.cast import AT, HOME, Cast
from trygghjulet.cooperation.governance import operations
from trygghjulet.cooperation.governance.models import GoverningDocument
from trygghjulet.cooperation.governance.operations import Content
from trygghjulet.foundation.access.rules import Refused

pytestmark = pytest.mark.requirement("GOV-1")


def address(name: str, *more: object) -> str:
    return reverse(f"governance:{name}", args=(HOME.slug, *more))


def register(cast: Cast, title: str, **given: Any) -> GoverningDocument:
    return operations.register(
        by=cast.scope("saga"),
        at=AT,
        cooperation=cast.home.cooperation,
        key=title.lower(),
        content=Content(title, kind=given.pop("kind", "guideline"), **given),
    )


def test_a_document_is_registered_with_all_that_is_known(cast: Cast) -> None:
    sent = {
        "title": "Riktlinje mot våldsbejakande extremism",
        "kind": "guideline",
        "decided_by": "Kommunfullmäktige",
        "applies_to": "Alla nämnder och styrelser",
        "decided_on": "2024-03-14",
        "paragraph": "§ 21",
        "registry_number": "KS 2024:33",
        "until_further_notice": "on",
        "owner": "Säkerhetschef",
        "link": "https://exempel.example/riktlinje.pdf",
        "party": cast.home.municipality.pk,
        "replaces": cast.home.document.pk,
        "seen": 0,
    }
    assert cast.client("saga").post(address("new"), sent).status_code == 302
    document = GoverningDocument.objects.get(title=sent["title"])
    shown = cast.client("pia").get(address("show", document.pk)).content.decode()
    for words in (
        "Riktlinje, beslutat av Kommunfullmäktige",
        "14 mars 2024, § 21",
        "KS 2024:33",
        "tills vidare",
        "Säkerhetschef",
        "Trygghetsprogram",
    ):
        assert words in shown.replace("\xa0", " ")
    replaced = cast.client("pia").get(address("show", cast.home.document.pk)).content.decode()
    assert "Ersattes 14 mars 2024 av Riktlinje mot våldsbejakande extremism." in replaced


def test_the_register_is_found_by_kind_and_by_state(cast: Cast) -> None:
    register(cast, "Narkotikapolicy", kind="policy", valid_until=date(2020, 12, 31))
    pia = cast.client("pia")
    everything = pia.get(address("index")).content.decode()
    assert "Har gått ut" in everything
    assert ">Trygghetsprogram<" in everything
    for chosen in ({"slag": "policy"}, {"lage": "gatt-ut"}, {"slag": "policy", "lage": "gatt-ut"}):
        shown = pia.get(address("index"), chosen).content.decode()
        assert ">Narkotikapolicy<" in shown
        assert ">Trygghetsprogram<" not in shown
        assert "Visar 1 av 2 dokument." in shown
    assert "Inget dokument passar." in pia.get(address("index"), {"slag": "budget"}).content.decode()
    assert ">Narkotikapolicy<" in pia.get(address("index"), {"slag": "finns-inte"}).content.decode()


def test_a_repealed_document_stays_in_the_register(cast: Cast) -> None:
    document = cast.home.document
    sent = {"ended_on": "2026-01-31"}
    assert cast.client("saga").post(address("end", document.pk), sent).status_code == 302
    shown = cast.client("pia").get(address("index")).content.decode()
    assert "Upphävdes 31 januari 2026." in shown


def test_days_that_do_not_hold_together_are_told(cast: Cast) -> None:
    saga = cast.client("saga")
    for wrong in (
        {"valid_from": "2026-01-01", "valid_until": "2025-12-31"},
        {"valid_until": "2025-12-31", "until_further_notice": "on"},
    ):
        answer = saga.post(address("new"), {"title": "Plan", "kind": "plan", "seen": 0} | wrong)
        assert answer.status_code == 422
        assert "Rätta" in answer.content.decode() or "Välj ett av dem" in answer.content.decode()


def test_a_link_that_is_no_page_is_refused(cast: Cast) -> None:
    answer = cast.client("saga").post(
        address("new"), {"title": "Plan", "kind": "plan", "link": "javascript:alert(1)", "seen": 0}
    )
    assert answer.status_code == 422
    with pytest.raises(Refused, match="https"):
        register(cast, "Plan", link="javascript:alert(1)")


def test_no_document_replaces_itself(cast: Cast) -> None:
    first = cast.home.document
    second = register(cast, "Andra", replaces=first)
    third = register(cast, "Tredje", replaces=second)
    with pytest.raises(Refused, match="ersätta sig självt"):
        operations.change(
            by=cast.scope("saga"),
            at=AT,
            document=first,
            seen=0,
            content=Content("Trygghetsprogram", kind="programme", replaces=third),
        )


def test_two_who_edit_at_once_lose_nothing(cast: Cast) -> None:
    where, saga = address("edit", cast.home.document.pk), cast.client("saga")
    sent = {"kind": "programme", "seen": 0}
    assert saga.post(where, sent | {"title": "Först"}).status_code == 302
    late = saga.post(where, sent | {"title": "Sedan"})
    assert late.status_code == 422
    assert 'value="Sedan"' in late.content.decode(), "det som skrevs står kvar"
    assert "Titel: Först" in late.content.decode(), "det som är sparat visas bredvid"


def test_the_same_title_twice_is_told(cast: Cast) -> None:
    sent = {"title": "Trygghetsprogram", "kind": "programme", "seen": 0}
    answer = cast.client("saga").post(address("new"), sent)
    assert answer.status_code == 422
    assert "finns redan" in answer.content.decode()

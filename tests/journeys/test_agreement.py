"""An agreement from a blueprint to its end, as the coordinator writes it and everybody reads it."""

from __future__ import annotations

import io

import docx
import pytest

from tests.journeys.browsing import Browser, People

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.requirement("AGR-1", "AGR-3", "AGR-6", "AGR-8", "USE-1")
def test_an_agreement_from_a_blueprint_to_its_end(people: People) -> None:
    # Given a cooperation with an agreement and a steering group
    saga, pia = people("saga"), people("pia")
    saga.visit("/solvik/ram/").follow("Alla överenskommelser")
    saga.sees("Överenskommelse Trygg i Solvik 2025–2028", "Vilka dagar är täckta?")

    # When the coordinator starts from another city's agreement and makes it the cooperation's own
    saga.follow("Börja från en mall").sees("Luckor och motsägelser i källan")
    saga.follow("Börja härifrån med Trygg i Mölndal")
    saga.write(place="Solvik").press("Starta ur mallen").sees("startad ur mallen", "Trygg i Solvik", "Utkast")
    address = _started(saga)
    _write(saga, address)
    _decide(saga, address)

    # Then everybody reads it, it can be taken out to be signed, and it ends as it says itself
    pia.visit(address).sees("Kommunstyrelsen, § 7").sees_not("Säg upp")
    pia.page.locator("details").evaluate_all("all => all.forEach(one => (one.open = true))")
    pia.check().sees("Styrgruppen följer upp", "Ändrad här")
    written = docx.Document(io.BytesIO(pia.download("Hämta Word")))
    assert any("Underskrifter" in paragraph.text for paragraph in written.paragraphs)
    _end(saga, address)
    pia.visit("/solvik/overenskommelser/").follow("Jämför två")
    pia.write(old="Överenskommelse Trygg i Solvik 2025–2028", new="Lokal samverkansöverenskommelse")
    pia.press("Jämför").check().sees("[tillagt:", "Bara i den första")


def _started(saga: Browser) -> str:
    saga.visit("/solvik/overenskommelser/").follow("Lokal samverkansöverenskommelse")
    return saga.path


def _write(saga: Browser, address: str) -> None:
    duties = saga.page.locator("details", has=saga.page.locator("[id^=skyldighet-]")).first
    duties.locator("summary").click()
    saga.sees("Klausul", "Källa", "ur mallen Trygg i Mölndal 2023–2026")
    duties.get_by_role("link", name="Ändra").first.click()
    saga.page.wait_for_url("**/skyldigheter/*/")
    saga.check().write(title="Styrgruppen följer upp", when_form="per", at_least="3").press("Spara")
    saga.sees("Skyldigheten är ändrad.")
    saga.visit(address).follow("Ändra hur den sägs upp")
    saga.write(who="either_party", forum="Styrgruppen", ends="next_meeting", renegotiated_by="unsaid")
    saga.press("Spara").sees("Regeln är införd.", "Vid forumets nästa möte")
    saga.follow("Lägg till en bilaga").write(number="9", title="Karta", decider="Styrgruppen").press("Spara")
    saga.follow("Lägg till en version av bilaga 9").write(text="Kartan.", valid_from="2025-01-01")
    saga.press("Spara").sees("Versionen är införd.")


def _decide(saga: Browser, address: str) -> None:
    for kind, body, paragraph in (("under_decision", "", ""), ("decided", "Kommunstyrelsen", "§ 7")):
        saga.visit(address).follow("För in ett steg")
        saga.write(kind=kind, on="2026-01-20", body=body, paragraph=paragraph).press("Spara")
        saga.sees("Steget är infört.")


def _end(saga: Browser, address: str) -> None:
    saga.visit(address).follow("Säg upp").write(party="Solviks kommun", notified_on="2026-02-03")
    saga.press("Säg upp").sees("Uppsägningen är införd.", "Inte avgjort än")
    saga.visit("/solvik/overenskommelser/").check().sees("Uppsagd, slutdagen är inte avgjord")
    saga.visit("/solvik/ram/").follow("Styrgruppen").follow("För in ett möte")
    saga.write(held_on="2026-03-03").press("Spara")
    saga.visit(address).sees("Har upphört", "Upphör 3 mars 2026")

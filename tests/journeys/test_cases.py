"""A case from what the house holds to the board's decision, as the coordinator writes it and everybody reads it."""

from __future__ import annotations

import io

import docx
import pytest

from tests.journeys.browsing import Browser, People

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AGREEMENT = "Överenskommelse Trygg i Solvik 2025–2028"


@pytest.mark.requirement("GOV-4", "COM-4", "USE-1")
def test_an_agreement_is_put_before_the_board(people: People) -> None:
    # Given a cooperation with an agreement, which the board is to adopt
    saga, pia = people("saga"), people("pia")
    saga.visit("/solvik/ram/").follow("Ärendena").sees("Inget ärende är startat.")

    # When the coordinator has a tjänsteskrivelse drafted, and writes what it leaves to her
    saga.follow("Starta ett ärende").follow("Ny eller ändrad överenskommelse")
    saga.write(kind="memorandum", agreement=AGREEMENT, body="board", office="Kommunledningskontoret")
    saga.write(author="Brottsförebyggande samordnare", signers="Kommundirektör").press("Starta ärendet")
    saga.sees("Saknas innan ärendet är klart", "Diarienumret saknas.", f"Kommunstyrelsen antar {AGREEMENT}")
    saga.sees_not("Markera som klart")
    address = saga.path
    saga.follow("Ändra huvudet").write(registry_number="KS 2026:12").press("Spara")
    _write(saga, "Sammanfattning av ärendet", "Den nya överenskommelsen ersätter den gamla.")
    _write(saga, "Ärendet", "Parterna har kommit överens.")
    saga.press("Inga ekonomiska konsekvenser").sees("inte medför ekonomiska konsekvenser.")
    _write(saga, "Kommunledningskontorets bedömning", "Kommunledningskontoret bedömer att den bör antas.")
    saga.sees_not("Saknas innan ärendet är klart")

    # Then it is marked ready, taken out as Word in Härryda's order, sent and decided
    saga.follow("Markera som klart").press("Markera som klart").sees("Klart")
    paper = docx.Document(io.BytesIO(saga.download("Hämta Word")))
    text = "\n".join(one.text for one in paper.paragraphs)
    parts = ("Förslag till beslut", "Sammanfattning av ärendet", "Beslutsunderlag", "Ekonomiska konsekvenser")
    places = [text.rindex(f"\n{part}\n") for part in parts]
    assert places == sorted(places)
    saga.follow("Ange när det skickades").press("Spara").sees("Skickat, ingen utgång känd")
    pia.visit(address).sees("Inte känd. Väntar på kommunstyrelsen.").sees_not("För in beslutet")
    pia.follow("Visa som ett sammanhängande dokument").sees("Beslutsunderlag", "KS 2026:12")
    saga.follow("För in beslutet").write(outcome="as_proposed", paragraph="§ 87").press("Spara")
    saga.sees("Beslutat", "§ 87: enligt förslaget")
    pia.visit("/solvik/arenden/").sees("Kommunstyrelsen enligt förslaget, § 87")


def _write(saga: Browser, part: str, text: str) -> None:
    saga.page.get_by_role("link", name=f"Skriv i {part}", exact=True).click()
    saga.page.wait_for_url("**/delar/*/")
    saga.check().write(text=text).press("Spara").sees(text)

"""One whole turn of the wheel by seven people, for the city and for a part of it, from file to public page."""

from __future__ import annotations

import io

import docx
import pytest
from pypdf import PdfReader

from tests.journeys import acts
from tests.journeys.browsing import Browser, People
from tests.journeys.town import good_rows
from trygghjulet.documents.numbers import number

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PROBLEM = "Våld vid Stationstorget på helgnätter"
MEASURE = "Bättre belysning vid Stationstorget"
CAUSES = {
    "offender": "Gästerna är berusade när krogarna stänger.",
    "target": "Många väntar länge på nattbussen.",
    "place": "Torget är mörkt och svårt att överblicka.",
}


@pytest.mark.requirement("USE-1", "SCN-2", "PIC-1", "PIC-7", "CAU-1", "CAU-2", "ACT-5")
@pytest.mark.parametrize("area", ["Solvik", "Solvik Centrum"])
def test_a_turn_of_the_wheel(people: People, area: str) -> None:
    saga, kim, stig, fia, anyone = (people(name) for name in ("saga", "kim", "stig", "fia", "anyone"))

    # Given material that the police have handed in and accepted, and a round
    _scan(people("palle"))
    round = acts.start_round(saga, area)

    # When the steps are gone through one after the other
    _picture(saga, kim, stig, round)
    _priority(saga, kim, round)
    _causes(saga, kim, round)
    _measure(saga, round)
    _follow_up(fia, round)
    _feed_back(saga, round)

    # Then the thread holds and can be followed both ways, the report says it all, and anyone may read it
    _thread(saga, round)
    _files(saga, round)
    _public(saga, anyone, round, area)


def _scan(palle: Browser) -> None:
    acts.put_up_source(palle)
    acts.hand_in(palle)
    palle.sees("3 brister", "2025-02-30", "vid kiosken", "Lämnas utanför")
    palle.press("Godta").sees(f"Underlaget räknas nu: {number(good_rows())} rader.")


def _picture(saga: Browser, kim: Browser, stig: Browser, round: str) -> None:
    acts.count_picture(saga, round)
    for who, part, text in (
        (kim, "extent", "Våld och skadegörelse är vanligast på helgnätter."),
        (saga, "consequences", "Många undviker torget efter klockan 22."),
        (saga, "other", "Medarbetare berättar om bråk vid taxikön."),
        (kim, "analysis", "Mörker och köer sammanfaller i tid och plats."),
    ):
        who.visit(f"{round}lagesbild/text/{part}/").write(text=text).press("Spara").sees(
            "Texten är sparad.", text
        )
    saga.visit(f"{round}lagesbild/").follow("Notera en iakttagelse")
    saga.write(statement="Kioskens personal stänger tidigare på helgerna.").press("Spara")
    saga.sees("Kioskens personal stänger tidigare på helgerna.", "Stationsområdet")
    stig.visit(f"{round}lagesbild/").follow("Anta lägesbilden")
    stig.write(forum="Styrgruppen", on="2026-01-20", registry_number="KS 2026:3").press("Anta")
    stig.sees("Lägesbilden är antagen.", "Styrgruppen, 20 januari 2026, dnr KS 2026:3")


def _priority(saga: Browser, kim: Browser, round: str) -> None:
    saga.visit(f"{round}prioriteringar/").follow("Prioritera ett problemområde")
    saga.press("Spara").sees("Något behöver rättas")
    saga.write(
        title=PROBLEM, goal="En fjärdedel färre till årets slut.", agreed_problem="Våld på allmän plats"
    )
    saga.press("Spara").sees("Problemområdet är prioriterat.")
    kim.visit(f"{round}prioriteringar/").follow("Ange ett skäl")
    kim.write(finding="Stationsområdet", reason="Ingen annan plats har så mycket på så liten yta.")
    kim.press("Spara").sees("Skälet är sparat.", "Vilar på:")


def _causes(saga: Browser, kim: Browser, round: str) -> None:
    saga.visit(f"{round}orsaker/").follow("Beskriv problemet")
    saga.write(
        what="Misshandel och skadegörelse.",
        where="Torget och gången under spåren.",
        when="Natt mot lördag och söndag.",
        who="Unga vuxna på väg hem.",
        how="Bråk uppstår i kön till taxi.",
    ).press("Spara")
    for perspective, statement in CAUSES.items():
        saga.follow("Ange en möjlig orsak").write(perspective=perspective, statement=statement).press("Spara")
    saga.sees(*CAUSES.values(), "Gärningsperson", "Brottsutsatt eller måltavla", "Plats och väktare")
    cause = f"om orsak 3, {CAUSES['place']}"
    for speaks_for, text in (
        ("yes", "Belysningen är trasig på flera ställen."),
        ("no", "Taxizonen är väl upplyst."),
    ):
        kim.visit(f"{round}orsaker/").follow(f"Lägg till belägg för orsak 3, {CAUSES['place']}")
        kim.write(speaks_for=speaks_for, text=text, source="Trygghetsvandring").press("Spara")
    kim.sees("Talar för", "Talar mot", "Taxizonen är väl upplyst.")
    saga.visit(f"{round}orsaker/").follow(f"Dra slutsats {cause}")
    saga.write(act_on="yes", conclusion="Kommunen råder över ljuset.").press("Spara").sees(
        "Möts med åtgärder"
    )


def _measure(saga: Browser, round: str) -> None:
    saga.visit(f"{round}atgarder/").follow("Planera en åtgärd")
    saga.write(
        cause="Torget är mörkt",
        title=MEASURE,
        goals="All belysning lagad före den 1 april 2026.",
        first_day="2026-02-01",
        last_day="2026-12-31",
        planned_by="Chef för stadsmiljöenheten",
        done_by="Chef för stadsmiljöenheten",
        followed_up_by="Fältsekreterare",
        follow_up="Rond varje kvartal.",
        purpose="both",
        prevention_type="situational",
        prevention_level="selective",
        grounds="promising",
    ).press("Spara")
    saga.sees("Åtgärden står i planen.", "Ingen indikator")
    for column in ("Orsak", "Åtgärd", "Operativa mål", "När", "Vem", "Uppföljning"):
        assert saga.page.get_by_role("columnheader", name=column, exact=True).is_visible()
    saga.follow("Lägg till indikator").write(title="Våld i området").tick("Misshandel utomhus").press("Spara")
    saga.sees("Indikatorn är sparad.").sees_not("Ingen indikator")
    saga.follow("För in beslutet")
    saga.write(decided_by="Kommunstyrelsen, § 12", decided_on="2026-01-28").press("Spara").sees("Beslutad")
    saga.check()


def _follow_up(fia: Browser, round: str) -> None:
    fia.visit(f"{round}uppfoljning/").sees("Inte avstämd").follow("Stäm av")
    fia.write(light="yellow", words="Hälften av lamporna är bytta. Resten väntar på delar.", hours="6")
    fia.press("Spara").sees("Avstämningen är sparad.", "Gul: delvis eller ändrad", "Resten väntar på delar.")
    fia.check()


def _feed_back(saga: Browser, round: str) -> None:
    saga.visit(f"{round}aterkoppling/").follow("Planera återkoppling")
    saga.write(
        receiver="De som bor och arbetar vid torget",
        message="Belysningen lagas under våren.",
        channel="Öppet möte",
        due="2027-03-01",
        responsible="Brottsförebyggande samordnare",
        measure=MEASURE,
    ).press("Spara")
    saga.press("Markera som gjord").sees("Gjord")
    saga.follow("Lämna en lärdom").write(text="Beställ lampor på hösten.").press("Spara").sees(
        "Beställ lampor på hösten."
    )
    saga.follow("Granska och publicera").press("Publicera för allmänheten").sees("Rapporten är publicerad.")
    saga.check()


def _thread(saga: Browser, round: str) -> None:
    saga.visit(round).sees(PROBLEM, MEASURE, "Våld på allmän plats", "Gul: delvis eller ändrad").check()
    # Forwards: from the finding by way of priority, cause and measure to what was seen of it
    saga.follow("En plats i Stationsområdet").points_at("Stationsområdet")
    saga.follow("Prioritering 1").points_at(PROBLEM)
    saga.follow("Till orsakerna").points_at(CAUSES["place"])
    saga.follow(f"Åtgärd: {MEASURE}").points_at(MEASURE)
    saga.follow("Till uppföljningen").points_at("Resten väntar på delar.")
    # Backwards: from what was seen to the finding that it all rests on
    saga.follow("Till åtgärden i planen").points_at(MEASURE)
    saga.follow("1.3 Torget är mörkt").points_at(CAUSES["place"])
    saga.visit(f"{round}prioriteringar/").follow("En plats i Stationsområdet").points_at("Stationsområdet")


def _files(saga: Browser, round: str) -> None:
    saga.visit(f"{round}rapport/").sees("På den här sidan", PROBLEM, MEASURE)
    pages = PdfReader(io.BytesIO(saga.download("Hämta PDF"))).pages
    words = " ".join(" ".join(page.extract_text().split()) for page in pages)
    paper = docx.Document(io.BytesIO(saga.download("Hämta Word")))
    written = "\n".join(
        [p.text for p in paper.paragraphs] + [c.text for t in paper.tables for r in t.rows for c in r.cells]
    )
    assert PROBLEM in words
    assert PROBLEM in written
    assert MEASURE in written


def _public(saga: Browser, anyone: Browser, round: str, area: str) -> None:
    saga.visit(f"{round}aterkoppling/").sees("Publicerad")
    anyone.visit("/publikt/solvik/").sees("Det här arbetar vi med").sees_not("Logga ut", "Underlag", "Varven")
    anyone.follow("Ett varv i hjulet").sees(f"Ett varv i hjulet: {area} 2025", PROBLEM, MEASURE)
    assert anyone.page.get_by_role("heading", level=1).count() == 1
    anyone.visit(round).sees("Logga in")

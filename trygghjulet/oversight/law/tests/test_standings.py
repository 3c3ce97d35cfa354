"""The act's page and account show what the rooms have recorded and what people have noted, on any day."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta

import docx
import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import AT, FIRST_DAY, HOME, Cast
from trygghjulet.cooperation.agreements import operations as agreements
from trygghjulet.cooperation.forums import operations as forums
from trygghjulet.foundation.access.rules import Refused, Scope
from trygghjulet.foundation.parties import operations as parties
from trygghjulet.foundation.privacy.guard import PersonalDataFound
from trygghjulet.obligations.words import FactKind
from trygghjulet.oversight.duties import operations as duties
from trygghjulet.oversight.law import operations as law
from trygghjulet.oversight.law.models import LawNote
from trygghjulet.oversight.law.queries import account_of
from trygghjulet.oversight.law.rules.account import ParagraphStanding, Verdict
from trygghjulet.oversight.law.rules.act import paragraphs
from trygghjulet.steps.followup import operations as followup
from trygghjulet.steps.measures import operations as measures
from trygghjulet.steps.picture import operations as picture
from trygghjulet.steps.picture.models import Part
from trygghjulet.steps.picture.queries import content_sha256

pytestmark = pytest.mark.requirement("GOV-2")

TODAY = AT.date()


def stand(cast: Cast, number: str, on: date = TODAY) -> ParagraphStanding:
    found = account_of(cast.scope("pia"), cooperation=cast.home.cooperation, on=on)
    return next(one for one in found.standings if one.number == number)


def adopt(cast: Cast, *, whole: bool = True) -> None:
    saga, draft = cast.scope("saga"), cast.home.picture
    for part in (Part.CONSEQUENCES, Part.OTHER, Part.ANALYSIS) if whole else ():
        picture.write(by=saga, at=AT, picture=draft, part=part, seen=0, text="Så är det.")
    picture.adopt(
        by=saga,
        at=AT,
        picture=draft,
        forum=cast.home.forum,
        on=TODAY,
        seen_sha256=content_sha256(draft),
    )


def decide(cast: Cast) -> None:
    measures.decide_plan(
        by=cast.scope("saga"),
        at=AT,
        plan=cast.home.plan,
        decided_by="Kommunstyrelsen",
        decided_on=TODAY,
        registry_number="KS 2026/7",
    )


def note(cast: Cast, what: str, first: date = FIRST_DAY, **given: object) -> LawNote:
    values: dict[str, object] = {"text": "Text.", **given}
    return law.note(
        by=cast.scope("saga"), at=AT, cooperation=cast.home.cooperation, what=what, first=first, **values
    )


def page(client: Client, on: date | None = None) -> str:
    address = reverse("law:show", args=(HOME.slug,))
    answer = client.get(address, {"dag": on.isoformat()} if on else {})
    assert answer.status_code == 200
    return answer.content.decode()


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_4_a_local_picture_is_not_enough_and_a_whole_one_for_the_whole_area_is(cast: Cast) -> None:
    assert cast.home.adopted.is_adopted
    assert stand(cast, "4 §").verdict is Verdict.NOT_MET
    adopt(cast)
    found = stand(cast, "4 §")
    assert (found.verdict, found.since) == (Verdict.MET, TODAY)
    assert stand(cast, "4 §", TODAY - timedelta(days=1)).verdict is Verdict.NOT_MET


def test_4_an_adopted_picture_without_consequences_and_analysis_is_half_of_it(cast: Cast) -> None:
    adopt(cast, whole=False)
    found = stand(cast, "4 §")
    assert found.verdict is Verdict.PARTLY
    assert "ingen analys" in found.reason


def test_5_the_plan_needs_an_adopted_picture_in_its_round(cast: Cast) -> None:
    assert stand(cast, "5 §").verdict is Verdict.NOT_MET
    decide(cast)
    assert "ingen antagen lägesbild som underlag" in stand(cast, "5 §").reason
    adopt(cast)
    found = stand(cast, "5 §")
    assert found.verdict is Verdict.MET
    assert [one.source for one in found.evidence] == [
        f"{cast.home.plan}, beslutad av Kommunstyrelsen (KS 2026/7)"
    ]


def test_6_only_check_ins_after_the_decision_follow_the_plan_up(cast: Cast) -> None:
    adopt(cast)
    assert [one.source for one in stand(cast, "6 §").evidence] == [
        f"{cast.home.picture}, antagen av Styrgruppen"
    ]
    decide(cast)
    later = AT + timedelta(days=100)
    followup.check_in(by=cast.scope("saga"), at=later, measure=cast.home.measure, light="red", words="Nej.")
    found = stand(cast, "6 §", later.date())
    assert (found.verdict, found.due) == (Verdict.MET, date(2028, 1, 15))
    assert f"{cast.home.plan}: en åtgärd avstämd" in [one.source for one in found.evidence]
    assert stand(cast, "6 §", date(2028, 1, 16)).verdict is Verdict.PARTLY


def test_9_the_agreement_is_in_force_from_its_first_day_to_its_last(cast: Cast) -> None:
    assert stand(cast, "9 §").verdict is Verdict.MET
    assert stand(cast, "9 §", date(2028, 12, 31)).verdict is Verdict.MET
    assert stand(cast, "9 §", date(2029, 1, 1)).verdict is Verdict.NOT_MET
    assert stand(cast, "9 §", date(2024, 12, 31)).verdict is Verdict.NOT_MET


def test_9_a_draft_is_no_agreement_and_one_without_areas_is_named(cast: Cast) -> None:
    saga, cooperation = cast.scope("saga"), cast.home.cooperation
    agreements.enter(
        by=saga, at=AT, cooperation=cooperation, title="Utkastet", valid_from=FIRST_DAY, is_draft=True
    )
    assert stand(cast, "9 §").verdict is Verdict.MET
    agreements.enter(
        by=saga, at=AT, cooperation=cooperation, title="Den korta", purposes="Syften.", valid_from=FIRST_DAY
    )
    found = stand(cast, "9 §")
    assert found.verdict is Verdict.MET
    assert f"{cast.home.agreement.title} anger inom vilka områden" in found.reason
    assert "men det gör inte Den korta." in found.reason


def test_10_the_council_is_there_from_when_it_is_known_and_led_by_whom_it_is_led(cast: Cast) -> None:
    saga, cooperation = cast.scope("saga"), cast.home.cooperation
    assert stand(cast, "10 §").verdict is Verdict.NOT_MET
    council = forums.set_up(
        by=saga, at=AT, cooperation=cooperation, name="Rådet", kind="strategic", led_by=cast.home.municipality
    )
    assert stand(cast, "10 §").since == TODAY
    forums.hold_meeting(by=saga, at=AT, forum=council, held_on=date(2025, 9, 1))
    note(cast, "council_members")
    note(cast, "leading_positions")
    found = stand(cast, "10 §")
    assert (found.verdict, found.since) == (Verdict.MET, date(2025, 9, 1))
    assert "Kommunen verkade för representanter med ledande befattningar" in found.reason
    forums.end_forum(by=saga, at=AT, forum=council, ended_on=TODAY, reason="Beslut.")
    assert stand(cast, "10 §", TODAY + timedelta(days=1)).verdict is not Verdict.MET


@pytest.mark.requirement("FRM-4")
def test_11_the_municipalitys_coordinator_is_the_function_until_one_is_named(cast: Cast) -> None:
    found = stand(cast, "11 §")
    assert found.verdict is Verdict.MET
    assert "Funktion för saga" in found.who
    reader = cast.home.function("pia")
    note(cast, "function", function=reader, text="")
    assert "Funktion för pia" in stand(cast, "11 §").who
    assert stand(cast, "12 §").who == stand(cast, "11 §").who
    listed = words(page(cast.client("saga")))
    assert "Den här funktionen är samordningsfunktionen: Funktion för pia" in listed


@pytest.mark.requirement("FRM-4")
def test_11_one_function_is_named_at_a_time_and_only_the_municipalitys_own(cast: Cast) -> None:
    named = note(cast, "function", function=cast.home.function("saga"), text="")
    with pytest.raises(Refused, match="redan utpekad"):
        note(cast, "function", function=cast.home.function("pia"), text="")
    law.end_note(by=cast.scope("saga"), at=AT, note=named, last=date(2025, 6, 30))
    note(cast, "function", date(2025, 7, 1), function=cast.home.function("pia"), text="")
    for other in (cast.home.function("kim"), cast.neighbour.function("vera"), cast.home.function("uno")):
        with pytest.raises(Refused, match="kommunens stadsövergripande"):
            note(cast, "function", function=other, text="")
    with pytest.raises(Refused, match="Välj vilken funktion"):
        note(cast, "function", text="")


def test_13_and_9_are_met_by_what_is_noted(cast: Cast) -> None:
    assert "Ingen rapport" in stand(cast, "13 §").reason
    note(cast, "council_report", TODAY, text="Årsrapporten")
    found = stand(cast, "13 §")
    assert (found.verdict, found.since, found.who) == (Verdict.MET, TODAY, "Kommunstyrelsen")
    note(cast, "agreement_declined", TODAY, text="Regionen tackade nej")
    after = stand(cast, "9 §", date(2029, 1, 1))
    assert after.verdict is Verdict.CANNOT_BE_TOLD
    assert "15 januari 2026" in after.reason


@pytest.mark.parametrize(
    ("what", "given", "said"),
    [
        ("other_board", {"text": "Trygghetsnämnden"}, "fullmäktiges beslut"),
        ("council_report", {"text": ""}, "Skriv vad det är"),
        ("council_report", {"last": TODAY}, "inget slut"),
        ("cameras", {"last": FIRST_DAY - timedelta(days=1)}, "slutar innan den börjar"),
        ("cameras", {"first": TODAY + timedelta(days=1)}, "inte kommit ännu"),
        ("nonsense", {}, "Välj vad"),
    ],
)
def test_a_note_that_cannot_be_so_is_refused(
    cast: Cast, what: str, given: dict[str, object], said: str
) -> None:
    before = LawNote.objects.count()
    with pytest.raises(Refused, match=said):
        note(cast, what, **given)  # type: ignore[arg-type]  # the table's own values
    assert LawNote.objects.count() == before


def test_a_note_with_personal_data_is_refused_at_the_field(cast: Cast) -> None:
    with pytest.raises(PersonalDataFound):
        note(cast, "council_report", text="Ring 070-174 06 05")
    address = reverse("law:note", args=(HOME.slug, 13))
    answer = cast.client("saga").post(
        address, {"what": "council_report", "first": "2026-01-10", "text": "Ring 070-174 06 05"}
    )
    assert answer.status_code == 422
    assert "telefonnummer" in answer.content.decode()


def test_a_note_is_entered_ended_and_taken_away_on_its_pages(cast: Cast) -> None:
    client = cast.client("saga")
    sent = {"what": "cameras", "first": "2025-02-01", "text": "Torget", "registry_number": "KS 2025/3"}
    assert client.post(reverse("law:note", args=(HOME.slug, 14)), sent).status_code == 302
    assert "Torget" in words(page(client))
    assert stand(cast, "14 §").verdict is Verdict.MET
    made = LawNote.objects.get(what="cameras")
    client.post(reverse("law:end", args=(HOME.slug, made.pk)), {"last": "2025-03-01"})
    assert stand(cast, "14 §").verdict is Verdict.NOT_APPLICABLE
    client.post(reverse("law:remove", args=(HOME.slug, made.pk)), {"csrfmiddlewaretoken": "-"})
    assert "Torget" not in words(page(client))
    assert client.get(reverse("law:note", args=(HOME.slug, 99))).status_code == 404


def test_nothing_of_the_neighbours_counts(cast: Cast) -> None:
    found = account_of(cast.scope("vera"), cooperation=cast.home.cooperation, on=TODAY)
    assert not any(one.evidence for one in found.standings)
    assert not found.notes


# The page


def test_the_page_shows_every_paragraph_with_its_words_verdict_and_evidence(cast: Cast) -> None:
    adopt(cast)
    shown = page(cast.client("pia"))
    text = words(shown)
    for paragraph in paragraphs():
        assert paragraph.number in text
        for piece in paragraph.pieces:
            assert piece in text
    assert f'href="{reverse("picture:show", args=(HOME.slug, cast.home.city.pk))}"' in shown
    assert "Uppfylld sedan 15 januari 2026" in text
    assert "Orsaksanalys är metod, inte lag" in text
    assert "paragrafer som gäller nu är uppfyllda" in text
    assert reverse("law:note", args=(HOME.slug, 13)) not in shown


def test_the_page_answers_for_any_day(cast: Cast) -> None:
    client = cast.client("pia")
    assert "Ingen paragraf prövas före den dagen" in words(page(client, date(2020, 2, 29)))
    assert "5 § Åtgärdsplan Behövs inte ännu" in words(page(client, date(2024, 6, 30)))
    assert "5 § Åtgärdsplan Inte uppfylld" in words(page(client, date(2024, 7, 1)))
    assert "En annan dag än i dag" in words(page(client, date(2040, 1, 1)))
    for wrong in ("2026-02-30", "i går", "0001-01-01", "9999-12-31"):
        answer = client.get(reverse("law:show", args=(HOME.slug,)), {"dag": wrong})
        assert answer.status_code == 200
        assert "Det gick inte att läsa dagen" in answer.content.decode()


def test_more_notes_cost_no_more_questions(cast: Cast) -> None:
    client = cast.client("saga")
    page(client)
    with CaptureQueriesContext(connection) as before:
        page(client)
    for number in range(1, 6):
        note(cast, "council_report", date(2025, 1, number), text=f"Rapport {number}")
    with CaptureQueriesContext(connection) as after:
        page(client)
    assert len(after) == len(before)


# The yearly account


def pdf_text(content: bytes) -> str:
    reader = pypdf.PdfReader(io.BytesIO(content))
    return " ".join(" ".join(one.extract_text() for one in reader.pages).split())


def test_the_account_is_printed_paragraph_by_paragraph(cast: Cast) -> None:
    adopt(cast)
    decide(cast)
    note(
        cast,
        "council_report",
        date(2026, 1, 10),
        text="Lägesrapport till fullmäktige",
        registry_number="KF 3",
    )
    client = cast.client("pia")
    shown = words(client.get(reverse("law_account:show", args=(HOME.slug,)), {"ar": "2026"}).content.decode())
    printed = pdf_text(client.get(reverse("law_account:pdf", args=(HOME.slug,)), {"ar": "2026"}).content)
    file = client.get(reverse("law_account:word", args=(HOME.slug,)), {"ar": "2026"}).content
    written = " ".join(one.text for one in docx.Document(io.BytesIO(file)).paragraphs)
    for text in (shown, printed, written):
        for paragraph in paragraphs():
            assert paragraph.number in text
            assert " ".join(paragraph.pieces[0].split()) in text
        assert "Lägesrapport till fullmäktige (KF 3)" in text
        assert "Orsaksanalys är en metod och inte ett ord i lagen." in text
    assert "2023:196" in printed
    assert "Bedömd" in printed


def test_the_account_of_a_year_is_judged_on_its_last_day(cast: Cast) -> None:
    adopt(cast)
    client = cast.client("pia")

    def of(year: str) -> str:
        answer = client.get(reverse("law_account:show", args=(HOME.slug,)), {"ar": year})
        assert answer.status_code == 200
        return words(answer.content.decode())

    assert "1 juli–31 december 2023" in of("2023")
    assert "Ingen lägesbild för hela kommunen är antagen." in of("2025")
    assert "Bedömd 31 december 2025" in of("2025")
    for nonsense in ("1999", "9999", "x", "٢٠٢٥", ""):
        assert "Redovisning enligt lagen" in of(nonsense)


def test_the_account_of_a_municipality_where_nothing_is_done_can_be_printed(cast: Cast) -> None:
    operator = Scope(user_id=None, user_name="Installationen", operator=True)
    empty = parties.found(
        by=operator,
        at=AT,
        name="Trygg i Tomby",
        slug="tomby",
        area=cast.home.cooperation.area,
        parties=(("Tomby kommun", "municipality"), ("Lokalpolisområde Tomby", "police")),
    )
    function = parties.add_function(
        by=operator,
        at=AT,
        cooperation=empty,
        party=empty.participations.get(party__kind="municipality").party,
        title="Läsare",
        role="reader",
        area=None,
    )
    parties.appoint(by=operator, at=AT, function=function, email=_of_pia(cast), name="Pia", since=FIRST_DAY)
    client = cast.client("pia")
    assert "Ingen lägesbild för hela kommunen är antagen." in words(
        client.get(reverse("law:show", args=("tomby",))).content.decode()
    )
    printed = pdf_text(client.get(reverse("law_account:pdf", args=("tomby",))).content)
    assert "Ingen samordningsfunktion finns." in printed
    assert "Ingen kontaktpunkt är angiven." in printed


def _of_pia(cast: Cast) -> str:
    holding = cast.home.function("pia").holdings.select_related("user").get()
    return str(holding.user.email)


@pytest.mark.requirement("FRM-4")
def test_11_the_hint_leads_to_where_the_function_is_named(cast: Cast) -> None:
    shown = page(cast.client("saga"))
    assert "Ingen särskild funktion är utpekad, så den räknas" in words(shown)
    assert f'<a href="{reverse("law:note", args=(HOME.slug, 11))}">Peka ut samordningsfunktionen</a>' in shown
    assert "Peka ut" not in page(cast.client("pia"))


def test_who_may_not_note_is_told_so_in_those_words(cast: Cast) -> None:
    answer = cast.client("pia").get(reverse("law:note", args=(HOME.slug, 4)))
    assert answer.status_code == 403
    told = words(answer.content.decode())
    assert "Din roll får inte anteckna om lagen." in told
    assert "ändra parter" not in told


def test_what_is_noted_of_a_duty_without_words_has_a_name_of_its_own(cast: Cast) -> None:
    on = date(2026, 1, 10)
    noted = duties.Noted(FactKind.FOLLOWUP, what="atgardsplan", on=(on, on))
    duties.note(by=cast.scope("saga"), at=AT, cooperation=cast.home.cooperation, noted=noted)
    called = "Åtgärdsplanen följdes upp, antecknat bland skyldigheterna"
    assert [one.source for one in stand(cast, "6 §").evidence] == [called]
    assert f"{called}, 10 januari 2026" in words(page(cast.client("pia"))).replace(" ,", ",")

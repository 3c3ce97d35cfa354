"""A case from its draft to its decision: through the operations, on the pages and in the file."""

from __future__ import annotations

import io
from datetime import date, timedelta

import docx
import pytest
from django.urls import reverse

from tests.cast import AT, HOME, Cast
from trygghjulet.foundation.access.rules import Denied, Refused
from trygghjulet.foundation.audit.models import AuditEntry
from trygghjulet.foundation.audit.rules import Stale
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.oversight.cases import operations as cases
from trygghjulet.oversight.cases.models import Case, CasePart
from trygghjulet.oversight.cases.queries import lacks_of
from trygghjulet.oversight.law.queries import account_of
from trygghjulet.oversight.law.rules.account import summary
from trygghjulet.steps.followup import operations as followup
from trygghjulet.steps.picture import operations as picture
from trygghjulet.steps.picture.queries import content_sha256

pytestmark = pytest.mark.requirement("GOV-4")

LATER = AT + timedelta(days=10)
OFFICE = "Stadskontoret"


def start(
    cast: Cast, subject: str = "picture", kind: str = "statement", about: cases.About | None = None
) -> Case:
    return cases.start(
        by=cast.scope("saga"),
        at=LATER,
        cooperation=cast.home.cooperation,
        kind=kind,
        subject=subject,
        head=cases.Head(
            "board", registry_number="KS 2026:9", office=OFFICE, author=cast.home.function("saga")
        ),
        about=about,
    )


def adopt_the_citys(cast: Cast) -> None:
    """The municipality's own picture, which is a draft in the cast, is adopted."""
    picture.adopt(
        by=cast.scope("saga"),
        at=AT,
        picture=cast.home.picture,
        forum=cast.home.forum,
        on=AT.date(),
        seen_sha256=content_sha256(cast.home.picture),
        registry_number="KS 2026:57",
    )


def part(case: Case, key: str) -> CasePart:
    return CasePart.objects.select_related("case__cooperation").get(case=case, key=key)


def write(cast: Cast, row: CasePart, text: str) -> CasePart:
    return cases.write_part(by=cast.scope("saga"), at=LATER, part=row, seen=row.revision, text=text)


def finish(cast: Cast, case: Case, **head: str) -> None:
    """What the draft leaves to write is written."""
    for row in CasePart.objects.filter(case=case).select_related("case__cooperation"):
        write(cast, row, f"{OFFICE} har skrivit detta.")


# The draft


@pytest.mark.requirement("COM-4")
def test_a_case_about_the_picture_is_drafted_from_what_is_held(cast: Cast) -> None:
    assert start(cast).round is None, "en lokal lägesbild är inte kommunens"
    adopt_the_citys(cast)
    case = start(cast)
    assert case.title == "Lägesbild över brottslighet och otrygghet, Lillåkers kommun 2025"
    description = part(case, "description").text
    assert "Lägesbilden för Lillåkers kommun 2025 antogs den 15 januari 2026 av " in description
    assert "– Många undviker torget." in description
    assert "– Våld vid torget" in description
    assert "– Bättre belysning: görs som planerat (avstämd 15 januari 2026). Lamporna lyser." in description
    assert (
        "Källa: Lägesbild Lillåkers kommun 2025, dnr KS 2026:57. Period: 1 januari–31 december 2025."
        in description
    )
    assert [one.text for one in case.proposals.all()] == [
        "Redovisningen av lägesbilden för Lillåkers kommun 2025 antecknas."
    ]
    appendix = case.appendices.get()
    assert (appendix.registry_number, appendix.address) == (
        "KS 2026:57",
        reverse("picture:show", args=(HOME.slug, cast.home.city.pk)),
    )


@pytest.mark.requirement("SEC-4")
def test_findings_that_rest_on_small_counts_stay_out_of_the_public_act(cast: Cast) -> None:
    adopt_the_citys(cast)
    told = part(start(cast), "description").text
    assert "En plats i " in told
    Cooperation._base_manager.filter(pk=cast.home.cooperation.pk).update(smallest_count=30_000)
    kept = part(start(cast), "description").text
    assert "En plats i " not in kept
    assert "återges inte här, eftersom de antal som ligger bakom är små" in kept
    assert "– Många undviker torget." in kept, "det som människor har skrivit bygger inte på något antal"


def test_what_is_drafted_from_the_act_is_what_the_act_room_says(cast: Cast) -> None:
    case = start(cast, "law", "memorandum", cases.About(year=2026))
    found = account_of(cast.scope("saga"), cooperation=cast.home.cooperation, on=LATER.date())
    assert summary(found.standings) in part(case, "summary").text
    assert case.title.endswith("brottsförebyggande arbete 2026")


def test_a_case_about_a_year_that_is_over_tells_of_its_last_day(cast: Cast) -> None:
    adopt_the_citys(cast)
    case = start(cast, "law", "memorandum", cases.About(year=2025))
    assert "bedömt den 31 december 2025" in part(case, "summary").text
    assert "antogs den 15 januari 2026" not in part(case, "description").text


def test_a_programme_a_forum_and_an_agreement_are_told_from_their_own_rooms(cast: Cast) -> None:
    home = cast.home
    programme = start(cast, "programme", about=cases.About(document=home.document, year=2026))
    assert programme.title == "Uppföljning 2026 av Trygghetsprogram"
    assert "Trygghetsprogram finns." in part(programme, "summary").text
    forum = start(cast, "forum", about=cases.About(about_forum=home.forum))
    assert f"{home.forum.name} är styrgrupp" in part(forum, "description").text
    assert "det hållit ett möte" in part(forum, "description").text
    agreement = start(cast, "agreement", "memorandum", cases.About(agreement=home.agreement))
    assert agreement.title == home.agreement.title
    assert "– Rådet: 200 000 kronor per år." in part(agreement, "economic").text.replace("\u00a0", " ")
    assert [one.text for one in agreement.proposals.all()] == [
        f"Kommunstyrelsen antar {home.agreement.title} och uppdrar till kommunstyrelsens ordförande att underteckna "
        "avtalet."
    ]


def test_a_new_draft_never_replaces_what_a_person_has_written(cast: Cast) -> None:
    adopt_the_citys(cast)
    case, saga = start(cast), cast.scope("saga")
    mine = write(cast, part(case, "description"), "Mina egna ord.")
    untouched = part(case, "summary")
    followup.check_in(by=saga, at=LATER, measure=cast.home.measure, light="red", words="Lamporna är trasiga.")
    for row in (mine, untouched):
        cases.redraft_part(by=saga, at=LATER, part=row)
    kept, followed = part(case, "description"), part(case, "summary")
    assert kept.text == "Mina egna ord."
    assert kept.offered
    assert "Lamporna är trasiga." in kept.draft
    assert "En görs inte enligt senaste avstämning." in followed.text
    page = (
        cast.client("saga")
        .get(reverse("cases:edit_part", args=(HOME.slug, case.pk, kept.pk)))
        .content.decode()
    )
    assert "Nytt utkast" in page
    assert "Lamporna är trasiga." in page
    taken = cases.take_draft(by=saga, at=LATER, part=kept, seen=kept.revision)
    assert "Lamporna är trasiga." in taken.text
    assert AuditEntry.objects.latest("pk").details["before"] == "Mina egna ord."


def test_two_who_write_in_the_same_part_lose_nothing(cast: Cast) -> None:
    row = cast.home.case_part
    write(cast, row, "Det första.")
    with pytest.raises(Stale):
        cases.write_part(by=cast.scope("saga"), at=LATER, part=row, seen=0, text="Det andra.")
    answer = cast.client("saga").post(
        reverse("cases:edit_part", args=(HOME.slug, row.case_id, row.pk)), {"text": "Det andra.", "seen": 0}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Det första." in page
    assert "Det andra." in page


# Whole before it is ready


def test_what_is_missing_is_listed_and_stops_the_case(cast: Cast) -> None:
    case = start(cast, "law")
    words = " ".join(one.words for one in lacks_of(case))
    assert "Bedömning ur ekologisk dimension har en plats kvar att skriva" in words
    page = cast.client("saga").get(reverse("cases:show", args=(HOME.slug, case.pk))).content.decode()
    assert "Saknas innan ärendet är klart" in page
    assert "Markera som klart" not in page
    with pytest.raises(Refused, match=r"Ärendet är inte helt\. .*ekologisk dimension"):
        cases.mark_ready(by=cast.scope("saga"), at=LATER, case=case, drawn_up_on=LATER.date())


def test_nothing_particular_is_one_click_that_a_person_makes(cast: Cast) -> None:
    row, client = cast.home.case_part, cast.client("saga")
    said = "har inte funnit några särskilda aspekter på frågan utifrån denna dimension."
    assert said not in row.text, "ingenting väljs av sig självt"
    client.post(
        reverse("cases:nothing_particular", args=(HOME.slug, row.case_id, row.pk)), {"seen": row.revision}
    )
    row = cast.home.case_part
    assert row.text == f"Förvaltningen {said}"
    assert row.written_by
    assert "ekologisk" not in " ".join(one.words for one in lacks_of(cast.home.case))


def test_nothing_particular_is_refused_where_something_is_known_or_written(cast: Cast) -> None:
    saga = cast.scope("saga")
    case = start(cast, "agreement", about=cases.About(agreement=cast.home.agreement))
    costs = part(case, "economic")
    with pytest.raises(Refused, match="har uppgifter ur Trygghjulet"):
        cases.nothing_particular(by=saga, at=LATER, part=costs, seen=costs.revision)
    social = write(cast, part(case, "social"), "Barn berörs.")
    with pytest.raises(Refused, match="har redan en text"):
        cases.nothing_particular(by=saga, at=LATER, part=social, seen=social.revision)
    matter = part(case, "matter")
    with pytest.raises(Refused, match="bara för de ekonomiska, ekologiska och sociala"):
        cases.nothing_particular(by=saga, at=LATER, part=matter, seen=matter.revision)


# Its way to a decision


@pytest.mark.requirement("FUP-5", "COM-4")
def test_a_case_goes_by_the_board_to_the_council_with_the_outcome_open_until_known(cast: Cast) -> None:
    saga, case = cast.scope("saga"), start(cast, "law", "memorandum")
    head = cases.Head(
        "board_and_council", case.title, registry_number="KS 2026:9", office=OFFICE, author=case.author
    )
    case = cases.change(by=saga, at=LATER, case=case, seen=0, head=head)
    finish(cast, case)
    cases.mark_ready(by=saga, at=LATER, case=case, drawn_up_on=LATER.date())
    with pytest.raises(Refused, match="markerat som klart"):
        cases.write_appendix(by=saga, at=LATER, case=case, title="För sent")
    cases.mark_sent(by=saga, at=LATER, case=case, sent_on=LATER.date())
    address = reverse("cases:show", args=(HOME.slug, case.pk))
    assert "Inte känd. Väntar på kommunstyrelsen." in cast.client("pia").get(address).content.decode()

    def decide(decider: str, outcome: str, paragraph: str = "", text: str = "") -> None:
        decided = cases.Decided(decider, outcome, LATER.date(), paragraph, text)
        cases.enter_decision(by=saga, at=LATER, case=case, decided=decided)

    with pytest.raises(Refused, match="väntar på beslut av kommunstyrelsen"):
        decide("council", "as_proposed", "§ 4")
    with pytest.raises(Refused, match="Ange beslutets paragraf"):
        decide("board", "as_proposed")
    decide("board", "tabled")
    decide("board", "as_proposed", "§ 87")
    assert "Inte känd. Väntar på kommunfullmäktige." in cast.client("pia").get(address).content.decode()
    with pytest.raises(Refused, match="Skriv vad som beslutades"):
        decide("council", "otherwise", "§ 61")
    decide("council", "otherwise", "§ 61", "Redovisningen återkommer i höst.")
    case.refresh_from_db()
    assert case.state == "decided"
    page = cast.client("pia").get(address).content.decode()
    assert "Redovisningen återkommer i höst." in page
    assert "Inte känd" not in page
    assert "som en rapport till kommunfullmäktige" in page
    later = start(cast, "law", "memorandum")
    assert (
        "Kommunfullmäktige 25 januari 2026, § 61: på annat sätt än förslaget"
        in part(later, "description").text
    )


def test_a_case_that_is_referred_back_is_a_draft_again_with_the_decision_kept(cast: Cast) -> None:
    saga, case = cast.scope("saga"), cast.home.sent_case
    decided = cases.Decided("board", "referred_back", LATER.date(), text="Komplettera kostnaderna.")
    cases.enter_decision(by=saga, at=LATER, case=case, decided=decided)
    case.refresh_from_db()
    assert (case.state, case.sent_on) == ("draft", None)
    assert case.decisions.get().text == "Komplettera kostnaderna."
    with pytest.raises(Refused, match="har behandlats"):
        cases.remove(by=saga, at=LATER, case=case, reason="Onödigt.")


def test_days_that_cannot_be_are_refused(cast: Cast) -> None:
    saga = cast.scope("saga")
    with pytest.raises(Refused, match="har inte varit än"):
        cases.mark_ready(by=saga, at=LATER, case=cast.home.whole_case, drawn_up_on=date(2031, 1, 1))
    with pytest.raises(Refused, match="Dagen ligger före 15 januari 2026"):
        cases.mark_sent(by=saga, at=LATER, case=cast.home.ready_case, sent_on=date(2026, 1, 1))
    with pytest.raises(Refused, match="Bara ett ärende som är klart kan skickas"):
        cases.mark_sent(by=saga, at=LATER, case=cast.home.case, sent_on=LATER.date())


def test_an_address_leads_out_on_the_web_or_into_the_own_cooperation(cast: Cast) -> None:
    saga, case = cast.scope("saga"), cast.home.case
    for address in ("javascript:alert(1)", "/storsjo/lagen/", "//annan.example/", "exempel.example"):
        with pytest.raises(Refused, match="Adressen ska börja med https://"):
            cases.write_appendix(by=saga, at=LATER, case=case, title="Fel", address=address)
    for address in ("https://exempel.example/", "/lillaker/lagen/"):
        cases.write_appendix(by=saga, at=LATER, case=case, title="Rätt", address=address)


@pytest.mark.requirement("SEC-1")
def test_the_police_read_cases_but_do_not_write_them(cast: Cast) -> None:
    address = reverse("cases:show", args=(HOME.slug, cast.home.case.pk))
    page = cast.client("kim").get(address).content.decode()
    assert "Redovisningen antecknas." in page
    assert "Lägg till ett förslag" not in page
    with pytest.raises(Denied, match="skriva ärenden"):
        write_as_kim(cast)


def write_as_kim(cast: Cast) -> None:
    cases.write_part(by=cast.scope("kim"), at=LATER, part=cast.home.case_part, seen=0, text="Polisens ord.")


# The file


def test_the_file_holds_the_parts_in_their_order_and_the_house_s_addresses_stay_inside(cast: Cast) -> None:
    saga, case = cast.scope("saga"), start(cast, "law", about=cases.About(year=2026))
    cases.write_proposal(by=saga, at=LATER, case=case, body="board", text="Uppdraget förklaras fullgjort.")
    answer = cast.client("pia").get(reverse("case_document:word", args=(HOME.slug, case.pk)))
    paper = docx.Document(io.BytesIO(answer.content))
    headings = [one.text for one in paper.paragraphs if one.style and one.style.name == "Heading 1"]
    wanted = [
        "Förslag till beslut",
        "Sammanfattning",
        "Bedömning ur ekonomisk dimension",
        "Bedömning ur ekologisk dimension",
        "Bedömning ur social dimension",
        "Bilagor",
        "Ärendet",
        "Beskrivning av ärendet",
        "Stadskontorets bedömning",
    ]
    assert [one for one in headings if one in wanted] == wanted
    text = "\n".join(one.text for one in paper.paragraphs)
    assert "I kommunstyrelsen:" in text
    assert "2. Uppdraget förklaras fullgjort." in text
    assert "1. Redovisning paragraf för paragraf 2026" in text
    assert "/lagen/redovisning/" not in text


@pytest.mark.requirement("COM-4")
def test_the_list_tells_where_each_case_stands(cast: Cast) -> None:
    page = cast.client("pia").get(reverse("cases:index", args=(HOME.slug,))).content.decode()
    assert "Skickat, ingen utgång känd" in page
    assert "Dnr 7" in page
    assert "Starta ett ärende" not in page
    mine = cast.client("saga").get(reverse("cases:choose", args=(HOME.slug,))).content.decode()
    assert "Lägesbild som redovisas" in mine


def test_starting_on_the_page_drafts_the_case_and_leads_to_it(cast: Cast) -> None:
    address = reverse("cases:start", args=(HOME.slug, "forum"))
    client = cast.client("saga")
    sent = {"kind": "memorandum", "body": "committee", "about_forum": cast.home.forum.pk}
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert "Ange vilken nämnd som ska besluta." in answer.content.decode()
    answer = client.post(address, sent | {"committee": "Socialnämnden"}, follow=True)
    page = answer.content.decode()
    assert f"Förändring av {cast.home.forum.name}" in page
    assert "Tjänsteskrivelse till socialnämnden" in page
    theirs = sent | {"committee": "Socialnämnden", "about_forum": cast.neighbour.forum.pk}
    assert client.post(address, theirs).status_code == 422

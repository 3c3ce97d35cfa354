"""The cooperation's own forums held against 10 §, what people answer, and the pages and documents that show it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import docx
import pypdf
import pytest
from django.urls import reverse

from tests.cast import AT, FIRST_DAY, HOME, Cast
from trygghjulet.cooperation.forums import operations as forums
from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.foundation.access.rules import Refused
from trygghjulet.foundation.audit.models import AuditEntry
from trygghjulet.foundation.audit.rules import Stale
from trygghjulet.foundation.parties.models import Party, PartyKind
from trygghjulet.oversight.strategic_council import operations as council
from trygghjulet.oversight.strategic_council.models import Alternative
from trygghjulet.oversight.strategic_council.queries import (
    Trial,
    council_on,
    markable,
    own_ref,
    trial_of,
    try_alternative,
)
from trygghjulet.oversight.strategic_council.rules.criteria import Criterion, Verdict

pytestmark = pytest.mark.requirement("GOV-3")

TODAY = AT.date()


def by(cast: Cast) -> dict[str, Any]:
    return {"by": cast.scope("saga"), "at": AT}


def forum(cast: Cast, name: str, kind: str = "strategic", **given: Any) -> Forum:
    return forums.set_up(**by(cast), cooperation=cast.home.cooperation, name=name, kind=kind, **given)


def sits(cast: Cast, where: Forum, title: str, organisation: str, party: Party | None = None) -> None:
    content = forums.AppointmentContent(title, FIRST_DAY, organisation=organisation, party=party)
    forums.appoint(**by(cast), forum=where, content=content)


def met(cast: Cast, where: Forum, on: date, *points: str) -> None:
    held = forums.hold_meeting(**by(cast), forum=where, held_on=on)
    for title in points:
        point = forums.add_point(**by(cast), meeting=held, content=forums.PointContent(title))
        forums.deal_with(**by(cast), point=point)


def steering(cast: Cast) -> Forum:
    return Forum.objects.get(cooperation=cast.home.cooperation, name="Styrgruppen")


def police(cast: Cast) -> Party:
    return Party.objects.filter(
        kind=PartyKind.POLICE, pk__in=cast.home.cooperation.participations.values("party_id")
    ).earliest("pk")


def tried(cast: Cast, *which: Forum, on: date = TODAY) -> Trial:
    refs = [own_ref(one.pk) for one in which]
    return trial_of(cast.scope("pia"), cooperation=cast.home.cooperation, refs=refs, on=on)


def page(cast: Cast, name: str, *args: Any, who: str = "saga", **query: str | Sequence[str]) -> str:
    address = reverse(f"strategic_council:{name}", args=(HOME.slug, *args))
    answer = cast.client(who).get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


def safety_council(cast: Cast) -> Forum:
    """A council like the one that G22 judges: it gives advice, hears talks, and has not met for long."""
    made = forum(cast, "Trygghetsrådet", led_by=cast.home.municipality)
    forums.change_forum(
        **by(cast),
        forum=made,
        content=forums.ForumContent(
            "Trygghetsrådet",
            "strategic",
            led_by=cast.home.municipality,
            mandate="Rådet är rådgivande.",
        ),
    )
    sits(cast, made, "Kommunstyrelsens ordförande", "", cast.home.municipality)
    sits(cast, made, "Ledamot", "Stadsmissionen")
    met(cast, made, date(2024, 11, 20), "Föredrag från akademin", "Nya ledamöter presenterar sig")
    return made


def test_a_council_like_g22s_fails_the_acts_strategic_questions_and_lacks_the_mandate_that_is_g22s_own(
    cast: Cast,
) -> None:
    found = tried(cast, safety_council(cast)).result
    assert found.of(Criterion.LED).verdict is Verdict.YES
    assert found.of(Criterion.QUESTIONS).verdict is Verdict.NO
    assert found.of(Criterion.POSITIONS).verdict is Verdict.NO
    assert found.of(Criterion.CHANNELS).verdict is Verdict.NO
    assert found.of(Criterion.MANDATE).verdict is Verdict.NO
    assert "Mandatet: Rådet är rådgivande." in found.of(Criterion.MANDATE).evidence[0].text
    assert found.warnings == ("Trygghetsrådet har inte mötts på över ett år: senast 20 november 2024.",)


def whole(cast: Cast) -> Forum:
    made = forum(cast, "Rådet", "steering", led_by=cast.home.municipality)
    sits(cast, made, "Kommundirektör", "", cast.home.municipality)
    sits(cast, made, "Lokalpolisområdeschef", "", police(cast))
    met(cast, made, date(2025, 10, 1), "Lägesbild för hösten", "Prioriteringar och inriktning")
    forums.dispatch(**by(cast), forum=made, on=date(2025, 10, 2), to="Kommunstyrelsen", what="protokoll")
    forums.dispatch(**by(cast), forum=made, on=date(2025, 10, 2), to=police(cast).name, what="protokoll")
    return made


def test_a_council_that_meets_leads_and_sends_is_seen_to_with_links_to_where(cast: Cast) -> None:
    made = whole(cast)
    found = tried(cast, made).result
    assert found.of(Criterion.LED).reason == f"Leds av {cast.home.municipality.name}."
    assert found.of(Criterion.POSITIONS).verdict is Verdict.YES
    assert found.of(Criterion.QUESTIONS).verdict is Verdict.YES
    assert found.of(Criterion.CHANNELS).verdict is Verdict.YES
    assert found.warnings == ()
    shown = found.of(Criterion.QUESTIONS).evidence[0]
    assert "Lägesbild för hösten, 1 oktober 2025" in shown.text
    assert "/moten/" in shown.href


def test_what_was_done_later_is_not_seen_on_an_earlier_day(cast: Cast) -> None:
    found = tried(cast, whole(cast), on=date(2025, 9, 1)).result
    assert found.of(Criterion.QUESTIONS).verdict is Verdict.UNKNOWN
    assert found.warnings == ("Inget hållet möte är infört för Rådet.",)


def test_taking_turns_is_a_reservation_whoever_the_forum_says_leads_it(cast: Cast) -> None:
    made = whole(cast)
    forums.set_turns(
        **by(cast),
        forum=made,
        what="chair",
        share="every_other",
        places=[cast.home.municipality, police(cast)],
    )
    judged = tried(cast, made).result.of(Criterion.LED)
    assert judged.verdict is Verdict.RESERVED
    assert judged.reason.startswith("Ledningen delas eller växlar")


def test_two_forums_together_and_which_contributes_what(cast: Cast) -> None:
    made = whole(cast)
    hearing = forum(cast, "Hearingen", "hearing")
    sits(cast, hearing, "VD", "Handelns näringslivsförening")
    alone, together = tried(cast, made), tried(cast, made, hearing)
    assert "näringslivet" in alone.result.of(Criterion.ACTORS).reason.partition("syns inte")[2]
    assert "näringslivet" not in together.result.of(Criterion.ACTORS).reason.partition("syns inte")[2]
    shown = page(cast, "trial", forum=own_ref(made.pk), och=own_ref(hearing.pk))
    assert "Rådet och Hearingen" in shown
    assert "<dt>Hearingen</dt>" in shown
    assert "Göteborgs eget kriterium, inte lagens" in shown


def test_a_persons_mark_of_a_point_counts_before_the_words(cast: Cast) -> None:
    made = safety_council(cast)
    point = markable(cast.scope("saga"), cooperation=cast.home.cooperation).get(
        title="Föredrag från akademin"
    )
    council.mark_item(**by(cast), cooperation=cast.home.cooperation, item=point, themes=["crime", "need"])
    judged = tried(cast, made).result.of(Criterion.QUESTIONS)
    assert judged.verdict is Verdict.YES
    assert "markerat för hand" in judged.evidence[0].text
    council.mark_item(**by(cast), cooperation=cast.home.cooperation, item=point, themes=[])
    assert tried(cast, made).result.of(Criterion.QUESTIONS).verdict is Verdict.NO


def saved(cast: Cast, *which: Forum, name: str = "Vårt råd", changes: str = "") -> Alternative:
    return council.save(
        **by(cast),
        cooperation=cast.home.cooperation,
        content=council.Content(name, tuple(own_ref(one.pk) for one in which), changes),
    )


def answer(cast: Cast, about: Alternative, verdict: str, seen: int = 0, **given: str) -> None:
    values = {"criterion": "actors", "reason": "Näringslivet är bortvalt.", **given}
    council.answer(**by(cast), alternative=about, verdict=verdict, seen=seen, **values)


def test_an_answer_counts_is_kept_with_history_and_can_be_taken_back(cast: Cast) -> None:
    one = saved(cast, whole(cast))
    answer(cast, one, "yes", evidence="Kommunstyrelsens beslut § 12")
    judged = try_alternative(cast.scope("pia"), alternative=one, on=TODAY).result.of(Criterion.ACTORS)
    assert (judged.verdict, judged.worked_out) == (Verdict.YES, Verdict.RESERVED)
    shown = page(cast, "show", one.pk)
    assert "Kommunstyrelsens beslut § 12" in shown
    assert "Prövningen själv" in shown
    with pytest.raises(Stale):
        answer(cast, one, "no")
    answer(cast, one, "withdrawn", seen=1, reason="Beslutet är upphävt.")
    judged = try_alternative(cast.scope("pia"), alternative=one, on=TODAY).result.of(Criterion.ACTORS)
    assert judged.answer is None
    assert "Svar genom tiden" in page(cast, "show", one.pk)
    assert "Näringslivet är bortvalt." in page(cast, "show", one.pk)
    with pytest.raises(Refused, match="inget svar att ta tillbaka"):
        answer(cast, one, "withdrawn", seen=2)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"reason": " "}, "Skriv varför"),
        ({"criterion": "annat"}, "inget sådant kriterium"),
        ({"verdict": "kanske"}, "Välj ett av svaren"),
    ],
)
def test_an_answer_that_can_not_be(cast: Cast, given: dict[str, str], said: str) -> None:
    one = saved(cast, steering(cast))
    before = AuditEntry.objects.count()
    with pytest.raises(Refused, match=said):
        answer(cast, one, given.pop("verdict", "yes"), **given)
    assert AuditEntry.objects.count() == before


def test_an_answer_about_other_forums_than_the_alternative_has_now_is_told(cast: Cast) -> None:
    one = saved(cast, whole(cast))
    answer(cast, one, "yes")
    assert "Forumen har ändrats sedan någon svarade" not in page(cast, "show", one.pk)
    content = council.Content("Vårt råd", (own_ref(steering(cast).pk),))
    council.change(**by(cast), alternative=one, seen=0, content=content)
    assert "Forumen har ändrats sedan någon svarade" in page(cast, "show", one.pk)


def test_a_seat_is_confirmed_with_a_reason_in_every_alternative(cast: Cast) -> None:
    made = safety_council(cast)
    one, other = saved(cast, made), saved(cast, made, steering(cast), name="Båda")
    ref = next(m.ref for m in tried(cast, made).bodies[0].members if m.organisation == "Stadsmissionen")
    with pytest.raises(Refused, match="Platsen finns inte i alternativet"):
        council.judge_seat(**by(cast), alternative=one, ref="ledamot-0", leading=True, reason="Ja.")
    council.judge_seat(**by(cast), alternative=one, ref=ref, leading=True, reason="Leder verksamheten.")
    for each in (one, other):
        shown = page(cast, "show", each.pk)
        assert "Leder verksamheten." in shown
    council.judge_seat(**by(cast), alternative=one, ref=ref, leading=None, reason="Slutat.")
    assert "Leder verksamheten." not in page(cast, "show", one.pk)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (council.Content(" ", ("goteborg-2022/sops",)), "Ge alternativet ett namn"),
        (council.Content("Tomt"), "Välj minst ett forum"),
        (council.Content("Okänt", ("goteborg-2022/finns-inte",)), "finns inte att välja här"),
        (council.Content("Fem", tuple(f"forum-{number}" for number in range(5))), "Högst 4 forum"),
        (council.Content("Styrgruppen som råd", ("goteborg-2022/sops",)), "heter redan"),
    ],
)
def test_an_alternative_that_can_not_be(cast: Cast, content: council.Content, said: str) -> None:
    with pytest.raises(Refused, match=said):
        council.save(**by(cast), cooperation=cast.home.cooperation, content=content)


def test_goteborgs_three_alternatives_are_compared_on_page_pdf_and_word(cast: Cast) -> None:
    client = cast.client("saga")
    client.post(reverse("strategic_council:example", args=(HOME.slug,)))
    index = page(cast, "index")
    assert "C: SoPS med hearings ersätter rådet" in index
    assert "Lägg upp Göteborgs tre alternativ" not in index
    again = client.post(reverse("strategic_council:example", args=(HOME.slug,)), follow=True)
    assert "Göteborgs tre alternativ finns redan." in again.content.decode()
    shown = page(cast, "compare")
    pdf = client.get(reverse("council_comparison:pdf", args=(HOME.slug,)))
    word = client.get(reverse("council_comparison:word", args=(HOME.slug,)))
    read = " ".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(pdf.content)).pages)
    document = docx.Document(io.BytesIO(word.content))
    written = " ".join(
        [one.text for one in document.paragraphs]
        + [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    )
    for text in (shown, " ".join(read.split()), " ".join(written.split())):
        assert "A: Trygghetsrådet förändras" in text
        assert "inget forum finns ännu" in text
        assert "Göteborgs eget" in text
        assert "Nej (Göteborgs stadsledningskontor)" in text
        assert "Ja (Göteborgs stadsledningskontor)" in text
        assert "Ersätter inget" in text or "ersätter inget juridiskt omdöme" in text


def test_one_council_at_a_time_and_the_act_shows_it(cast: Cast) -> None:
    cooperation, made = cast.home.cooperation, whole(cast)
    first, second = saved(cast, steering(cast)), saved(cast, made, name="Nytt råd")
    council.choose(**by(cast), alternative=first, since=FIRST_DAY)
    council.choose(**by(cast), alternative=second, since=date(2025, 10, 1))
    found = council_on(cast.scope("pia"), cooperation=cooperation, on=TODAY)
    assert found is not None
    assert found.title == "Nytt råd"
    act = cast.client("pia").get(reverse("law:show", args=(HOME.slug,))).content.decode()
    assert "Nytt råd, uppfyllt med förbehåll" in act
    assert "Det finns ett strategiskt råd: Nytt råd." in act
    assert "Kommunen leder rådet." in act
    with pytest.raises(Refused, match="Välj ett annat först"):
        council.remove(**by(cast), alternative=second)
    council.remove(**by(cast), alternative=first)


def test_an_alternative_without_a_forum_can_not_be_chosen_nor_one_of_a_day_to_come(cast: Cast) -> None:
    planned = saved(cast, name="Nytt forum", changes="Ett nytt forum inrättas.")
    with pytest.raises(Refused, match="inget forum"):
        council.choose(**by(cast), alternative=planned, since=TODAY)
    with pytest.raises(Refused, match="Dagen har inte kommit"):
        council.choose(**by(cast), alternative=saved(cast, steering(cast)), since=date(2027, 1, 1))


def test_what_is_wrong_on_the_choosing_page_is_said(cast: Cast) -> None:
    assert "Välj minst ett av forumen i listan." in page(cast, "trial", forum="finns-inte")
    assert "Det gick inte att pröva" not in page(cast, "trial")


def test_saga_answers_on_the_page_and_is_told(cast: Cast) -> None:
    one = saved(cast, whole(cast))
    address = reverse("strategic_council:answer", args=(HOME.slug, one.pk, "actors"))
    sent = {"verdict": "yes", "reason": "Näringslivet är bortvalt.", "seen": "0"}
    answered = cast.client("saga").post(address, sent, follow=True)
    assert "Svaret är sparat." in answered.content.decode()
    refused = cast.client("saga").post(address, {**sent, "reason": "Ring 070-174 06 05", "seen": "1"})
    assert refused.status_code == 422


def test_a_forum_from_a_blueprint_brings_what_its_source_says_of_it(cast: Cast) -> None:
    shown = page(cast, "trial", forum="goteborg-2022/trygghetsradet")
    assert "inte heller hanterat strategiska frågor" in shown
    assert "Skiljer sig från prövningen" in shown
    assert "Stadsledningskontorets tjänsteutlåtande om trygghetsrådet, rad 372, 10 januari 2024" in shown

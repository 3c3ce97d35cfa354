"""A matter from the day it came in to what came of it, as the coordinator enters it and a reader sees it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from tests.cast import AT, HOME, Cast
from trygghjulet.cooperation.forums import operations as forums
from trygghjulet.cooperation.forums.models import Forum, ForumKind
from trygghjulet.cooperation.referrals import operations
from trygghjulet.cooperation.referrals.models import CollectedView, Referral
from trygghjulet.foundation.access.rules import Refused
from trygghjulet.foundation.audit.models import AuditEntry

pytestmark = pytest.mark.requirement("FOR-11")
#: When things are done; later than everything that the cast did.
LATER = AT + timedelta(days=30)


def address(name: str, *more: object) -> str:
    return reverse(f"referrals:{name}", args=(HOME.slug, *more))


def plan(**more: Any) -> dict[str, Any]:
    """What is sent for a planning matter."""
    return {
        "kind": "planning",
        "plan_kind": "detailed",
        "title": "Detaljplan för kajen",
        "sender": "Byggnadsnämnden",
        "registry_number": "BN 2026:7",
        "summary": "Bostäder och en park.",
        "received_on": "2026-01-12",
        "answer_by": "2026-02-27",
        "about_individual": "no",
        "operational": "no",
        "seen": 0,
    } | more


def text_of(cast: Cast, address: str) -> str:
    return cast.client("pia").get(address).content.decode().replace("\xa0", " ")


def council(cast: Cast) -> Forum:
    return forums.set_up(
        by=cast.scope("saga"),
        at=AT,
        cooperation=cast.home.cooperation,
        name="Trygghetsrådet",
        kind=ForumKind.STRATEGIC,
    )


@pytest.mark.requirement("ACT-9")
def test_a_plan_goes_from_asking_to_what_came_of_the_opinion(cast: Cast) -> None:
    saga, home = cast.client("saga"), cast.home
    sent = plan(forum=home.forum.pk)
    assert saga.post(address("new"), sent).status_code == 302
    matter = Referral.objects.get(title="Detaljplan för kajen")
    assert "Inkommen" in text_of(cast, address("show", matter.pk))

    police = home.function("kim")
    ask = {"party": police.party_id, "function": police.pk, "question": "Brott på platsen"}
    assert saga.post(address("ask", matter.pk), ask).status_code == 302
    view = CollectedView.objects.get(referral=matter)
    shown = text_of(cast, address("show", matter.pk))
    assert "Under beredning" in shown
    assert "Inte lämnad" in shown
    given = {"text": "Mest stöld ur bil, kvällstid.", "given_on": "2026-02-02", "seen": 0}
    assert saga.post(address("write_view", matter.pk, view.pk), given).status_code == 302
    assert "Mest stöld ur bil" in saga.get(address("write_opinion", matter.pk)).content.decode()

    opinion = {"text": "Parkeringen bör ha insyn.\n\nParken bör lysas upp.", "seen": 0}
    assert saga.post(address("write_opinion", matter.pk), opinion).status_code == 302
    assert "Yttrandet är inte beslutat" in text_of(cast, address("show", matter.pk))
    decided = {"decided_by": home.forum.pk, "decided_on": "2026-02-03", "paragraph": "§ 8"}
    assert saga.post(address("give", matter.pk), decided).status_code == 302
    shown = text_of(cast, address("show", matter.pk))
    assert "Beslutat av Styrgruppen 3 februari 2026, § 8" in shown
    assert "Inte skickat" in shown
    went = {"sent_to": "Byggnadsnämnden", "sent_on": "2026-02-04"}
    assert saga.post(address("send", matter.pk), went).status_code == 302
    came = {"outcome": "partly", "text": "Parkeringen flyttades.", "on": "2026-10-01"}
    assert saga.post(address("outcome", matter.pk), came).status_code == 302
    shown = text_of(cast, address("show", matter.pk))
    for words in (
        "Planärende, detaljplan från Byggnadsnämnden",
        "Besvarades 4 februari 2026",
        "Funktion för kim",
        "Följdes delvis",
        "Parkeringen flyttades.",
    ):
        assert words in shown
    assert "Följdes delvis" in text_of(cast, address("index"))


def test_an_opinion_is_a_document_with_the_views_that_it_builds_on(cast: Cast) -> None:
    by, matter = cast.scope("saga"), cast.home.referral
    operations.write_view(
        by=by, at=LATER, view=cast.home.view, seen=0, text="Få händelser dagtid.", given_on=LATER.date()
    )
    show = reverse("opinion_document:show", args=(HOME.slug, matter.pk))
    draft = text_of(cast, show)
    assert "Yttrande över Detaljplan för torget" in draft
    assert "Utkast: yttrandet är inte beslutat." in draft
    operations.give_opinion(
        by=by,
        at=LATER,
        referral=matter,
        decided_on=LATER.date(),
        decided_by=cast.home.forum,
        advisory=True,
    )
    page = text_of(cast, show)
    assert "Utkast" not in page
    for words in ("Belysningen bör ses över.", "Få händelser dagtid.", "Styrgruppen är rådgivande i saken"):
        assert words in page
    word = cast.client("pia").get(reverse("opinion_document:word", args=(HOME.slug, matter.pk)))
    assert word.content.startswith(b"PK")
    pdf = cast.client("pia").get(reverse("opinion_document:pdf", args=(HOME.slug, matter.pk)))
    assert pdf.content.startswith(b"%PDF")


def test_late_and_soon_are_told_first_and_found_by_filter(cast: Cast) -> None:
    page = text_of(cast, address("index"))
    # Both matters of the cast should have been answered by February 2026.
    assert "2 ärenden har passerat sista dagen utan svar." in page
    only = text_of(cast, address("index") + "?slag=planning&svar=sen")
    assert ">Detaljplan för torget<" in only
    assert ">Ordningsföreskrifter<" not in only
    assert "Visar 1 av 2 ärenden." in only
    assert "Inget ärende passar." in text_of(cast, address("index") + "?lage=utfall")
    chosen = text_of(cast, address("index") + f"?forum={council(cast).pk}")
    assert "Inget ärende passar." in chosen


@pytest.mark.requirement("FOR-9")
def test_a_matter_about_a_person_is_refused_by_page_and_operation(cast: Cast) -> None:
    before = Referral.objects.count()
    answer = cast.client("saga").post(address("new"), plan(about_individual="yes"))
    assert answer.status_code == 422
    assert "gäller en enskild person förs inte in här" in answer.content.decode()
    with pytest.raises(Refused, match="enskild person"):
        operations.receive(
            by=cast.scope("saga"),
            at=LATER,
            cooperation=cast.home.cooperation,
            content=operations.Content("referral", "Yttrande om en elev", "Skolan", date(2026, 2, 1)),
            about_individual=True,
        )
    assert Referral.objects.count() == before


@pytest.mark.requirement("FOR-9")
def test_an_operational_question_does_not_reach_a_strategic_council(cast: Cast) -> None:
    saga, strategic = cast.client("saga"), council(cast)
    answer = saga.post(address("new"), plan(operational="yes", forum=strategic.pk))
    assert answer.status_code == 422
    assert "Trygghetsrådet behandlar inte operativa frågor" in answer.content.decode()
    assert saga.post(address("new"), plan(operational="yes", forum=cast.home.forum.pk)).status_code == 302
    matter = Referral.objects.get(title="Detaljplan för kajen")
    moved = plan(operational="yes", forum=strategic.pk)
    assert saga.post(address("edit", matter.pk), moved).status_code == 422


def test_a_council_that_only_gives_advice_is_said_to(cast: Cast) -> None:
    saga, strategic = cast.client("saga"), council(cast)
    assert saga.post(address("new"), plan(forum=strategic.pk)).status_code == 302
    matter = Referral.objects.get(title="Detaljplan för kajen")
    assert "Trygghetsrådet är rådgivande i saken" in text_of(cast, address("show", matter.pk))
    assert "rådgivande i saken" not in text_of(cast, address("show", cast.home.referral.pk))


def test_a_decision_that_was_entered_wrongly_is_opened_again_and_remembered(cast: Cast) -> None:
    saga, matter = cast.client("saga"), cast.home.given
    assert saga.post(address("write_opinion", matter.pk), {"text": "Nytt.", "seen": 1}).status_code == 422
    assert saga.post(address("reopen", matter.pk), {"reason": "Fel dag."}).status_code == 302
    shown = text_of(cast, address("show", matter.pk))
    assert "Under beredning" in shown
    assert "Belysningen bör ses över." in shown, "texten står kvar"
    row = AuditEntry.objects.filter(act="öppnade igen").latest("pk")
    assert row.details["before"]["decided_on"] == "2026-01-13"


def test_declining_answers_the_asker_with_a_reason(cast: Cast) -> None:
    saga, matter = cast.client("saga"), cast.home.referral
    sent = {"decided_by": cast.home.forum.pk, "decided_on": "2026-02-03", "reason": "Rör inte tryggheten."}
    assert saga.post(address("decline", matter.pk), sent).status_code == 302
    shown = text_of(cast, address("show", matter.pk))
    assert "Styrgruppen avstod från att yttra sig 3 februari 2026. Rör inte tryggheten." in shown
    assert "Besvarades 3 februari 2026" in shown


def test_days_that_can_not_be_are_told(cast: Cast) -> None:
    saga = cast.client("saga")
    wrong = saga.post(address("new"), plan(answer_by="2026-01-01"))
    assert wrong.status_code == 422
    assert "ligger före dagen då ärendet kom in" in wrong.content.decode()
    early = {"decided_by": cast.home.forum.pk, "decided_on": "2025-12-01"}
    answer = saga.post(address("give", cast.home.referral.pk), early)
    assert answer.status_code == 422
    assert "Ärendet kom in 2 januari 2026" in answer.content.decode().replace("\xa0", " ")
    nobody = {"decided_on": "2026-02-03"}
    assert (
        "Ange vem som beslutade" in saga.post(address("give", cast.home.referral.pk), nobody).content.decode()
    )


@pytest.mark.requirement("SEC-5")
def test_two_who_write_on_an_opinion_lose_nothing(cast: Cast) -> None:
    saga, kim, page = cast.client("saga"), cast.client("kim"), address("write_opinion", cast.home.referral.pk)
    seen = saga.get(page).context["form"].initial["seen"]
    assert saga.post(page, {"text": "Det första.", "seen": seen}).status_code == 302
    late = kim.post(page, {"text": "Det andra.", "seen": seen})
    assert late.status_code == 422
    assert "Det första." in late.content.decode()
    assert "Det andra." in late.content.decode()

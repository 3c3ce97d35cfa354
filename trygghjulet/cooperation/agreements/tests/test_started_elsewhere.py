"""An agreement started from another city's becomes one's own: its forum, its names, its signatures, its end."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from pypdf import PdfReader

from tests.cast import AT, HOME, Cast
from trygghjulet.cooperation.agreements import operations
from trygghjulet.cooperation.agreements.models import Agreement, AgreementDuty, AgreementStep
from trygghjulet.cooperation.agreements.queries import (
    arrangement_of,
    ending,
    left_from_source,
    notice_forum,
    notice_remark,
    validity_of,
)
from trygghjulet.cooperation.agreements.rules import blueprints
from trygghjulet.cooperation.agreements.rules.duties import WhenGiven, unsigned, without_markup
from trygghjulet.cooperation.agreements.rules.life import validity
from trygghjulet.cooperation.agreements.section import section
from trygghjulet.cooperation.forums import operations as forums
from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.foundation.access.rules import Refused
from trygghjulet.foundation.audit.models import AuditEntry

LATER = AT + timedelta(days=90)
NOTIFIED = date(2026, 1, 12)


def start(cast: Cast, name: str = "goteborg-2024") -> Agreement:
    return operations.start_from_blueprint(
        by=cast.scope("saga"),
        at=AT,
        cooperation=cast.home.cooperation,
        blueprint=blueprints.load(name),
        parties={"staden": cast.home.municipality},
        place="Lillåker",
    )


def leading_group(cast: Cast, name: str = "Ledningsgruppen") -> Forum:
    return forums.set_up(
        by=cast.scope("saga"),
        at=AT,
        cooperation=cast.home.cooperation,
        name=name,
        kind="steering",
        key="ledningsgrupp",
    )


def give_notice(cast: Cast, agreement: Agreement) -> Agreement:
    saga = cast.scope("saga")
    operations.take_step(by=saga, at=AT, agreement=agreement, kind="signed", on=date(2025, 12, 1))
    operations.take_step(by=saga, at=AT, agreement=agreement, kind="in_force", on=date(2026, 1, 1))
    operations.terminate(
        by=saga, at=AT, agreement=agreement, notified_on=NOTIFIED, party=cast.home.municipality
    )
    return Agreement.objects.get(pk=agreement.pk)


def show(cast: Cast, agreement: Agreement, who: str = "saga") -> str:
    answer = cast.client(who).get(reverse("agreements:show", args=(HOME.slug, agreement.pk)))
    return " ".join(answer.content.decode().split())


@pytest.mark.requirement("AGR-3", "FRM-5")
def test_notice_finds_the_forum_that_was_set_up_after_the_agreement_was_started(cast: Cast) -> None:
    saga = cast.scope("saga")
    agreement = give_notice(cast, start(cast))
    assert agreement.termination_forum is None
    assert "finns inte bland forumen här" in notice_remark(saga, agreement=agreement)
    group = leading_group(cast)
    assert notice_forum(saga, agreement=agreement) == group
    assert "Inget möte med Ledningsgruppen är infört den 12 januari 2026" in show(cast, agreement)
    forums.hold_meeting(by=saga, at=AT, forum=group, held_on=NOTIFIED)
    assert notice_remark(saga, agreement=agreement) == ""
    waiting = ending(saga, agreement=agreement)
    assert waiting is not None
    assert waiting.ends_on is None
    forums.hold_meeting(by=saga, at=LATER, forum=group, held_on=date(2026, 3, 3))
    settled = ending(saga, agreement=agreement)
    assert settled is not None
    assert settled.ends_on == date(2026, 3, 3)
    assert "Har upphört" in show(cast, agreement) or "upphör 3 mars 2026" in show(cast, agreement)


@pytest.mark.requirement("AGR-3")
def test_a_forum_named_in_the_rule_is_found_by_its_name(cast: Cast) -> None:
    saga, agreement = cast.scope("saga"), cast.home.agreement
    operations.set_termination(
        by=saga,
        at=AT,
        agreement=agreement,
        seen=agreement.revision,
        who="either_party",
        ends="next_meeting",
        forum_name="Trygghetsgruppen",
    )
    agreement = Agreement.objects.get(pk=agreement.pk)
    assert notice_forum(saga, agreement=agreement) is None
    group = leading_group(cast, "Trygghetsgruppen")
    assert notice_forum(saga, agreement=agreement) == group


@pytest.mark.requirement("AGR-3", "SEC-3")
def test_notice_that_was_entered_by_mistake_is_taken_back_and_the_log_keeps_it(cast: Cast) -> None:
    agreement, client = give_notice(cast, start(cast)), cast.client("saga")
    first, last = agreement.steps.earliest("pk"), agreement.steps.latest("pk")
    address = reverse("agreements:take_back_step", args=(HOME.slug, agreement.pk, last.pk))
    assert address in show(cast, agreement)
    assert address not in show(cast, agreement, "pia")
    with pytest.raises(Refused, match="Bara det sista"):
        operations.take_back_step(by=cast.scope("saga"), at=AT, step=first, reason="Fel.")
    begun = operations.enter(
        by=cast.scope("saga"), at=AT, cooperation=cast.home.cooperation, title="Utkast", is_draft=True
    )
    with pytest.raises(Refused, match="Utkastet är början"):
        operations.take_back_step(
            by=cast.scope("saga"), at=AT, step=begun.steps.earliest("pk"), reason="Fel."
        )
    assert "ta-tillbaka" not in show(cast, begun)
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "Fel överenskommelse."}).status_code == 302
    assert Agreement.objects.get(pk=agreement.pk).state == "in_force"
    row = AuditEntry.objects.latest("pk")
    assert row.act == "tog tillbaka steget uppsagd i"
    assert (row.details["reason"], row.details["on"]) == ("Fel överenskommelse.", "2026-01-12")
    assert not AgreementStep.objects.filter(pk=last.pk).exists()


@pytest.mark.requirement("AGR-1", "AGR-6")
def test_a_draft_is_taken_out_without_where_and_when_the_other_city_signed(cast: Cast) -> None:
    agreement = start(cast)
    assert not agreement.parts.filter(text__contains="november 2024").exists()
    assert agreement.parts.filter(title="De undertecknandes befattningar").exists()
    operations.write_part(  # as those who started before it was left out still have it
        by=cast.scope("saga"),
        at=AT,
        agreement=agreement,
        key="signatures",
        title="Ort och dag",
        text="Mölndal 21 november 2024",
    )
    address = reverse("agreement_document:pdf", args=(HOME.slug, agreement.pk))
    sheets = PdfReader(io.BytesIO(cast.client("pia").get(address).content)).pages
    text = " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())
    assert "21 november 2024" not in text
    assert "Underskrifter" in text
    assert "källan säger" not in text


@pytest.mark.requirement("AGR-1")
def test_an_agreement_that_names_its_parties_itself_has_one_heading_for_them(cast: Cast) -> None:
    saga, agreement = cast.scope("saga"), cast.home.agreement

    def headings() -> list[str]:
        return [one.title for one in section(saga, agreement=agreement, on=AT.date())]

    assert headings().count("Parter") == 1
    operations.write_part(
        by=saga, at=AT, agreement=agreement, key="parties", title="Parter", text="Kommunen och polisen."
    )
    assert headings().count("Parter") == 1


def test_place_and_day_are_taken_out_and_the_rest_stays() -> None:
    assert unsigned("Göteborg 2 juni 2022") == ""
    assert unsigned("Göteborg den 21 november 2024\nStadsdirektör") == "Stadsdirektör"
    assert unsigned("Finansborgarråd Stockholms stad") == "Finansborgarråd Stockholms stad"


@pytest.mark.requirement("AGR-6")
def test_the_names_that_are_left_from_the_source_are_listed_until_they_are_put_right(cast: Cast) -> None:
    saga, agreement = cast.scope("saga"), start(cast)
    left = {one.name: one for one in left_from_source(saga, agreement=agreement)}
    assert "Polisområde Storgöteborg" in left, "polisen parades inte ihop"
    assert "Göteborgs Stad" not in left, "kommunen parades ihop"
    assert "Näringslivet" not in left, "det ordet passar överallt"
    assert "Kvar från källan" in show(cast, agreement)
    for part in agreement.parts.all():
        operations.write_part(
            by=saga,
            at=AT,
            agreement=agreement,
            part=part,
            seen=part.revision,
            key=part.key,
            title="Del",
            text="Text.",
        )
    rest = left_from_source(saga, agreement=agreement)
    assert not any(one.parts for one in rest)
    own = cast.home.agreement
    assert left_from_source(saga, agreement=own) == ()
    assert "Kvar från källan" not in show(cast, own)


@pytest.mark.requirement("AGR-6")
def test_marks_of_italics_are_left_out_of_parts_and_stay_in_clauses(cast: Cast) -> None:
    agreement = start(cast, "molndal")
    written = "\n".join(part.text for part in agreement.parts.all())
    assert "<i>" not in written
    assert "*Trygg i" not in written
    assert "Trygg i Lillåker" in written
    assert AgreementDuty.objects.filter(agreement=agreement, clause__contains="*Trygg i").exists()
    assert without_markup("- **Mål:** 2 * 3 <i>x</i> < 4") == "- Mål: 2 * 3 x < 4"


@pytest.mark.requirement("AGR-6", "USE-2")
def test_whoever_starts_comes_to_the_agreement_where_the_parts_are(cast: Cast) -> None:
    client = cast.client("saga")
    address = reverse("agreements:start", args=(HOME.slug, "molndal"))
    answer = client.post(address, {"place": "Lillåker"})
    made = Agreement.objects.filter(blueprint="molndal", cooperation=cast.home.cooperation)
    assert answer.status_code == 302
    assert answer.headers["Location"] in {
        reverse("agreements:show", args=(HOME.slug, one.pk)) for one in made
    }
    shown = " ".join(client.get(answer.headers["Location"]).content.decode().split())
    assert "<dd>Trygg i Mölndal 2023–2026</dd>" in shown, "mallens namn, inte dess nyckel"
    assert ".txt)</small>" in shown, "filens namn sist, med liten stil"
    duty = AgreementDuty.objects.filter(agreement__in=made, first_line__isnull=False).earliest("pk")
    assert ".txt" not in duty.source
    assert "rad" in duty.source


@pytest.mark.requirement("AGR-8")
def test_duties_costs_and_notice_are_compared(cast: Cast) -> None:
    saga, old = cast.scope("saga"), cast.home.agreement
    new = operations.enter(
        by=saga,
        at=AT,
        cooperation=cast.home.cooperation,
        title="Nästa",
        purposes="Trygghet.",
        fields_of_work="Allt.",
    )
    duty = cast.home.duty
    for when, title in (("per", duty.title), ("standing", "Något nytt gäller")):
        operations.add_duty(
            by=saga,
            at=AT,
            agreement=new,
            content=operations.DutyContent(
                title, ("styrgruppen",), when=WhenGiven(when, per="quarter", at_least=3)
            ),
            clause=duty.clause,
        )
    address = reverse("agreements:compare", args=(HOME.slug,))
    answer = cast.client("pia").get(address, {"old": old.pk, "new": new.pk})
    found = {pair.title: pair for pair in answer.context["compared"].duties}
    assert found[duty.title].is_changed
    assert any("kvartal" in run.text for run in found[duty.title].runs if run.change == "added")
    assert found["Något nytt gäller"].old is None
    assert "Bara i den andra (1)" in answer.content.decode()
    shown = " ".join(answer.content.decode().split())
    assert "Skyldigheter" in shown
    assert "Hur den sägs upp" in shown
    assert "200 000 kr per år" in shown.replace("\u00a0", " ").replace("\u202f", " ")
    same = cast.client("pia").get(address, {"old": old.pk, "new": old.pk})
    assert "Lika i båda (1)" in same.content.decode()


@pytest.mark.requirement("AGR-3")
def test_either_party_gives_notice_and_no_forum_in_its_place(cast: Cast) -> None:
    client = cast.client("saga")
    address = reverse("agreements:terminate", args=(HOME.slug, cast.home.agreement.pk))
    assert "Forumet har beslutat det" not in client.get(address).content.decode()
    assert client.post(address, {"notified_on": "2026-01-12"}).status_code == 422
    sent = {"notified_on": "2026-01-12", "party": cast.home.municipality.pk}
    said = client.post(address, sent, follow=True).content.decode()
    assert said.count("Inget möte med Styrgruppen är infört den 12 januari 2026") == 2, (
        "i svaret och på sidan"
    )


@pytest.mark.requirement("AGR-2")
def test_what_has_ended_is_not_valid_until_further_notice(cast: Cast) -> None:
    saga = cast.scope("saga")
    agreement = operations.enter(
        by=saga,
        at=AT,
        cooperation=cast.home.cooperation,
        title="Tills vidare",
        purposes="Trygghet.",
        fields_of_work="Allt.",
        valid_from=date(2025, 1, 1),
        until_further_notice=True,
    )
    assert validity_of(saga, agreement=agreement) == "från 1 januari 2025 tills vidare"
    operations.take_step(by=saga, at=AT, agreement=agreement, kind="ended", on=date(2026, 1, 1))
    agreement = Agreement.objects.get(pk=agreement.pk)
    assert validity_of(saga, agreement=agreement) == "1 januari–31 december 2025"
    for page in ("agreements:index", "overview:frame"):
        assert "tills vidare" not in cast.client("pia").get(reverse(page, args=(HOME.slug,))).content.decode()
    assert validity(date(2025, 1, 1), None, until_further_notice=True, has_ended=True) == (
        "från 1 januari 2025, har upphört"
    )
    assert validity(None, date(2026, 5, 1)) == "till och med 1 maj 2026"
    assert validity(None, None) == "Okänt"


@pytest.mark.requirement("AGR-6")
def test_local_forums_of_a_kind_are_one_to_choose_among(cast: Cast) -> None:
    for code in ("norr", "soder"):
        forums.set_up(
            by=cast.scope("saga"),
            at=AT,
            cooperation=cast.home.cooperation,
            name=f"Ledningsgrupp {code}",
            kind="steering",
            key="ledningsgrupp-lokal",
            area=cast.home.area(code),
        )
    listed = [one.id for one in arrangement_of(cast.scope("saga"), agreement=cast.home.agreement).forums]
    assert listed.count("ledningsgrupp-lokal") == 1

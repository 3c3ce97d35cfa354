"""What people see of agreements: how they stand, what they hold, and how they are started, changed and ended."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import docx
import pytest
from django.urls import reverse
from pypdf import PdfReader

from tests.cast import AT, HOME, Cast
from trygghjulet.cooperation.agreements import operations
from trygghjulet.cooperation.agreements.models import (
    Agreement,
    AgreementDuty,
    AgreementStep,
    Succession,
    Treatment,
)
from trygghjulet.cooperation.agreements.queries import (
    answers,
    covered,
    duties_of,
    ending,
    in_force,
    instruments_of,
    standing_of,
)
from trygghjulet.cooperation.agreements.rules import blueprints
from trygghjulet.cooperation.agreements.rules.cover import Cover
from trygghjulet.cooperation.agreements.rules.duties import WhenGiven
from trygghjulet.cooperation.forums import operations as forums
from trygghjulet.foundation.access.rules import Refused
from trygghjulet.foundation.audit.models import AuditEntry
from trygghjulet.obligations.reading import read_duty

LATER = AT + timedelta(days=90)


def enter(cast: Cast, **given: Any) -> Agreement:
    return operations.enter(
        by=cast.scope("saga"),
        at=AT,
        cooperation=cast.home.cooperation,
        **{"title": "Överenskommelse", "purposes": "Trygghet.", "fields_of_work": "Allt."} | given,
    )


def step(cast: Cast, agreement: Agreement, kind: str, on: date | None = None, **given: Any) -> AgreementStep:
    return operations.take_step(by=cast.scope("saga"), at=AT, agreement=agreement, kind=kind, on=on, **given)


def page(cast: Cast, name: str, *args: Any, who: str = "pia", **query: Any) -> str:
    answer = cast.client(who).get(reverse(f"agreements:{name}", args=(HOME.slug, *args)), query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.requirement("AGR-3")
def test_a_life_is_rows_with_who_and_when(cast: Cast) -> None:
    draft = enter(cast, is_draft=True)
    step(cast, draft, "under_decision", date(2025, 10, 21), body="Kommunstyrelsen")
    step(cast, draft, "decided", body="Kommunstyrelsen", paragraph="§ 12", registry_number="KS 2025:1")
    shown = page(cast, "show", draft.pk)
    assert "Under beslut" in shown
    assert "21 oktober 2025" in shown
    assert "Kommunstyrelsen, § 12, dnr KS 2025:1" in shown
    assert "Okänd" in shown, "beslutets dag är inte känd"
    assert "av Saga" in shown
    assert [one.kind for one in draft.steps.all()] == ["draft", "under_decision", "decided"]
    with pytest.raises(Refused, match="kan inte följa på"):
        step(cast, draft, "draft")
    with pytest.raises(Refused, match="har inte varit än"):
        step(cast, draft, "signed", date(2026, 12, 1))


@pytest.mark.requirement("AGR-3")
def test_a_draft_is_no_agreement_in_force(cast: Cast) -> None:
    saga, home = cast.scope("saga"), cast.home.cooperation
    before = set(in_force(saga, cooperation=home, on=AT.date()))
    draft = enter(cast, is_draft=True, valid_from=date(2025, 1, 1))
    statutes = enter(cast, kind="statutes", valid_from=date(2025, 1, 1))
    assert set(in_force(saga, cooperation=home, on=AT.date())) == before
    step(cast, draft, "signed", AT.date())
    assert draft in in_force(saga, cooperation=home, on=AT.date())
    assert statutes not in in_force(saga, cooperation=home, on=AT.date()), (
        "ett reglemente är ingen överenskommelse"
    )


@pytest.mark.requirement("AGR-2", "AGR-3")
def test_what_begins_to_apply_is_in_force_from_that_day_or_from_nobody_knows_when(cast: Cast) -> None:
    saga, home = cast.scope("saga"), cast.home.cooperation
    dated, undated, planned = (enter(cast, title=title) for title in ("Dag", "Utan dag", "Kommande"))
    assert not {dated, undated, planned} & set(in_force(saga, cooperation=home, on=AT.date()))
    step(cast, dated, "in_force", date(2026, 1, 10))
    step(cast, undated, "in_force")
    step(cast, planned, "in_force", date(2026, 7, 1))
    now = set(in_force(saga, cooperation=home, on=AT.date()))
    assert {dated, undated} <= now
    assert planned not in now
    assert Agreement.objects.get(pk=dated.pk).valid_from == date(2026, 1, 10)
    assert Agreement.objects.get(pk=undated.pk).valid_from is None
    assert planned in in_force(saga, cooperation=home, on=date(2026, 7, 1))


@pytest.mark.requirement("AGR-3")
def test_notice_ends_it_at_the_forums_next_meeting_when_that_is_held(cast: Cast) -> None:
    saga, agreement, home = cast.scope("saga"), cast.home.agreement, cast.home.cooperation
    operations.terminate(
        by=saga, at=AT, agreement=agreement, notified_on=date(2025, 11, 4), party=cast.home.municipality
    )
    waiting = ending(saga, agreement=agreement)
    assert waiting is not None
    assert waiting.ends_on is None
    assert "Inte avgjort än" in page(cast, "show", agreement.pk)
    assert agreement in in_force(saga, cooperation=home, on=date(2026, 2, 10))

    forums.hold_meeting(
        by=saga, at=LATER, forum=cast.home.forum, meeting=cast.home.meeting, held_on=date(2026, 2, 3)
    )
    settled = ending(saga, agreement=Agreement.objects.get(pk=agreement.pk))
    assert settled is not None
    assert settled.ends_on == date(2026, 2, 3)
    assert agreement in in_force(saga, cooperation=home, on=date(2026, 2, 2))
    assert agreement not in in_force(saga, cooperation=home, on=date(2026, 2, 3))
    assert "Upphör 3 februari 2026" in page(cast, "show", agreement.pk)


@pytest.mark.requirement("AGR-3")
def test_a_silent_agreement_can_not_be_given_notice_of(cast: Cast) -> None:
    silent = enter(cast, valid_from=date(2025, 1, 1))
    with pytest.raises(Refused, match="säger inget om hur den kan sägas upp"):
        operations.terminate(
            by=cast.scope("saga"),
            at=AT,
            agreement=silent,
            notified_on=AT.date(),
            party=cast.home.municipality,
        )
    sent = {"notified_on": "2026-01-10", "party": cast.home.municipality.pk}
    answer = cast.client("saga").post(reverse("agreements:terminate", args=(HOME.slug, silent.pk)), sent)
    assert answer.status_code == 422
    assert "gemensamt kommer överens" in answer.content.decode()


@pytest.mark.requirement("AGR-2")
def test_gaps_in_cover_are_drawn_and_stand_in_a_table(cast: Cast) -> None:
    saga, home = cast.scope("saga"), cast.home.cooperation
    earlier = enter(cast, title="2017–2018", valid_from=date(2017, 1, 1), valid_until=date(2018, 12, 31))
    operations.follow(by=saga, at=AT, agreement=cast.home.agreement, predecessor=earlier)
    found = covered(saga, cooperation=home, on=AT.date())
    assert found is not None
    assert [(one.first.year, one.cover) for one in found.valid] == [
        (2017, Cover.COVERED),
        (2019, Cover.NOT_COVERED),
        (2025, Cover.COVERED),
    ]
    assert [one.cover for one in found.decided] == [
        Cover.CANNOT_BE_TOLD,
        Cover.NOT_COVERED,
        Cover.CANNOT_BE_TOLD,
    ]
    shown = page(cast, "index")
    assert "1 januari 2019–31 december 2024: inte täckt" in shown, "sagt om bilden"
    assert shown.count("Inte täckt") == 2, "en rad i tabellen för var axel"
    assert "2017–2018" in page(cast, "show", cast.home.agreement.pk)
    with pytest.raises(Refused, match="kan inte följa på varandra"):
        operations.follow(by=saga, at=AT, agreement=earlier, predecessor=cast.home.agreement)


@pytest.mark.requirement("AGR-2")
def test_one_agreement_can_follow_on_several(cast: Cast) -> None:
    saga = cast.scope("saga")
    locals_ = [
        enter(cast, title=f"Lokal {code}", kind="local_agreement", area=cast.home.area(code))
        for code in ("norr", "soder")
    ]
    for one in locals_:
        operations.follow(by=saga, at=AT, agreement=cast.home.agreement, predecessor=one)
    shown = page(cast, "show", cast.home.agreement.pk)
    assert "Lokal norr" in shown
    assert "Lokal soder" in shown
    assert Succession.objects.filter(successor=cast.home.agreement).count() == 2


@pytest.mark.requirement("AGR-4")
def test_a_local_agreement_starts_from_the_common_template_and_answers_the_city_wide_areas(
    cast: Cast,
) -> None:
    saga, template = cast.scope("saga"), cast.home.template
    operations.add_template_part(by=saga, at=AT, template=template, key="goal", title="Lokala mål")
    local = operations.start_local(
        by=saga, at=AT, template=template, area=cast.home.area("soder"), title="Lokal Söder"
    )
    assert [part.title for part in local.parts.all()] == ["Lokala mål"]
    assert local.parent == cast.home.agreement
    assert "Inte besvarat" in page(cast, "show", local.pk)
    client, address = (
        cast.client("saga"),
        reverse("agreements:treat", args=(HOME.slug, local.pk, cast.home.problem.pk)),
    )
    assert client.post(address, {"reason": ""}).status_code == 422, "varken behandlat eller sagt varför inte"
    assert client.post(address, {"reason": "Finns inte här."}).status_code == 302
    assert "Finns inte här." in page(cast, "show", local.pk)
    own = operations.write_problem(by=saga, at=AT, agreement=local, title="Våld vid skolan")
    assert client.post(address, {"treated_by": own.pk}).status_code == 302
    assert "Behandlas" in page(cast, "show", local.pk)
    assert Treatment.objects.filter(agreement=local).count() == 1
    assert [one.treatment is not None for one in answers(local)] == [True]


@pytest.mark.requirement("AGR-5")
def test_an_annex_has_versions_and_a_decision_by_somebody_else_is_a_deviation(cast: Cast) -> None:
    shown = page(cast, "show", cast.home.agreement.pk)
    assert "Beslutas av: Styrgruppen." in shown
    assert "Avvikelse" in shown
    assert "Beslutad av Kommunstyrelsen, men överenskommelsen säger att Styrgruppen beslutar." in shown
    operations.add_annex_version(
        by=cast.scope("saga"),
        at=AT,
        annex=cast.home.annex,
        link="https://exempel.example/bilaga",
        valid_from=date(2026, 6, 1),
        decided_forum=cast.home.forum,
    )
    current = cast.home.annex.current(date(2026, 5, 31))
    assert current is not None
    assert current.number == 1
    current = cast.home.annex.current(date(2026, 6, 1))
    assert current is not None
    assert current.number == 2
    assert page(cast, "show", cast.home.agreement.pk).count("Avvikelse") == 1


@pytest.mark.requirement("AGR-7")
def test_a_commitment_shows_whether_the_partys_plan_and_budget_has_it(cast: Cast) -> None:
    saga, commitment = cast.scope("saga"), cast.home.commitment
    shown = page(cast, "show", cast.home.agreement.pk)
    assert "200 000 kr per år" in shown.replace("\u00a0", " ").replace("\u202f", " ")
    terms = operations.Terms(
        "Rådet", party=cast.home.municipality, amount=200_000, split="equal", in_plan="yes"
    )
    with pytest.raises(Refused, match="vilket års"):
        operations.write_commitment(
            by=saga, at=AT, agreement=cast.home.agreement, terms=terms, commitment=commitment
        )
    operations.write_commitment(
        by=saga,
        at=AT,
        agreement=cast.home.agreement,
        terms=replace(terms, in_plan_year=2026, in_plan_reference="Budget s. 14"),
        commitment=commitment,
    )
    shown = page(cast, "show", cast.home.agreement.pk)
    assert "2026, Budget s. 14" in shown
    assert "Delas lika" in shown


@pytest.mark.requirement("AGR-8")
def test_two_agreements_are_compared_word_by_word_with_words_for_what_differs(cast: Cast) -> None:
    saga, new = cast.scope("saga"), enter(cast, title="Nästa överenskommelse")
    operations.write_part(
        by=saga,
        at=AT,
        agreement=new,
        key="followup",
        title="Uppföljning",
        text="Arbetet följs upp två gånger om året.",
    )
    shown = page(cast, "compare", old=cast.home.agreement.pk, new=new.pk)
    assert "<del>[struket: varje år]</del>" in shown
    assert "<ins>[tillagt: två gånger om året]</ins>" in shown
    assert "Bara i den första" in shown, "problemområdet finns bara där"
    assert (
        cast.client("saga")
        .get(
            reverse("agreements:compare", args=(HOME.slug,)),
            {"old": cast.neighbour.agreement.pk, "new": new.pk},
        )
        .context["compared"]
        is None
    )


@pytest.mark.requirement("AGR-1", "AGR-8")
def test_it_can_be_taken_out_to_be_signed(cast: Cast) -> None:
    client = cast.client("pia")
    args = (HOME.slug, cast.home.agreement.pk)
    written = docx.Document(io.BytesIO(client.get(reverse("agreement_document:word", args=args)).content))
    cells = [cell.text for table in written.tables for row in table.rows for cell in row.cells]
    words = [paragraph.text for paragraph in written.paragraphs] + cells
    for expected in ("Uppföljning", "Underskrifter", "Våld på allmän plats", "Samverkansformer"):
        assert any(expected in text for text in words), expected
    assert any("Ordförande" in text for text in cells)
    assert any("____" in text for text in cells), "en rad att skriva på"
    assert any("Arbetet följs upp varje år." in text for text in cells), "skyldigheten med sin klausul"
    pdf = PdfReader(io.BytesIO(client.get(reverse("agreement_document:pdf", args=args)).content))
    assert "Underskrifter" in " ".join(sheet.extract_text() for sheet in pdf.pages)


@pytest.mark.requirement("AGR-6")
@pytest.mark.parametrize("name", blueprints.names())
def test_every_blueprint_can_be_started_from_in_the_browser(cast: Cast, name: str) -> None:
    saga, home = cast.scope("saga"), cast.home.cooperation
    blueprint = blueprints.load(name)
    client = cast.client("saga")
    address = reverse("agreements:start", args=(HOME.slug, name))
    form = client.get(address).context["form"]
    before = AuditEntry.objects.count()
    sent = {key: value for key, value in form.initial.items() if value} | {"place": "Lillåker"}
    assert client.post(address, sent).status_code == 302
    assert AuditEntry.objects.count() == before + 1
    made = instruments_of(saga, home).filter(blueprint=name)
    duties = duties_of(saga, home).filter(blueprint=name)
    assert len(made) == len(blueprint.instruments)
    assert len(duties) == len(blueprint.duties) + len(blueprint.practices)
    assert {one.state for one in made} == {"draft"}
    assert {one.valid_from for one in made} == {None}, "mallens datum är inte våra"
    for duty in duties:
        told, origin = read_duty(duty.data), blueprint.tables[duty.key]
        assert told.instrument in {one.instrument for one in made}
        assert told.clause == origin["clause"], "klausulen citeras som den står"
    shown = page(cast, "show", next(one.pk for one in made if one.duties.exists()))
    assert f"ur mallen {blueprint.title}" in shown
    assert client.post(address, sent).status_code == 422, "samma mall startas en gång"


@pytest.mark.requirement("AGR-2", "AGR-6")
def test_harrydas_own_agreement_shows_its_gap(cast: Cast) -> None:
    saga, home = cast.scope("saga"), cast.home.cooperation
    operations.start_from_blueprint(
        by=saga,
        at=AT,
        cooperation=home,
        blueprint=blueprints.load("harryda"),
        parties={},
        keep_dates=True,
    )
    head = Agreement.objects.get(cooperation=home, key="overenskommelsen")
    assert (head.valid_from, head.valid_until) == (date(2024, 1, 1), date(2027, 12, 31))
    assert head.put_forward_on == date(2024, 10, 21)
    assert head.decided_on is None
    assert standing_of(saga, agreement=head, on=AT.date()).words == "Under beslut"
    found = covered(saga, cooperation=home, on=AT.date())
    assert found is not None
    gap = next(one for one in found.valid if one.cover is Cover.NOT_COVERED)
    assert (gap.first, gap.last) == (date(2019, 1, 1), date(2023, 12, 31))
    gap = next(one for one in found.decided if one.cover is Cover.NOT_COVERED)
    assert (gap.first, gap.last) == (date(2019, 1, 1), date(2024, 10, 20))


@pytest.mark.requirement("AGR-6")
def test_a_duty_is_changed_added_and_removed_with_its_history(cast: Cast) -> None:
    saga, home, client = cast.scope("saga"), cast.home.cooperation, cast.client("saga")
    duty, agreement = cast.home.duty, cast.home.agreement
    address = reverse("agreements:edit_duty", args=(HOME.slug, agreement.pk, duty.pk))
    sent = {
        "seen": 0,
        "title": "Arbetet följs upp två gånger",
        "who": ["styrgruppen"],
        "level": "city",
        "when_form": "per",
        "per": "year",
        "at_least": 2,
    }
    assert client.post(address, sent | {"who": ["ingen"]}).status_code == 422
    assert client.post(address, sent).status_code == 302
    shown = page(cast, "show", agreement.pk)
    assert "minst 2 gånger per år" in shown
    assert "Arbetet följs upp varje år." in shown, "klausulen står kvar"
    assert "Ändrad här" in shown
    late = client.post(address, sent | {"title": "Den andras"})
    assert late.status_code == 422
    assert "Arbetet följs upp två gånger" in late.content.decode()

    with pytest.raises(Refused, match="går inte att läsa"):
        operations.add_duty(
            by=saga,
            at=AT,
            agreement=agreement,
            content=operations.DutyContent("Något", ("okand",), when=WhenGiven("standing")),
            clause="Något ska göras.",
        )
    operations.end_duty(by=saga, at=AT, duty=duty, on=AT.date(), reason="Omförhandlad i december.")
    assert not duties_of(saga, home).exists()
    assert "Omförhandlad i december." in page(cast, "show", agreement.pk)
    assert AgreementDuty.objects.filter(pk=duty.pk).exists()


@pytest.mark.requirement("AGR-1")
def test_a_name_may_stand_where_one_signs_and_other_parties_than_ones_own_too(cast: Cast) -> None:
    operations.write_party(
        by=cast.scope("saga"),
        at=AT,
        agreement=cast.home.agreement,
        name="Bostadsbolaget",
        signer_title="Verkställande direktör",
        signer_name="Namn Namnsson",
        place="Lillåker",
        signed_on=date(2025, 12, 1),
    )
    shown = page(cast, "show", cast.home.agreement.pk)
    assert "Bostadsbolaget" in shown
    assert "Verkställande direktör, Namn Namnsson" in shown
    assert "Lillåker 1 december 2025" in shown


#: Page, what stands in its address, and the form with a text in it.
EDITS: dict[str, tuple[str, dict[str, Any], str]] = {
    "edit": ("", {"title": "Titel", "kind": "agreement", "fields_of_work": "Allt."}, "purposes"),
    "edit_part": ("part", {"key": "goal", "title": "Mål"}, "text"),
    "edit_problem": ("problem", {"title": "Våld på allmän plats"}, "text"),
    "edit_party": ("signatory", {"name": "Bostadsbolaget"}, "signer_title"),
    "edit_commitment": ("commitment", {"per": "year", "split": "own", "in_plan": "unknown"}, "what"),
}


@pytest.mark.requirement("SEC-5")
@pytest.mark.parametrize("name", EDITS)
def test_the_later_of_two_writers_is_told_and_keeps_what_was_written(cast: Cast, name: str) -> None:
    thing, form, field = EDITS[name]
    args = (HOME.slug, cast.home.agreement.pk, *((getattr(cast.home, thing).pk,) if thing else ()))
    address = reverse(f"agreements:{name}", args=args)
    saga, kim = cast.client("saga"), cast.client("kim")
    seen = saga.get(address).context["form"].initial["seen"]
    assert saga.post(address, form | {field: "Det första.", "seen": seen}).status_code == 302
    late = kim.post(address, form | {field: "Det andra.", "seen": seen})
    shown = late.content.decode()
    assert late.status_code == 422
    assert "Det första." in shown
    assert "Det andra." in shown
    now = kim.get(address).context["form"].initial["seen"]
    assert kim.post(address, form | {field: "Båda.", "seen": now}).status_code == 302

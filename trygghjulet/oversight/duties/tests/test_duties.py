"""Duties on their pages: what the rooms record counts, what people note counts, and nothing is ticked by hand alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import AT, Cast
from trygghjulet.cooperation.agreements import operations as agreements
from trygghjulet.cooperation.agreements.models import AgreementDuty
from trygghjulet.cooperation.agreements.rules.blueprints import load
from trygghjulet.cooperation.agreements.rules.duties import WhenGiven
from trygghjulet.cooperation.forums import operations as forums
from trygghjulet.foundation.access.rules import Denied, Refused
from trygghjulet.foundation.privacy.guard import PersonalDataFound
from trygghjulet.obligations.state import State
from trygghjulet.obligations.words import FactKind
from trygghjulet.oversight.duties import operations
from trygghjulet.oversight.duties.models import NotedFact
from trygghjulet.oversight.duties.operations import Noted
from trygghjulet.oversight.duties.queries import arrangement, standings
from trygghjulet.oversight.duties.rules import Judged

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("DUT-2")]

TODAY = AT.date()


def add(cast: Cast, title: str, table: dict[str, object], kind: str = "cooperation") -> AgreementDuty:
    return agreements.add_duty(
        by=cast.scope("saga"),
        at=AT,
        agreement=cast.home.agreement,
        content=agreements.DutyContent(title, ("styrgruppen",), when=WhenGiven("open")),
        clause=f"{title}.",
        kind=kind,
        table=table,
    )


def standing(cast: Cast, duty: AgreementDuty, on: date = TODAY) -> Judged:
    found = standings(cast.scope("saga"), cooperation=cast.home.cooperation, on=on)
    return next(one for one in found if one.row == duty.pk)


def forum_key(cast: Cast) -> str:
    return cast.home.forum.key or "styrgruppen"


def test_a_meeting_that_the_forum_has_held_counts_by_itself(cast: Cast) -> None:
    key = forum_key(cast)
    meets = add(
        cast,
        "Styrgruppen möts varje kvartal",
        {"evidence": {"kind": "meeting", "forum": key}, "when": {"per": "quarter"}},
        kind="meeting",
    )
    held = cast.home.held
    assert held.held_on is not None
    found = standing(cast, meets, held.held_on)
    assert found.standing.state is State.MET
    assert len(found.standing.evidence) == 1
    slug = cast.home.cooperation.slug
    page = cast.client("pia").get(f"/{slug}/skyldigheter/{meets.pk}/?dag={held.held_on}").content.decode()
    assert f'href="/{slug}/forum/{cast.home.forum.pk}/moten/{held.pk}/"' in page


def test_an_adopted_picture_counts_for_its_own_area_only(cast: Cast) -> None:
    local = add(
        cast,
        "En lokal lägesbild tas fram",
        {
            "evidence": {"kind": "document", "what": "lagesbild"},
            "when": {"standing": True},
            "each": "local_areas",
            "level": "local",
        },
        kind="document",
    )
    whole = add(
        cast,
        "En lägesbild för hela kommunen tas fram",
        {"evidence": {"kind": "document", "what": "lagesbild"}, "when": {"standing": True}},
        kind="document",
    )
    adopted = cast.home.adopted
    assert adopted.adopted_on is not None
    later = max(TODAY, adopted.adopted_on)
    by_area = {part.area: part.state for part in standing(cast, local, later).standing.parts}
    assert by_area["norr"] is State.MET
    # The city-wide picture is a draft, and a local one does not stand in for it.
    assert standing(cast, whole, later).standing.state is State.OVERDUE


def test_what_is_noted_counts_until_it_is_taken_back(cast: Cast) -> None:
    report = add(
        cast,
        "Arbetet redovisas för kommunfullmäktige",
        {"evidence": {"kind": "report", "what": "arsredovisning"}, "when": {"per": "year"}},
        kind="report",
    )
    saga = cast.scope("saga")
    assert standing(cast, report).standing.state is not State.MET
    fact = operations.note(
        by=saga,
        at=AT,
        cooperation=cast.home.cooperation,
        noted=Noted(FactKind.REPORT, what="arsredovisning", on=(TODAY, TODAY), reference="KF § 12"),
    )
    met = standing(cast, report)
    assert met.standing.state is State.MET
    assert met.standing.evidence == (f"antecknat-{fact.pk}",)
    operations.take_back(by=saga, at=AT, fact=fact, reason="Fel ärende.")
    assert standing(cast, report).standing.state is not State.MET
    assert NotedFact.objects.get(pk=fact.pk).withdrawn_reason == "Fel ärende."


def test_it_can_be_asked_how_it_stood_another_day(cast: Cast) -> None:
    yearly = add(
        cast,
        "Planen följs upp",
        {"evidence": {"kind": "followup", "what": "plan"}, "when": {"per": "year"}},
        kind="followup",
    )
    operations.say_complete_from(
        by=cast.scope("saga"), at=AT, cooperation=cast.home.cooperation, day=date(2025, 1, 1)
    )
    client = cast.client("saga")
    page = client.get(
        f"/{cast.home.cooperation.slug}/skyldigheter/{yearly.pk}/", {"dag": "2027-02-01"}
    ).content.decode()
    assert "Försenat" in page
    assert "1 februari 2027" in page
    later = client.get(
        f"/{cast.home.cooperation.slug}/skyldigheter/{yearly.pk}/", {"dag": "2099-02-01"}
    ).content.decode()
    assert "Så här kommer det att stå den 1 februari 2099" in later


def test_silence_before_the_cooperation_began_here_tells_nothing(cast: Cast) -> None:
    table = {"evidence": {"kind": "followup", "what": "plan"}, "when": {"per": "quarter"}}
    followed = add(cast, "Planen följs upp varje kvartal", table, kind="followup")
    begun = date(2026, 4, 10)
    before = standing(cast, followed, begun).standing
    assert before.missed == ()
    operations.say_complete_from(
        by=cast.scope("saga"), at=AT, cooperation=cast.home.cooperation, day=date(2025, 10, 1)
    )
    after = standing(cast, followed, begun).standing
    assert after.state is State.OVERDUE
    assert after.missed == ("kvartal 4 2025", "kvartal 1 2026")


def test_two_blueprints_that_mean_different_functions_by_the_same_word_are_told_apart(cast: Cast) -> None:
    saga, home = cast.scope("saga"), cast.home.cooperation
    for name in ("molndal", "goteborg-2024"):
        agreements.start_from_blueprint(
            by=saga, at=AT, cooperation=home, blueprint=load(name), parties={}, keep_dates=True
        )
    called = {one.id: one.name for one in arrangement(saga, cooperation=home, on=TODAY).blueprint.functions}
    assert called["brottsforebyggande-samordnare"] == "Brottsförebyggande samordnaren"
    assert "polisen" in called["brottsforebyggande-samordnare-goteborg-2024"]


def test_something_that_has_not_happened_is_refused_with_what_to_do(cast: Cast) -> None:
    tomorrow = TODAY + timedelta(days=1)
    with pytest.raises(Refused, match="inplanerat"):
        operations.note(
            by=cast.scope("saga"),
            at=AT,
            cooperation=cast.home.cooperation,
            noted=Noted(FactKind.MEETING, forum="styrgruppen", on=(tomorrow, tomorrow)),
        )


def test_nothing_personal_is_noted(cast: Cast) -> None:
    with pytest.raises(PersonalDataFound):
        operations.note(
            by=cast.scope("saga"),
            at=AT,
            cooperation=cast.home.cooperation,
            noted=Noted(FactKind.ACTIVITY, on=(TODAY, TODAY), note="Ring 070-174 06 05"),
        )


def test_a_reader_may_not_note(cast: Cast) -> None:
    with pytest.raises(Denied):
        operations.note(
            by=cast.scope("pia"),
            at=AT,
            cooperation=cast.home.cooperation,
            noted=Noted(FactKind.ACTIVITY, what="x", on=(TODAY, TODAY)),
        )


@pytest.mark.requirement("FRM-5")
def test_when_the_forum_goes_its_duty_stands_without_owner_until_somebody_takes_it_over(cast: Cast) -> None:
    key = forum_key(cast)
    followed = agreements.add_duty(
        by=cast.scope("saga"),
        at=AT,
        agreement=cast.home.agreement,
        content=agreements.DutyContent("Planen följs upp i styrgruppen", (key,), when=WhenGiven("per")),
        clause="Planen följs upp i styrgruppen.",
        kind="followup",
    )
    saga, day = cast.scope("saga"), date(2026, 3, 1)
    forums.end_forum(by=saga, at=AT, forum=cast.home.forum, ended_on=day, reason="Ny organisation.")
    orphan = standing(cast, followed, day + timedelta(days=1))
    assert orphan.standing.ownerless
    assert "ingen äger" in orphan.standing.reason
    client = cast.client("saga")
    listed = client.get(
        f"/{cast.home.cooperation.slug}/skyldigheter/?dag={day + timedelta(days=1)}&lage=alla"
    )
    assert "Skyldigheter utan ägare" in listed.content.decode()
    operations.take_over(
        by=saga,
        at=AT + timedelta(days=60),
        cooperation=cast.home.cooperation,
        duty=followed.key,
        holders=["lillakers-kommun"],
        on=day + timedelta(days=1),
    )
    taken = standing(cast, followed, day + timedelta(days=1))
    assert not taken.standing.ownerless
    assert taken.standing.holders == ("lillakers-kommun",)


def test_the_form_asks_only_for_what_the_duty_leaves_open(cast: Cast) -> None:
    walks = add(
        cast,
        "En trygghetsvandring görs varje termin",
        {
            "evidence": {"kind": "activity", "what": "trygghetsvandring"},
            "when": {"per": "term"},
            "each": "local_areas",
            "level": "local",
        },
    )
    client = cast.client("saga")
    address = f"/{cast.home.cooperation.slug}/skyldigheter/{walks.pk}/gjort/"
    page = client.get(address).content.decode()
    assert 'name="area"' in page
    assert 'name="holds_from"' not in page
    wrong = client.post(address, {"on": "igår", "area": cast.home.area("norr").pk})
    assert wrong.status_code == 422
    assert "är inget datum" in wrong.content.decode()
    right = client.post(
        address, {"on": "2025-Q4", "area": cast.home.area("norr").pk, "reference": "Rapport 3"}
    )
    assert right.status_code == 302
    fact = NotedFact.objects.get(what="trygghetsvandring")
    assert (fact.on_first, fact.on_last) == (date(2025, 10, 1), date(2025, 12, 31))
    assert fact.area == cast.home.area("norr")


def test_a_list_costs_the_same_number_of_questions_with_twice_the_duties(
    cast: Cast,
) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            standings(cast.scope("saga"), cooperation=cast.home.cooperation, on=TODAY)
        return len(asked)

    table = {"evidence": {"kind": "activity", "what": "x"}, "when": {"per": "year"}}
    add(cast, "En skyldighet", table)
    before = questions()
    for number in range(5):
        add(cast, f"Skyldighet {number}", table)
    assert questions() == before


def test_a_stranger_meets_nothing(cast: Cast) -> None:
    client = cast.client("saga")
    assert client.get(f"/{cast.neighbour.cooperation.slug}/skyldigheter/").status_code == 404

"""What comes of reports: states, answers that the reporter is told of, mending, and who sees whose."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from tests.cast import AT, Cast
from trygghjulet.documents.html import html
from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.access.rules import Denied, Refused
from trygghjulet.foundation.audit.models import AuditEntry
from trygghjulet.foundation.audit.rules import Stale
from trygghjulet.foundation.inbox.models import Message
from trygghjulet.observations.period import Period
from trygghjulet.steps.field import operations, queries
from trygghjulet.steps.field.models import Report, State
from trygghjulet.steps.field.operations import Content
from trygghjulet.steps.field.rules.times import When

pytestmark = pytest.mark.requirement("SCN-7")

LATER = AT + timedelta(days=3)
LITTER = Content("surroundings.litter", When("now"), longitude=14.93, latitude=59.05)


def _report(cast: Cast, who: str = "fia", content: Content = LITTER, **instead: Any) -> Report:
    party = cast.home.police if who in ("kim", "palle") else cast.home.municipality
    given = {
        "by": cast.scope(who),
        "at": LATER,
        "cooperation": cast.home.cooperation,
        "party": party,
        "key": uuid4(),
        "content": content,
        "written_at": LATER,
    }
    return operations.send(**given | instead).report


def _stands(cast: Cast, report: Report, who: str = "fia") -> tuple[str, str]:
    found = queries.mine(cast.scope(who), cooperation=cast.home.cooperation).get(pk=report.pk)
    return found.state, found.answer


def test_several_are_answered_at_once_and_each_reporter_is_told_once(cast: Cast) -> None:
    reports = [_report(cast), _report(cast), _report(cast, "kim")]
    operations.answer(
        by=cast.scope("saga"), at=LATER, reports=reports, state=State.ACTED_ON, words="Städas på torsdag."
    )
    assert _stands(cast, reports[0]) == ("acted_on", "Städas på torsdag.")
    told = {message.user.name: message for message in Message.objects.filter(kind="field_answer")}
    assert set(told) == {"Fia", "Kim"}
    assert told["Fia"].subject == "Svar på 2 av dina rapporter: Åtgärdas"
    assert told["Kim"].subject == "Svar på din rapport: Åtgärdas"
    assert "Städas på torsdag." in told["Fia"].text
    assert told["Kim"].link == f"/lillaker/falt/{reports[2].pk}/"


def test_the_newest_state_counts_and_the_latest_answer_stays(cast: Cast) -> None:
    report, saga = _report(cast), cast.scope("saga")
    assert _stands(cast, report) == ("received", "")
    operations.answer(by=saga, at=LATER, reports=[report], state=State.ACTED_ON, words="Lagas.")
    operations.answer(by=saga, at=LATER, reports=[report], state=State.DONE)
    assert _stands(cast, report) == ("done", "Lagas.")
    with pytest.raises(Refused, match="är klart och kan inte få det läget"):
        operations.answer(by=saga, at=LATER, reports=[report], state=State.IN_PICTURE)


def test_that_nothing_is_done_needs_its_reason(cast: Cast) -> None:
    with pytest.raises(Refused, match="varför inget görs"):
        operations.answer(by=cast.scope("saga"), at=LATER, reports=[_report(cast)], state=State.NO_ACTION)


def test_one_that_can_not_be_answered_stops_them_all(cast: Cast) -> None:
    good, gone = _report(cast), _report(cast)
    operations.withdraw(by=cast.scope("fia"), at=LATER, report=gone)
    with pytest.raises(Refused, match="återtagen"), transaction.atomic():
        operations.answer(by=cast.scope("saga"), at=LATER, reports=[good, gone], state=State.DONE)
    assert _stands(cast, good) == ("received", "")


def test_who_coordinates_a_half_answers_what_lies_there(cast: Cast) -> None:
    uno = cast.scope("uno")
    operations.answer(by=uno, at=LATER, reports=[_report(cast)], state=State.DONE)
    south = _report(cast, content=Content("fire", When("now"), longitude=14.92, latitude=59.02))
    with pytest.raises(Denied, match="bara i det område"):
        operations.answer(by=uno, at=LATER, reports=[south], state=State.DONE)


def test_the_reporter_mends_for_an_hour_and_nobody_else_does(cast: Cast) -> None:
    report, fia = _report(cast), cast.scope("fia")
    better = Content("fire", When("now"), place=cast.home.known_place)
    operations.mend(by=fia, at=LATER + timedelta(minutes=20), report=report, seen=0, content=better)
    saved = Report.objects.get(pk=report.pk)
    assert (saved.category, saved.place, saved.longitude) == ("fire", cast.home.known_place, None)
    with pytest.raises(Stale):
        operations.mend(by=fia, at=LATER, report=report, seen=0, content=better)
    with pytest.raises(Denied, match="ägs av den som skrev den"):
        operations.mend(by=cast.scope("saga"), at=LATER, report=report, seen=1, content=better)
    with pytest.raises(Refused, match="mer än 60 minuter"):
        operations.mend(by=fia, at=LATER + timedelta(minutes=61), report=report, seen=1, content=better)
    with pytest.raises(Refused, match="mer än 60 minuter"):
        operations.withdraw(by=fia, at=LATER + timedelta(minutes=61), report=report)


def test_what_is_taken_back_counts_nowhere_and_is_still_the_reporters_to_see(cast: Cast) -> None:
    report = _report(cast)
    days = {"first_day": LATER.date(), "last_day": LATER.date()}
    cooperation = cast.home.cooperation
    assert sum(each.number for each in queries.counts(cooperation=cooperation, **days)) == 1
    operations.withdraw(by=cast.scope("fia"), at=LATER, report=report)
    assert queries.counts(cooperation=cooperation, **days) == []
    assert not queries.reports(cast.scope("saga"), cooperation=cooperation, **days)
    assert _stands(cast, report) == ("withdrawn", "")
    with pytest.raises(Refused, match="redan återtagen"):
        operations.withdraw(by=cast.scope("fia"), at=LATER, report=report)


def test_counts_go_by_category_area_place_party_and_swedish_day(cast: Cast) -> None:
    late = LATER.replace(hour=23, minute=50)
    for _ in range(2):
        _report(cast, at=late, written_at=late)
    _report(cast, "kim", Content("fire", When("now"), place=cast.home.known_place), at=late, written_at=late)
    counted = queries.counts(cooperation=cast.home.cooperation, first_day=late.date(), last_day=late.date())
    assert [(each.category, each.area_code, each.place_id, each.day, each.number) for each in counted] == [
        ("fire", "n1", cast.home.known_place.pk, date(2026, 1, 18), 1),
        ("surroundings.litter", "n1", None, date(2026, 1, 18), 2),
    ]


def test_alike_are_the_same_category_within_a_hundred_metres_and_a_day(cast: Cast) -> None:
    report = _report(cast)
    near = _report(
        cast, "kim", Content("surroundings.litter", When("now"), longitude=14.9313, latitude=59.0503)
    )
    _report(cast, content=Content("surroundings.litter", When("now"), longitude=14.935, latitude=59.05))
    _report(cast, content=Content("fire", When("now"), longitude=14.93, latitude=59.05))
    old = LATER - timedelta(hours=25)
    _report(cast, at=old, written_at=old)
    assert queries.alike(cast.scope("fia"), report=report) == [near]
    everything = list(queries.visible(cast.scope("fia"), cooperation=cast.home.cooperation))
    assert queries.twins(everything) == {report.pk, near.pk}


@pytest.mark.requirement("SEC-1", "SCN-3")
def test_rows_that_stay_with_the_police_are_sums_to_the_others_with_small_ones_withheld(cast: Cast) -> None:
    month = AT.replace(day=3)
    for latitude, category, number in (
        (59.06, "drugs.open", 7),
        (59.06, "fire", 2),
        (59.02, "drugs.open", 8),
    ):
        for _ in range(number):
            _report(
                cast,
                "kim",
                Content(category, When("now"), longitude=14.92, latitude=latitude),
                at=month,
                written_at=month,
            )
    mine = _report(cast)
    kim, saga, cooperation = cast.scope("kim"), cast.scope("saga"), cast.home.cooperation
    january = Period(date(2026, 1, 1), date(2026, 1, 31))
    assert queries.hidden_sums(saga, cooperation=cooperation, month=january) is None

    operations.set_sharing(
        by=kim, at=LATER, cooperation=cooperation, party=cast.home.police, rows_shared=False
    )
    shown = queries.visible(saga, cooperation=cooperation)
    assert set(shown.values_list("party_id", flat=True)) == {cast.home.municipality.pk}
    assert mine in shown
    assert queries.visible(kim, cooperation=cooperation).filter(party=cast.home.police).count() == 17
    sums = queries.hidden_sums(saga, cooperation=cooperation, month=january)
    assert sums is not None
    page = html([sums])
    assert ">7<" in page
    assert ">8<" in page
    assert ">2<" not in page
    assert "färre än 5" in page
    assert queries.hidden_sums(kim, cooperation=cooperation, month=january) is None
    police = Report.objects.filter(party=cast.home.police).earliest("pk")
    with pytest.raises(Denied, match="Raderna stannar hos"):
        operations.answer(by=saga, at=LATER, reports=[police], state=State.DONE)


def test_only_who_looks_after_a_party_chooses_for_it(cast: Cast) -> None:
    with pytest.raises(Denied):
        operations.set_sharing(
            by=cast.scope("saga"),
            at=LATER,
            cooperation=cast.home.cooperation,
            party=cast.home.police,
            rows_shared=True,
        )


def test_ones_own_answer_is_not_told_to_oneself(cast: Cast) -> None:
    operations.answer(by=cast.scope("saga"), at=LATER, reports=[cast.home.field_report], state=State.DONE)
    assert not Message.objects.filter(user=User.objects.get(name="Saga"), kind="field_answer").exists()


@pytest.mark.requirement("SCN-3")
def test_reports_go_when_they_have_been_kept_as_long_as_their_party_keeps_them(cast: Cast) -> None:
    home = cast.home
    reports = Report.objects.filter(cooperation=home.cooperation)
    oldest = min(reports.values_list("happened_from", flat=True))
    party = Report.objects.get(happened_from=oldest, cooperation=home.cooperation).party
    before = reports.count()
    on = oldest.date().replace(year=oldest.year + 2)
    assert operations.let_go_old(at=AT, on=on) == 0
    assert operations.let_go_old(at=AT, on=on + timedelta(days=1)) == 2, "one here and one at the neighbour's"
    assert reports.count() == before - 1
    told = AuditEntry.objects.get(act="gallrade fältrapporter från", cooperation_id=home.cooperation.pk)
    assert (told.subject_name, told.details["reports"]) == (party.name, 1)

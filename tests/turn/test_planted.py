"""What was planted in the example city is found again: places, effects, the measure in vain, and forums that live."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from math import hypot
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from trygghjulet.analysis.changes.change import change_against
from trygghjulet.cooperation.forums.models import Decision, Forum, Meeting, Minutes, RaisedItem, Task
from trygghjulet.cooperation.forums.queries.call import standing_of_call
from trygghjulet.cooperation.forums.queries.decided import counted
from trygghjulet.cooperation.forums.queries.routed import routings
from trygghjulet.cooperation.forums.queries.seats import judged_seats
from trygghjulet.cooperation.forums.queries.turns import proposed_for
from trygghjulet.cooperation.forums.rules.routing import Standing
from trygghjulet.cooperation.forums.rules.seats import Kind
from trygghjulet.demo.content.agreement import (
    LOCAL_STEERING_GROUP,
    PREPARATORY_GROUP,
    SLUG,
    STEERING_GROUP,
    STRATEGIC_COUNCIL,
)
from trygghjulet.demo.content.forums import BOARD, GUARDS, LIGHTS, STATION_GROUP
from trygghjulet.demo.filling import fill
from trygghjulet.demo.people import POLICE, person
from trygghjulet.demo.truth import TRUTH, HotSpot
from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation, Function
from trygghjulet.foundation.parties.queries import scope_of
from trygghjulet.foundation.rounds.models import Rhythm, Round
from trygghjulet.oversight.law.queries import account_of
from trygghjulet.oversight.law.rules.account import Verdict
from trygghjulet.oversight.strategic_council.models import Alternative
from trygghjulet.steps.followup.queries import followed
from trygghjulet.steps.followup.section import section
from trygghjulet.steps.measures import operations as measures
from trygghjulet.steps.picture.models import SituationalPicture
from trygghjulet.steps.picture.operations import figures_now
from trygghjulet.steps.picture.rules.figures import Figures, HotspotFigures, from_json, sha256, to_json

pytestmark = pytest.mark.django_db

#: Farther from every planted place than this, a found one would be somewhere else: two squares of the grid.
_FAR = 500
_LAST_YEAR = date(2025, 12, 31)
#: The autumn that the forums' meetings, tasks and calls are written for.
_AUTUMN = date(2026, 11, 24)
_NOW = datetime(2026, 1, 20, 10, tzinfo=ZoneInfo("Europe/Stockholm"))


@pytest.fixture(scope="module")
def solvik(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cooperation]:
    """The example city, for this file only."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert fill(seed=2026, say=lambda _: None)
        yield Cooperation.objects.select_related("area").get(slug=SLUG)
        transaction.set_rollback(True)


@pytest.fixture
def saga(solvik: Cooperation) -> Scope:
    return scope_of(User.objects.get(email=person("Saga").email), date(2026, 1, 1))


def _round(cooperation: Cooperation, *, city: bool) -> Round:
    seen = SituationalPicture.objects.filter(round__cooperation=cooperation)
    long = Round.objects.filter(pk__in=seen.values("round")).exclude(rhythm=Rhythm.WEEKLY)
    turns = long.select_related("area", "cooperation__area")
    return next(turn for turn in turns if turn.is_city_wide is city)


def _figures(round: Round) -> Figures:
    return from_json(SituationalPicture.objects.get(round=round).figures)


def _distance(found: HotspotFigures, planted: HotSpot) -> float:
    east, north = planted.centre
    return hypot(found.east - east, found.north - north)


@pytest.mark.requirement("PIC-5")
@pytest.mark.parametrize("planted", TRUTH.hot_spots, ids=lambda spot: spot.key)
def test_every_planted_place_is_found_in_the_city(solvik: Cooperation, planted: HotSpot) -> None:
    found = _figures(_round(solvik, city=True)).hotspots
    assert min(_distance(place, planted) for place in found) < planted.radius


@pytest.mark.requirement("PIC-5")
def test_the_planted_places_come_before_any_other(solvik: Cooperation) -> None:
    """The inner city is denser than the rest and may come out too, but after the places that were planted."""
    found = _figures(_round(solvik, city=True)).hotspots
    planted = [min(_distance(place, spot) for spot in TRUTH.hot_spots) < _FAR for place in found]
    assert all(planted[: len(TRUTH.hot_spots)])
    assert len(found) <= len(TRUTH.hot_spots) + 1


@pytest.mark.requirement("PIC-5")
def test_no_place_is_found_in_the_centre_where_none_was_planted(solvik: Cooperation) -> None:
    for place in _figures(_round(solvik, city=False)).hotspots:
        assert min(_distance(place, spot) for spot in TRUTH.hot_spots) < _FAR, place.name


@pytest.mark.requirement("FUP-3")
def test_the_planted_effect_lies_in_its_interval(solvik: Cooperation, saga: Scope) -> None:
    planted = TRUTH.measure("belysning_och_patrull")
    told = [
        one.series
        for item in followed(saga, round=_round(solvik, city=False))
        for one in item.told
        if set(one.indicator.categories) == set(planted.categories)
        and item.measure.first_day == planted.first_day
    ]
    assert told
    for series in told:
        assert series.against is not None
        _, low, high = series.against
        assert low <= planted.ratio <= high
        assert series.verdict == "decrease"
        counts = (series.before, series.after, series.rest_before, series.rest_after)
        as_varied = change_against(*counts, overdispersion=series.variation or 1)
        assert (low, high) == (as_varied.low, as_varied.high)
    said = repr(section(saga, round=_round(solvik, city=False)))
    assert "oberoende av varandra" in said


@pytest.mark.requirement("FUP-3")
def test_the_measure_that_changed_nothing_can_not_be_told_to_have_helped(
    solvik: Cooperation, saga: Scope
) -> None:
    planted, city = TRUTH.measure("kamera"), _round(solvik, city=True)
    somebody = Function.objects.filter(cooperation=solvik).earliest("pk")
    measure = measures.plan_measure(
        by=saga,
        at=_NOW,
        round=city,
        content=measures.Content(
            title=planted.name,
            goals="Färre stölder.",
            first_day=planted.first_day,
            last_day=None,
            planned_by=somebody,
            done_by=somebody,
            followed_up_by=somebody,
            follow_up="Efter ett år.",
            purpose="crime_prevention",
            prevention_type="situational",
            prevention_level="universal",
            grounds="untested",
        ),
        why="En åtgärd som inte gav något ska kunna följas den också.",
    )
    spot = TRUTH.hot_spot(planted.hot_spot)
    measures.add_indicator(
        by=saga,
        at=_NOW,
        measure=measure,
        title="Stölder vid köpcentrumet",
        area=city.area,
        categories=planted.categories,
        centre=spot.centre,
        radius=round(spot.radius),
        why="Det ska gå att följa om den hjälper.",
    )
    (told,) = next(item for item in followed(saga, round=city) if item.measure == measure).told
    series = told.series
    assert series.against is not None
    _, low, high = series.against
    assert low <= planted.ratio <= high
    assert series.verdict == "cannot_be_told"
    client = Client()
    client.force_login(User.objects.get(email=person("Kim").email))
    page = client.get(reverse("followup:show", args=(SLUG, city.pk))).content.decode()
    assert "kan inte avgöras" in page


@pytest.mark.requirement("PIC-7")
def test_the_same_seed_gives_the_same_pictures(solvik: Cooperation) -> None:
    for city in (True, False):
        made = SituationalPicture.objects.get(round=_round(solvik, city=city))
        again = figures_now(made.round, cell_size=made.cell_size)
        assert sha256(to_json(again)) == made.figures_sha256


@pytest.mark.requirement("GOV-2")
def test_the_account_of_the_act_is_truthful_also_of_what_is_missing(solvik: Cooperation, saga: Scope) -> None:
    today = {one.number: one for one in account_of(saga, cooperation=solvik, on=date(2026, 11, 24)).standings}
    assert (today["7 §"].verdict, today["5 §"].verdict) == (Verdict.PARTLY, Verdict.MET)
    assert "1 juli 2024" in " ".join(today["5 §"].missed)
    assert (today["6 §"].verdict, today["6 §"].due) == (Verdict.MET, date(2028, 3, 12))
    then = {one.number: one.verdict for one in account_of(saga, cooperation=solvik, on=_LAST_YEAR).standings}
    assert (then["4 §"], then["5 §"], then["9 §"]) == (Verdict.NOT_MET, Verdict.NOT_MET, Verdict.MET)


def _forum(cooperation: Cooperation, name: str) -> Forum:
    found: Forum = Forum.objects.get(cooperation=cooperation, name=name)
    return found


def _meeting(cooperation: Cooperation, name: str, on: date) -> Meeting:
    forum = _forum(cooperation, name)
    return next(one for one in forum.meetings.select_related("forum") if one.on == on)


def _page(name: str, *keys: int) -> str:
    client = Client()
    client.force_login(User.objects.get(email=person("Saga").email))
    answer = client.get(reverse(name, args=(SLUG, *keys)))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.requirement("FOR-2")
def test_the_council_has_an_empty_seat_and_a_term_that_soon_runs_out(
    solvik: Cooperation, saga: Scope
) -> None:
    found = judged_seats(saga, forum=_forum(solvik, STRATEGIC_COUNCIL), on=_AUTUMN)
    assert [(one.kind, one.words) for one in found] == [
        (Kind.EMPTY, "Åklagarmyndigheten: platsen är tom sedan 31 augusti 2026."),
        (Kind.RUNS_OUT, "Ordförande, Tallmons byalag: uppdraget går ut 31 december 2026."),
    ]
    for name in (BOARD, STEERING_GROUP, LOCAL_STEERING_GROUP, PREPARATORY_GROUP, STATION_GROUP):
        assert not judged_seats(saga, forum=_forum(solvik, name), on=_AUTUMN), name


def test_the_kommunstyrelse_voted_and_the_minority_reserved_itself(solvik: Cooperation) -> None:
    decision = Decision.objects.get(forum=_forum(solvik, BOARD), paragraph="§ 97")
    (vote,) = counted(decision)
    assert vote.recount.figures == "6–5"
    assert vote.agrees
    assert decision.earlier is not None
    assert decision.earlier.outcome == Decision.Outcome.TABLED
    assert {one.kind for one in decision.remarks.all()} == {"reservation", "statement"}
    page = _page("forums:decision", decision.forum_id, decision.pk)
    assert "S 1 (ordförande), S 2, S 3, S 4" in page
    assert "till förmån för tilläggsyrkande från M, L och KD" in page
    # The minutes are approved: nothing of the decision is to be changed any more.
    assert "Protokollet är justerat" in page
    assert "För in ett yrkande" not in page
    assert "Ta tillbaka" not in page


def test_tasks_are_open_late_and_closed(solvik: Cooperation) -> None:
    tasks = Task.objects.filter(forum__cooperation=solvik)
    assert tasks.filter(state=Task.State.DONE).count() == 3
    late = tasks.filter(state=Task.State.OPEN, due__lt=_AUTUMN)
    assert {one.forum.name for one in late} == {STEERING_GROUP, STRATEGIC_COUNCIL}
    assert all(one.told.exists() for one in late)
    assert tasks.filter(state=Task.State.OPEN, due__gte=_AUTUMN).count() == 3


def test_one_dispatch_is_missing_and_others_are_sent_and_received(solvik: Cooperation, saga: Scope) -> None:
    everything = [one for told in routings(saga, cooperation=solvik, on=_AUTUMN) for one in told.routings]
    (missing,) = (one for one in everything if one.standing == Standing.LATE and one.sent is None)
    assert missing.forum.name == LOCAL_STEERING_GROUP
    assert missing.rule.receiver == PREPARATORY_GROUP
    assert {Standing.SENT, Standing.RECEIVED} <= {one.standing for one in everything}


def test_one_raised_matter_is_answered_and_one_waits(solvik: Cooperation) -> None:
    raised = {one.title: one for one in RaisedItem.objects.filter(from_forum__cooperation=solvik)}
    assert raised[LIGHTS].state == RaisedItem.State.ANSWERED
    assert "förstärka vuxennärvaron" in raised[LIGHTS].answer
    assert raised[GUARDS].state == RaisedItem.State.WAITING


def test_minutes_are_approved_and_then_nothing_is_offered_that_is_locked(solvik: Cooperation) -> None:
    meeting = _meeting(solvik, STEERING_GROUP, date(2026, 9, 10))
    assert Minutes.objects.get(meeting=meeting).state == Minutes.State.APPROVED
    assert meeting.attendance.filter(serves=True, serves_for__title="Lokalpolisområdeschef").count() == 1
    assert meeting.attendance.exclude(guest="").count() == 2
    assert {str(note.written_by) for note in meeting.notes.all()} == {person("Saga").name, person("Kim").name}
    page = _page("forums:meeting", meeting.forum_id, meeting.pk)
    assert "Mötet är hållet och justerat." in page
    assert "Rätta mötet" not in page
    assert "För in ett beslut" not in page
    # Where they wait to be approved the meeting can still be put right.
    waiting = _meeting(solvik, LOCAL_STEERING_GROUP, date(2026, 11, 5))
    page = _page("forums:meeting", waiting.forum_id, waiting.pk)
    assert "Nu väntar justeringen." in page
    assert "Rätta mötet" in page
    assert "För in ett beslut" in page


def test_the_council_is_called_in_time_and_the_preparatory_group_late(
    solvik: Cooperation, saga: Scope
) -> None:
    council = _meeting(solvik, STRATEGIC_COUNCIL, date(2026, 12, 8))
    assert standing_of_call(council, on=_AUTUMN).days_late == 0
    assert council.call_sent_on is not None
    assert (council.on - council.call_sent_on).days > 7
    page = _page("forums:summons", council.forum_id, council.pk)
    for said in ("08.20–08.50", "Paus med kaffe", "KS 2026:188-3", "Lämna ett förslag till gemensam larmväg"):
        assert said in page
    late = _meeting(solvik, PREPARATORY_GROUP, date(2026, 12, 3))
    assert standing_of_call(late, on=_AUTUMN).days_late == 1
    # The police led last time, and so the municipality is in turn.
    assert {what: one.party.name == POLICE for what, one in proposed_for(saga, meeting=late).items()} == {
        "chair": False,
        "convened_by": False,
        "notes_by": True,
    }


def test_the_group_after_the_event_is_temporary_and_three_alternatives_are_saved(solvik: Cooperation) -> None:
    group = _forum(solvik, STATION_GROUP)
    assert group.assignment.issued_by.name == LOCAL_STEERING_GROUP
    assert group.assignment.until == date(2027, 1, 31)
    letters = Alternative.objects.filter(cooperation=solvik).values_list("letter", flat=True)
    assert sorted(letters) == ["A", "B", "C"]

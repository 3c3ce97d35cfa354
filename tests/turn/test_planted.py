"""What was planted in the example city is found again: places, an effect, and the measure that changed nothing."""

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
from trygghjulet.demo.content.agreement import SLUG
from trygghjulet.demo.filling import fill
from trygghjulet.demo.people import person
from trygghjulet.demo.truth import TRUTH, HotSpot
from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation, Function
from trygghjulet.foundation.parties.queries import scope_of
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.oversight.law.queries import account_of
from trygghjulet.oversight.law.rules.account import Verdict
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
    turns = Round.objects.filter(cooperation=cooperation).select_related("area", "cooperation__area")
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
        series
        for item in followed(saga, round=_round(solvik, city=False))
        for series in item.series
        if set(series.indicator.categories) == set(planted.categories)
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
    )
    (series,) = next(item for item in followed(saga, round=city) if item.measure == measure).series
    assert series.against is not None
    _, low, high = series.against
    assert low <= planted.ratio <= high
    assert series.verdict == "cannot_be_told"
    client = Client()
    client.force_login(User.objects.get(email=person("Pia").email))
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

"""The library and the central level's year, as people meet them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.cast import AT, HOME, NEIGHBOUR, Cast, content
from trygghjulet.foundation.access.rules import Refused
from trygghjulet.steps.measures import operations as measures
from trygghjulet.steps.measures.models import CityActivity, CityPlan, Indicator, Measure, OwnEntry
from trygghjulet.steps.measures.operations import ActivityContent, EntryContent
from trygghjulet.steps.measures.rules.known import Entry, known

pytestmark = pytest.mark.django_db


def _page(cast: Cast, name: str, *numbers: object, who: str = "saga", **query: str) -> str:
    response = cast.client(who).get(reverse(name, args=(HOME.slug, *numbers)), query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.requirement("ACT-3")
def test_the_library_is_looked_through_and_an_address_keeps_what_was_chosen(cast: Cast) -> None:
    everything = _page(cast, "library:index", who="pia")
    assert f"{len(known()) + 1} åtgärder." in everything
    assert "Er egen" in everything
    assert "Lägg till en egen åtgärd" not in everything
    harmful = _page(cast, "library:index", grund="may_harm")
    assert "Skrämselbesök" in harmful
    assert "Bättre gatubelysning" not in harmful
    assert "Ingen åtgärd passar" in _page(cast, "library:index", sok="flygplan")


@pytest.mark.parametrize("entry", known(), ids=lambda entry: entry.key)
def test_every_entry_has_its_page_with_its_sources(cast: Cast, entry: Entry) -> None:
    page = _page(cast, "library:entry", entry.key, who="pia")
    assert all(str(work.year) in page for work in entry.references)
    assert ("Den här åtgärden kan skada" in page) == (entry.grade == "may_harm")


def test_a_measure_made_from_the_library_brings_goals_steps_and_what_can_be_counted(cast: Cast) -> None:
    home, saga = cast.home, cast.client("saga")
    address = reverse("measures:new", args=(HOME.slug, home.city.pk)) + "?bibliotek=riktad-patrull"
    form = saga.get(address).context["form"]
    assert form.initial["title"] == "Riktad patrull på brottstäta platser"
    writer = home.function("saga").pk
    sent = {name: value for name, value in form.initial.items() if value is not None} | {
        "cause": home.cause.pk,
        "first_day": "2025-09-01",
        "last_day": "2026-03-01",
        "planned_by": writer,
        "done_by": writer,
        "followed_up_by": writer,
        "seen": 0,
    }
    assert saga.post(address, sent).status_code == 302
    made = Measure.objects.get(library_key="riktad-patrull")
    assert [step.first_day for step in made.steps.all()][:2] == [date(2025, 9, 1), date(2025, 9, 15)]
    assert {goal.kind for goal in made.set_goals.all()} == {"production", "effect"}
    assert made.grounds == "proven"
    assert not Indicator.objects.filter(measure=made), "the material has none of the proposed categories"
    assert made.title in _page(cast, "library:entry", "riktad-patrull")
    again = saga.get(reverse("measures:new", args=(HOME.slug, home.city.pk)) + "?bibliotek=finns-inte")
    assert "title" not in again.context["form"].initial


def test_only_categories_that_the_material_has_are_proposed_as_indicators(cast: Cast) -> None:
    made = measures.plan_measure(
        by=cast.scope("saga"),
        at=AT,
        round=cast.home.city,
        content=content(cast.home),
        library_key="battre-belysning",
        counted={"crime": ("Personrån", "Våld")},
    )
    assert [one.categories for one in made.indicators.all()] == [["Personrån"]]


def test_an_entry_of_ones_own_needs_a_source_where_it_says_that_something_is_shown(cast: Cast) -> None:
    saga = cast.scope("saga")
    given = {
        "title": "Vuxna på stan",
        "what": "Vuxna går ute.",
        "known": "Det minskar bråk.",
        "purpose": "both",
        "prevention_type": "social",
        "prevention_level": "universal",
    }
    for grade in ("proven", "evaluated", "no_effect", "may_harm"):
        with pytest.raises(Refused, match="behöver en källa"):
            measures.add_entry(
                by=saga, at=AT, cooperation=cast.home.cooperation, content=EntryContent(**given, grade=grade)
            )
    own = measures.add_entry(
        by=saga,
        at=AT,
        cooperation=cast.home.cooperation,
        content=EntryContent(**given, grade="evaluated", references="Kommunen (2024). Vuxna på stan."),
    )
    assert "Kommunen (2024)" in _page(cast, "library:entry", own.key)


def test_what_a_neighbour_wrote_is_not_in_our_library(cast: Cast) -> None:
    theirs = OwnEntry.objects.get(cooperation=cast.neighbour.cooperation)
    assert cast.client("saga").get(reverse("library:entry", args=(HOME.slug, theirs.key))).status_code == 404
    assert cast.client("saga").get(reverse("library:index", args=(NEIGHBOUR.slug,))).status_code == 404


def test_what_was_seen_here_stands_on_the_entrys_page(cast: Cast) -> None:
    measures.tell_experience(
        by=cast.scope("kim"),
        at=AT,
        cooperation=cast.home.cooperation,
        entry_key="kameror",
        where="Torget, våren 2025",
        text="Bilderna bevakades inte på helgen.",
    )
    assert "Bilderna bevakades inte på helgen." in _page(cast, "library:entry", "kameror", who="pia")


@pytest.mark.requirement("ACT-6")
def test_the_year_is_compiled_when_every_activity_is_followed_up_and_told_afterwards(cast: Cast) -> None:
    saga, home = cast.scope("saga"), cast.home
    plan, activity = home.city_plan, home.city_activity
    with pytest.raises(Refused, match="Sammanställ året först"):
        measures.tell_city_plan(by=saga, at=AT, plan=plan, how="Möte.", on=AT.date())
    with pytest.raises(Refused, match="Följ upp ”Utbilda grupperna” först"):
        measures.compile_city_plan(by=saga, at=AT, plan=plan, summary="Gjort.", on=AT.date())
    with pytest.raises(Refused, match="vad det blev"):
        measures.follow_activity(by=saga, at=AT, activity=activity, seen=0, to="done", result=" ")
    measures.follow_activity(
        by=saga, at=AT, activity=activity, seen=0, to="under_way", result="Hälften.", goes_on=True
    )
    measures.compile_city_plan(by=saga, at=AT, plan=plan, summary="Hälften blev gjort.", on=AT.date())
    with pytest.raises(Refused, match="ändras inte längre"):
        measures.follow_activity(by=saga, at=AT, activity=activity, seen=1, to="done", result="Allt.")
    measures.tell_city_plan(by=saga, at=AT, plan=plan, how="Möte med grupperna.", on=AT.date())
    page = _page(cast, "city_plan:show", 2026, who="pia")
    assert "Hälften blev gjort." in page
    assert "Möte med grupperna." in page
    assert "Lägg till en aktivitet" not in page


@pytest.mark.requirement("ACT-6")
def test_what_goes_on_comes_along_to_the_next_year_once(cast: Cast) -> None:
    saga, home = cast.scope("saga"), cast.home
    measures.follow_activity(
        by=saga, at=AT, activity=home.city_activity, seen=0, to="under_way", result="", goes_on=True
    )
    following = measures.begin_city_plan(by=saga, at=AT, cooperation=home.cooperation, year=2027)
    (carried,) = CityActivity.objects.filter(plan=following)
    assert (carried.title, carried.state, carried.first_day) == (
        "Utbilda grupperna",
        "planned",
        date(2027, 1, 1),
    )
    with pytest.raises(Refused, match="redan en handlingsplan för 2027"):
        measures.begin_city_plan(by=saga, at=AT, cooperation=home.cooperation, year=2027)
    assert CityPlan.objects.filter(cooperation=home.cooperation).count() == 4


def test_an_activity_lies_in_its_year(cast: Cast) -> None:
    saga, home = cast.scope("saga"), cast.home
    doer = home.function("saga")
    for first, last, words in (
        (date(2024, 3, 1), date(2024, 4, 1), "utanför 2026"),
        (date(2026, 4, 1), date(2026, 3, 1), "slutar innan"),
    ):
        with pytest.raises(Refused, match=words):
            measures.add_activity(
                by=saga,
                at=AT,
                plan=home.city_plan,
                content=ActivityContent("Dag", "Alla kom.", doer, first, last),
            )
    across = ActivityContent("Dag", "Alla kom.", doer, date(2025, 12, 1), date(2026, 1, 31))
    made = measures.add_activity(by=saga, at=AT, plan=home.city_plan, content=across)
    assert made.last_day - made.first_day == timedelta(days=61)


def test_the_newest_year_is_the_one_that_opens(cast: Cast) -> None:
    index = reverse("city_plan:index", args=(HOME.slug,))
    assert cast.client("pia").get(index).headers["Location"].endswith("/handlingsplan/2026/")

"""A plan from its first measure to its history: causes, steps, goals, states, order, reasons and decisions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from tests.cast import AT, HOME, Cast, content
from trygghjulet.foundation.access.rules import Refused
from trygghjulet.steps.causes import operations as causes
from trygghjulet.steps.measures import operations as measures
from trygghjulet.steps.measures.models import Goal, Measure, MeasureStep, PlanChange
from trygghjulet.steps.measures.operations import Content, GoalContent, StepContent
from trygghjulet.steps.measures.queries import as_of, measures as measures_in, since_decision

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("ACT-1", "ACT-2", "ACT-3", "ACT-4")]

LATER = AT + timedelta(days=1)
LATEST = AT + timedelta(days=2)


def _words(cast: Cast, name: str, *numbers: Any, who: str = "saga", query: str = "") -> str:
    address = reverse(f"measures:{name}", args=(HOME.slug, cast.home.city.pk, *numbers))
    response = cast.client(who).get(address + query)
    assert response.status_code == 200
    return response.content.decode()


def _decided(cast: Cast) -> None:
    measures.decide_plan(
        by=cast.scope("saga"),
        at=LATER,
        plan=cast.home.plan,
        decided_by="Kommunstyrelsen",
        decided_on=LATER.date(),
    )


def _step(cast: Cast, title: str = "Köp lampor") -> StepContent:
    return StepContent(title, date(2025, 7, 1), date(2025, 8, 1), cast.home.function("kim"))


def test_a_measure_that_addresses_two_causes_shows_under_both_and_counts_once(cast: Cast) -> None:
    saga, home = cast.scope("saga"), cast.home
    other = causes.state_cause(
        by=saga, at=AT, profile=home.profile, perspective="offender", statement="Många är berusade."
    )
    causes.conclude(by=saga, at=AT, cause=other, seen=0, act_on=True, conclusion="Kan påverkas.")
    wanted = Content(**{**vars(content(home, cause=home.cause)), "also": (other, home.cause)})
    measures.change_measure(by=saga, at=AT, measure=home.measure, seen=0, content=wanted)
    assert list(home.measure.also.all()) == [other], "the first cause isn't said twice"
    thread = cast.client("saga").get(reverse("overview:thread", args=(HOME.slug, home.city.pk)))
    words = thread.content.decode()
    assert words.count("Bättre belysning") >= 2
    assert "Många är berusade" in _words(cast, "show")
    assert "Många är berusade" in _words(cast, "measure", home.measure.pk)


def test_a_measure_with_only_other_causes_gets_the_first_of_them_as_its_own(cast: Cast) -> None:
    home = cast.home
    wanted = Content(**{**vars(content(home)), "also": (home.cause,)})
    made = measures.plan_measure(by=cast.scope("saga"), at=AT, round=home.city, content=wanted)
    assert made.cause == home.cause
    assert list(made.also.all()) == []


def test_a_decided_plan_is_changed_with_a_reason_only(cast: Cast) -> None:
    saga, home = cast.scope("saga"), cast.home
    _decided(cast)
    before = PlanChange.objects.count()
    for change in (
        lambda why: measures.add_step(by=saga, at=LATEST, measure=home.measure, content=_step(cast), why=why),
        lambda why: measures.remove_goal(by=saga, at=LATEST, goal=home.goal, why=why),
        lambda why: measures.plan_measure(
            by=saga, at=LATEST, round=home.city, content=content(home, title="Vakter"), why=why
        ),
    ):
        with pytest.raises(Refused, match="varför"):
            change("  ")
        change("Beslutet räckte inte.")
    assert PlanChange.objects.count() == before + 3
    assert "Planen är beslutad" in _words(cast, "add_step", home.measure.pk)
    changed = {one.about: one for one in since_decision(saga, plan=home.plan)}
    assert changed["Vakter"].is_new
    assert {one.label for one in changed["Bättre belysning"].differences} == {
        "Steg: Köp lampor",
        "Produktionsmål 1",
    }
    page = _words(cast, "history")
    assert "Beslutet räckte inte." in page
    assert "Ny sedan beslutet" in page


def test_that_the_work_goes_on_is_no_change_of_a_decided_plan(cast: Cast) -> None:
    saga, home = cast.scope("saga"), cast.home
    _decided(cast)
    measures.set_state(by=saga, at=LATEST, measure=home.measure, to="under_way")
    measures.finish_step(by=saga, at=LATEST, step=home.plan_step, on=LATEST.date())
    assert since_decision(saga, plan=home.plan) == []
    assert "Planen lyder som när den beslutades" in _words(cast, "history")
    measures.set_state(by=saga, at=LATEST, measure=home.measure, to="stopped", why="Pengarna räckte inte.")
    (changed,) = since_decision(saga, plan=home.plan)
    assert [one.label for one in changed.differences] == ["Varför den avbröts"]
    assert "Pengarna räckte inte." in _words(cast, "measure", home.measure.pk)


def test_a_stopped_measure_says_why_and_one_that_goes_on_again_says_it_no_more(cast: Cast) -> None:
    saga, home = cast.scope("saga"), cast.home
    with pytest.raises(Refused, match="varför"):
        measures.set_state(by=saga, at=AT, measure=home.measure, to="stopped")
    measures.set_state(by=saga, at=AT, measure=home.measure, to="stopped", why="Ingen tid.")
    with pytest.raises(Refused, match="redan"):
        measures.set_state(by=saga, at=AT, measure=home.measure, to="stopped", why="Ingen tid.")
    assert measures.set_state(by=saga, at=AT, measure=home.measure, to="under_way").stopped_why == ""
    with pytest.raises(Refused, match="finns inte"):
        measures.set_state(by=saga, at=AT, measure=home.measure, to="on_hold")


def test_a_step_can_not_be_done_on_a_day_that_has_not_come_nor_end_before_it_begins(cast: Cast) -> None:
    saga, step = cast.scope("saga"), cast.home.plan_step
    with pytest.raises(Refused, match="har inte varit"):
        measures.finish_step(by=saga, at=AT, step=step, on=LATER.date())
    backwards = StepContent("Köp", date(2025, 8, 1), date(2025, 7, 1))
    with pytest.raises(Refused, match="slutar innan"):
        measures.add_step(by=saga, at=AT, measure=cast.home.measure, content=backwards)
    done = measures.finish_step(by=saga, at=AT, step=step, on=AT.date())
    assert done.done_on == AT.date()
    assert measures.finish_step(by=saga, at=AT, step=step, on=None).done_on is None


def test_a_goal_is_shown_with_what_could_be_clearer_and_an_indicator_of_its_own_measure(cast: Cast) -> None:
    saga, home = cast.scope("saga"), cast.home
    other = measures.plan_measure(by=saga, at=AT, round=home.city, content=content(home, title="Vakter"))
    vague = GoalContent("effect", "Verka för trygghet.", indicator=home.indicator)
    with pytest.raises(Refused, match="följer en annan åtgärd"):
        measures.set_goal(by=saga, at=AT, measure=other, content=vague)
    measures.set_goal(by=saga, at=AT, measure=home.measure, content=vague)
    page = _words(cast, "measure", home.measure.pk)
    assert "säger inte vad som ska synas" in page
    assert "Utgångsvärdet saknas" in page
    assert str(home.indicator) in page


def test_measures_change_places_under_their_problem_and_stop_at_the_ends(cast: Cast) -> None:
    saga, home = cast.scope("saga"), cast.home
    first, second = Measure.objects.filter(plan__round=home.past).order_by("order")
    measures.move_measure(by=saga, at=AT, measure=second, up=True)
    assert [one.pk for one in measures_in(saga, round=home.past)] == [second.pk, first.pk]
    with pytest.raises(Refused, match="först"):
        measures.move_measure(by=saga, at=AT, measure=second, up=True)
    with pytest.raises(Refused, match="sist"):
        measures.move_measure(by=saga, at=AT, measure=first, up=False)


def test_the_plan_can_be_read_as_it_was_on_a_day(cast: Cast) -> None:
    saga, home = cast.scope("saga"), cast.home
    wanted = content(home, cause=home.cause, title="Nya lampor")
    measures.change_measure(by=saga, at=LATEST, measure=home.measure, seen=0, content=wanted)
    assert [one.about for one in as_of(saga, plan=home.plan, day=LATER.date())] == ["Bättre belysning"]
    assert [one.about for one in as_of(saga, plan=home.plan, day=LATEST.date())] == ["Nya lampor"]
    assert as_of(saga, plan=home.plan, day=AT.date() - timedelta(days=1)) == []
    assert "Bättre belysning" in _words(cast, "history", query=f"?dag={LATER.date()}")
    assert "Planen fanns inte" in _words(cast, "history", query="?dag=2020-01-01")
    assert "Ange en dag" in _words(cast, "history", query="?dag=igår")


def test_what_is_removed_stays_in_the_history(cast: Cast) -> None:
    saga, home = cast.scope("saga"), cast.home
    measures.remove_step(by=saga, at=AT, step=home.plan_step)
    measures.remove_goal(by=saga, at=AT, goal=home.goal)
    assert (MeasureStep.objects.count(), Goal.objects.filter(measure=home.measure).count()) == (1, 0)
    assert "Upphandla armaturer" in _words(cast, "history")


def test_the_group_agrees_the_municipality_decides_and_both_are_told(cast: Cast) -> None:
    saga, home = cast.scope("saga"), cast.home
    assert "Planen har ingen kommunikationsplan och ingen uppföljningsplan" in _words(cast, "agree")
    measures.write_plan(
        by=saga, at=AT, plan=home.plan, seen=0, communication="Boende får brev.", follow_up="Varje kvartal."
    )
    measures.agree_plan(
        by=cast.scope("kim"), at=AT, plan=home.plan, agreed_by="Lokala BRÅ", agreed_on=AT.date()
    )
    _decided(cast)
    document = reverse("measures_document:show", args=(HOME.slug, home.city.pk))
    for page in (_words(cast, "show"), cast.client("pia").get(document).content.decode()):
        assert "Boende får brev." in page
        assert "Lokala BRÅ" in page
        assert "Kommunstyrelsen" in page


def test_what_a_plan_takes_is_summed_and_what_is_unsaid_is_counted(cast: Cast) -> None:
    home = cast.home
    wanted = Content(
        **{
            **vars(content(home, cause=home.cause)),
            "hours": 1200,
            "cost": 50000,
            "borne_by": "Nämnden",
            "ordinary": "partly",
        }
    )
    measures.change_measure(by=cast.scope("saga"), at=AT, measure=home.measure, seen=0, content=wanted)
    page = _words(cast, "show").replace("\u00a0", " ")
    assert "1 200" in page
    assert "50 000 kr" in page
    assert "1 ryms i ordinarie plan" in page


def test_another_who_has_the_plan_open_is_told_within_seconds(cast: Cast) -> None:
    address = reverse("measures:show", args=(HOME.slug, cast.home.city.pk))
    kim = cast.client("kim")
    mark = kim.get(address).context["mark"]
    asked = {"sedan": mark}, {"HX-Request": "true"}
    assert kim.get(address, asked[0], headers=asked[1]).status_code == 204
    measures.add_step(by=cast.scope("saga"), at=LATER, measure=cast.home.measure, content=_step(cast))
    told = kim.get(address, asked[0], headers=asked[1])
    assert told.status_code == 200
    assert "Köp lampor" in told.content.decode()


def test_a_reader_sees_the_plan_and_none_of_its_buttons(cast: Cast) -> None:
    page = _words(cast, "show", who="pia") + _words(cast, "measure", cast.home.measure.pk, who="pia")
    assert "Bättre belysning" in page
    assert "Planera en åtgärd" not in page
    assert "Lägg till ett steg" not in page
    assert "Flytta upp" not in page

"""The arrangements that come with the product, planned year by year: every demand is kept, and the engine agrees."""

from datetime import date

import pytest

from trygghjulet.cooperation.agreements.rules import blueprints
from trygghjulet.obligations import words as w
from trygghjulet.obligations.facts import Record
from trygghjulet.obligations.planning.calendar import DaysOff
from trygghjulet.obligations.planning.checking import check
from trygghjulet.obligations.planning.planner import as_facts, plan_year
from trygghjulet.obligations.planning.problem import ForumWish, OneADay, Plan, Wishes
from trygghjulet.obligations.planning.tests.town import YEAR, meeting
from trygghjulet.obligations.state import State, judge

pytestmark = pytest.mark.requirement("DUT-5")

SCHOOL_HOLIDAYS = (
    DaysOff(date(2026, 2, 9), date(2026, 2, 13), "sportlovet"),
    DaysOff(date(2026, 3, 30), date(2026, 4, 2), "påsklovet"),
    DaysOff(date(2026, 6, 22), date(2026, 8, 14), "sommarlovet"),
    DaysOff(date(2026, 10, 26), date(2026, 10, 30), "höstlovet"),
    DaysOff(date(2026, 12, 21), date(2026, 12, 31), "jullovet"),
)


def broken(found: Plan) -> list[str]:
    return [one.id for one in check(found) if not one.holds]


def of(found: Plan, key: str) -> list[date]:
    return [one.on for one in found.new if one.forum == key]


@pytest.mark.parametrize("year", [2025, 2026, 2027])
@pytest.mark.parametrize("name", blueprints.names())
def test_a_years_plan_keeps_every_demand_and_the_engine_says_so(name: str, year: int) -> None:
    blueprint = blueprints.load(name)
    areas = () if blueprint.local_areas else ("norr", "soder")
    found = plan_year(blueprint, Record([], areas=areas), year)
    assert (broken(found), found.unmet) == ([], ())
    end = date(year, 12, 31)
    held = Record(as_facts(found, held=True), areas=areas)
    coming = Record(as_facts(found), areas=areas)
    asked = {one.duty for one in (*found.problem.needs, *found.problem.chains)}
    assert bool(asked) is (name not in {"malmo", "molndal"})  # their clauses ask for no number of meetings
    for one in blueprint.duties:
        if one.id not in asked:
            continue
        assert judge(one, held, end, blueprint=blueprint).state is State.MET, one.id
        before = judge(one, coming, date(year, 1, 1), blueprint=blueprint)
        assert before.state is not State.AT_RISK, one.id


@pytest.mark.parametrize("name", ["goteborg-2024", "stockholm"])
def test_turns_alternate_as_the_clauses_say(name: str) -> None:
    blueprint = blueprints.load(name)
    found = plan_year(blueprint, Record([], areas=() if blueprint.local_areas else ("norr",)), 2026)
    held = Record(as_facts(found, held=True))
    for one in blueprint.duties:
        if isinstance(one.when, w.Alternates) and not one.each:
            assert judge(one, held, YEAR[1], blueprint=blueprint).state is State.MET, one.id


def test_the_leading_group_meets_four_times_with_one_full_day_and_changing_chair() -> None:
    blueprint = blueprints.load("goteborg-2024")
    found = plan_year(blueprint, Record([]), 2026)
    group = [one for one in found.new if one.forum == "ledningsgrupp"]
    assert len(group) == 4
    assert [one.full_day for one in group].count(True) == 1
    assert [one.chair for one in group] == ["staden", "polisen", "staden", "polisen"]
    # Den lokala ledningsgruppen och samordningen i varje stadsområde, fyra gånger var.
    for forum in ("ledningsgrupp-lokal", "samordning-lokal"):
        assert sorted(one.area for one in found.new if one.forum == forum) == sorted(
            [*blueprint.local_areas] * 4
        )


def test_a_chair_goes_on_from_whose_turn_it_was() -> None:
    blueprint = blueprints.load("goteborg-2024")
    last = meeting("ledningsgrupp", date(2025, 11, 20), chair="staden")
    found = plan_year(blueprint, Record([last]), 2026)
    assert next(one.chair for one in found.new if one.forum == "ledningsgrupp") == "polisen"


def test_the_same_questions_give_the_same_plan() -> None:
    blueprint = blueprints.load("goteborg-2022")
    assert plan_year(blueprint, Record([]), 2026).meetings == plan_year(blueprint, Record([]), 2026).meetings


def test_school_holidays_are_kept_free() -> None:
    found = plan_year(blueprints.load("goteborg-2022"), Record([]), 2026, days_off=SCHOOL_HOLIDAYS)
    # Sommarlovet tar hela juli: "cirka en gång i månaden" ryms ändå.
    assert (broken(found), found.unmet) == ([], ())
    assert not [one for one in found.new if any(span.holds(one.on) for span in SCHOOL_HOLIDAYS)]


def test_nothing_at_all_meets_the_same_day_where_that_is_wished() -> None:
    found = plan_year(
        blueprints.load("goteborg-2024"), Record([]), 2026, wishes=Wishes(one_a_day=OneADay.ALL)
    )
    days = [one.on for one in found.new]
    assert len(days) == len(set(days)) > 40


def test_a_forum_can_be_given_meetings_that_no_clause_asks_for_or_left_out() -> None:
    blueprint = blueprints.load("malmo")
    found = plan_year(
        blueprint, Record([]), 2026, wishes=Wishes(forums={"styrgruppen": ForumWish(meetings=4)})
    )
    assert len(of(found, "styrgruppen")) == 4
    out = Wishes(forums={"natverk": ForumWish(left_out=True)})
    assert of(plan_year(blueprints.load("goteborg-2024"), Record([]), 2026, wishes=out), "natverk") == []


def test_every_meeting_says_why_it_lies_where_it_does() -> None:
    found = plan_year(blueprints.load("goteborg-2024"), Record([]), 2026)
    assert all(one.reason.endswith(".") and len(one.reason) > 10 for one in found.meetings)
    prepared = next(one for one in found.new if one.forum == "samordning")
    assert prepared.reason.startswith("Bereder Ledningsgrupp")

"""Plans keep what the duties demand, spread out, or say what can't be met and why."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings, strategies as st

from trygghjulet.obligations import words as w
from trygghjulet.obligations.facts import Fact, Record
from trygghjulet.obligations.planning.calendar import DaysOff, between, is_squeezed, is_working
from trygghjulet.obligations.planning.checking import check
from trygghjulet.obligations.planning.ending import endings
from trygghjulet.obligations.planning.planner import plan
from trygghjulet.obligations.planning.problem import ForumWish, Plan, Wishes
from trygghjulet.obligations.planning.tests.town import BEFORE, YEAR, duty, forum, meeting, town, yearly

pytestmark = pytest.mark.requirement("DUT-5")

SCHOOL_HOLIDAYS = (
    DaysOff(date(2026, 2, 9), date(2026, 2, 13), "sportlovet"),
    DaysOff(date(2026, 3, 30), date(2026, 4, 2), "påsklovet"),
    DaysOff(date(2026, 6, 22), date(2026, 8, 14), "sommarlovet"),
    DaysOff(date(2026, 10, 26), date(2026, 10, 30), "höstlovet"),
    DaysOff(date(2026, 12, 21), date(2026, 12, 31), "jullovet"),
)


def planned(blueprint: w.Blueprint, *facts: Fact, **more: object) -> Plan:
    asked = {"first": YEAR[0], "last": YEAR[1], "at": BEFORE, **more}
    return plan(blueprint, Record(facts), **asked)  # type: ignore[arg-type]  # as each test gives them


def broken(found: Plan) -> list[str]:
    return [one.id for one in check(found) if not one.holds]


def of(found: Plan, key: str) -> list[date]:
    return [one.on for one in found.new if one.forum == key]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.dates(*YEAR), st.integers(0, 40), st.booleans()),
        max_size=6,
    )
)
def test_whatever_is_off_the_plan_says_what_it_keeps(off: list[tuple[date, int, bool]]) -> None:
    spans = [
        DaysOff(first, first + timedelta(days=more), f"ledigt {number}", firm)
        for number, (first, more, firm) in enumerate(off)
    ]
    blueprint = town(
        duty("styr", "styrgrupp", w.PerPeriod(w.Per.QUARTER)),
        duty("rad", "rad", yearly(6, at_most=8)),
        forums=(forum("beredning", prepares_for=("styrgrupp",)),),
    )
    found = planned(blueprint, days_off=spans)
    assert set(broken(found)) == {one.id for one in found.unmet}
    for one in found.new:
        assert is_working(one.on)
        assert not any(span.firm and span.holds(one.on) for span in spans)


def test_july_is_free_unless_something_else_is_said() -> None:
    monthly = town(duty("styr", "styrgrupp", w.PerPeriod(w.Per.MONTH)))
    assert 7 not in {day.month for day in of(planned(monthly), "styrgrupp")}
    assert {day.month for day in of(planned(monthly, days_off=()), "styrgrupp")} == set(range(1, 13))


def test_squeeze_days_are_not_used_when_others_are_free() -> None:
    found = planned(town(duty("styr", "styrgrupp", w.PerPeriod(w.Per.MONTH))), days_off=())
    assert not any(map(is_squeezed, of(found, "styrgrupp")))


def test_what_is_only_avoided_is_used_when_nothing_else_is_left() -> None:
    autumn = duty("styr", "styrgrupp", yearly(1, between=((10, 26), (10, 30))))
    avoided = replace(SCHOOL_HOLIDAYS[3], firm=False)
    found = planned(town(autumn), days_off=[avoided])
    assert [avoided.holds(day) for day in of(found, "styrgrupp")] == [True]
    assert [one.constraint for one in found.unmet] == ["Inga möten i höstlovet om det går."]


def test_wished_weekdays_are_given() -> None:
    wishes = Wishes(forums={"styrgrupp": ForumWish(weekdays=(1, 3))})
    found = planned(town(duty("styr", "styrgrupp", yearly(8))), wishes=wishes)
    assert {day.weekday() for day in of(found, "styrgrupp")} <= {1, 3}


def test_meetings_lie_far_apart_and_evenly() -> None:
    days = of(planned(town(duty("styr", "styrgrupp", yearly(4)))), "styrgrupp")
    gaps = [between(one, other) for one, other in pairwise(days)]
    # Ett år har 251 arbetsdagar, varav 23 i juli; fyra jämnt lagda möten ligger minst 56 isär.
    assert len(gaps) == 3
    assert min(gaps) >= 50


def test_the_part_of_the_year_that_a_clause_names_is_kept() -> None:
    found = planned(town(duty("arsmote", "rad", yearly(2, between=((10, 1), (12, 31))))))
    assert [day.month >= 10 for day in of(found, "rad")] == [True, True]


def test_a_named_year_and_a_deadline_are_kept() -> None:
    by = duty("forsta", "natverk", w.By(date(2026, 3, 31)))
    year = duty("hearing", "hearing", w.InYear(2024, 2))
    found = planned(town(by, year))
    assert len(of(found, "natverk")) == len(of(found, "hearing")) == 1
    assert of(found, "natverk")[0] <= date(2026, 3, 31)
    assert of(planned(town(year), first=date(2027, 1, 1), last=date(2027, 12, 31)), "hearing") == []


def test_never_longer_apart_than_a_clause_allows() -> None:
    again = duty("igen", "rad", w.Every(w.Interval(months=2)))
    found = planned(town(again), meeting("rad", date(2025, 12, 1)), days_off=())
    days = [date(2025, 12, 1), *of(found, "rad"), date(2026, 12, 31)]
    assert broken(found) == []
    assert max((other - one).days for one, other in pairwise(days)) <= 62


def test_a_period_that_begins_mid_year_asks_for_its_share() -> None:
    found = planned(town(duty("styr", "styrgrupp", yearly(4)), valid_from=date(2026, 7, 1)))
    assert len(of(found, "styrgrupp")) == 2
    assert min(of(found, "styrgrupp")) >= date(2026, 7, 1)


def test_what_falls_due_after_the_agreement_is_not_planned() -> None:
    assert planned(town(duty("styr", "styrgrupp", yearly(4)), valid_until=date(2026, 9, 1))).new == ()


def test_what_is_held_and_planned_counts_and_stays() -> None:
    held = meeting("styrgrupp", date(2026, 2, 3))
    booked = meeting("styrgrupp", date(2026, 11, 3), planned=True)
    found = planned(town(duty("styr", "styrgrupp", yearly(4))), held, booked, at=date(2026, 3, 2))
    assert [(one.on, one.held) for one in found.meetings if not one.new] == [
        (date(2026, 2, 3), True),
        (date(2026, 11, 3), False),
    ]
    days = of(found, "styrgrupp")
    assert len(days) == 2
    every = sorted([*days, date(2026, 2, 3), date(2026, 11, 3)])
    assert min(between(one, other) for one, other in pairwise(every)) >= 45


def test_a_local_forum_that_is_alone_counts_its_own_meetings() -> None:
    local = duty("lokal", "lokal", yearly(3))
    held = replace(meeting("lokal", date(2026, 2, 3)), area="centrum")
    found = planned(
        town(
            replace(local, level=w.Level.LOCAL),
            forums=(
                forum("lokal", level=w.Level.LOCAL),
                forum("beredning", prepares_for=("lokal",), level=w.Level.LOCAL),
            ),
            areas=("centrum", "norr"),
        ),
        held,
        at=date(2026, 3, 2),
    )
    assert (broken(found), len(of(found, "lokal")), len(of(found, "beredning"))) == ([], 2, 2)


def test_a_rush_in_october_still_fits_four_meetings() -> None:
    blueprint = town(
        duty("styr", "styrgrupp", yearly(4)),
        forums=(forum("beredning", prepares_for=("styrgrupp",)),),
    )
    found = planned(blueprint, at=date(2026, 10, 5))
    assert (broken(found), found.unmet) == ([], ())
    days = of(found, "styrgrupp")
    assert len(days) == 4
    assert min(days) >= date(2026, 10, 12)
    assert min(between(one, other) for one, other in pairwise(days)) >= 10


def test_a_call_takes_the_days_that_its_clause_asks_for() -> None:
    call = replace(
        duty("kallelse", "rad", w.Before(w.Pattern(w.FactKind.MEETING, forum="rad"), 21)),
        kind=w.Kind.NOTICE,
        evidence=w.Pattern(w.FactKind.NOTICE, forum="rad"),
    )
    found = planned(town(duty("rad", "rad", yearly(12)), call), at=date(2026, 3, 2))
    assert min(of(found, "rad")) >= date(2026, 3, 23)


def test_preparation_comes_before_each_meeting() -> None:
    blueprint = town(
        duty("styr", "styrgrupp", yearly(4)),
        duty("bered", "beredning", yearly(6)),
        forums=(forum("beredning", prepares_for=("styrgrupp",)),),
    )
    found = planned(blueprint)
    assert (broken(found), len(of(found, "beredning"))) == ([], 6)
    for day in of(found, "styrgrupp"):
        assert any(5 <= between(one, day) <= 20 for one in of(found, "beredning"))


def test_local_groups_meet_before_the_forum_that_they_report_to() -> None:
    blueprint = town(
        duty("styr", "styrgrupp", yearly(4)),
        duty("lokal", "lokal", yearly(2), each="local_areas"),
        forums=(forum("lokal", reports_to=("styrgrupp",), level=w.Level.LOCAL),),
        areas=("norr", "soder"),
    )
    found = planned(blueprint)
    assert (broken(found), len(of(found, "lokal"))) == ([], 4)
    for day in of(found, "lokal"):
        late = between(day, YEAR[1]) < 30
        assert late or any(1 <= between(day, one) <= 30 for one in of(found, "styrgrupp"))


def test_forums_that_share_a_function_never_meet_the_same_day() -> None:
    shared = [forum("styrgrupp", led_by=("chef",)), forum("rad", led_by=("chef",))]
    duties = [duty("styr", "styrgrupp", yearly(4)), duty("rad", "rad", yearly(4))]
    found = planned(town(*duties, forums=shared))
    assert set(of(found, "styrgrupp")).isdisjoint(of(found, "rad"))
    assert len(found.new) == 8


def test_a_quarter_that_is_off_is_named() -> None:
    off = DaysOff(date(2026, 7, 1), date(2026, 9, 30), "ombyggnaden")
    found = planned(town(duty("styr", "styrgrupp", w.PerPeriod(w.Per.QUARTER))), days_off=[off])
    (one,) = found.unmet
    assert (one.forum, one.period) == ("Styrgrupp", "kvartal 3 2026")
    assert one.constraint == "Styrgrupp: minst ett möte under kvartal 3 2026."
    assert one.why == "Det går inte ihop med att ombyggnaden är ledig (1 juli–30 september 2026)."
    assert len(of(found, "styrgrupp")) == 3
    assert broken(found) == [one.id]


def test_twelve_months_and_only_ten_open() -> None:
    off = [
        DaysOff(date(2026, 7, 1), date(2026, 7, 31), "juli"),
        DaysOff(date(2026, 12, 1), date(2026, 12, 31), "december"),
    ]
    found = planned(town(duty("styr", "styrgrupp", w.PerPeriod(w.Per.MONTH))), days_off=off)
    assert [(one.period, "juli" in one.why, "december är" in one.why) for one in found.unmet] == [
        ("juli 2026", True, False),
        ("december 2026", False, True),
    ]
    assert len(of(found, "styrgrupp")) == 10


def test_a_preparation_that_does_not_fit_is_named_and_the_meeting_still_planned() -> None:
    blueprint = town(
        duty("styr", "styrgrupp", yearly(1, between=((1, 1), (1, 9)))),
        forums=(forum("beredning", prepares_for=("styrgrupp",)),),
    )
    found = planned(blueprint)
    (one,) = found.unmet
    assert one.constraint == "Beredning möts 5–20 arbetsdagar före varje möte i Styrgrupp."
    assert "de andra mötena som krävs" in one.why
    assert len(of(found, "styrgrupp")) == 1


def test_too_little_time_is_said() -> None:
    found = planned(town(duty("styr", "styrgrupp", yearly(4))), at=date(2026, 12, 21))
    (one,) = found.unmet
    assert one.missing == 1  # 28, 29 och 30 december finns kvar
    assert "kallelsen behöver 7 dagar från i dag, 21 december 2026" in one.why
    assert len(of(found, "styrgrupp")) == 3


def test_more_meetings_than_days_for_one_function() -> None:
    shared = [forum("styrgrupp", led_by=("chef",)), forum("rad", led_by=("chef",))]
    one_day = ((3, 4), (3, 4))
    found = planned(
        town(
            duty("styr", "styrgrupp", yearly(1, between=one_day)),
            duty("rad", "rad", yearly(1, between=one_day)),
            forums=shared,
        )
    )
    (one,) = found.unmet
    assert one.constraint == "Högst ett möte om dagen för Chefen."
    assert "de andra mötena som krävs" in one.why


def test_a_wish_yields_to_a_duty() -> None:
    blueprint = town(duty("styr", "styrgrupp", yearly(2, at_most=2)))
    wishes = Wishes(forums={"styrgrupp": ForumWish(meetings=4)})
    found = planned(blueprint, wishes=wishes)
    (one,) = found.unmet
    assert one.constraint == "Styrgrupp: önskat 4 möten 2026."
    assert "högst 2 möten" in one.why
    assert len(found.new) == 2


def test_a_plan_that_is_tampered_with_does_not_pass() -> None:
    found = planned(
        town(
            duty("styr", "styrgrupp", yearly(4)),
            forums=(forum("beredning", prepares_for=("styrgrupp",)),),
        )
    )
    assert broken(found) == []
    without = replace(found, meetings=found.meetings[2:])
    assert any(one.startswith("demand:styr") for one in broken(without))
    moved = replace(found.meetings[0], on=date(2026, 7, 4))
    assert {"working_days", "off:juli 2026/2026-07-01"} <= set(
        broken(replace(found, meetings=(moved, *found.meetings[1:])))
    )


def test_meetings_are_not_huddled_to_spare_a_preparation() -> None:
    blueprint = town(
        duty("styr", "styrgrupp", yearly(4)),
        duty("bered", "beredning", yearly(2)),
        forums=(forum("beredning", prepares_for=("styrgrupp",)),),
    )
    found = planned(blueprint, meeting("styrgrupp", date(2025, 11, 20)))
    assert len(of(found, "beredning")) == 4
    assert min(between(one, other) for one, other in pairwise(of(found, "styrgrupp"))) >= 45


def test_a_function_of_the_whole_city_is_in_one_local_meeting_a_day() -> None:
    seat = w.Seat("samordnare", "Samordnaren", function="samordnare")
    blueprint = town(
        duty("lokalt", "lokalt", w.PerPeriod(w.Per.MONTH), each="local_areas"),
        replace(
            duty("rad", "rad", yearly(4)),
            composition=w.Composition((seat,)),
        ),
        forums=(forum("lokalt", led_by=("samordnare",), level=w.Level.LOCAL),),
        areas=("norr", "soder", "vaster"),
    )
    found = planned(blueprint, days_off=())
    every = [one.on for one in found.new]
    assert len(every) == len(set(every)) == 12 * 3 + 4
    assert broken(found) == []
    # Where it is known to be another person in each area, two areas may meet on the same day.
    apart = planned(blueprint, days_off=(), wishes=Wishes(in_each_area=frozenset({"samordnare"})))
    assert not [one for one in apart.problem.together if len(one.bodies) > 1]


def test_a_function_known_to_be_one_is_shared_without_a_seat() -> None:
    blueprint = town(
        duty("lokalt", "lokalt", yearly(4), each="local_areas"),
        forums=(forum("lokalt", led_by=("chef",), level=w.Level.LOCAL),),
        areas=("norr", "soder"),
    )
    assert planned(blueprint).problem.together == ()
    (shared,) = planned(blueprint, wishes=Wishes(everywhere=frozenset({"chef"}))).problem.together
    assert {one.area for one in shared.bodies} == {"norr", "soder"}


def test_what_ends_within_the_plan_is_told_and_what_ended_before_only_where_nothing_goes_on() -> None:
    meets = duty("styr", "styrgrupp", yearly(4))
    ends = town(meets, valid_until=date(2026, 6, 30))

    def told(blueprint: w.Blueprint, year: int) -> tuple[tuple[str, date], ...]:
        return endings(blueprint, Record([]), first=date(year, 1, 1), last=date(year, 12, 31))

    assert told(town(meets), 2026) == ()
    assert told(ends, 2025) == ()
    assert told(ends, 2026) == told(ends, 2030) == (("Avtalet", date(2026, 6, 30)),)
    heir = replace(ends.instruments[0], id="nytt", title="Det nya", head=False, valid_until=None)
    both = replace(
        ends, instruments=(*ends.instruments, heir), duties=(meets, replace(meets, id="n", instrument="nytt"))
    )
    assert told(both, 2026) == (("Avtalet", date(2026, 6, 30)),)
    assert told(both, 2027) == ()

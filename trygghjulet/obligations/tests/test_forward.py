"""Run forward: duties come, are met by work, lapse when it stops, and none is due twice or never."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from trygghjulet.obligations import words as w
from trygghjulet.obligations.dates import Span, later, period
from trygghjulet.obligations.facts import Fact, Record
from trygghjulet.obligations.forward import simulate
from trygghjulet.obligations.occurrences import Occurrence, occurrences
from trygghjulet.obligations.standing import Standing, State
from trygghjulet.obligations.state import judge
from trygghjulet.obligations.tests.cases import MEETS, arrangement
from trygghjulet.obligations.timing import again_by

pytestmark = pytest.mark.requirement("DUT-1", "DUT-2", "DUT-5")
DAY = timedelta(days=1)
RUN = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
BLUEPRINT = arrangement(MEETS + 'when = { per = "year" }')
STARTS = st.one_of(
    st.dates(min_value=date(2019, 1, 1), max_value=date(2027, 12, 31)),
    st.sampled_from(
        [date(2024, 2, 29), date(2023, 12, 31), date(2024, 1, 1), date(2020, 12, 28), date(2024, 7, 1)]
    ),
)
PARTS_OF_THE_YEAR = st.sampled_from([None, ((10, 1), (12, 31)), ((1, 1), (3, 31)), ((2, 29), (9, 30))])
CADENCES = st.one_of(
    st.builds(
        w.PerPeriod,
        per=st.sampled_from(list(w.Per)),
        at_least=st.integers(1, 6),
        starting=st.sampled_from([None, 2019, 2024]),
    ),
    st.builds(w.PerPeriod, per=st.just(w.Per.YEAR), at_least=st.integers(1, 3), between=PARTS_OF_THE_YEAR),
)
INTERVALS = st.one_of(
    st.builds(w.Interval, years=st.integers(1, 3)),
    st.builds(w.Interval, months=st.integers(1, 18)),
    st.builds(w.Interval, weeks=st.integers(1, 30)),
    st.builds(w.Interval, days=st.integers(5, 400)),
)


def duty_of(when: w.When, start: date) -> w.Duty:
    return replace(BLUEPRINT.duties[0], when=when, applies_from=start)


def meeting(number: int, day: date) -> Fact:
    return Fact(id=f"m{number}", kind=w.FactKind.MEETING, on=Span(day, day), forum="radet")


def days_from(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def asked(duty: w.Duty, start: date, until: date, record: Record | None = None) -> tuple[Occurrence, ...]:
    return occurrences(duty, record or Record(()), start, until, blueprint=AGELESS)


def stands(duty: w.Duty, record: Record, at: date) -> Standing:
    return judge(duty, record, at, blueprint=AGELESS)


# The same arrangement without a beginning of its own: the duty says when it begins to bind.
AGELESS = replace(
    BLUEPRINT, instruments=tuple(replace(one, valid_from=None) for one in BLUEPRINT.instruments)
)


def work(found: tuple[Occurrence, ...], places: list[float]) -> list[Fact]:
    """As much as each time asks for, somewhere within it."""
    made: list[Fact] = []
    for one in found:
        length = (one.due - one.first).days
        for turn in range(one.needed):
            place = places[(len(made) + turn) % len(places)]
            made.append(meeting(len(made), one.first + timedelta(days=round(place * length))))
    return made


PLACES = st.lists(st.floats(0, 1), min_size=1, max_size=7)


@RUN
@given(when=CADENCES, start=STARTS, places=PLACES)
def test_done_within_each_window_it_is_never_late(
    when: w.PerPeriod, start: date, places: list[float]
) -> None:
    duty, until = duty_of(when, start), later(start, years=4)
    record = Record(work(asked(duty, start, later(until, years=4)), places))
    for day in days_from(start, until):
        found = stands(duty, record, day)
        assert found.state is not State.OVERDUE, (day, found)
        assert found.missed == (), (day, found)


@RUN
@given(when=CADENCES, start=STARTS, places=PLACES, worked=st.integers(0, 1200))
def test_when_the_work_stops_it_is_late_the_day_after_and_each_window_is_missed_once(
    when: w.PerPeriod, start: date, places: list[float], worked: int
) -> None:
    duty, stops, until = duty_of(when, start), start + timedelta(days=worked), later(start, years=9)
    all_windows = asked(duty, start, until)
    done = [fact for fact in work(all_windows, places) if fact.on and fact.on.first < stops]
    record = Record(done)
    lapsed = [
        one
        for one in all_windows
        if sum(one.first <= fact.on.first <= one.due for fact in done if fact.on) < one.needed
    ]
    due = lapsed[0].due
    for day in days_from(max(start, due - timedelta(days=40)), due):
        assert stands(duty, record, day).state is not State.OVERDUE, day
    found = stands(duty, record, due + DAY)
    assert (found.state, found.due) == (State.OVERDUE, due)
    assert len(found.missed) == 1
    at_last = stands(duty, record, until)
    assert at_last.state is State.OVERDUE
    assert len(at_last.missed) == len(set(at_last.missed)) == sum(one.due < until for one in lapsed)


@settings(RUN, max_examples=150)
@given(when=CADENCES, start=STARTS)
def test_no_time_is_due_twice_or_never(when: w.PerPeriod, start: date) -> None:
    duty, until = duty_of(when, start), later(start, years=12)
    found = asked(duty, start, until)
    assert found
    for one, following in pairwise(found):
        assert one.due < following.due
        assert one.due < following.first
        if when.between is None:
            assert following.first == one.due + DAY
        else:
            assert following.due.year == one.due.year + 1
    # Less than half a period may be left over at the beginning: there the share is rounded down to none.
    whole = period(when.per, start, when.starting or start.year)
    if when.between is None:
        left_over = (found[0].first - start).days
        assert left_over * 2 < (whole.last - whole.first).days + 1
        assert found[0].first in (start, whole.last + DAY)
    assert (until - found[-1].due).days <= 4 * 366


@RUN
@given(
    interval=INTERVALS, whole_years=st.booleans(), start=STARTS, places=PLACES, worked=st.integers(0, 1000)
)
def test_again_within_an_interval(
    interval: w.Interval, whole_years: bool, start: date, places: list[float], worked: int
) -> None:
    when = w.Every(interval, whole_years=whole_years and interval.years > 0)
    duty, until, stops = duty_of(when, start), later(start, years=4), start + timedelta(days=worked)
    due, made, last = again_by(when, start), [], start
    while True:
        day = last + timedelta(days=max(1, round(places[len(made) % len(places)] * (due - last).days)))
        if day >= stops:
            break
        made.append(meeting(len(made), day))
        last, due = day, again_by(when, day)
    record = Record(made)
    for day in days_from(start, min(until, due)):
        found = stands(duty, record, day)
        assert found.state is not State.OVERDUE, (day, found)
        assert found.missed == (), (day, found)
    late = stands(duty, record, due + DAY)
    assert (late.state, late.due) == (State.OVERDUE, due)
    assert len(late.missed) == 1
    # Laid out ahead from what was done, the days only go forward and each is within the interval of the one before.
    ahead = asked(duty, stops, later(stops, years=8), record)
    dues = [one.due for one in ahead]
    assert dues == sorted(set(dues))
    assert all(following.due == again_by(when, one.due) for one, following in pairwise(ahead))
    if due >= stops:
        assert ahead[0].due == due


@RUN
@given(start=STARTS, ahead=st.integers(0, 3), then_every=st.integers(1, 4), stops=st.integers(0, 9))
def test_in_a_named_year_and_then_every_so_many(start: date, ahead: int, then_every: int, stops: int) -> None:
    year = start.year + ahead
    duty = duty_of(w.InYear(year, then_every), start)
    found = asked(duty, start, date(year + 12, 12, 31))
    assert [one.due.year for one in found] == list(range(year, year + 13, then_every))
    record = Record(
        [meeting(number, one.due) for number, one in enumerate(found) if one.due.year < start.year + stops]
    )
    for one in found:
        assert (stands(duty, record, one.due + DAY).state is State.OVERDUE) == (
            one.due.year >= start.year + stops
        )
    lapsed = [one for one in found if one.due.year >= start.year + stops]
    for one in found[: len(found) - len(lapsed) + 1]:
        assert stands(duty, record, max(start, one.due)).state is not State.OVERDUE
    at_last = stands(duty, record, date(year + 13, 1, 1))
    assert len(at_last.missed) == len(set(at_last.missed)) == len(lapsed)


# An arrangement of every form, run forward.
EVERYTHING = """
[[duties]]
id = "kallelse"
title = "Kallelse går ut en vecka före"
instrument = "overenskommelsen"
who = ["polisen"]
kind = "notice"
evidence = { kind = "notice", forum = "radet", by = ["polisen"] }
when = { before = { kind = "meeting", forum = "radet" }, days = 7 }
[[duties]]
id = "protokoll"
title = "Protokoll skickas inom två veckor"
instrument = "overenskommelsen"
who = ["polisen"]
kind = "routing"
evidence = { kind = "dispatch", what = "protokoll" }
when = { after = { kind = "meeting", forum = "radet" }, days = 14 }
[[duties]]
id = "vaxlar"
title = "Ordförandeskapet växlar"
instrument = "overenskommelsen"
who = ["polisen"]
kind = "alternation"
evidence = { kind = "meeting", forum = "radet" }
when = { alternates = "chair", between = ["staden", "polisen"] }
[[duties]]
id = "deltar"
title = "Kommunpolisen är med"
instrument = "overenskommelsen"
who = ["kommunpolis"]
kind = "cooperation"
evidence = { kind = "meeting", forum = "radet" }
when = { attends = "kommunpolis" }
[[duties]]
id = "sammansattning"
title = "Rådet har en ordförande"
instrument = "overenskommelsen"
who = ["staden"]
kind = "composition"
evidence = { kind = "appointment", forum = "radet" }
when = { standing = true }
[duties.composition]
members = [3, 3]
substitutes = [1, 1]
[[duties.composition.seats]]
id = "ordforande"
name = "Ordförande"
[[duties.composition.seats]]
id = "ledamoter"
name = "Ledamöter"
at_least = 2
[[duties.composition.perspectives]]
seat = "ledamoter"
having = { focus = "unga" }
name = "en som företräder unga"
[[duties]]
id = "kontaktvag"
title = "Det finns en kontaktväg"
instrument = "overenskommelsen"
who = ["staden"]
kind = "communication"
evidence = { kind = "arrangement", what = "kontaktvag" }
when = { standing = true }
[[duties]]
id = "lokal-lagesbild"
title = "Lokal lägesbild vartannat år"
instrument = "overenskommelsen"
who = ["staden"]
level = "local"
each = "local_areas"
kind = "document"
evidence = { kind = "document", what = "lagesbild" }
when = { every = { years = 2 }, whole_years = true }
[[duties]]
id = "forbud"
title = "Inga enskilda ärenden"
instrument = "overenskommelsen"
who = ["staden"]
kind = "prohibition"
evidence = { kind = "activity", what = "arende-om-enskild" }
when = { never = true }
[[duties]]
id = "kameror"
title = "Kamerorna utvärderas varje år"
instrument = "overenskommelsen"
who = ["staden"]
kind = "evaluation"
evidence = { kind = "evaluation", what = "kameror" }
when = { per = "year" }
if = { kind = "circumstance", what = "kameror" }
"""
FOUR_MEETINGS = MEETS + (
    'when = { per = "year", at_least = 4, of_which = [{ at_least = 1, having = { full_day = true } }] }'
)
# The duties stand before the one that the arrangement of the other tests has.
EVERY_FORM = arrangement(FOUR_MEETINGS, more=EVERYTHING)
START, UNTIL, STOPS = date(2024, 1, 1), date(2027, 12, 31), date(2025, 8, 1)


def test_every_form_is_kept_while_the_work_goes_on() -> None:
    run = simulate(EVERY_FORM, START, UNTIL)
    for course in run.courses:
        for day, standing in course.standings.items():
            assert standing.state in (State.MET, State.DUE, State.NOT_APPLICABLE), (
                course.duty.id,
                day,
                standing,
            )
            assert standing.missed == ()
        assert bool(course.facts) == (course.duty.id != "forbud")
        assert run.course(course.duty.id) is course


def test_every_form_lapses_when_the_work_stops_but_what_is_kept_by_itself() -> None:
    run = simulate(EVERY_FORM, START, UNTIL, stops=STOPS)
    assert all((fact.begins() or START) < STOPS for fact in run.facts)
    last = {course.duty.id: course.standings[UNTIL].state for course in run.courses}
    late = {key for key, state in last.items() if state is State.OVERDUE}
    assert late == {"skyldigheten", "kontaktvag", "lokal-lagesbild", "kameror"}
    # No meeting is held, so nothing comes before or after one; those who sit go on sitting.
    assert last["kallelse"] is last["protokoll"] is last["sammansattning"] is last["forbud"] is State.MET


def test_meetings_are_planned_and_then_held_with_notice_before_and_minutes_after() -> None:
    run = simulate(EVERY_FORM, START, UNTIL)
    held = [fact for fact in run.facts if fact.kind is w.FactKind.MEETING]
    assert len(held) >= 16
    for one in held:
        assert one.on is not None
        day = one.on.first
        (before,) = [fact for fact in run.record(day - timedelta(days=30)).facts if fact.id == one.id] or [
            None
        ]
        assert before is None or before.planned
        (there,) = [fact for fact in run.record(day).facts if fact.id == one.id]
        assert not there.planned
        answers = {fact.kind: fact for fact in run.facts if fact.of == one.id}
        notice = answers[w.FactKind.NOTICE]
        assert notice.on is not None
        assert (day - notice.on.first).days >= 7
        minutes = answers.get(w.FactKind.DISPATCH)
        assert minutes is None or (minutes.on is not None and 0 <= (minutes.on.first - day).days <= 14)
    chairs = [fact.having["chair"] for fact in held]
    assert all(one != following for one, following in pairwise(chairs))


def test_the_minutes_of_the_last_meeting_before_the_work_stops_are_late() -> None:
    meeting_ = next(one for one in simulate(EVERY_FORM, START, UNTIL).facts if one.kind is w.FactKind.MEETING)
    assert meeting_.on is not None
    day = meeting_.on.first
    last_day, after = day + timedelta(days=14), day + timedelta(days=15)
    run = simulate(EVERY_FORM, START, UNTIL, stops=day + DAY, days=[last_day, after])
    standings = run.course("protokoll").standings
    assert standings[last_day].state is State.AT_RISK
    assert (standings[after].state, standings[after].due) == (State.OVERDUE, last_day)
    assert len(standings[after].missed) == 1


def test_without_any_work_nothing_is_made_and_all_that_is_dated_is_late() -> None:
    run = simulate(EVERY_FORM, START, UNTIL, stops=START, days=[UNTIL])
    assert run.facts == ()
    assert run.course("skyldigheten").standings[UNTIL].missed == ("2024", "2025", "2026")
    assert run.course("lokal-lagesbild").standings[UNTIL].state is State.OVERDUE
    assert run.course("kameror").standings[UNTIL].state is State.NOT_APPLICABLE
    with pytest.raises(KeyError):
        run.course("finns-inte")

"""The arrangements that come with the product, run forward: nothing late while the work goes on, all when it stops."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import pytest

from trygghjulet.cooperation.agreements.rules import blueprints
from trygghjulet.obligations import words as w
from trygghjulet.obligations.dates import later
from trygghjulet.obligations.facts import Record, matches
from trygghjulet.obligations.forward import Course, Simulation, simulate
from trygghjulet.obligations.occurrences import Occurrence, occurrences
from trygghjulet.obligations.standing import Standing, State
from trygghjulet.obligations.state import judge

pytestmark = pytest.mark.requirement("DUT-1", "DUT-2", "DUT-5")
DAY = timedelta(days=1)
NAMES = blueprints.names()
DATED = (w.PerPeriod, w.Every, w.InYear, w.By)
# How long the work goes on before it stops, in days.
WORKED = 500


def term(blueprint: w.Blueprint) -> tuple[date, date]:
    """The agreement's term, or four years from its beginning; from New Year 2024 where none is known."""
    head = blueprint.head
    assert head is not None
    known = head.valid_from or head.signed_on or head.decided_on
    start = known.first if known else date(2024, 1, 1)
    return start, head.valid_until.last if head.valid_until else later(start, years=4)


@cache
def run(name: str, *, stopping: bool = False) -> Simulation:
    blueprint = blueprints.load(name)
    start, until = term(blueprint)
    # Where the arrangement leaves the local areas to the municipality, it has two.
    areas = blueprint.local_areas or ("norr", "soder")
    return simulate(
        blueprint,
        start,
        until,
        stops=start + timedelta(days=WORKED) if stopping else None,
        record=Record((), complete_from=start, areas=areas),
        days=() if stopping else None,
    )


def parts(standing: Standing) -> tuple[Standing, ...]:
    return standing.parts or (standing,)


def dated(simulation: Simulation) -> list[Course]:
    return [one for one in simulation.courses if isinstance(one.duty.when, DATED)]


@pytest.mark.parametrize("name", NAMES)
def test_while_the_work_goes_on_nothing_is_late(name: str) -> None:
    simulation = run(name)
    assert simulation.facts
    for course in simulation.courses:
        # A time that began before the first day is not known in full.
        begun = max((one.due for one in course.occurrences if one.first < simulation.start), default=None)
        for day, standing in course.standings.items():
            for part in parts(standing):
                assert part.state is not State.OVERDUE, (course.duty.id, day, part)
                if not isinstance(course.duty.when, DATED):
                    continue
                told = part.state in (State.MET, State.DUE, State.NOT_APPLICABLE)
                assert told or (begun is not None and day <= begun), (course.duty.id, day, part)
                assert part.missed == (), (course.duty.id, day, part)


@pytest.mark.parametrize("name", NAMES)
def test_each_time_is_met_by_what_was_done_and_shown_as_evidence(name: str) -> None:
    simulation = run(name)
    made = {fact.id for fact in simulation.facts}
    for course in dated(simulation):
        assert course.facts or not course.occurrences, course.duty.id
        evidence = course.duty.evidence
        assert all(matches(evidence, fact) for fact in course.facts if fact.kind is evidence.kind), (
            course.duty.id
        )
        if not course.occurrences:
            continue
        last = course.occurrences[-1]
        (found,) = _of_area(
            judge(course.duty, simulation.record(last.due), last.due, blueprint=simulation.blueprint),
            last.area,
        )
        assert found.state in (State.MET, State.NOT_APPLICABLE), (course.duty.id, found)
        assert found.evidence, course.duty.id
        assert set(found.evidence) <= made


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_due_twice_or_never(name: str) -> None:
    simulation = run(name)
    for course in dated(simulation):
        by_area: dict[str | None, list[Occurrence]] = defaultdict(list)
        for one in course.occurrences:
            by_area[one.area].append(one)
        for found in by_area.values():
            for one, following in pairwise(found):
                assert one.due < following.due, course.duty.id
                if not isinstance(course.duty.when, w.Every):
                    assert one.due < following.first, course.duty.id
        if isinstance(course.duty.when, w.PerPeriod) and course.duty.when.per in (
            w.Per.WEEK,
            w.Per.QUARTER,
            w.Per.YEAR,
        ):
            least = {w.Per.WEEK: 150, w.Per.QUARTER: 11, w.Per.YEAR: 2}[course.duty.when.per]
            assert by_area, course.duty.id
            assert all(len(found) >= least for found in by_area.values()), course.duty.id


@pytest.mark.parametrize("name", NAMES)
def test_when_the_work_stops_each_dated_duty_lapses_the_day_after_it_falls_due(name: str) -> None:
    simulation = run(name, stopping=True)
    stops = simulation.stops
    assert stops is not None
    record = simulation.record(stops)
    lapsed = 0
    for course in dated(simulation):
        duty = course.duty
        lapses: dict[str | None, list[date]] = defaultdict(list)
        for one in occurrences(duty, record, stops, later(stops, years=6), blueprint=simulation.blueprint):
            # Whatever was done for another duty counts as well, where it is of the same sort.
            done = sum(
                one.first <= fact.on.first <= one.due and one.area in (fact.area, fact.place)
                for fact in record.facts
                if fact.on and not fact.planned and matches(duty.evidence, fact)
            )
            if isinstance(duty.when, w.Every) or done < one.needed:
                lapses[one.area].append(one.due)
        # ”Cirka” forgives the first time after one that was done just before it.
        forgiven = isinstance(duty.when, w.PerPeriod) and duty.when.about
        for area, days in lapses.items():
            due = days[1 if forgiven else 0]
            (before,) = _of_area(judge(duty, record, due, blueprint=simulation.blueprint), area)
            (after,) = _of_area(judge(duty, record, due + DAY, blueprint=simulation.blueprint), area)
            assert before.state is not State.OVERDUE, (duty.id, before)
            # The agreement may have ended that very day; what was missed is told all the same.
            ended = after.state is State.NOT_APPLICABLE and after.missed != ()
            assert after.state is State.OVERDUE or ended, (duty.id, due, after)
            assert len(after.missed) == 1, (duty.id, after)
            lapsed += 1
    assert lapsed >= (1 if name in ("malmo", "molndal") else 5)


def _of_area(standing: Standing, area: str | None) -> list[Standing]:
    return [part for part in parts(standing) if part.area == area]


def test_meetings_are_planned_before_they_are_held_and_notices_go_out_in_time() -> None:
    simulation = run("goteborg-2022")
    council = [
        fact
        for fact in simulation.facts
        if fact.forum == "trygghetsradet" and fact.kind is w.FactKind.MEETING
    ]
    assert council
    notice = simulation.course("radet-kallelse")
    for meeting_ in council:
        assert meeting_.on is not None
        day = meeting_.on.first
        planned = [one for one in simulation.record(day - timedelta(days=30)).facts if one.id == meeting_.id]
        assert [one.planned for one in planned] in ([True], [])
        held = [one for one in simulation.record(day).facts if one.id == meeting_.id]
        assert [one.planned for one in held] == [False]
    assert all(standing.missed == () for standing in notice.standings.values())


def test_turns_are_taken() -> None:
    simulation = run("goteborg-2022")
    last = simulation.course("sops-sammankallande-vaxlar").standings[simulation.until]
    assert last.state is State.MET
    with pytest.raises(KeyError):
        simulation.course("finns-inte")


def test_without_any_work_everything_dated_falls_due() -> None:
    blueprint = blueprints.load("goteborg-2024")
    start, _ = term(blueprint)
    idle = simulate(blueprint, start, later(start, years=4), stops=start, days=[later(start, years=4)])
    assert idle.facts == ()
    for course in dated(idle):
        if course.occurrences and course.duty.condition is None:
            (standing,) = course.standings.values()
            assert standing.state is State.OVERDUE, course.duty.id

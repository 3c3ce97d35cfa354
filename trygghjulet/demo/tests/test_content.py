"""What Solvik's people have written hangs together, and names nothing that is not there."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest

from trygghjulet.demo.content.agreement import AGREEMENT, FORUMS, STEERING_GROUP
from trygghjulet.demo.content.centrum import CENTRUM_TURN
from trygghjulet.demo.content.forums import BOARD, STATION_GROUP
from trygghjulet.demo.content.law import NOTES
from trygghjulet.demo.content.meetings import MEETINGS
from trygghjulet.demo.content.plans import ADDED, ENTRIES, PLANNED, SEEN, WHOLE, YEARS
from trygghjulet.demo.content.turn import Turn
from trygghjulet.demo.content.whole_city import CITY_TURN
from trygghjulet.demo.faults import FAULT_CATEGORIES
from trygghjulet.demo.geography import areas
from trygghjulet.demo.incidents import CATEGORIES
from trygghjulet.demo.people import CAST, person
from trygghjulet.demo.truth import TRUTH
from trygghjulet.foundation.access.rules import ROLES, Permission
from trygghjulet.foundation.privacy.guard import look
from trygghjulet.oversight.law.rules.notes import What, fault
from trygghjulet.steps.measures.rules.known import known

TURNS = (CITY_TURN, CENTRUM_TURN)
TITLES = {somebody.title for somebody in CAST}
CODES = {area.code for area in areas()}
NAMES_OF_CATEGORIES = {c.name for c in CATEGORIES} | {c.name for c in FAULT_CATEGORIES}


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from texts(part)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from texts(getattr(value, field.name))


def test_the_cast_has_every_role_and_both_parties():
    assert {somebody.role for somebody in CAST} == set(ROLES)
    assert len({somebody.party for somebody in CAST}) == 2
    assert len({somebody.email for somebody in CAST}) == len({s.title for s in CAST}) == len(CAST)
    assert all(somebody.email.isascii() and somebody.email.endswith("@solvik.example") for somebody in CAST)
    assert {somebody.area_code for somebody in CAST} - {None} <= CODES
    assert person("Kim").name == "Kim Kommunpolis"


def test_the_agreement_has_what_the_act_asks_for():
    assert AGREEMENT.purposes
    assert AGREEMENT.fields_of_work
    assert AGREEMENT.decided_on < AGREEMENT.signed_on < AGREEMENT.valid_from < AGREEMENT.valid_until
    strategic = [forum for forum in FORUMS if forum.kind == "strategic"]
    assert [forum.led_by for forum in strategic] == ["Solviks kommun"]
    assert all(set(forum.members) <= TITLES for forum in FORUMS)


@pytest.mark.parametrize("turn", TURNS, ids=lambda turn: turn.area_code)
def test_a_turn_points_only_to_what_exists(turn: Turn):
    assert turn.area_code in CODES
    assert turn.picture.adopted_by in {forum.name for forum in FORUMS}
    assert len(turn.priorities) == 3
    assert 6 <= len(turn.measures) <= 8
    agreed = {problem.title for problem in AGREEMENT.problems}
    keys = {spot.key for spot in TRUTH.hot_spots}
    for priority in turn.priorities:
        assert priority.agreed_problem in agreed
        assert {ground.hot_spot for ground in priority.grounds} - {None} <= keys
        assert {ground.category for ground in priority.grounds} - {None} <= NAMES_OF_CATEGORIES
    for measure in turn.measures:
        assert {measure.planned_by, measure.done_by, measure.followed_up_by} <= TITLES
        if measure.indicator:
            assert measure.indicator.hot_spot in keys
            assert set(measure.indicator.categories) <= NAMES_OF_CATEGORIES
    for item in turn.feedback:
        assert item.responsible in TITLES
        assert item.measure is None or item.measure in {measure.title for measure in turn.measures}


@pytest.mark.parametrize("turn", TURNS, ids=lambda turn: turn.area_code)
def test_every_measure_has_a_cause_that_somebody_chose_to_act_on(turn: Turn):
    for priority in turn.priorities:
        causes = {cause.number: cause for cause in priority.causes}
        assert len(causes) == len(priority.causes)
        assert all(causes[measure.cause].act_on for measure in priority.measures)
        acted_on = {number for number, cause in causes.items() if cause.act_on}
        assert acted_on == {measure.cause for measure in priority.measures}


@pytest.mark.parametrize("turn", TURNS, ids=lambda turn: turn.area_code)
def test_causes_are_sought_on_every_side_with_evidence_both_ways(turn: Turn):
    causes = [cause for priority in turn.priorities for cause in priority.causes]
    assert {cause.perspective for cause in causes} == {"offender", "target", "place"}
    assert all(any(evidence.speaks_for for evidence in cause.evidence) for cause in causes)
    assert any(not evidence.speaks_for for cause in causes for evidence in cause.evidence)


@pytest.mark.parametrize("turn", TURNS, ids=lambda turn: turn.area_code)
def test_days_come_in_the_order_of_the_wheel(turn: Turn):
    assert turn.last_day < turn.picture.adopted_on <= turn.plan.decided_on
    for measure in turn.measures:
        assert turn.plan.decided_on < measure.first_day
        assert measure.last_day is None or measure.first_day < measure.last_day
        days = [checkin.on for checkin in measure.checkins]
        assert days
        assert days == sorted(days)
        assert days[0] > measure.first_day
        assert all(checkin.by in TITLES for checkin in measure.checkins)


def test_forums_meet_on_working_days_and_where_a_turn_says_they_did():
    everywhere = {BOARD, STATION_GROUP, *(forum.name for forum in FORUMS)}
    assert {meeting.forum for meeting in MEETINGS} == everywhere
    assert all(meeting.on.weekday() < 5 and meeting.on.month != 7 for meeting in MEETINGS)
    assert len({(meeting.forum, meeting.on) for meeting in MEETINGS}) == len(MEETINGS)
    held = {(meeting.forum, meeting.on) for meeting in MEETINGS if meeting.held}
    assert {(turn.picture.adopted_by, turn.picture.adopted_on) for turn in TURNS} <= held


def test_the_steering_group_has_met_every_quarter_of_two_years_but_one():
    held = {(m.on.year, (m.on.month + 2) // 3) for m in MEETINGS if m.forum == STEERING_GROUP and m.held}
    quarters = {(year, quarter) for year in (2025, 2026) for quarter in (1, 2, 3, 4)} - {(2026, 4)}
    assert quarters - held == {(2025, 3)}


def test_lights_of_every_colour_are_shown():
    lights = {checkin.light for turn in TURNS for measure in turn.measures for checkin in measure.checkins}
    assert lights == {"green", "yellow", "red"}


def test_those_who_check_in_may_do_so():
    may = {somebody.title for somebody in CAST if Permission.FOLLOW_UP in ROLES[somebody.role].permissions}
    assert {c.by for turn in TURNS for m in turn.measures for c in m.checkins} <= may


def test_the_planted_effect_is_the_local_turns_measure():
    planted = TRUTH.measure("belysning_och_patrull")
    first = [m for m in CENTRUM_TURN.measures if m.indicator and m.indicator.hot_spot == planted.hot_spot]
    assert {m.first_day for m in first[:2]} == {planted.first_day}
    assert all(m.indicator and m.indicator.categories == planted.categories for m in first)


def test_texts_fit_their_columns():
    for turn in TURNS:
        assert all(len(priority.title) <= 160 for priority in turn.priorities)
        assert all(len(measure.title) <= 200 for measure in turn.measures)
        assert all(len(m.indicator.title) <= 160 for m in turn.measures if m.indicator)
        assert all(len(item.receiver) <= 160 and len(item.channel) <= 120 for item in turn.feedback)


def test_what_is_noted_of_the_act_lacks_nothing():
    titles = {somebody.title for somebody in CAST}
    for note in NOTES:
        assert not fault(
            What(note.what), text=note.text, reference=note.registry_number, has_function=bool(note.function)
        )
        assert note.function in titles | {""}


def test_no_text_looks_like_personal_data():
    for text in texts((CITY_TURN, CENTRUM_TURN, AGREEMENT, NOTES)):
        assert not look(text), text


def test_the_plans_say_more_of_every_measure_and_of_nothing_else():
    assert set(PLANNED) == {measure.title for turn in TURNS for measure in turn.measures}
    assert set(WHOLE) == {turn.area_code for turn in TURNS}
    entries = {entry.key: entry for entry in known()}
    for turn in TURNS:
        assert WHOLE[turn.area_code].agreed_on <= turn.plan.decided_on
        for priority in turn.priorities:
            numbers = {cause.number for cause in priority.causes}
            assert all(set(PLANNED[one.title].also) <= numbers - {one.cause} for one in priority.measures)
    for planned in PLANNED.values():
        proposed = entries[planned.library_key].steps if planned.library_key else ()
        assert set(planned.done) <= {step.title for step in proposed}
        assert all(not step.done_by or step.done_by in TITLES for step in planned.steps)
        assert all(step.first_day <= step.last_day for step in planned.steps)
        assert planned.state != "stopped" or planned.why
    assert {added.measure for added in ADDED} <= set(PLANNED)
    assert {seen.entry_key for seen in SEEN} <= set(entries)


def test_the_central_years_follow_each_other_and_hold_no_personal_data():
    assert [year.year for year in YEARS] == [2025, 2026]
    for year in YEARS:
        assert all(one.done_by in TITLES for one in year.activities)
        assert all(one.first_day.year <= year.year <= one.last_day.year for one in year.activities)
        over = {"done", "stopped"}
        assert not year.compiled_on or all(one.state in over or one.goes_on for one in year.activities)
    written = (*PLANNED.values(), *WHOLE.values(), *ADDED, *YEARS, *ENTRIES, *SEEN)
    assert [found for text in texts(written) for found in look(text)] == []

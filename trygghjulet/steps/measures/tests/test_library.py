"""The library's entries: each is whole, names its sources, and says no more than its grade allows."""

from __future__ import annotations

import re

import pytest

from trygghjulet.foundation.privacy.guard import look
from trygghjulet.steps.measures.models import Grounds, PreventionLevel, PreventionType, Purpose
from trygghjulet.steps.measures.models.parts import GoalKind
from trygghjulet.steps.measures.rules.known import GRADES, Entry, chosen, in_order, known, problems_of
from trygghjulet.steps.measures.rules.smart import missing, smart
from trygghjulet.steps.scanning.models import Theme

pytestmark = pytest.mark.requirement("ACT-3")

each = pytest.mark.parametrize("entry", known(), ids=lambda entry: entry.key)


def test_the_start_set_holds_what_works_what_is_unsure_and_what_harms() -> None:
    assert len(known()) >= 20
    assert {entry.grade for entry in known()} == set(GRADES)
    assert set(GRADES) == set(Grounds.values)
    assert len({entry.title for entry in known()}) == len(known())


@each
def test_an_entry_says_everything_that_somebody_who_plans_asks(entry: Entry) -> None:
    for told in (entry.what, entry.size, entry.tried_on, entry.takes, entry.side_effects, entry.follow_up):
        assert told.strip() == told
        assert "  " not in told
        assert told.endswith("."), told
    assert entry.how
    assert entry.problems
    assert entry.perspectives
    assert entry.purpose in Purpose.values
    assert entry.prevention_type in PreventionType.values
    assert entry.prevention_level in PreventionLevel.values
    assert {goal.kind for goal in entry.goals} <= set(GoalKind.values)
    assert {one.theme for one in entry.indicators} <= set(Theme.values)


@each
def test_an_entry_names_the_works_it_rests_on(entry: Entry) -> None:
    assert entry.references
    for work in entry.references:
        assert 1990 <= work.year <= 2026
        assert all((work.author, work.title, work.publisher))
        assert "  " not in str(work)


@each
def test_an_entry_says_no_more_than_its_grade(entry: Entry) -> None:
    told = f"{entry.size} {entry.figures}".casefold()
    if entry.grade in {"promising", "untested"}:
        assert re.search(r"osäker|säkert säga|ingen studie|inte att säga", told), told
        assert not entry.figures or "procent" not in entry.figures
    if entry.grade == "no_effect":
        assert "ingen" in told
    if entry.grade == "may_harm":
        assert "värre" in told
        assert not entry.goals, "what harms is not proposed to a plan"


@each
def test_an_entry_that_is_shown_somewhere_else_says_where_it_was_tried(entry: Entry) -> None:
    if entry.grade in {"proven", "evaluated"}:
        assert re.search(
            r"usa|storbritannien|sverige|svenska|stockholm|philadelphia|chicago|länder|städer",
            entry.tried_on.casefold(),
        )


@each
def test_an_entry_holds_nothing_that_the_guard_stops(entry: Entry) -> None:
    words = (
        entry.title,
        entry.what,
        entry.size,
        entry.takes,
        entry.side_effects,
        entry.follow_up,
        *entry.how,
    )
    proposed = (*(step.title for step in entry.steps), *(goal.text for goal in entry.goals))
    assert [found for text in (*words, *proposed) for found in look(text)] == []


@each
def test_what_an_entry_proposes_is_nearly_smart_already(entry: Entry) -> None:
    for goal in entry.goals:
        lacks = missing(smart(goal.text, kind=goal.kind, has_baseline=True, who="kommunen"))
        assert {check.letter for check in lacks} <= {"T"}, (goal.text, lacks)


@each
def test_the_steps_come_in_order_and_take_time(entry: Entry) -> None:
    weeks = [step.week for step in entry.steps]
    assert weeks == sorted(weeks)
    assert all(step.weeks > 0 for step in entry.steps)


def test_entries_are_found_by_words_problem_side_and_grade() -> None:
    found = chosen(known(), words="ljus lampor")
    assert found == [] or all(entry.speaks_of("ljus") for entry in found)
    assert [one.key for one in chosen(known(), words="gatubelysning")] == ["battre-belysning"]
    assert all("Inbrott" in one.problems for one in chosen(known(), problem="Inbrott"))
    assert all("target" in one.perspectives for one in chosen(known(), perspective="target"))
    assert [one.key for one in chosen(known(), grade="may_harm")] == ["skrackupplevelser"]
    assert chosen(known(), words="gatubelysning", grade="may_harm") == []
    assert "Inbrott" in problems_of(known())


def test_the_best_known_comes_first() -> None:
    grades = list(GRADES)
    order = [grades.index(entry.grade) for entry in in_order(reversed(known()))]
    assert order == sorted(order)

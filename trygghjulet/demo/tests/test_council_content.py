"""Solvik's referrals and self-evaluations hang together, and show what they are there to show."""

from __future__ import annotations

from datetime import date
from statistics import median

import pytest

from trygghjulet.cooperation.evaluations.rules.asking import DEFAULT, FEWEST, UNKNOWN, VALUES, Theme
from trygghjulet.cooperation.referrals.models import CollectedView, Referral
from trygghjulet.cooperation.referrals.rules import MatterState, Urgency, due
from trygghjulet.demo.content.agreement import FORUMS, STRATEGIC_COUNCIL
from trygghjulet.demo.content.evaluations import EVALUATIONS
from trygghjulet.demo.content.referrals import REFERRALS
from trygghjulet.demo.people import CAST
from trygghjulet.foundation.privacy.guard import look

TODAY = date(2026, 11, 24)
TITLES = {person.title for person in CAST}


@pytest.mark.requirement("FOR-11", "ACT-9")
def test_the_matters_are_answered_declined_being_prepared_and_late() -> None:
    urgencies = {
        due(
            MatterState.GIVEN if one.decided_on else MatterState.PREPARING,
            answer_by=one.answer_by,
            answered_on=one.sent_on or (one.decided_on if one.decline_reason else None),
            on=TODAY,
        ).urgency
        for one in REFERRALS
    }
    assert urgencies == {Urgency.ANSWERED, Urgency.LATE, Urgency.SOON}
    assert {one.outcome for one in REFERRALS} >= {"followed", "partly", None}
    assert {one.kind for one in REFERRALS} == set(Referral.Kind.values)
    forums = {forum.name for forum in FORUMS}
    for one in REFERRALS:
        assert one.forum in forums
        assert one.received_on <= one.answer_by
        assert len(one.title) <= 200
        assert not look(f"{one.summary} {one.opinion} {one.outcome_text}")
        for view in one.views:
            assert view.function in TITLES
            assert len(view.question) <= CollectedView._meta.get_field("question").max_length
            assert bool(view.text) == bool(view.given_on)


@pytest.mark.requirement("FOR-10")
def test_the_council_answers_enough_to_be_told_and_its_weak_point_is_planted() -> None:
    first, second = (one for one in EVALUATIONS if one.forum == STRATEGIC_COUNCIL)
    for one in (first, second):
        assert FEWEST <= len(one.answers) <= len(one.functions) + len(one.invited)
        for row in one.answers:
            assert len(row) == len(DEFAULT)
            assert set(row) <= {*VALUES, UNKNOWN}
        assert set(one.remarks) <= {theme.value for theme in Theme}
        assert {point.owner for point in one.points} <= TITLES
    acting = [asked.key for asked in DEFAULT].index("agerande")
    before, now = (median(row[acting] for row in one.answers) for one in (first, second))
    assert before == 2 < now
    assert {point.done for point in first.points} == {True, False}


@pytest.mark.requirement("FOR-10")
def test_one_evaluation_is_open_for_whoever_tries_the_example() -> None:
    (still_open,) = (one for one in EVALUATIONS if not one.answers)
    assert still_open.functions
    assert not still_open.points

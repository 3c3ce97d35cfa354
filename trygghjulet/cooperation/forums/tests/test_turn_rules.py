"""Turns: whoever follows the proposals shares alike, and stepping aside is made up for."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, strategies as st

from trygghjulet.cooperation.forums.rules.turns import EQUAL, EVERY_OTHER, expected, in_turn, shares

pytestmark = pytest.mark.requirement("FOR-3")

SHARES = st.sampled_from((EVERY_OTHER, EQUAL))
PLACES = st.lists(st.integers(1, 50), min_size=2, max_size=5, unique=True)


def follow(share: str, places: list[int], taken: list[int | None], times: int) -> list[int | None]:
    """What comes of following the proposals so many times more."""
    so_far = list(taken)
    for _ in range(times):
        so_far.append(in_turn(share, places, so_far))
    return so_far


@given(SHARES, PLACES, st.integers(0, 40))
def test_whoever_follows_the_proposals_shares_alike(share: str, places: list[int], times: int) -> None:
    taken = follow(share, places, [], times)
    assert shares(places, taken).apart <= 1
    # And nobody has it twice in a row.
    assert all(one != other for one, other in itertools.pairwise(taken))


@given(PLACES, st.data())
def test_equal_shares_are_equal_again_however_often_somebody_stepped_aside(
    places: list[int], data: st.DataObject
) -> None:
    history = data.draw(st.lists(st.sampled_from(places), max_size=30))
    apart = shares(places, history).apart
    after = follow(EQUAL, places, list(history), apart * len(places))
    assert shares(places, after).apart <= 1


@given(PLACES, st.data())
def test_every_other_gives_the_turn_back_at_once_to_who_stepped_aside(
    places: list[int], data: st.DataObject
) -> None:
    history: list[int | None] = list(data.draw(st.lists(st.sampled_from(places), max_size=20)))
    turn = in_turn(EVERY_OTHER, places, history)
    before = places[places.index(turn or 0) - 1]
    # The one before takes it again: the same who stepped aside is next.
    assert in_turn(EVERY_OTHER, places, [*history, before]) == turn


@given(SHARES, PLACES, st.integers(0, 20))
def test_a_meeting_of_which_it_is_not_known_who_led_changes_no_turn(
    share: str, places: list[int], times: int
) -> None:
    taken = follow(share, places, [], times)
    assert in_turn(share, places, [*taken, None]) == in_turn(share, places, taken)
    assert shares(places, [*taken, None]).untold == 1


def test_nobody_is_proposed_where_nobody_takes_turns() -> None:
    assert in_turn(EQUAL, [], [1, 2]) is None


@pytest.mark.parametrize(
    ("went", "is_expected"), [([], True), ([True], False), ([True, False], True), ([True, None], True)]
)
def test_who_goes_every_other_time_is_expected_unless_they_were_there_last(
    went: list[bool | None], is_expected: bool
) -> None:
    assert expected(went) is is_expected

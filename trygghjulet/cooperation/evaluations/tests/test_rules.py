"""When a self-evaluation can be changed and answered, and what counted answers say and don't."""

from __future__ import annotations

import statistics
from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from trygghjulet.cooperation.evaluations.rules.asking import (
    DEFAULT,
    MOST_STATEMENTS,
    UNKNOWN,
    VALUES,
    Phase,
    Theme,
    hashed,
    not_answerable,
    not_changeable,
    phase,
    unfit_days,
)
from trygghjulet.cooperation.evaluations.rules.results import (
    Distribution,
    compared,
    distribution,
    limit,
    median_of,
    share_answered,
    weakest,
)

pytestmark = pytest.mark.requirement("FOR-10")
OPENS, CLOSES = date(2026, 11, 1), date(2026, 11, 20)
ANSWERS = st.lists(st.integers(0, 5), max_size=40)
TALLIES = st.dictionaries(st.integers(0, 5), st.integers(0, 20))


def test_it_is_open_from_its_first_day_to_its_last() -> None:
    day = timedelta(days=1)
    assert [phase(OPENS, CLOSES, on=on) for on in (OPENS - day, OPENS, CLOSES, CLOSES + day)] == [
        Phase.PLANNED,
        Phase.OPEN,
        Phase.OPEN,
        Phase.CLOSED,
    ]
    assert not_changeable(Phase.PLANNED, OPENS) == ""
    assert "1 november 2026" in not_changeable(Phase.OPEN, OPENS)
    assert not_answerable(Phase.OPEN, OPENS, CLOSES) == ""
    assert "öppnar 1 november 2026" in not_answerable(Phase.PLANNED, OPENS, CLOSES)
    assert "stängde 20 november 2026" in not_answerable(Phase.CLOSED, OPENS, CLOSES)


def test_a_closed_one_is_not_opened_again_and_an_open_ones_first_day_stands() -> None:
    before, day = (OPENS, CLOSES), timedelta(days=1)
    assert unfit_days(OPENS, CLOSES + 7 * day, before=before, today=CLOSES) == ""
    assert "öppnas inte igen" in unfit_days(OPENS, CLOSES + 7 * day, before=before, today=CLOSES + day)
    assert "kan inte ändras" in unfit_days(OPENS + day, CLOSES, before=before, today=OPENS)
    assert "redan varit" in unfit_days(OPENS, OPENS, before=before, today=OPENS + day)
    assert "Rätta" in unfit_days(CLOSES, OPENS, before=None, today=OPENS)
    assert unfit_days(OPENS, CLOSES, before=None, today=CLOSES + day) == "", "förs in i efterhand"


def test_what_is_asked_covers_the_statutes_three_and_what_becomes_of_it() -> None:
    assert {one.theme for one in DEFAULT} == set(Theme)
    assert len({one.key for one in DEFAULT}) == len(DEFAULT) <= MOST_STATEMENTS
    assert "Det vi behandlar leder till konkret agerande." in [one.text for one in DEFAULT]
    assert all(one.text.endswith(".") and len(one.text) <= 200 for one in DEFAULT)


@given(answers=ANSWERS)
def test_the_spread_holds_every_answer_once_and_its_median_is_the_middle(answers: list[int]) -> None:
    spread = distribution({value: answers.count(value) for value in set(answers)})
    on_scale = [value for value in answers if value != UNKNOWN]
    assert spread.answered == len(answers)
    assert spread.opinions == len(on_scale)
    assert sum(spread.counts) + spread.unknown == len(answers)
    assert spread.median == (statistics.median(on_scale) if on_scale else None)


@given(tally=TALLIES, smallest=st.integers(1, 10))
def test_no_median_is_told_of_fewer_than_the_limit(tally: dict[int, int], smallest: int) -> None:
    spread = distribution(tally)
    told = median_of(spread, smallest=smallest)
    assert (told is not None) == (spread.opinions >= smallest)
    assert told is None or VALUES[0] <= told <= VALUES[-1]


@given(now=TALLIES, before=TALLIES)
def test_a_comparison_never_says_more_than_that_a_median_differs(
    now: dict[int, int], before: dict[int, int]
) -> None:
    words = compared(distribution(now), distribution(before), smallest=5)
    this, last = (median_of(distribution(one), smallest=5) for one in (now, before))
    if this is None or last is None:
        assert words == ""
    else:
        assert words.split(" ")[0] == ("samma" if this == last else "högre" if this > last else "lägre")
    assert not any(claim in words for claim in ("bättre", "sämre", "förbättr", "försämr"))


def test_the_limit_is_five_however_low_a_cooperation_sets_its_own() -> None:
    assert [limit(own, fewest=5) for own in (0, 3, 5, 10)] == [5, 5, 5, 10]


def test_the_weakest_are_named_and_nothing_where_all_are_alike() -> None:
    low, high = Distribution((0, 6, 0, 0, 0)), Distribution((0, 0, 0, 3, 3))
    assert weakest([("A.", low), ("B.", high)], smallest=5) == "Lägst median, 2, har ”A”."
    assert weakest([("A.", low), ("B.", low), ("C.", high)], smallest=5).endswith("”A” och ”B”.")
    assert weakest([("A.", low), ("B.", low)], smallest=5) == ""
    assert weakest([("A.", Distribution((0, 2, 0, 0, 0))), ("B.", high)], smallest=5) == ""


def test_how_many_have_answered_is_said_in_words() -> None:
    assert share_answered(0, 0) == "Ingen är tillfrågad."
    assert share_answered(3, 11) == "3 av 11 tillfrågade har svarat."
    assert share_answered(4, 4) == "Alla 4 tillfrågade har svarat."


def test_a_secret_is_kept_as_something_else() -> None:
    assert hashed("hemlig") != "hemlig"
    assert hashed("hemlig") == hashed("hemlig") != hashed("hemlig2")

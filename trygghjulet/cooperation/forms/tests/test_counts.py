"""Figures about a form hold together, add up, and never overlap so that the difference tells of a few."""

from __future__ import annotations

from datetime import date

import pytest

from trygghjulet.cooperation.forms.rules.counts import Counts, Period, faults, obstacle, together

pytestmark = pytest.mark.requirement("CFO-2")

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
SPRING = Period(date(2025, 1, 1), date(2025, 6, 30))
LAST_YEAR = Period(date(2024, 1, 1), date(2024, 12, 31))


def test_who_was_there_at_the_start_and_the_end_is_worked_out() -> None:
    counts = Counts(children=23, inflow=9, ended=7, better=8, same=6, worse=1)
    assert (counts.at_start, counts.at_end, counts.assessed) == (14, 16, 15)
    assert Counts(children=23).at_end is None
    assert Counts(better=8, same=6).assessed is None


def test_two_areas_make_a_whole_and_the_unknown_stays_unknown() -> None:
    whole = together([Counts(groups=2, children=23, worse=1), Counts(groups=1, children=12)])
    assert (whole.groups, whole.children, whole.worse, whole.meetings) == (3, 35, None, None)


@pytest.mark.parametrize(
    ("counts", "word"),
    [
        (Counts(), "minst en siffra"),
        (Counts(children=3, inflow=4), "nya"),
        (Counts(children=3, ended=4), "avslutade"),
        (Counts(children=3, better=2, worse=2), "bedömda"),
        (Counts(meetings=-1), "noll"),
    ],
)
def test_what_cannot_be_true_is_told(counts: Counts, word: str) -> None:
    (fault,) = faults(counts)
    assert word in fault


def test_what_can_be_true_is_let_through() -> None:
    assert faults(Counts(groups=0)) == ()
    assert faults(Counts(children=4, inflow=4, ended=4, better=4, same=0, worse=0)) == ()


@pytest.mark.requirement("SEC-4")
@pytest.mark.parametrize(
    ("period", "path", "free"),
    [
        (YEAR, "1/2/", True),  # the same ones, corrected
        (YEAR, "1/3/", True),
        (YEAR, "1/", False),
        (YEAR, None, False),
        (YEAR, "1/2/5/", False),
        (SPRING, "1/3/", False),
        (LAST_YEAR, None, True),
    ],
)
def test_parts_that_overlap_are_refused(period: Period, path: str | None, free: bool) -> None:
    assert (obstacle(period, path, [(YEAR, "1/2/")]) == "") is free


@pytest.mark.requirement("SEC-4")
def test_a_whole_is_not_divided_afterwards() -> None:
    assert "hela samverkan" in obstacle(YEAR, "1/2/", [(YEAR, None)])
    assert obstacle(YEAR, None, [(YEAR, None)]) == ""


def test_a_whole_year_is_called_by_its_number() -> None:
    assert (str(YEAR), "juni" in str(SPRING)) == ("2025", True)

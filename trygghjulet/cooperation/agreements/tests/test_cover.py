"""Gaps in cover show on both axes of time, and what is unknown stays unknown."""

from __future__ import annotations

from datetime import date

import pytest

from trygghjulet.cooperation.agreements.rules.cover import (
    Cover,
    Reach,
    Stretch,
    decided_reach,
    stretches,
)
from trygghjulet.obligations.dates import Span

pytestmark = pytest.mark.requirement("AGR-2")

COVERED, NOT_COVERED, CANNOT_BE_TOLD = Cover.COVERED, Cover.NOT_COVERED, Cover.CANNOT_BE_TOLD


def day(text: str) -> date:
    return date.fromisoformat(text)


def known(first: str, last: str) -> Reach:
    return Reach(Span(day(first), day(first)), Span(day(last), day(last)))


def told(reaches: list[Reach], first: str, last: str) -> list[tuple[str, str, Cover]]:
    found = stretches(reaches, first=day(first), last=day(last))
    return [(one.first.isoformat(), one.last.isoformat(), one.cover) for one in found]


# Härryda: 2017–2018, then 2024–2027, put forward for decision on 21 October 2024.
EARLIER, LATER = known("2017-01-01", "2018-12-31"), known("2024-01-01", "2027-12-31")


def test_harryda_has_five_years_without_a_valid_agreement() -> None:
    assert told([EARLIER, LATER], "2017-01-01", "2027-12-31") == [
        ("2017-01-01", "2018-12-31", COVERED),
        ("2019-01-01", "2023-12-31", NOT_COVERED),
        ("2024-01-01", "2027-12-31", COVERED),
    ]


def test_harryda_has_nothing_decided_until_it_was_put_forward() -> None:
    decided = [
        decided_reach(EARLIER, settled_on=None),
        decided_reach(LATER, settled_on=None, put_forward_on=day("2024-10-21")),
    ]
    assert told(decided, "2017-01-01", "2027-12-31") == [
        ("2017-01-01", "2018-12-31", CANNOT_BE_TOLD),
        ("2019-01-01", "2024-10-20", NOT_COVERED),
        ("2024-10-21", "2027-12-31", CANNOT_BE_TOLD),
    ]


def test_a_decision_after_the_validity_began_covers_from_the_decision() -> None:
    late = decided_reach(LATER, settled_on=day("2024-11-21"))
    assert told([late], "2024-01-01", "2027-12-31") == [
        ("2024-01-01", "2024-11-20", NOT_COVERED),
        ("2024-11-21", "2027-12-31", COVERED),
    ]


def test_a_decision_in_good_time_covers_from_the_first_valid_day() -> None:
    early = decided_reach(LATER, settled_on=day("2023-11-20"))
    assert told([early], "2023-01-01", "2024-12-31") == [
        ("2023-01-01", "2023-12-31", NOT_COVERED),
        ("2024-01-01", "2024-12-31", COVERED),
    ]


def test_without_a_known_end_nothing_is_promised() -> None:
    unknown_end = Reach(Span(day("2020-01-01"), day("2020-01-01")), None)
    assert told([unknown_end], "2019-01-01", "2021-12-31") == [
        ("2019-01-01", "2019-12-31", NOT_COVERED),
        ("2020-01-01", "2021-12-31", CANNOT_BE_TOLD),
    ]


def test_until_further_notice_has_no_end() -> None:
    on_and_on = Reach(Span(day("2020-01-01"), day("2020-01-01")), None, open_ended=True)
    assert told([on_and_on], "2020-01-01", "2099-12-31") == [("2020-01-01", "2099-12-31", COVERED)]


def test_a_beginning_some_day_in_a_year_is_told_only_after_it() -> None:
    some_day = Reach(Span(day("2020-01-01"), day("2020-12-31")), Span(day("2021-12-31"), day("2021-12-31")))
    assert told([some_day], "2019-06-01", "2021-12-31") == [
        ("2019-06-01", "2019-12-31", NOT_COVERED),
        ("2020-01-01", "2020-12-30", CANNOT_BE_TOLD),
        ("2020-12-31", "2021-12-31", COVERED),
    ]


def test_agreements_that_overlap_or_meet_leave_no_gap() -> None:
    overlapping = [known("2020-01-01", "2021-06-30"), known("2021-01-01", "2021-12-31")]
    meeting = [known("2022-01-01", "2022-12-31")]
    assert told([*overlapping, *meeting], "2020-01-01", "2022-12-31") == [
        ("2020-01-01", "2022-12-31", COVERED)
    ]


def test_no_agreement_is_one_gap() -> None:
    assert stretches([], first=day("2020-01-01"), last=day("2020-12-31")) == (
        Stretch(day("2020-01-01"), day("2020-12-31"), NOT_COVERED),
    )

"""Whether a governing document is valid is a function of its days and the day asked about."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from trygghjulet.cooperation.governance.rules import Days, Validity, review_day, standing

pytestmark = pytest.mark.requirement("GOV-1")

LAST = date(2026, 12, 31)
PROGRAMME = Days(decided_on=date(2022, 5, 5), valid_from=date(2022, 7, 1), valid_until=LAST)
GUIDELINE = Days(decided_on=date(2020, 2, 29), until_further_notice=True)


@pytest.mark.parametrize(
    ("on", "validity"),
    [
        (date(2022, 6, 30), Validity.COMING),
        (date(2022, 7, 1), Validity.VALID),
        (LAST - timedelta(days=184), Validity.VALID),
        (LAST - timedelta(days=183), Validity.REVIEW),
        (LAST, Validity.REVIEW),
        (LAST + timedelta(days=1), Validity.RUN_OUT),
    ],
)
def test_a_document_with_a_last_day(on: date, validity: Validity) -> None:
    assert standing(PROGRAMME, on=on).validity is validity


def test_a_document_until_further_notice_is_looked_over_every_fourth_year() -> None:
    assert standing(GUIDELINE, on=date(2024, 2, 28)).validity is Validity.VALID
    assert standing(GUIDELINE, on=date(2024, 2, 29)).validity is Validity.REVIEW
    revised = Days(decided_on=date(2020, 2, 29), until_further_notice=True, last_revised_on=date(2023, 1, 10))
    assert standing(revised, on=date(2026, 1, 1)).validity is Validity.VALID
    assert standing(revised, on=date(2027, 1, 10)).validity is Validity.REVIEW


def test_a_revision_still_to_come_does_not_count() -> None:
    coming = Days(decided_on=date(2020, 1, 1), until_further_notice=True, last_revised_on=date(2026, 1, 1))
    assert standing(coming, on=date(2025, 1, 1)).validity is Validity.REVIEW


def test_what_is_not_known_is_said_not_to_be_known() -> None:
    assert standing(Days(decided_on=date(2020, 1, 1)), on=date(2026, 1, 1)).validity is Validity.UNKNOWN
    unseen = standing(Days(until_further_notice=True), on=date(2026, 1, 1))
    assert unseen.validity is Validity.VALID
    assert "inte känt" in unseen.reason


def test_a_document_that_is_repealed_or_replaced_has_ended() -> None:
    repealed = Days(valid_until=LAST, ended_on=date(2025, 3, 1))
    assert standing(repealed, on=date(2025, 2, 28)).validity is Validity.VALID
    assert standing(repealed, on=date(2025, 3, 1)).validity is Validity.ENDED
    replaced = Days(valid_until=LAST, replaced_on=date(2025, 3, 1), replaced_by="Det nya programmet")
    assert standing(replaced, on=date(2025, 2, 28)).validity is Validity.VALID
    ended = standing(replaced, on=date(2027, 3, 1))
    assert ended.validity is Validity.ENDED
    assert "Det nya programmet" in ended.reason


def test_the_day_of_review_is_the_first_day_that_asks_for_it() -> None:
    for days in (PROGRAMME, GUIDELINE):
        day = review_day(days, on=date(2023, 1, 1))
        assert day
        assert standing(days, on=day).validity is Validity.REVIEW
        assert standing(days, on=day - timedelta(days=1)).validity is Validity.VALID
    assert review_day(Days(), on=date(2023, 1, 1)) is None

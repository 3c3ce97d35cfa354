"""The activity report goes to others: the spread of the answers and the free words stay inside the forum."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.cast import AT, Cast
from trygghjulet.cooperation.evaluations import operations
from trygghjulet.documents.html import html
from trygghjulet.reports.activity import activity_document

DAY = timedelta(days=1)


def answered(cast: Cast, number: int) -> str:
    """The report of a year where so many have answered 1 to everything, the first of them in free words too."""
    saga, opens = cast.scope("saga"), AT.date()
    evaluation = operations.plan(
        by=saga, at=AT, forum=cast.home.forum, year=2030, opens_on=opens, closes_on=opens + DAY
    )
    for one in range(number):
        invitation, _ = operations.invite(by=saga, at=AT, evaluation=evaluation, title=f"Rektor {one}")
        operations.answer_invited(
            at=AT,
            invitation=invitation,
            answers=operations.Answers(
                {statement.pk: 1 for statement in evaluation.statements.all()},
                {"action": "Ingen gör något."} if one == 0 else {},
            ),
        )
    return html(activity_document(saga, forum=cast.home.forum, year=2030, on=opens + 2 * DAY))


@pytest.mark.requirement("FOR-10", "SEC-4")
def test_the_report_tells_the_medians_and_leaves_the_rest_inside(cast: Cast) -> None:
    text = answered(cast, 5)
    assert "Det vi behandlar leder till konkret agerande." in text
    assert "Median" in text
    assert "Vet inte" not in text
    assert "Ingen gör något" not in text


@pytest.mark.requirement("FOR-10", "SEC-4")
def test_with_four_answers_the_report_tells_no_median(cast: Cast) -> None:
    text = answered(cast, 4)
    assert "färre än 5 har svarat" in text
    assert "Median" not in text

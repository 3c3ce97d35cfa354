"""The act's paragraphs stand as what has been recorded shows, day by day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.cast import AT, HOME, Cast
from trygghjulet.oversight.law.queries import Standing, standings
from trygghjulet.oversight.law.rules import PARAGRAPHS, two_years_after
from trygghjulet.steps.measures import operations as measures
from trygghjulet.steps.picture import operations as picture
from trygghjulet.steps.picture.queries import content_sha256

pytestmark = pytest.mark.requirement("GOV-2")

TODAY = AT.date()


def _stand(cast: Cast, number: str, on: date = TODAY) -> Standing:
    listed = standings(cast.scope("pia"), cooperation=cast.home.cooperation, on=on)
    assert [standing.paragraph for standing in listed] == list(PARAGRAPHS)
    return next(standing for standing in listed if standing.paragraph.number == number)


def _adopt(cast: Cast) -> None:
    draft = cast.home.picture
    picture.adopt(
        by=cast.scope("saga"),
        at=AT,
        picture=draft,
        forum=cast.home.forum,
        on=TODAY,
        seen_sha256=content_sha256(draft),
    )


def _decide(cast: Cast) -> None:
    measures.decide_plan(
        by=cast.scope("saga"),
        at=AT,
        plan=cast.home.plan,
        decided_by="Kommunstyrelsen",
        decided_on=TODAY,
        registry_number="KS 2026/7",
    )


def test_4_a_local_picture_is_not_enough_and_an_adopted_one_for_the_whole_area_is(cast: Cast) -> None:
    assert cast.home.adopted.is_adopted
    assert not _stand(cast, "4 §").met
    _adopt(cast)
    assert _stand(cast, "4 §").met
    assert not _stand(cast, "4 §", TODAY - timedelta(days=1)).met, "inte dagen före"


def test_5_the_plan_needs_both_a_decision_and_an_adopted_picture_in_its_round(cast: Cast) -> None:
    assert "Ingen åtgärdsplan" in _stand(cast, "5 §").reason
    _decide(cast)
    undecided = _stand(cast, "5 §")
    assert not undecided.met
    assert "lägesbild är inte antagen" in undecided.reason
    _adopt(cast)
    assert _stand(cast, "5 §").met
    assert "Kommunstyrelsen" in _stand(cast, "5 §").reason


def test_6_two_years_are_counted_to_the_day(cast: Cast) -> None:
    assert not _stand(cast, "6 §").met
    _adopt(cast)
    standing = _stand(cast, "6 §")
    assert standing.met
    assert standing.due == date(2028, 1, 15)
    assert _stand(cast, "6 §", date(2028, 1, 15)).met
    late = _stand(cast, "6 §", date(2028, 1, 16))
    assert not late.met
    assert "mer än två år gammal" in late.reason


def test_9_the_agreement_is_in_force_from_its_first_day_to_its_last(cast: Cast) -> None:
    assert _stand(cast, "9 §").met
    assert _stand(cast, "9 §", date(2028, 12, 31)).met
    assert not _stand(cast, "9 §", date(2029, 1, 1)).met
    assert not _stand(cast, "9 §", date(2024, 12, 31)).met


def test_nothing_of_the_neighbours_counts(cast: Cast) -> None:
    for standing in standings(cast.scope("vera"), cooperation=cast.home.cooperation, on=TODAY):
        assert not standing.met


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2024, 2, 29), date(2026, 2, 28)),
        (date(2024, 3, 1), date(2026, 3, 1)),
        (date(2022, 2, 28), date(2024, 2, 28)),
    ],
)
def test_two_years_after_a_leap_day(day: date, last: date) -> None:
    assert two_years_after(day) == last


def test_the_page_shows_every_paragraph_with_its_words(cast: Cast) -> None:
    page = cast.client("pia").get(reverse("law:show", args=(HOME.slug,))).content.decode()
    for paragraph in PARAGRAPHS:
        assert paragraph.number in page
        assert paragraph.words in page

"""A round shows what each party was to bring and what has not come."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cast import Cast
from trygghjulet.steps.scanning.rules.expected import Covered, Standing, standing_of

pytestmark = pytest.mark.requirement("SCN-8")

YEAR = {"first_day": date(2025, 1, 1), "last_day": date(2025, 12, 31)}
ACCEPTED = date(2026, 1, 20)


def _standing(*covered: Covered, **more: object) -> tuple[Standing, str]:
    given: dict[str, object] = {
        **YEAR,
        "due": date(2026, 2, 14),
        "by_file": True,
        "covered": covered,
        "waits_for_answer": False,
        "came_on": None,
        "left_out_because": "",
        "on": date(2026, 3, 1),
    }
    return standing_of(**{**given, **more})  # type: ignore[arg-type]  # the cases name what they change


@pytest.mark.parametrize(
    ("covered", "standing"),
    [
        ((Covered(date(2025, 1, 2), date(2025, 12, 30), ACCEPTED),), Standing.CAME),
        ((Covered(date(2024, 1, 1), date(2026, 1, 5), ACCEPTED),), Standing.CAME),
        ((Covered(date(2025, 1, 2), date(2025, 12, 30), date(2026, 2, 15)),), Standing.CAME_LATE),
        ((Covered(date(2025, 1, 2), date(2025, 6, 30), ACCEPTED),), Standing.PARTLY),
        ((Covered(date(2025, 3, 2), date(2025, 12, 31), ACCEPTED),), Standing.PARTLY),
        (
            (
                Covered(date(2025, 7, 1), date(2025, 12, 31), ACCEPTED),
                Covered(date(2025, 1, 1), date(2025, 6, 30), ACCEPTED),
            ),
            Standing.CAME,
        ),
        ((Covered(date(2023, 1, 1), date(2024, 12, 31), ACCEPTED),), Standing.LATE),
        ((), Standing.LATE),
    ],
)
def test_a_file_has_come_when_it_speaks_of_the_whole_period(
    covered: tuple[Covered, ...], standing: Standing
) -> None:
    assert _standing(*covered)[0] is standing


def test_the_gap_is_named() -> None:
    words = _standing(
        Covered(date(2025, 1, 1), date(2025, 4, 30), ACCEPTED),
        Covered(date(2025, 8, 1), date(2025, 12, 31), ACCEPTED),
    )[1]
    assert words == "Underlag saknas för 1 maj–31 juli 2025."


def test_what_is_left_out_says_why_and_lacks_no_more() -> None:
    standing, words = _standing(left_out_because="Systemet byts.")
    assert (standing, words) == (Standing.LEFT_OUT, "Systemet byts.")
    assert not standing.is_lacking


def test_before_its_day_it_is_awaited_and_a_file_may_wait_for_an_answer() -> None:
    assert _standing(on=date(2026, 2, 14))[0] is Standing.AWAITED
    assert _standing(waits_for_answer=True)[0] is Standing.WAITS


@pytest.mark.django_db
def test_the_rounds_page_shows_what_lacks_until_it_is_noted(cast: Cast) -> None:
    client = cast.client("saga")
    page = f"/{cast.home.cooperation.slug}/varv/{cast.home.city.pk}/kartlaggning/"
    assert "1 bidrag har inte kommit" in client.get(page).content.decode()
    client.post(
        f"{page}bidrag/{cast.home.contribution.pk}/", {"came_on": "2026-01-10", "left_out_because": ""}
    )
    shown = client.get(page).content.decode()
    assert "Allt som skulle komma har kommit" in shown
    assert "Kom 10 januari 2026." in shown


@pytest.mark.django_db
def test_a_partys_own_analyst_may_note_but_anothers_may_not(cast: Cast) -> None:
    address = f"/{cast.home.cooperation.slug}/varv/{cast.home.city.pk}/kartlaggning/bidrag/{cast.home.contribution.pk}/"
    assert cast.client("ana").get(address).status_code == 200
    refused = cast.client("palle").get(address)
    assert refused.status_code == 403


@pytest.mark.django_db
def test_both_or_neither_is_asked_about_again(cast: Cast) -> None:
    address = f"/{cast.home.cooperation.slug}/varv/{cast.home.city.pk}/kartlaggning/bidrag/{cast.home.contribution.pk}/"
    for given in ({"came_on": ""}, {"came_on": "2026-01-10", "left_out_because": "Nej."}):
        answer = cast.client("saga").post(address, given)
        assert answer.status_code == 422
        assert "antingen när det kom eller varför det inte kommer" in answer.content.decode()

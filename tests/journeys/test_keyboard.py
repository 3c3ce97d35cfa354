"""Everything can be done without a mouse: sign in, reach the round, add a priority."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page

from tests.journeys.browsing import People
from tests.journeys.town import PASSWORD
from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.foundation.parties.queries import scope_of
from trygghjulet.foundation.rounds.operations import start

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

_MOST_TABS = 40


def _tab_to(page: Page, words: str) -> None:
    """Press the tabulator until what has the focus has these words; what has the focus can always be seen."""
    for _ in range(_MOST_TABS):
        page.keyboard.press("Tab")
        here = page.evaluate(
            """() => {
                const thing = document.activeElement;
                const words = thing.labels?.[0]?.innerText ?? thing.innerText;
                const box = thing.getBoundingClientRect();
                const ring = getComputedStyle(thing).outlineStyle;
                return [words, box.bottom > 0 && box.top < innerHeight && ring !== "none"];
            }"""
        )
        assert here[1], f"The focus cannot be seen on: {here[0]}"
        if here[0].startswith(words):
            return
    raise AssertionError(f"{words!r} is not reached in {_MOST_TABS} steps on {page.url}")


@pytest.mark.requirement("USE-1")
def test_from_signing_in_to_a_priority_by_keyboard_alone(people: People, town: Cooperation) -> None:
    # Given a round
    saga = scope_of(User.objects.get(email="saga@solvik.example"), date(2026, 1, 15))
    start(
        by=saga,
        at=datetime(2026, 1, 15, 9, tzinfo=ZoneInfo("Europe/Stockholm")),
        cooperation=town,
        area=town.area,
        rhythm="yearly",
        first_day=date(2025, 1, 1),
        last_day=date(2025, 12, 31),
    )
    anyone = people("anyone")
    page = anyone.page

    # When somebody signs in, with nothing but keys
    anyone.visit("/solvik/")
    _tab_to(page, "E-postadress")
    page.keyboard.type("saga@solvik.example")
    _tab_to(page, "Lösenord")
    page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")

    # And goes to the round's priorities
    for words in ("Solvik 2025", "3\nPrioritering", "Prioritera ett problemområde"):
        _tab_to(page, words.split("\n")[0])
        with page.expect_navigation():
            page.keyboard.press("Enter")
    _tab_to(page, "Problemområde")
    page.keyboard.type("Skadegörelse vid skolorna")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    # Then the priority stands there
    anyone.sees("Problemområdet är prioriterat.", "1. Skadegörelse vid skolorna")

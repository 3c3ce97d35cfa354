"""Two browsers in the same notes: words meet without moving the caret, and a lost line loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser as Chromium, Locator, expect

from tests.journeys.browsing import Browser
from tests.notes.writers import Installation, installation

pytestmark = [pytest.mark.requirement("FOR-5"), pytest.mark.browser]

#: Long enough for a loaded machine; what is waited for comes within a few seconds.
PATIENCE = 30_000


@dataclass
class Desk:
    """Somebody at the meeting's page."""

    browser: Browser

    @property
    def boxes(self) -> Locator:
        """The boxes of the notes of the meeting as a whole; the last one is empty."""
        return self.browser.page.locator('[data-place=""] textarea')

    @property
    def first(self) -> Locator:
        return self.boxes.first

    def holds(self, words: str) -> None:
        """Wait until the first paragraph reads so."""
        expect(self.first).to_have_value(words, timeout=PATIENCE)

    def is_told(self, words: str) -> None:
        """Wait until it says so beneath the first paragraph."""
        expect(self.browser.page.locator('[data-place=""] [data-told]').first).to_contain_text(
            words, timeout=PATIENCE
        )

    def put_caret(self, at: int) -> None:
        self.first.focus()
        self.first.evaluate("(box, at) => box.setSelectionRange(at, at)", at)

    @property
    def caret(self) -> int:
        return int(self.first.evaluate("box => box.selectionStart"))

    def type(self, words: str) -> None:
        self.browser.page.keyboard.type(words)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installation(tmp_path_factory.mktemp("notes"), "", writers=2) as at:
        yield at


@pytest.fixture
def desks(browser: Chromium, served: Installation) -> Iterator[tuple[Desk, Desk]]:
    """Two people who have the page open: one at a desk, one at a phone."""
    seated = []
    for session, width in zip(served.sessions, (1280, 390), strict=True):
        one = Browser(browser, f"http://127.0.0.1:{served.port}", width=width)
        one.carry("sessionid", session)
        one.visit(served.path.removesuffix("stycken/"))
        seated.append(Desk(one))
    yield seated[0], seated[1]
    for desk in seated:
        desk.browser.close()


def test_two_write_in_the_same_paragraph_and_one_loses_the_line(desks: tuple[Desk, Desk]) -> None:
    saga, kim = desks
    # Given a paragraph that one has begun
    saga.first.focus()
    saga.type("Lamporna är trasiga")
    saga.is_told("Sparat")
    expect(saga.boxes).to_have_count(2)  # and a new empty one after it

    # Then the other sees it, and who wrote it
    kim.holds("Lamporna är trasiga")
    kim.is_told("Skrivare 0, ")

    # When both write in it, one first in it and one last
    kim.put_caret(0)
    kim.type("Vid kajen: ")
    saga.put_caret(19)
    saga.type(" sedan i höstas")
    both = "Vid kajen: Lamporna är trasiga sedan i höstas"
    saga.holds(both)
    kim.holds(both)

    # Then each has the caret where they left it
    assert saga.caret == len(both)
    assert kim.caret == len("Vid kajen: ")

    # When one loses the line and goes on writing, while the other does too
    kim.browser.page.context.set_offline(True)
    kim.put_caret(len(both))
    kim.type(" och stolparna lutar")
    kim.is_told("Ingen kontakt – det du skrev finns kvar här")
    expect(kim.browser.page.locator("[data-contact]")).to_contain_text(
        "Ingen kontakt sedan", timeout=PATIENCE
    )
    saga.put_caret(0)
    saga.type("Viktigt! ")
    saga.is_told("Sparat")
    kim.browser.page.context.set_offline(False)

    # Then all words are there for both when the line is back
    all_words = "Viktigt! Vid kajen: Lamporna är trasiga sedan i höstas och stolparna lutar"
    kim.holds(all_words)
    saga.holds(all_words)
    expect(kim.browser.page.locator("[data-contact]")).not_to_contain_text("Ingen kontakt", timeout=PATIENCE)

    # When words don't arrive and the page is loaded anew
    page = kim.browser.page
    page.route("**/stycken/skriv/", lambda route: route.abort())
    kim.put_caret(len(all_words))
    kim.type(". Klart.")
    kim.is_told("Ingen kontakt – det du skrev finns kvar här")
    page.reload()
    kim.holds(f"{all_words}. Klart.")
    page.unroute("**/stycken/skriv/")

    # Then they are sent after all
    saga.holds(f"{all_words}. Klart.")
    kim.is_told("Sparat")

    # When somebody writes what must not be written
    kim.boxes.last.focus()
    kim.type("Ring 070-174 06 05")
    expect(page.get_by_role("alert")).to_contain_text("telefonnummer (070-174 06 05)", timeout=PATIENCE)
    assert kim.boxes.nth(1).input_value() == "Ring 070-174 06 05", "texten står kvar i rutan"
    kim.boxes.nth(1).fill("Ring gatukontoret")
    expect(saga.boxes.nth(1)).to_have_value("Ring gatukontoret", timeout=PATIENCE)

    # When a paragraph is struck, then it is for both, and can come back
    saga.browser.page.get_by_role("button", name="Stryk").nth(1).click()
    expect(kim.boxes.nth(1)).not_to_be_editable(timeout=PATIENCE)
    page.get_by_role("button", name="Ta tillbaka").click()
    expect(saga.boxes.nth(1)).to_be_editable(timeout=PATIENCE)
    kim.browser.check()

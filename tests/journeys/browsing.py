"""A person at a browser: what they see, press and write, in the words that stand on the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Literal, Self, TypeAlias

from axe_playwright_python.sync_playwright import Axe
from django.urls import resolve
from playwright.sync_api import Browser as Chromium, FilePayload, Locator, Page, Response

WIDTHS = (320, 1280)
_TALL = 900
_WCAG = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}


#: A kind of page, as it is checked once: its view, and the status that it answered with.
Kind: TypeAlias = tuple[str, int]


class Checked:
    """The kinds of page that have been checked; with a folder, by any of the processes that share it."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._known: set[Kind] = set()

    def claim(self, kind: Kind) -> bool:
        """Is a kind of page still to be checked? If so, it is for whoever asked to do it."""
        if kind in self._known:
            return False
        self._known.add(kind)
        if self._folder is None:
            return True
        try:
            (self._folder / f"{kind[0]} {kind[1]}").touch(exist_ok=False)
        except FileExistsError:
            return False
        return True


class Browser:
    """One person's browser. Every kind of page it arrives at is checked, at both widths.

    `checked` is what others have checked already; a kind of page in it is not checked again by itself.
    """

    def __init__(
        self,
        chromium: Chromium,
        home: str,
        *,
        scheme: Literal["light", "dark"] = "light",
        width: int = 1280,
        checked: Checked | None = None,
    ) -> None:
        self._home = home
        self._width = width
        self._context = chromium.new_context(
            base_url=home,
            viewport={"width": width, "height": _TALL},
            color_scheme=scheme,
            locale="sv-SE",
            timezone_id="Europe/Stockholm",
            reduced_motion="reduce",
        )
        self._context.set_default_timeout(15_000)
        self._checked = checked or Checked()
        self.complaints: list[str] = []
        self.page: Page = self._context.new_page()
        self.page.on("console", lambda line: self._hear(line.type, line.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, kind: str, text: str) -> None:
        # A page that answers 422 or 404 is meant to; the browser calls it an error all the same.
        if kind in ("error", "warning") and not text.startswith("Failed to load resource"):
            self.complaints.append(text)

    def close(self) -> None:
        """Close the browser; nothing may have been complained of."""
        self._context.close()
        assert not self.complaints, self.complaints

    def carry(self, name: str, value: str) -> None:
        """Carry a cookie, such as that of somebody who has signed in."""
        self._context.add_cookies([{"name": name, "value": value, "url": self._home}])

    @property
    def path(self) -> str:
        """The address of the page, without the house it stands in."""
        return self.page.url.removeprefix(self._home)

    @property
    def text(self) -> str:
        """All the words on the page."""
        return self.page.locator("body").inner_text()

    @property
    def ways_on(self) -> list[str]:
        """The addresses within the site that the page's links lead to."""
        found: list[str] = self.page.locator("a[href]").evaluate_all(
            "links => links.filter(a => a.origin === location.origin).map(a => a.pathname)"
        )
        return list(dict.fromkeys(found))

    def visit(self, path: str) -> Self:
        """Go to an address."""
        answer = self.page.goto(path)
        return self._arrive(answer)

    def follow(self, words: str) -> Self:
        """Follow the first link whose words begin so."""
        with self.page.expect_navigation() as moving:
            self.page.locator("main").get_by_role("link", name=_begins(words)).first.click()
        return self._arrive(moving.value)

    def press(self, words: str) -> Self:
        """Press the first button whose words begin so, and wait for what it leads to."""
        with self.page.expect_navigation() as moving:
            self.page.locator("main").get_by_role("button", name=_begins(words)).first.click()
        return self._arrive(moving.value)

    def write(self, **answers: str) -> Self:
        """Fill in fields by their names; text, dates and lists alike."""
        for name, answer in answers.items():
            field = self.page.locator(f"main [name={name}]").first
            match field.evaluate("field => field.type"):
                case "select-one":
                    field.select_option(label=_option(field, answer))
                case "radio":
                    self.page.locator(f"main [name={name}][value='{answer}']").check()
                case _:
                    field.fill(answer)
        return self

    def tick(self, words: str) -> Self:
        """Tick the box or the choice with these words."""
        self.page.locator("main").get_by_label(words, exact=True).check()
        return self

    def attach(self, name: str, content: bytes) -> Self:
        """Choose a file to hand in."""
        payload: FilePayload = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        self.page.locator("main input[type=file]").set_input_files(payload)
        return self

    def download(self, words: str) -> bytes:
        """Take home the file behind a link."""
        with self.page.expect_download() as coming:
            self.page.locator("main").get_by_role("link", name=_begins(words)).first.click()
        return Path(coming.value.path()).read_bytes()

    def sees(self, *words: str) -> Self:
        """All these words stand on the page."""
        text = _plain(self.text)
        missing = [each for each in words if _plain(each) not in text]
        assert not missing, f"{self.path} does not say {missing}. It says: {text[:2000]}"
        return self

    def sees_not(self, *words: str) -> Self:
        """None of these words stand on the page."""
        text = _plain(self.text)
        assert not [each for each in words if _plain(each) in text], self.path
        return self

    def points_at(self, words: str) -> Self:
        """The address leads to a place on the page, and these words stand there."""
        _, _, name = self.path.partition("#")
        assert name, f"{self.path} points at no place on the page"
        assert _plain(words) in _plain(self.page.locator(f"[id='{name}']").inner_text()), self.path
        return self

    def _arrive(self, answer: Response | None) -> Self:
        status = answer.status if answer else 200
        assert status < 500, self.path
        kind = (resolve(re.split(r"[?#]", self.path)[0]).view_name, status)
        if self._checked.claim(kind):
            self.check()
        return self

    def check(self) -> Self:
        """The page is accessible, and as wide as the screen: on a small phone, on a desk, and on the person's own."""
        for width in dict.fromkeys((*WIDTHS, self._width)):
            self.page.set_viewport_size({"width": width, "height": _TALL})
            assert self.page.evaluate("document.documentElement.scrollWidth") <= width, (
                f"{self.path} scrolls sideways at {width} px"
            )
            found = Axe().run(self.page, options=_WCAG).response["violations"]
            faults = [f"{fault['id']}: {node['html'][:160]}" for fault in found for node in fault["nodes"]]
            assert not faults, f"{self.path} at {width} px: {faults}"
        self.page.set_viewport_size({"width": self._width, "height": _TALL})
        return self


People = Callable[[str], Browser]


def _begins(words: str) -> re.Pattern[str]:
    # What is only read aloud stands apart on the page, so that a space comes before its colon.
    return re.compile("^" + re.escape(words).replace(":", r"\s?:"))


def _option(field: Locator, words: str) -> str:
    """The whole text of the list's option that begins so, or holds the words."""
    options: list[str] = field.locator("option").all_inner_texts()
    return next(text for text in options if words in text)


def _plain(text: str) -> str:
    """Words as they are read: any space is a space, whatever shape it has."""
    return re.sub(r"\s+", " ", text)

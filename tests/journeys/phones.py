"""A phone in somebody's hand: standing somewhere at some hour, with or without a line, and every tap counted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time

from playwright.sync_api import Browser as Chromium, Locator, expect

from tests.journeys.browsing import Browser, Checked
from tests.journeys.partners import Spot
from tests.journeys.town import PASSWORD
from trygghjulet.steps.field.tests.pictures import photo

_NEW = "/solvik/falt/ny/"
_METRES = 8
SENT = "Rapporten är skickad. Tack!"
KEPT = "Rapporten är sparad på telefonen och skickas när nätet är tillbaka."
#: Lets the next report arrive while its answer is lost on the way back.
_LOSE_THE_ANSWER = """() => {
    const real = self.fetch;
    self.fetch = async (address, ...rest) => {
        const answer = await real(address, ...rest);
        if (!String(address).includes("/skicka/")) return answer;
        self.fetch = real;
        throw new TypeError("Failed to fetch");
    };
}"""


@dataclass(frozen=True)
class Saw:
    """A report as its writer thinks of it.

    Attributes:
        what: the category, by its title.
        where: a spot, or words.
        way: how the place is told: "here", "known" by its name, or "map".
        day: "" is today, else the day in words that a form takes; the whole of it.
        hours: from and to, where it is not now.
        affects: as the form says it.
    """

    what: str
    where: Spot | str
    way: str = "here"
    day: str = ""
    hours: tuple[time, time] | None = None
    affects: str = ""
    text: str = ""
    photo: bool = False


class Phone:
    """A phone with a browser; `taps` counts what a finger does, the keyboard's letters apart."""

    def __init__(self, chromium: Chromium, home: str, checked: Checked) -> None:
        self.browser = Browser(chromium, home, width=390, checked=checked)
        self.page = self.browser.page
        self.page.context.grant_permissions(["geolocation"])
        self.taps = 0

    def be_at(self, moment: datetime) -> None:
        """Let the phone's own clock show a moment."""
        self.page.context.clock.set_fixed_time(moment)

    def sign_in(self, email: str) -> None:
        """Sign in and open the form, which stays on the phone from then on."""
        self.browser.visit(f"/konto/logga-in/?next={_NEW}").write(login=email, password=PASSWORD)
        self.browser.press("Logga in")
        self.ready()
        self.page.wait_for_function(
            """async () => {
                await navigator.serviceWorker.ready;
                return Boolean(await caches.match("/solvik/falt/utan-nat/"));
            }"""
        )

    def ready(self) -> None:
        """Wait until the page's script has begun."""
        expect(self.page.locator("html[data-field-ready]")).to_be_attached()

    def lose_line(self) -> None:
        """Go where there is no line."""
        self.page.context.set_offline(True)

    def find_line(self) -> None:
        """Come back to where there is one."""
        self.page.context.set_offline(False)

    def lose_next_answer(self) -> None:
        """Let the next report arrive, and its answer be lost."""
        self.page.evaluate(_LOSE_THE_ANSWER)

    def says(self, words: str) -> None:
        """These words stand on the page, or come there soon."""
        expect(self.page.locator("main")).to_contain_text(words)

    def is_empty(self) -> None:
        """Nothing waits on the phone, or soon nothing does."""
        expect(self.page.locator("[data-queue]")).to_be_hidden()

    def press(self, words: str) -> None:
        """Tap a button."""
        self._tap(self.page.locator("main").get_by_role("button", name=words).first)

    def report(self, saw: Saw, *, answer: str) -> int:
        """Fill in the form, send it, and read what the phone answers; gives how many taps it took."""
        before = self.taps
        self._tap(self.page.locator(".tiles label", has_text=re.compile(rf"^\s*{saw.what}")))
        self._tell_where(saw)
        if saw.day:
            self._tap(self.page.get_by_label("En annan dag"))
            self.page.get_by_label("Dag", exact=True).fill(saw.day)
        if saw.hours:
            self._tap(self.page.get_by_label("Tidigare i dag"))
            self.page.get_by_label("Från").fill(f"{saw.hours[0]:%H:%M}")
            self.page.get_by_label("Till").fill(f"{saw.hours[1]:%H:%M}")
        if saw.affects:
            self._tap(self.page.get_by_label(saw.affects))
        if saw.text:
            self._write(self.page.get_by_label("Vad såg du?"), saw.text)
        if saw.photo:
            self.taps += 1  # the camera's own are not the form's
            self.page.locator("#id_photo").set_input_files(
                {"name": "bild.jpg", "mimeType": "image/jpeg", "buffer": photo(1200, 800)}
            )
            expect(self.page.locator("[data-photo]")).to_contain_text("Fotot följer med")
        self.press("Skicka rapporten")
        self.says(answer)
        return self.taps - before

    def mend(self, text: str) -> None:
        """Open what was turned away, write it anew, and send it."""
        self.press("Rätta")
        self._write(self.page.get_by_label("Vad såg du?"), text)
        self.press("Skicka rapporten")
        self.says(SENT)

    def _tell_where(self, saw: Saw) -> None:
        if isinstance(saw.where, str):
            self._elsewhere()
            self._write(self.page.locator("[name=where_text]"), saw.where)
        elif saw.way == "here":
            longitude, latitude = saw.where.point
            self.page.context.set_geolocation(
                {"longitude": longitude, "latitude": latitude, "accuracy": _METRES}
            )
            self._tap(self.page.get_by_role("button", name="Här", exact=True))
            expect(self.page.locator("[data-placed]")).to_have_text("Din plats, på några meter när.")
        else:
            self._elsewhere()
            self._write(self.page.locator("[name=where_place]"), saw.where.name)
            self.page.keyboard.press("Tab")
        if saw.way == "map":
            self._tap(self.page.locator(".map"))
            expect(self.page.locator("point-field output")).to_contain_text("Punkten ligger")

    def _elsewhere(self) -> None:
        if self.page.locator("[data-elsewhere]").get_attribute("open") is None:
            self._tap(self.page.locator("[data-elsewhere] > summary"))

    def _tap(self, what: Locator) -> None:
        self.taps += 1
        what.click()

    def _write(self, where: Locator, words: str) -> None:
        self._tap(where)
        where.fill(words)

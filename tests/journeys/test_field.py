"""A phone in the field: quick with a line, safe without one, and nobody else's queue is sent or shown."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser as Chromium, Geolocation, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast
from tests.journeys.browsing import Browser, Checked
from tests.journeys.conftest import carry_sign_in
from trygghjulet.foundation.audit.models import AuditEntry
from trygghjulet.steps.field.models import Report
from trygghjulet.steps.field.tests.pictures import CAMERA, photo

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.requirement("SCN-7"),
]

_NEW = "/lillaker/falt/ny/"
#: A square of the cast's municipality, and how long a report may take with a line.
_HERE: Geolocation = {"longitude": 14.93, "latitude": 59.05, "accuracy": 8}
_SECONDS = 30


@pytest.fixture(autouse=True)
def _own_photos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "PHOTOS", tmp_path / "photos")


@pytest.fixture
def phone(
    browser: Chromium, live_server: LiveServer, transactional_db: None, cast: Cast, checked: Checked
) -> Iterator[Browser]:
    """A phone that nobody has signed in on, standing at the square."""
    held = Browser(browser, live_server.url, width=390, checked=checked)
    held.page.context.grant_permissions(["geolocation"])
    held.page.context.set_geolocation(_HERE)
    yield held
    held.close()


def _sign_in(phone: Browser, cast: Cast, who: str) -> Page:
    phone.page.context.clear_cookies()
    carry_sign_in(phone, cast.client(who))
    phone.page.goto(_NEW)
    _ready(phone.page)
    return phone.page


def _ready(page: Page) -> None:
    expect(page.locator("html[data-field-ready]")).to_be_attached()


def _kept(page: Page) -> None:
    """The page lies on the phone."""
    page.wait_for_function(
        """async () => {
            await navigator.serviceWorker.ready;
            return Boolean(await caches.match("/lillaker/falt/utan-nat/"));
        }"""
    )


def _write(page: Page, what: str, *, text: str = "", picture: bytes = b"") -> None:
    page.locator(".tiles label", has_text=re.compile(rf"^\s*{what}")).click()
    page.get_by_role("button", name="Här", exact=True).click()
    expect(page.locator("[data-placed]")).to_have_text("Din plats, på några meter när.")
    if text:
        page.get_by_label("Vad såg du?").fill(text)
    if picture:
        page.locator("#id_photo").set_input_files(
            {"name": "bild.jpg", "mimeType": "image/jpeg", "buffer": picture}
        )
        expect(page.locator("[data-photo]")).to_contain_text("Fotot följer med")
    page.get_by_role("button", name="Skicka rapporten").click()


def _says(page: Page, words: str) -> None:
    expect(page.locator("main")).to_contain_text(words)


def _by(name: str) -> list[Report]:
    return list(Report.objects.filter(by_name=name).order_by("pk"))


def test_three_reports_without_a_line_come_in_once_each(phone: Browser, cast: Cast) -> None:
    # Given somebody who opens the page with a line, and reports in less than half a minute
    started = time.monotonic()
    page = _sign_in(phone, cast, "fia")
    first = page.locator("[name=category]").first.get_attribute("value")
    _write(page, "Nedskräpning", text="Skräp kring bänkarna.")
    _says(page, "Rapporten är skickad. Tack!")
    assert time.monotonic() - started < _SECONDS
    _kept(page)

    # When the line is gone, and three reports are written, one with a photo
    page.context.set_offline(True)
    _write(page, "Klotter", picture=photo(2000, 1200))
    _says(page, "Rapporten är sparad på telefonen och skickas när nätet är tillbaka.")
    _write(page, "Anlagd brand")
    _says(page, "2 väntar på nät.")
    page.goto("/lillaker/falt/")
    _ready(page)
    _says(page, "Du är utan nät.")
    _says(page, "2 väntar på nät.")
    assert page.locator("[name=category]").first.get_attribute("value") == first, "De byter inte plats."
    _write(page, "Samling som stör")
    _says(page, "3 väntar på nät.")
    assert len(_by("Fia")) == 1

    # Then all three come in by themselves when it is back, each once, and the phone is empty
    page.context.set_offline(False)
    expect(page.locator("[data-queue]")).to_be_hidden()
    reports = _by("Fia")
    assert [report.category for report in reports] == [
        "surroundings.litter",
        "damage.graffiti",
        "fire",
        "disorder.gathering",
    ]
    assert [bool(report.photo) for report in reports] == [False, True, False, False]
    assert CAMERA.encode() not in (Path(settings.PHOTOS) / reports[1].photo).read_bytes()
    assert {report.area for report in reports} == {cast.home.area("n1")}
    assert all(report.happened_from < report.received_at for report in reports)
    page.goto(_NEW)
    _ready(page)
    assert len(_by("Fia")) == 4


def test_what_waits_belongs_to_who_wrote_it_and_is_never_lost(phone: Browser, cast: Cast) -> None:
    # Given a session that has ended while the page was open
    page = _sign_in(phone, cast, "fia")
    page.context.clear_cookies()
    _write(page, "Klotter")
    _says(page, "1 väntar på att du loggar in.")
    expect(page.get_by_role("link", name="Logga in för att skicka")).to_be_visible()

    # When somebody else signs in on the phone, they see and send nothing of it
    page = _sign_in(phone, cast, "ana")
    expect(page.locator("[data-queue]")).to_be_hidden()
    _write(page, "Anlagd brand")
    _says(page, "Rapporten är skickad. Tack!")
    assert (len(_by("Fia")), len(_by("Ana"))) == (0, 1)

    # Then it is sent when the one who wrote it is back
    page = _sign_in(phone, cast, "fia")
    expect(page.locator("[data-queue]")).to_be_hidden()
    assert [report.category for report in _by("Fia")] == ["damage.graffiti"]

    # And what the guard turns away later stays on the phone, told why, until it is mended
    page.context.set_offline(True)
    _write(page, "Klotter", text="Ring 070-174 06 05")
    _says(page, "1 väntar på nät.")
    page.context.set_offline(False)
    _says(page, "En rapport kunde inte tas emot och behöver rättas.")
    _says(page, "telefonnummer (070-174 06 05)")
    page.reload()
    _ready(page)
    page.get_by_role("button", name="Rätta").click()
    page.get_by_label("Vad såg du?").fill("Ring kommunens växel")
    page.get_by_role("button", name="Skicka rapporten").click()
    _says(page, "Rapporten är skickad. Tack!")
    assert [report.text for report in _by("Fia")] == ["", "Ring kommunens växel"]

    # And nobody signs out from something that has not been sent without being asked
    page.context.set_offline(True)
    _write(page, "Rån")
    _says(page, "1 väntar på nät.")
    page.get_by_role("button", name="Logga ut").click()
    expect(page.get_by_role("dialog")).to_contain_text("En rapport har inte skickats.")
    page.get_by_role("button", name="Stanna kvar").click()
    page.context.set_offline(False)
    expect(page.locator("[data-queue]")).to_be_hidden()
    assert len(_by("Fia")) == 3


@pytest.mark.requirement("SEC-4")
def test_who_has_the_right_insists_on_the_phone_also_without_a_line(phone: Browser, cast: Cast) -> None:
    # Given a report that the guard turns away: it opens in the form with the hit marked, and stands nowhere else
    page = _sign_in(phone, cast, "saga")
    _write(page, "Klotter", text="Vid Anna Anderssons kiosk.")
    _says(page, "Rapporten behöver rättas")
    expect(page.locator(".found mark")).to_have_text("Anna Anderssons")
    expect(page.locator("[data-queue]")).to_be_hidden()
    page.get_by_role("button", name="Visa i texten").click()
    assert page.evaluate("getSelection().toString()") == "Anna Anderssons"

    # When it is left, it stands on the field's page with a way back into the form
    page.goto("/lillaker/falt/")
    _ready(page)
    page.get_by_role("link", name="Rätta").click()
    _says(page, "Rapporten behöver rättas")
    expect(page.get_by_label("Vad såg du?")).to_have_value("Vid Anna Anderssons kiosk.")

    # And its writer insists with a reason while the line is gone
    page.context.set_offline(True)
    page.get_by_label("Spara ändå").check()
    page.get_by_label("Skäl").fill("Kiosken heter så.")
    page.get_by_role("button", name="Skicka rapporten").click()
    _says(page, "1 väntar på nät.")
    page.context.set_offline(False)

    # Then it comes in, once, with the reason in the log
    expect(page.locator("[data-queue]")).to_be_hidden()
    assert [report.text for report in _by("Saga")][1:] == ["Vid Anna Anderssons kiosk."]
    entry = AuditEntry.objects.filter(act="rapporterade från fältet").latest("pk")
    assert entry.details["insisted"]["reason"] == "Kiosken heter så."


def test_the_way_that_was_chosen_is_marked_and_a_known_place_is_told(phone: Browser, cast: Cast) -> None:
    square = cast.home.known_place
    page = _sign_in(phone, cast, "fia")
    here = page.get_by_role("button", name="Här", exact=True)
    expect(here).to_have_attribute("aria-pressed", "false")
    page.context.set_geolocation(
        {"longitude": square.longitude + 0.0003, "latitude": square.latitude, "accuracy": 8}
    )
    _write(page, "Klotter")
    _says(page, "Rapporten är skickad. Tack! Den är mottagen som Torget.")
    page.goto(_NEW)
    _ready(page)
    known = page.get_by_role("button", name="Torget", exact=True)
    known.click()
    expect(known).to_have_attribute("aria-pressed", "true")
    expect(here).to_have_attribute("aria-pressed", "false")
    here.click()
    _says(page, "Tas emot som Torget, 20 meter bort.")
    expect(here).to_have_attribute("aria-pressed", "true")
    expect(known).to_have_attribute("aria-pressed", "false")
    page.get_by_role("button", name="Nej, bara punkten").click()
    _says(page, "Tas emot som en punkt, utan känd plats.")
    page.locator(".tiles label", has_text="Rån").click()
    page.get_by_role("button", name="Skicka rapporten").click()
    _says(page, "Rapporten är skickad. Tack!")
    assert [report.place for report in _by("Fia")] == [square, None]


def test_a_browser_that_keeps_nothing_sends_at_once_or_says_that_it_could_not(
    phone: Browser, cast: Cast
) -> None:
    phone.page.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined })")
    page = _sign_in(phone, cast, "fia")
    _write(page, "Klotter")
    _says(page, "Rapporten är skickad. Tack!")
    page.context.set_offline(True)
    _write(page, "Rån", text="Vid kiosken.")
    _says(page, "Rapporten är inte sparad. Låt sidan vara öppen")
    expect(page.get_by_label("Vad såg du?")).to_have_value("Vid kiosken.")
    page.context.set_offline(False)
    page.get_by_role("button", name="Skicka rapporten").click()
    _says(page, "Rapporten är skickad. Tack!")
    assert [report.category for report in _by("Fia")] == ["damage.graffiti", "robbery"]


@pytest.mark.requirement("USE-1")
def test_the_pages_are_for_everybody_and_fingers_hit_what_they_aim_at(phone: Browser, cast: Cast) -> None:
    _sign_in(phone, cast, "saga")
    report = cast.home.field_report.pk
    for path in ("ny/", "", "alla/", f"{report}/", f"svara/?report={report}", "delning/", "utan-nat/"):
        phone.visit(f"/lillaker/falt/{path}").check()
    phone.visit(_NEW)
    aimed = phone.page.locator(
        ".segments label, [data-here], main [type=submit], #id_photo, [data-elsewhere] > summary"
    )
    assert min(box["height"] for each in aimed.all() if (box := each.bounding_box())) >= 48

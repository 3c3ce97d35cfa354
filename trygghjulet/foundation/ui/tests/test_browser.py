"""The gallery in a real browser: accessible, readable on a phone and quiet under the page policy."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from trygghjulet.foundation.access.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def open_gallery(
    browser: Browser, live_server: LiveServer, width: int, scheme: Literal["light", "dark"]
) -> tuple[Page, list[str]]:
    """The gallery as Saga sees it, and what the browser complains of."""
    client = Client()
    client.force_login(User.objects.create(email="saga@solvik.example", name="Saga Samordnare"))
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    complaints: list[str] = []
    page.on(
        "console", lambda line: complaints.append(line.text) if line.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(live_server.url + reverse("ui:gallery"))
    return page, complaints


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {node['html'][:120]}" for v in found for node in v["nodes"]]


@pytest.mark.requirement("USE-1")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_gallery_is_accessible_and_fits(
    browser: Browser, live_server: LiveServer, width: int, scheme: Literal["light", "dark"]
) -> None:
    page, complaints = open_gallery(browser, live_server, width, scheme)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []

    page.get_by_role("button", name="Spara prioriteringen").click()
    assert page.get_by_role("alert").is_visible()
    assert violations(page) == []
    page.close()


@pytest.mark.requirement("USE-1")
def test_the_keyboard_finds_the_content_and_the_wrong_field(
    browser: Browser, live_server: LiveServer
) -> None:
    page, _ = open_gallery(browser, live_server, 1280, "light")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Hoppa till innehållet")
    assert skip.evaluate("link => link === document.activeElement")
    assert skip.bounding_box()["y"] >= 0  # type: ignore[index]

    page.get_by_role("button", name="Spara prioriteringen").click()
    summary = page.locator(".error-summary")
    assert summary.evaluate("box => box === document.activeElement")
    page.get_by_role("link", name="Syfte: Välj ett av alternativen.").click()
    assert page.evaluate("document.activeElement.id") == "id_purpose_0"
    page.close()


def test_every_target_is_large_enough_for_a_thumb(browser: Browser, live_server: LiveServer) -> None:
    page, _ = open_gallery(browser, live_server, 320, "light")
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, .button, input:not([type=hidden]), select, .way a")]
            .map(thing => [thing.outerHTML.slice(0, 80), thing.getBoundingClientRect()])
            .filter(([, box]) => box.width < 24 || box.height < 24).map(([html]) => html)"""
    )
    assert small == []
    page.close()

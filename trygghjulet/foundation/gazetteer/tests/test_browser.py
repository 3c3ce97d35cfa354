"""The map in a form, in a real browser: by thumb, by keyboard, by position, and without any script."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.cast import HOME, Cast
from trygghjulet.foundation.geography.models import Place

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.requirement("SCN-4"),
]

_PHONE = 320


@contextmanager
def opened(
    browser: Browser, live_server: LiveServer, cast: Cast, name: str, *args: object, **options: Any
) -> Iterator[Page]:
    """A page as Saga sees it; the browser may not complain of anything on it."""
    cookie = cast.client("saga").cookies[settings.SESSION_COOKIE_NAME].value
    context = browser.new_context(**{"viewport": {"width": _PHONE, "height": 800}} | options)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    page = context.new_page()
    complaints: list[str] = []
    page.on(
        "console", lambda line: complaints.append(line.text) if line.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(live_server.url + reverse(f"gazetteer:{name}", args=(HOME.slug, *args)))
    yield page
    context.close()
    assert complaints == []


def faults(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {node['html'][:120]}" for v in found for node in v["nodes"]]


def told(page: Page) -> str:
    return page.locator("point-field output").inner_text()


def test_a_point_is_set_by_thumb_by_keyboard_and_by_position(
    browser: Browser, live_server: LiveServer, cast: Cast
) -> None:
    here = {"longitude": 14.96, "latitude": 59.02, "accuracy": 12}
    options = {"permissions": ["geolocation"], "geolocation": here, "has_touch": True}
    with opened(browser, live_server, cast, "new", **options) as page:
        page.locator(".leaflet-pane path").first.wait_for(state="attached")
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= _PHONE
        box = page.get_by_role("button", name="Zooma in").bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44

        sea = page.locator("point-field .map")
        size = sea.bounding_box()
        assert size is not None
        sea.tap(position={"x": size["width"] * 0.4, "y": size["height"] * 0.6})
        assert "Punkten ligger i Södra backen" in told(page)

        sea.focus()
        for _ in range(2):
            page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowUp")
        expect(page.locator("point-field output")).to_contain_text("Siktet")
        assert "Siktet är i Norra ängen" in told(page)
        page.keyboard.press("Enter")
        assert told(page).startswith("Punkten ligger i Norra ängen")

        page.get_by_role("button", name="Här jag är").click()
        expect(page.locator("point-field output")).to_contain_text("12 m")
        assert "Södra ängen" in told(page)
        assert "59,0200° N, 14,9600° Ö" in told(page)

        page.get_by_role("button", name="Ta bort punkten").click()
        assert "Ingen punkt" in told(page)
        page.get_by_label("Var").fill("59,0610 14,9190")
        page.get_by_label("Var").blur()
        assert "vid Torget" in told(page)
        assert faults(page) == []


def test_without_a_script_the_coordinates_are_written(
    browser: Browser, live_server: LiveServer, cast: Cast
) -> None:
    with opened(browser, live_server, cast, "new", java_script_enabled=False) as page:
        assert not page.locator(".map-part").is_visible()
        page.get_by_label("Namn").fill("Gångtunneln")
        page.get_by_label("Slag").select_option("street")
        page.get_by_label("Var").fill("59,0300 14,9500")
        page.get_by_role("button", name="Spara").click()
        assert "Platsen finns nu" in page.locator("main").inner_text()
    place = Place.objects.get(name="Gångtunneln")
    assert (place.longitude, place.latitude) == (14.95, 59.03)
    assert place.area is not None
    assert place.area.name == "Södra ängen"


def test_the_places_are_on_a_map_with_a_table_beside(
    browser: Browser, live_server: LiveServer, cast: Cast
) -> None:
    with opened(browser, live_server, cast, "index", color_scheme="dark") as page:
        page.locator(".map-mark").first.wait_for()
        page.locator(".map-mark").first.click()
        assert page.locator(".leaflet-popup-content a").inner_text() == "Torget"
        assert page.get_by_role("cell", name="Stortorget").is_visible()
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= _PHONE

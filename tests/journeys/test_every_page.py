"""Every page that links lead to is accessible and fits, also where no journey passes; the busiest in the dark."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser as Chromium
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast
from tests.journeys.browsing import Browser, Checked
from tests.journeys.conftest import carry_sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORST = "<main><p style='color:#ccc;background:#fff;width:1400px'>Blek och bred</p></main>"


@pytest.fixture
def lit(
    browser: Chromium, live_server: LiveServer, transactional_db: None, cast: Cast, checked: Checked
) -> Iterator[Browser]:
    """The coordinator of a cooperation with one of everything in it."""
    saga = Browser(browser, live_server.url, checked=checked)
    carry_sign_in(saga, cast.client("saga"))
    yield saga
    saga.close()


@pytest.mark.requirement("USE-1")
def test_every_page_that_links_lead_to(lit: Browser, cast: Cast) -> None:
    reached: set[str] = set()
    waiting = deque(["/lillaker/", "/publikt/lillaker/"])
    while waiting:
        path = waiting.popleft()
        try:
            view = resolve(path).view_name
        except Resolver404:
            pytest.fail(f"A link leads to {path}, which is no page.")
        if view in reached or "text/html" not in lit.page.request.head(path).headers.get("content-type", ""):
            continue
        reached.add(view)
        waiting.extend(lit.visit(path).ways_on)
    steps = ("scanning:round", *(f"{step}:show" for step in ("picture", "priorities", "causes", "measures")))
    assert {*steps, "followup:show", "feedback:show", "reports:turn", "overview:frame", "law:show"} <= reached
    assert {"forms:show", "forms:edit", "forms:decide", "forms:adapt", "forms:count"} <= reached
    assert {"governance:index", "governance:new", "governance:show", "governance:edit"} <= reached
    assert {"public:publication", "ui:accessibility", "overview:log", "measures:edit"} <= reached


@pytest.mark.requirement("USE-1")
def test_the_busiest_pages_in_the_dark(browser: Chromium, live_server: LiveServer, cast: Cast) -> None:
    saga = Browser(browser, live_server.url, scheme="dark")
    carry_sign_in(saga, cast.client("saga"))
    round = f"/lillaker/varv/{cast.home.city.pk}/"
    for page in ("", "lagesbild/", "orsaker/", "atgarder/", "uppfoljning/", "atgarder/ny/"):
        saga.visit(f"{round}{page}")
    saga.visit("/lillaker/").visit(f"/publikt/lillaker/{cast.home.publication.pk}/")
    saga.close()


def test_a_page_that_does_not_exist_says_so_and_is_accessible(lit: Browser) -> None:
    lit.page.goto("/lillaker/finns/inte/")
    lit.sees("Sidan finns inte").check()


def test_the_check_notices_what_is_pale_and_what_is_wide(browser: Chromium) -> None:
    somebody = Browser(browser, "http://localhost")
    somebody.page.set_content(WORST)
    with pytest.raises(AssertionError, match="sideways"):
        somebody.check()
    somebody.page.set_content(WORST.replace("width:1400px", ""))
    with pytest.raises(AssertionError, match="color-contrast"):
        somebody.check()
    somebody.close()

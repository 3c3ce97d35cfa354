"""A settled town for each journey, and a browser for each person in it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser as Chromium
from pytest_django.live_server_helper import LiveServer

from tests.journeys.browsing import Browser, Checked, People
from tests.journeys.days import turn_to  # noqa: F401  # a fixture of the journeys
from tests.journeys.town import settle
from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.parties.models import Cooperation


@pytest.fixture
def town(transactional_db: None) -> Cooperation:
    """The cooperation, before any work is done."""
    return settle()


@pytest.fixture(scope="session")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """The kinds of page that some journey has checked already, in this process or in one beside it."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return Checked()
    folder = tmp_path_factory.getbasetemp().parent / "checked"
    folder.mkdir(exist_ok=True)
    return Checked(folder)


def carry_sign_in(somebody: Browser, client: Client) -> None:
    """Let a browser carry the sign-in of a test client."""
    somebody.carry(settings.SESSION_COOKIE_NAME, client.cookies[settings.SESSION_COOKIE_NAME].value)


@pytest.fixture
def people(
    browser: Chromium, live_server: LiveServer, town: Cooperation, checked: Checked
) -> Iterator[People]:
    """Somebody by first name, signed in at a browser of their own; "anyone" is nobody in particular."""
    seated: dict[str, Browser] = {}

    def somebody(name: str) -> Browser:
        if name not in seated:
            seated[name] = Browser(browser, live_server.url, checked=checked)
            if name != "anyone":
                client = Client()
                client.force_login(User.objects.get(email=f"{name}@solvik.example"))
                carry_sign_in(seated[name], client)
        return seated[name]

    yield somebody
    for each in seated.values():
        each.close()

"""The sign-in page offers the example city's accounts, and never anybody's real one."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from shapely.geometry import box

from trygghjulet.foundation.geography.reading import ReadArea
from trygghjulet.foundation.parties.founding import FirstAccount, found_from_areas

pytestmark = pytest.mark.django_db


def found(slug: str, email: str) -> None:
    """A cooperation with one account."""
    found_from_areas(
        name=f"Trygg i {slug}",
        slug=slug,
        place=slug,
        code=slug,
        municipality=f"{slug} kommun",
        police=f"Lokalpolisområde {slug}",
        layers=((ReadArea("N", "Norra", None, 4000, box(13, 58, 13.1, 58.1), {}),),),
        first=FirstAccount("Siv Samordnare", email, "ett-lösenord-att-byta"),
        police_first=FirstAccount("Per Polis", f"per@{slug}.se", "ett-lösenord-att-byta"),
        at=datetime(2026, 1, 15, 10, tzinfo=ZoneInfo("Europe/Stockholm")),
    )


@pytest.mark.parametrize(("demo", "listed"), [(True, True), (False, False)])
def test_only_made_up_accounts_are_listed_and_only_in_an_example_city(
    settings: Any, demo: bool, listed: bool
) -> None:
    settings.DEMO = demo
    found("backa", "siv@backa.example")
    found("lid", "siv@lid.se")
    page = Client().get(reverse("account_login")).content.decode()
    assert ("siv@backa.example" in page) is listed
    assert "siv@lid.se" not in page

"""A document's page leads back to where it belongs and on to its files, and keeps what was asked for."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.cast import HOME, Cast

pytestmark = pytest.mark.requirement("USE-4")


def test_the_page_of_a_document_leads_back_and_to_its_files(cast: Cast) -> None:
    meeting = cast.home.held
    numbers = (HOME.slug, meeting.forum_id, meeting.pk)
    page = cast.client("pia").get(reverse("minutes_document:show", args=numbers)).content.decode()
    assert f'<a href="{reverse("forums:show", args=numbers[:2])}">{meeting.forum}</a>' in page
    for way in ("pdf", "word"):
        assert f'href="{reverse(f"minutes_document:{way}", args=numbers)}"' in page
    assert "Link(" not in page


def test_another_year_is_chosen_on_the_page_and_follows_to_the_files(cast: Cast) -> None:
    address = reverse("law_account:show", args=(HOME.slug,))
    page = cast.client("pia").get(address, {"ar": "2024"}).content.decode()
    assert "<strong>2024</strong>" in page
    assert '<a href="?ar=2023">2023</a>' in page
    assert f'href="{reverse("law_account:pdf", args=(HOME.slug,))}?ar=2024"' in page

"""The public pages: what is published, whom to ask, and nothing of the house behind."""

import pytest
from django.test import Client

from tests.cast import Cast


@pytest.mark.requirement("PIC-8")
def test_anyone_may_read_what_is_published_and_sees_nothing_of_the_inside(cast: Cast) -> None:
    front = Client().get("/publikt/lillaker/").content.decode()
    assert cast.home.publication.title in front
    assert "trygg@exempel.example" in front
    for inner in ("Underlag", "Logga ut", "Stegen i varvet", 'href="/lillaker/'):
        assert inner not in front


@pytest.mark.requirement("PIC-8")
def test_a_published_report_says_what_is_withheld(cast: Cast) -> None:
    page = Client().get(f"/publikt/lillaker/{cast.home.publication.pk}/").content.decode()
    assert "Antal under 5 visas inte" in page


def test_those_inside_see_the_public_page_as_everybody_does(cast: Cast) -> None:
    assert "Logga ut" not in cast.client("saga").get("/publikt/lillaker/").content.decode()

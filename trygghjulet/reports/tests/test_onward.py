"""The thread can be followed onwards from the pages of findings and causes."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast


@pytest.mark.requirement("ACT-5")
def test_a_finding_leads_to_the_priority_that_rests_on_it_and_a_cause_to_its_measures(cast: Cast) -> None:
    saga: Client = cast.client("saga")
    where = ("lillaker", cast.home.city.pk)
    picture = saga.get(reverse("picture:show", args=where)).content.decode()
    assert f"{reverse('priorities:show', args=where)}#prioritering-{cast.home.priority.pk}" in picture
    causes = saga.get(reverse("causes:show", args=where)).content.decode()
    assert f"{reverse('measures:show', args=where)}#atgard-{cast.home.measure.pk}" in causes


def test_a_report_lists_its_chapters_and_a_published_one_too(cast: Cast) -> None:
    saga = cast.client("saga")
    where = ("lillaker", cast.home.past.pk)
    assert 'href="#' in saga.get(reverse("reports:turn", args=where)).content.decode()
    saga.post(reverse("reports:publish", args=where))
    published = Client().get("/publikt/lillaker/").content.decode()
    address = published.split('href="/publikt/lillaker/')[-1].split('"')[0]
    page = Client().get(f"/publikt/lillaker/{address}").content.decode()
    assert "På den här sidan" in page
    assert page.count("<h1") == 1

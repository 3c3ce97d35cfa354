"""The inbox as its reader sees it: the count, the list, what is read, and what is switched off."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.cast import AT, Cast, email
from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.inbox.kinds import kinds
from trygghjulet.foundation.inbox.models import Preference
from trygghjulet.foundation.inbox.operations import Notice, tell
from trygghjulet.foundation.inbox.queries import messages_of, unread

pytestmark = pytest.mark.requirement("DUT-4")


@pytest.fixture
def told(cast: Cast) -> Cast:
    """Saga has been told two things."""
    user = User.objects.get(email=email("saga"))
    notices = [
        Notice(user.pk, "duty_soon", f"{n}", f"Snart dags: Möte {n}", "Sista dag: 1 mars.", "/lillaker/ram/")
        for n in range(2)
    ]
    tell(at=AT, cooperation=cast.home.cooperation, notices=notices)
    return cast


def test_every_page_says_how_much_is_unread(told: Cast) -> None:
    page = told.client("saga").get("/lillaker/").content.decode()
    assert 'Inkorg (2<span class="visually-hidden"> olästa</span>)' in page
    assert "Inkorg (" not in told.client("kim").get("/lillaker/").content.decode()


def test_the_list_leads_on_and_one_is_marked_as_read(told: Cast) -> None:
    client, scope = told.client("saga"), told.scope("saga")
    page = client.get(reverse("inbox:show")).content.decode()
    assert "Möte 0" in page
    assert 'href="/lillaker/ram/"' in page
    assert page.count("Oläst") == 2
    answer = client.post(
        reverse("inbox:show"), {"message": messages_of(scope).earliest("pk").pk}, follow=True
    )
    assert "Meddelandet är läst." in answer.content.decode()
    assert unread(scope) == 1
    client.post(reverse("inbox:show"))
    assert unread(scope) == 0


def test_a_nonsense_number_marks_nothing(told: Cast) -> None:
    for nonsense in ("9" * 30, "alla", "", "-1"):
        assert told.client("saga").post(reverse("inbox:show"), {"message": nonsense}).status_code == 302
    assert unread(told.scope("saga")) == 2


def test_each_kind_and_channel_is_switched_off_and_on_again(told: Cast) -> None:
    client, address = told.client("saga"), reverse("inbox:preferences")
    page = client.get(address).content.decode()
    for words in ("Snart dags", "Tiden är knapp", "Försenat", "Skyldighet utan ägare", "E-post"):
        assert words in page
    assert page.count(" checked") == 2 * len(kinds()), "allt är på från början"
    client.post(address, {"duty_soon": ["inbox"], "duty_at_risk": ["inbox", "email"]})
    mine = Preference.objects.filter(user__email=email("saga"), on=True)
    assert sorted(mine.values_list("kind", "channel")) == [
        ("duty_at_risk", "email"),
        ("duty_at_risk", "inbox"),
        ("duty_soon", "inbox"),
    ]
    assert client.get(address).content.decode().count(" checked") == 3
    client.post(address, {"duty_soon": ["inbox", "email"]})
    assert ("duty_soon", "email") in mine.values_list("kind", "channel")
    assert not Preference.objects.exclude(user__email=email("saga")).exists()


def test_somebody_who_has_left_no_longer_sees_what_was_told(told: Cast) -> None:
    scope = told.scope("saga")
    assert messages_of(scope).count() == 2
    gone = type(scope)(user_id=scope.user_id, user_name=scope.user_name)
    assert messages_of(gone).count() == 0


def test_the_administrators_page_says_that_nobody_works(told: Cast) -> None:
    page = told.client("arvid").get(reverse("inbox:deliveries", args=("lillaker",))).content.decode()
    assert "Ingen arbetar" in page
    assert "Påminner om skyldigheter" in page
    assert "varje dag 07:00" in page

"""The pages of this room: sign-in, errors, the gallery, the way through the wheel."""

from __future__ import annotations

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertInHTML

from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.ui.wheel import STEPS, step_called, way


@pytest.fixture
def saga(db: None) -> User:
    user = User(email="saga@solvik.example", name="Saga Samordnare")
    user.set_password("en lång mening att minnas")
    user.save()
    return user


@pytest.fixture
def signed_in(client: Client, saga: User) -> Client:
    client.force_login(saga)
    return client


def test_the_gallery_is_for_those_who_have_signed_in(client: Client, db: None) -> None:
    answer = client.get(reverse("ui:gallery"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.requirement("USE-1")
def test_a_page_has_its_language_skip_link_heading_and_way(signed_in: Client) -> None:
    page = signed_in.get(reverse("ui:gallery")).content.decode()
    assert '<html lang="sv">' in page
    assert '<a class="skip" href="#innehall">Hoppa till innehållet</a>' in page
    assert page.count("<h1>") == 1
    assert page.count('aria-current="step"') == 1
    assert "Steg 3 av 7" in page
    assert "Saga Samordnare" in page


def test_a_page_brings_no_style_or_script_of_its_own(signed_in: Client) -> None:
    page = signed_in.get(reverse("ui:gallery")).content.decode()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", page)


def test_a_form_with_errors_says_so_in_the_title(signed_in: Client) -> None:
    answer = signed_in.post(reverse("ui:gallery"), {})
    assert answer.status_code == 422
    assert "<title>Fel: Galleri – Trygghjulet</title>" in answer.content.decode()


def test_signing_in_and_out_goes_through_our_own_pages(client: Client, saga: User) -> None:
    page = client.get(reverse("account_login") + "?next=/galleri/").content.decode()
    assertInHTML("<h1>Logga in</h1>", page)
    assert '<input type="hidden" name="next" value="/galleri/"' in page
    assert "placeholder" not in page

    wrong = client.post(reverse("account_login"), {"login": saga.email, "password": "fel"}).content.decode()
    assert "Något behöver rättas" in wrong

    answer = client.post(
        reverse("account_login"),
        {"login": saga.email, "password": "en lång mening att minnas", "next": reverse("ui:gallery")},
    )
    assert answer["Location"] == reverse("ui:gallery")
    assertInHTML("<h1>Byt lösenord</h1>", client.get(reverse("account_change_password")).content.decode())
    assert "Vill du logga ut?" in client.get(reverse("account_logout")).content.decode()
    client.post(reverse("account_logout"))
    assert client.get(reverse("ui:gallery")).status_code == 302


def test_a_missing_page_says_what_to_do(signed_in: Client) -> None:
    answer = signed_in.get("/det/har/finns/inte/")
    assert answer.status_code == 404
    assert "Sidan finns inte" in answer.content.decode()
    assert "Till startsidan" in answer.content.decode()


def test_a_form_that_stood_open_too_long_is_explained(saga: User) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post(reverse("account_login"), {"login": saga.email, "password": "x"})
    assert answer.status_code == 403
    assert "Inget har sparats." in answer.content.decode()


def test_a_refusal_gives_its_reason() -> None:
    page = render_to_string("ui/denied.html", {"reason": "Din roll får inte anta en lägesbild."})
    assert "Din roll får inte anta en lägesbild." in page
    assert "Inget har ändrats." in page


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_the_last_error_pages_need_nothing_but_themselves(name: str, settings: object) -> None:
    settings.STORAGES = {  # type: ignore[attr-defined]
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    page = render_to_string(name)
    assert "Till startsidan" in page
    assert 'href="/static/ui/site.css"' in page


def test_the_page_about_accessibility_is_open_to_all(client: Client, db: None) -> None:
    assert "WCAG 2.2" in client.get(reverse("ui:accessibility")).content.decode()


def test_the_way_has_seven_stops_and_knows_its_neighbours() -> None:
    first, middle, last = (way("solvik", 1, key) for key in ("scanning", "causes", "feedback"))
    assert len(first.stops) == len(STEPS) == 7
    assert (first.before, last.after) == (None, None)
    assert middle.before == way("solvik", 1, "causes").stops[2]
    assert middle.after is not None
    assert middle.after.step == step_called("measures")
    assert way("solvik", 1).current is None


def test_a_word_that_is_no_step_is_refused() -> None:
    with pytest.raises(KeyError):
        way("solvik", 1, "fikapaus")

"""What holds for every request: how much may be sent, what may be kept, and how often one may guess."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.cast import Cast, email

pytestmark = pytest.mark.requirement("SEC-1")


def test_a_stranger_s_file_is_refused_before_it_is_read(cast: Cast, settings: Any, tmp_path: Path) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    big = SimpleUploadedFile("stor.csv", b"x" * 100_000)
    answer = cast.client("anonymous").post(reverse("account_login"), {"file": big})
    assert answer.status_code == 413
    assert "Den som inte är inloggad" in answer.content.decode()


def test_too_large_a_file_is_refused_with_the_limit(cast: Cast, settings: Any) -> None:
    settings.DELIVERY_MAX_BYTES = 2 * 1024 * 1024
    deliver = reverse("scanning:deliver", args=("lillaker", cast.home.source.pk))
    allowed, refused = (
        cast.client("palle").post(deliver, {"other": SimpleUploadedFile("stor.csv", b"x" * size)})
        for size in (2 * 1024 * 1024, 4 * 1024 * 1024)
    )
    assert allowed.status_code == 422
    assert refused.status_code == 413
    assert "större än 2 megabyte" in refused.content.decode()


def test_pages_are_kept_by_nobody_but_the_public_s(cast: Cast) -> None:
    saga, anonymous = cast.client("saga"), cast.client("anonymous")
    for answer in (saga.get("/lillaker/"), saga.get("/lillaker/ram/"), anonymous.get("/konto/logga-in/")):
        assert "no-store" in answer["Cache-Control"]
        assert "private" in answer["Cache-Control"]
    assert "no-store" not in anonymous.get("/publikt/lillaker/").headers.get("Cache-Control", "")


def test_guesses_stop_for_the_account_and_not_for_the_office(
    cast: Cast, settings: Any, tmp_path: Path
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "300/m/ip,5/300s/key"}
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": tmp_path}
    }
    client = Client()

    def attempt(name: str, password: str) -> int:
        sent = {"login": email(name), "password": password}
        return client.post(reverse("account_login"), sent).status_code

    wrong = [attempt("pia", "fel-lösenord-alls") for _ in range(6)]
    assert 302 not in wrong
    assert attempt("pia", "inte-hemligt-alls") != 302
    assert attempt("fia", "inte-hemligt-alls") == 302


def test_too_many_attempts_from_one_address_is_said_in_swedish(
    cast: Cast, settings: Any, tmp_path: Path
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": tmp_path}
    }
    client = cast.client("anonymous")
    for _ in range(3):
        answer = client.post(reverse("account_login"), {"login": email("pia"), "password": "fel"})
    assert answer.status_code == 429
    assert "För många försök" in answer.content.decode()


def test_who_chooses_a_password_finds_the_page_and_gets_advice(cast: Cast) -> None:
    pia = cast.client("pia")
    address = reverse("account_change_password")
    assert address in pia.get("/lillaker/").content.decode()
    page = pia.get(address).content.decode()
    assert "Använd minst 12 tecken" in page
    assert "Undvik lösenord som många använder." in page

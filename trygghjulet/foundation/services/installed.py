"""The client as the installation's settings make it."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

from django.conf import settings

from trygghjulet.foundation.services import answers
from trygghjulet.foundation.services.asking import HttpClient, Manners, Surroundings
from trygghjulet.foundation.services.client import Client

#: How long an answer that nobody asks for again is kept.
_KEPT_DAYS = 14.0


def manners() -> Manners:
    """How the installation behaves towards services."""
    about = f" (+{settings.SITE_URL})" if settings.SITE_URL else ""
    return Manners(
        folder=Path(settings.SERVICES),
        user_agent=f"Trygghjulet/{metadata.version('trygghjulet')}{about}",
        offline=settings.SERVICES_OFFLINE,
        trusted=frozenset(settings.SERVICES_TRUSTED),
        proxy=settings.SERVICES_PROXY,
        most_bytes=settings.DELIVERY_MAX_BYTES,
    )


def client(surroundings: Surroundings | None = None) -> Client:
    """The one client of the installation."""
    return HttpClient(manners(), surroundings)


def forget_old() -> int:
    """Take away kept answers that nobody asks for any longer; the answer is how many."""
    return answers.sweep(Path(settings.SERVICES) / "answers", days=_KEPT_DAYS)

"""What every page knows about the installation."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version

from django.conf import settings
from django.http import HttpRequest


@dataclass(frozen=True)
class Installation:
    """The installation, as the layout names it. (`site` is what the sign-in pages call something else.)"""

    name: str
    version: str
    demo: bool


def site(request: HttpRequest) -> dict[str, Installation]:  # noqa: ARG001  # Django hands it to every context processor
    """`installation` in every template: the name, the version, and whether all in it is made up."""
    return {
        "installation": Installation(name="Trygghjulet", version=version("trygghjulet"), demo=settings.DEMO)
    }

"""The installation as commands meet it: made ready, or refused in words."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import django
from django.core.management import call_command


def open_installation() -> None:
    """Make the installation's home and database ready; where the home cannot be used, say so and end with status 1."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trygghjulet.project.settings.base")
    try:
        django.setup()
    except OSError as error:
        fail(
            f"Hemmappen {error.filename} går inte att skapa eller skriva i. "
            "Ändra rättigheterna, eller välj en annan mapp med TRYGGHJULET_HOME."
        )
    call_command("migrate", verbosity=0)


def fail(words: str) -> NoReturn:
    """Say what stops the command, and end with the status of a command that could not do its work."""
    sys.stderr.write(f"trygghjulet: {words}\n")
    raise SystemExit(1)

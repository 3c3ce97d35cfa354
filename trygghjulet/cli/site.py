"""`trygghjulet demo` and `trygghjulet serve`: commands that need the installation's database."""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime, timedelta

import django
from django.conf import settings
from django.core.management import call_command
from gunicorn.app.base import BaseApplication


def run(given: argparse.Namespace) -> int:
    """Bring the installation up to date, then fill or serve it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trygghjulet.project.settings.base")
    django.setup()
    call_command("migrate", verbosity=0)
    if given.command == "demo":
        call_command("fill_demo")
    else:
        call_command("collectstatic", verbosity=0, interactive=False)
        _sweep()
        _Server(f"{given.host}:{given.port}").run()
    return 0


def _sweep() -> None:
    # Tables can be named only when the installation is set up.
    from trygghjulet.steps.scanning.operations import sweep  # noqa: PLC0415

    sweep(older_than=datetime.now(tz=UTC) - timedelta(days=1))


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """The site behind gunicorn, with a worker for each of two cores."""

    def __init__(self, address: str) -> None:
        self._address = address
        super().__init__()

    def load_config(self) -> None:
        self.cfg.set("bind", self._address)
        self.cfg.set("workers", 2)
        self.cfg.set("threads", 4)
        self.cfg.set("timeout", 120)
        self.cfg.set("preload_app", False)
        self.cfg.set(
            "on_starting", lambda _: print(f"Trygghjulet finns på http://{self._address}/", flush=True)
        )

    def load(self) -> object:
        from django.core.wsgi import get_wsgi_application  # noqa: PLC0415  # once in every worker

        settings.ALLOWED_HOSTS.append(self._address.rpartition(":")[0])
        return get_wsgi_application()

"""`trygghjulet demo` and `trygghjulet serve`: commands that need the installation's database."""

from __future__ import annotations

import argparse
import socket
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.management import CommandError, call_command
from gunicorn.app.base import BaseApplication

from trygghjulet.cli.beside import working_beside
from trygghjulet.cli.installation import fail, open_installation
from trygghjulet.cli.wording import refuse


def run(given: argparse.Namespace) -> int:
    """Bring the installation up to date, then fill or serve it."""
    if given.command == "serve":
        _require_free(given.host, given.port)
    open_installation()
    if given.command == "demo":
        try:
            call_command("fill_demo")
        except CommandError as refused:
            refuse(str(refused))
    else:
        call_command("collectstatic", verbosity=0, interactive=False)
        _sweep()
        with nullcontext() if given.without_work else working_beside():
            _Server(given.host, given.port).run()
    return 0


def _require_free(host: str, port: int) -> None:
    """End, in words, where the port cannot be had: the server itself would try for long and say it in English."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except OSError:
        fail(
            f"Det går inte att lyssna på {host}, port {port}: den är upptagen eller inte tillåten. "
            "Välj en annan med --port eller --host."
        )


def _sweep() -> None:
    # Tables can be named only when the installation is set up.
    from trygghjulet.steps.scanning.operations import sweep  # noqa: PLC0415

    sweep(older_than=datetime.now(tz=UTC) - timedelta(days=1))


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """The site behind gunicorn, with a worker for each of two cores."""

    def __init__(self, host: str, port: int) -> None:
        self._host = host
        self._address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        super().__init__()

    def load_config(self) -> None:
        self.cfg.set("bind", self._address)
        self.cfg.set("workers", 2)
        self.cfg.set("threads", 4)
        self.cfg.set("worker_connections", 200)
        self.cfg.set("timeout", 120)
        self.cfg.set("graceful_timeout", 30)
        self.cfg.set("preload_app", False)
        self.cfg.set("control_socket_disable", True)  # it would lie outside the installation's home
        self.cfg.set(
            "when_ready", lambda _: print(f"Trygghjulet finns på http://{self._address}/", flush=True)
        )

    def load(self) -> object:
        from django.core.wsgi import get_wsgi_application  # noqa: PLC0415  # once in every worker

        settings.ALLOWED_HOSTS.append(f"[{self._host}]" if ":" in self._host else self._host)
        return get_wsgi_application()

"""`trygghjulet serve` is enough: somebody works in the background as long as the site lives, and no longer."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

pytestmark = pytest.mark.requirement("SCN-2", "DUT-4")

_COMMAND = Path(sys.executable).with_name("trygghjulet")


def _until(true: Callable[[], bool], seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.1)
    return False


def _workers(home: Path) -> list[int]:
    """The process numbers of those who say that they work; the name of each is host, number and chance."""
    with closing(sqlite3.connect(home / "trygghjulet.sqlite3", timeout=10)) as database:
        return [int(key.split("-")[-2]) for (key,) in database.execute("select key from jobs_worker")]


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGKILL])
def test_the_one_who_works_lives_as_long_as_the_site(tmp_path: Path, sign: signal.Signals) -> None:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    site = subprocess.Popen(  # noqa: S603  # our own command
        [_COMMAND, "serve", "--port", str(port)],
        env=kept
        | {
            "TRYGGHJULET_HOME": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "trygghjulet.project.settings.base",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert site.stdout is not None
        assert site.stdout.readline() == f"Trygghjulet finns på http://127.0.0.1:{port}/\n"
        assert _until(lambda: len(_workers(tmp_path)) == 1)
        (worker,) = _workers(tmp_path)
        assert _lives(worker)
        site.send_signal(sign)
        site.wait(60)
        assert _until(lambda: not _lives(worker)), "den som arbetade bredvid slutade inte"
    finally:
        site.kill()
        site.wait()

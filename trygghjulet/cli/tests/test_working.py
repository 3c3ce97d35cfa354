"""`trygghjulet work` as a person or cron meets it: it does what waits, keeps the hours, and stops when it is told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.requirement("DUT-4")

_COMMAND = Path(sys.executable).with_name("trygghjulet")


@pytest.fixture
def installation(tmp_path: Path) -> dict[str, str]:
    """The environment of a new installation, on SQLite in a folder of its own."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return kept | {
        "TRYGGHJULET_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "trygghjulet.project.settings.base",
    }


def test_once_does_what_waits_and_ends(installation: dict[str, str]) -> None:
    def once() -> str:
        return subprocess.run(  # noqa: S603  # our own command
            [_COMMAND, "work", "--once"], env=installation, capture_output=True, text=True, check=True
        ).stdout

    first = once()
    assert first.endswith(" jobb gjorda.\n")
    assert int(first.split()[0]) >= 3, "tidtabellens jobb vid den första starten"
    assert once() in ("0 jobb gjorda.\n", "1 jobb gjorda.\n"), "högst kvarten hann bytas"


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_that_is_told_to_stop_ends_well(installation: dict[str, str], sign: signal.Signals) -> None:
    worker = subprocess.Popen(  # noqa: S603  # our own command
        [_COMMAND, "work"], env=installation, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert worker.stdout is not None
    assert worker.stdout.readline() == "Trygghjulet arbetar i bakgrunden.\n"
    time.sleep(1)
    worker.send_signal(sign)
    out, err = worker.communicate(timeout=30)
    assert (worker.returncode, err) == (0, "")
    assert out.endswith(" jobb gjorda.\n")

"""The migrations make what the models say, so that the suite may build its tables from the models."""

from __future__ import annotations

import subprocess
import sys

from tools.house import ROOT


def test_no_model_waits_for_a_migration() -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout

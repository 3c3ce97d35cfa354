"""Killed in the middle of accepting, the installation holds each delivery whole or not at all, and sweeps the rest."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.house import ROOT

pytestmark = pytest.mark.requirement("SEC-5")


@pytest.mark.parametrize(
    "blows", [pytest.param(4, id="a few blows"), pytest.param(150, id="many blows", marks=pytest.mark.soak)]
)
def test_a_delivery_is_whole_or_absent_whenever_the_power_goes(tmp_path: Path, blows: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.material.crashing", str(blows), "2023196"],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        | {
            "TRYGGHJULET_HOME": str(tmp_path),
            "TRYGGHJULET_SECRET_KEY": "only-for-the-suite",
            "DJANGO_SETTINGS_MODULE": "trygghjulet.project.settings.test",
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) == 2 * blows, "det som avbröts kan göras om, och räknas en gång"

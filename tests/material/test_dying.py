"""Workers that are killed while they send: no letter twice, none lost without a word, nothing left hanging."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools.house import ROOT

pytestmark = pytest.mark.requirement("DUT-4")


@pytest.mark.parametrize(
    "blows", [pytest.param(4, id="a few blows"), pytest.param(120, id="many blows", marks=pytest.mark.soak)]
)
def test_no_letter_comes_twice_whenever_the_power_goes(tmp_path: Path, blows: int) -> None:
    # On PostgreSQL the program has the suite's cluster, and there the database that no test uses.
    done = subprocess.run(
        [sys.executable, "-m", "tests.material.dying", str(blows), "2023196"],
        cwd=ROOT,
        env=os.environ
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
    counted = re.fullmatch(r"(\d+) told, (\d+) left, (\d+) uncertain\n", done.stdout)
    assert counted, done.stdout
    told, left, uncertain = map(int, counted.groups())
    assert told == 4 + 6 * blows, "allt som skulle sägas är sagt, en gång"
    assert told - uncertain <= left <= told

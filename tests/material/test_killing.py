"""Killed at any moment of an import or a report: everything is whole or absent, and nothing promised is lost."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tools.house import ROOT
from tools.postgresql import Cluster, PostgreSQLMissingError

pytestmark = pytest.mark.requirement("SEC-5", "SCN-2")

#: Two new installations with each database, two hundred blows in all.
_BLOWS, _SEEDS = 100, (2023, 196)


def test_a_few_blows_leave_everything_whole_or_absent(tmp_path: Path) -> None:
    datasets, _, _, reports, cut_off = _killed(tmp_path, "", blows=6, seed=1)
    assert min(datasets, reports, cut_off) >= 1, "slagen föll på arbete, och något av dem mitt i något"


@pytest.mark.soak
@pytest.mark.parametrize("seed", _SEEDS)
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_two_hundred_blows_leave_everything_whole_or_absent(
    tmp_path: Path, database: str, seed: int, capsys: pytest.CaptureFixture[str]
) -> None:
    began = time.monotonic()
    if database == "sqlite":
        figures = _killed(tmp_path, "", blows=_BLOWS, seed=seed)
    else:
        try:
            cluster = Cluster.start()
        except PostgreSQLMissingError as missing:
            pytest.skip(str(missing))
        try:
            figures = _killed(tmp_path, cluster.url, blows=_BLOWS, seed=seed)
        finally:
            cluster.remove()
    datasets, undone, purged, reports, cut_off = figures
    assert min(datasets - undone, undone, purged, reports) > 5, "det blev av allt slags arbete mellan slagen"
    assert cut_off > _BLOWS // 4, "slagen föll mitt i något"
    with capsys.disabled():
        print(
            f"\n{_BLOWS} slag, {database}, {cut_off} mitt i något: {datasets} underlag, "
            f"{undone} ångrade, {purged} gallrade, {reports} rapporter, {time.monotonic() - began:.0f} s"
        )


def _killed(home: Path, database_url: str, *, blows: int, seed: int) -> tuple[int, ...]:
    """Datasets, undone and purged ones, reports, and how many of the blows fell in the middle of something."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.material.killing", str(blows), str(seed)],
        cwd=ROOT,
        env=kept
        | {
            "TRYGGHJULET_HOME": str(home),
            "TRYGGHJULET_SECRET_KEY": "only-for-the-suite",
            "DJANGO_SETTINGS_MODULE": "trygghjulet.project.settings.test",
        }
        | ({"DATABASE_URL": database_url} if database_url else {}),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4_000:]
    said = done.stdout.split()
    assert len(said) == 5, done.stdout
    return tuple(map(int, said))

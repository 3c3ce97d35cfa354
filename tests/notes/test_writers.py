"""Many write in the same notes at once through a real server: nothing that was acknowledged is lost."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.notes.writers import Installation, installation, prove_nothing_lost, write_together
from tools.postgresql import Cluster, PostgreSQLMissingError
from tools.suite_database import CHOICE

pytestmark = pytest.mark.requirement("FOR-5", "SEC-5")

LONG, SHORT = 60.0, 2.5


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """A database of its own: a file in the installation's home, or a PostgreSQL."""
    if request.param == "sqlite":
        yield ""
        return
    try:
        cluster = Cluster.start()
    except PostgreSQLMissingError as missing:
        pytest.skip(str(missing))
    try:
        yield cluster.url
    finally:
        cluster.remove()


@pytest.mark.parametrize("database", [os.environ.get(CHOICE, "sqlite")], indirect=True)
def test_six_who_write_at_once_lose_nothing(tmp_path: Path, database: str) -> None:
    with installation(tmp_path, database, writers=6) as at:
        writers, _ = write_together(at, seconds=SHORT, seed=5)
        assert prove_nothing_lost(at, writers) >= 6 * 3, "alla hann skriva flera gånger"


@pytest.mark.soak
@pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
def test_twenty_who_write_for_a_minute_lose_nothing(
    tmp_path: Path, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with installation(tmp_path, database, writers=20) as at:
        writers, figures = write_together(at, seconds=LONG, seed=20)
        count = prove_nothing_lost(at, writers)
    with capsys.disabled():
        print(f"\n20 skrivare, {database.partition(':')[0] or 'sqlite'}: {figures}; {count} ord, alla kvar")


@pytest.mark.soak
@pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
def test_a_server_killed_in_the_middle_has_kept_all_it_acknowledged(
    tmp_path: Path, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with installation(tmp_path, database, writers=20) as at:
        writers, figures = write_together(at, seconds=30, seed=7, meanwhile=lambda: _blows(at, 3))
        count = prove_nothing_lost(at, writers)
    assert figures.lost_answers, "slagen föll medan någon skrev"
    with capsys.disabled():
        print(f"\nTre avbrott, {database.partition(':')[0] or 'sqlite'}: {figures}; {count} ord, alla kvar")


def _blows(at: Installation, times: int) -> None:
    for _ in range(times):
        time.sleep(5)
        at.kill()
        at.start()

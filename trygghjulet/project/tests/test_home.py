"""The installation's home is its owner's alone, and its key is one."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from trygghjulet.project.settings.home import home, secret_key


@pytest.fixture(autouse=True)
def _mask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def test_nobody_else_reads_what_lies_in_the_home(tmp_path: Path) -> None:
    folder = home({"TRYGGHJULET_HOME": str(tmp_path / "hemma")})
    (folder / "trygghjulet.sqlite3").touch()
    secret_key({}, folder, lambda: "nyckel")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}


def test_a_home_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "fil").touch()
    with pytest.raises(NotADirectoryError) as error:
        home({"TRYGGHJULET_HOME": str(tmp_path / "fil" / "hemma")})
    assert str(tmp_path / "fil") in str(error.value.filename)


def test_the_key_is_made_once_and_never_seen_half_written(tmp_path: Path) -> None:
    def make_while_another_does() -> str:
        assert not (tmp_path / "secret_key").exists()
        assert secret_key({}, tmp_path, lambda: "den-andras") == "den-andras"
        return "vår"

    assert secret_key({}, tmp_path, make_while_another_does) == "den-andras"
    assert secret_key({}, tmp_path, lambda: "en-ny") == "den-andras"
    assert [file.name for file in tmp_path.iterdir()] == ["secret_key"]
    assert secret_key({"TRYGGHJULET_SECRET_KEY": "given"}, tmp_path, lambda: "en-ny") == "given"

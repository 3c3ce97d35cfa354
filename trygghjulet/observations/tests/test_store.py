"""A stored dataset is there as a whole or not at all, and its name follows its content."""

from __future__ import annotations

import hashlib
import itertools
import os
import time
from datetime import UTC, date, datetime, timedelta
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings, strategies as st

from trygghjulet.observations.schema import COUNTS, INCIDENTS, Kind
from trygghjulet.observations.store import adopt, canonical, lay_out, read, sweep, write


def incidents(many: int = 3) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "happened_from": [
                datetime.fromisoformat("2025-01-01T00:00") + timedelta(hours=7 * i) for i in range(many)
            ],
            "category": [("Klotter", "Cykelstöld")[i % 2] for i in range(many)],
            "x": [float(i) for i in range(many)],
            "y": [float(-i) if i % 3 else None for i in range(many)],
            "amount": [1] * many,
        }
    )


def later() -> datetime:
    return datetime.now(UTC) + timedelta(hours=1)


@pytest.mark.requirement("SCN-3")
def test_what_is_written_is_read_back_under_the_name_of_its_content(tmp_path: Path) -> None:
    stored = write(incidents(), folder=tmp_path, kind=Kind.INCIDENTS)
    assert stored.path == tmp_path / f"{stored.sha256}.parquet"
    assert hashlib.sha256(stored.path.read_bytes()).hexdigest() == stored.sha256
    assert (stored.rows, stored.period_from, stored.period_to) == (3, date(2025, 1, 1), date(2025, 1, 1))
    back = read(stored.path)
    assert back.schema == INCIDENTS
    assert back["category"].to_list() == ["Klotter", "Cykelstöld", "Klotter"]


@pytest.mark.requirement("SCN-2")
@settings(max_examples=25, deadline=None)
@given(order=st.permutations(range(8)), columns=st.permutations(incidents().columns))
def test_the_same_rows_in_any_order_are_one_file(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], columns: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("store")
    first = write(incidents(8), folder=folder, kind=Kind.INCIDENTS)
    untouched = first.path.stat().st_ino
    again = write(incidents(8)[order].select(columns), folder=folder, kind=Kind.INCIDENTS)
    assert again == first
    assert [path.stat().st_ino for path in folder.iterdir()] == [untouched]
    other = write(incidents(9), folder=folder, kind=Kind.INCIDENTS)
    assert other.sha256 != first.sha256


def test_rows_that_are_not_of_their_kind_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="färg"):
        write(incidents().with_columns(färg=pl.lit("röd")), folder=tmp_path, kind=Kind.INCIDENTS)
    with pytest.raises(ValueError, match="category"):
        write(incidents().drop("category"), folder=tmp_path, kind=Kind.INCIDENTS)
    with pytest.raises(ValueError, match="amount"):
        write(incidents().with_columns(amount=pl.lit(None)), folder=tmp_path, kind=Kind.INCIDENTS)
    assert not list(tmp_path.iterdir())


def test_an_empty_dataset_speaks_of_no_period(tmp_path: Path) -> None:
    stored = write(pl.DataFrame(schema=COUNTS), folder=tmp_path, kind=Kind.COUNTS)
    assert (stored.rows, stored.period_from, stored.period_to) == (0, None, None)


@pytest.mark.requirement("SEC-5")
@pytest.mark.parametrize("moment", ["fsync", "rename"])
def test_a_disk_that_refuses_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    if moment == "fsync":
        monkeypatch.setattr(os, "fsync", refuse)
    else:
        monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OSError, match="No space"):
        write(incidents(), folder=tmp_path, kind=Kind.INCIDENTS)
    assert not list(tmp_path.iterdir())


def write_for_ever(folder: Path, ready: Connection) -> None:
    rows = incidents(20_000)
    ready.send(True)
    for number in itertools.count():
        write(rows.with_columns(key=pl.lit(str(number))), folder=folder, kind=Kind.INCIDENTS)


@pytest.mark.requirement("SEC-5", "SCN-2")
def test_a_writer_killed_at_any_moment_leaves_whole_files_only(tmp_path: Path) -> None:
    spawning = get_context("spawn")
    for delay in (0.011, 0.037, 0.061, 0.113):
        ready, told = spawning.Pipe()
        child = spawning.Process(target=write_for_ever, args=(tmp_path, told))
        child.start()
        ready.recv()
        time.sleep(delay)
        child.kill()
        child.join()
        for path in tmp_path.glob("*.parquet"):
            assert hashlib.sha256(path.read_bytes()).hexdigest() == path.stem
            assert read(path).height == 20_000
    known = {path.stem for path in tmp_path.glob("*.parquet")}
    sweep(tmp_path, known, later())
    assert {path.name for path in tmp_path.iterdir()} == {f"{name}.parquet" for name in known}


def test_sweeping_takes_old_files_that_no_one_knows(tmp_path: Path) -> None:
    kept = write(incidents(3), folder=tmp_path, kind=Kind.INCIDENTS)
    orphan = write(incidents(4), folder=tmp_path, kind=Kind.INCIDENTS)
    torn = tmp_path / "abc.unfinished"
    torn.touch()
    (tmp_path / "notes.txt").touch()
    assert sweep(tmp_path, {kept.sha256}, datetime.now(UTC) - timedelta(hours=1)) == ()
    assert set(sweep(tmp_path, {kept.sha256}, later())) == {orphan.path, torn}
    assert {path.name for path in tmp_path.iterdir()} == {kept.path.name, "notes.txt"}
    assert sweep(tmp_path / "nowhere", set(), later()) == ()


def test_an_orphan_that_is_delivered_again_is_young_again(tmp_path: Path) -> None:
    stored = write(incidents(), folder=tmp_path, kind=Kind.INCIDENTS)
    os.utime(stored.path, (0, 0))
    write(incidents(), folder=tmp_path, kind=Kind.INCIDENTS)
    assert sweep(tmp_path, set(), datetime.now(UTC) - timedelta(hours=1)) == ()


@pytest.mark.requirement("SEC-5")
def test_what_was_laid_out_beside_the_store_is_adopted_as_if_it_had_been_written(tmp_path: Path) -> None:
    rows = canonical(incidents(), Kind.INCIDENTS)
    sha256 = lay_out(rows, tmp_path / "utanför")
    os.utime(tmp_path / "utanför", (0, 0))
    path = adopt(tmp_path / "utanför", sha256=sha256, folder=tmp_path / "store")
    assert path == write(incidents(), folder=tmp_path / "store", kind=Kind.INCIDENTS).path
    assert sweep(tmp_path / "store", set(), datetime.now(UTC) - timedelta(hours=1)) == (), "den är ny"
    (tmp_path / "utanför").unlink()
    assert read(path).height == 3
    with pytest.raises(FileNotFoundError):
        adopt(tmp_path / "utanför", sha256=sha256, folder=tmp_path / "store")
    (tmp_path / "annat").write_bytes(b"x")
    with pytest.raises(ValueError, match="har ändrats"):
        adopt(tmp_path / "annat", sha256=sha256, folder=tmp_path / "other")
    assert list((tmp_path / "other").iterdir()) == []

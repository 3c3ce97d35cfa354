"""Datasets on disk: each an immutable Parquet file named after its content, there whole or not at all."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import polars as pl

from trygghjulet.observations.ordering import ordered
from trygghjulet.observations.schema import TIME_SPAN, Kind, conform

_UNFINISHED = ".unfinished"


@dataclass(frozen=True)
class StoredDataset:
    """A dataset that is safely on disk.

    Args:
        sha256: of the file's bytes; also its name.
        path: where the file is.
        rows: how many rows it holds.
        period_from: the first day it speaks of; None when it holds no rows.
        period_to: the last day, included.
    """

    sha256: str
    path: Path
    rows: int
    period_from: date | None
    period_to: date | None


def write(rows: pl.DataFrame, *, folder: Path, kind: Kind) -> StoredDataset:
    """Put rows on disk under the name of their content.

    The same rows in any order give the same file. The file gets its name only when all of it is on disk, so a
    crash, a full disk or a cut of power leaves the whole dataset or none; what is left over is for `sweep`.

    Raises:
        ValueError: the rows don't follow the schema of their kind.
        OSError: the disk refused; nothing is left behind.
    """
    rows = canonical(rows, kind)
    with _unfinished(folder) as unfinished:
        sha256 = _lay(rows, unfinished)
        with _settling(folder):
            path = _settle(unfinished, folder / f"{sha256}.parquet")
    first, last = days_of(rows, kind)
    return StoredDataset(sha256, path, rows.height, first, last)


def lay_out(rows: pl.DataFrame, path: Path) -> str:
    """Put rows that are `canonical` in a file outside the store, whole or not at all; `adopt` takes them in.

    Returns:
        The sha256 of the file, which is the dataset's name when it is adopted.

    Raises:
        OSError: the disk refused; nothing is left behind.
    """
    with _unfinished(path.parent) as unfinished:
        sha256 = _lay(rows, unfinished)
        unfinished.rename(path)
        _sync(path.parent)
    return sha256


def adopt(path: Path, *, sha256: str, folder: Path) -> Path:
    """Take into the store what `lay_out` wrote, without reading the rows; the file itself may then be removed.

    Raises:
        ValueError: the file is no longer what it was.
        OSError: the disk refused; nothing is left behind.
    """
    with _unfinished(folder) as unfinished:
        unfinished.unlink()
        try:
            os.link(path, unfinished)
        except OSError:  # another disk, or one without links
            shutil.copyfile(path, unfinished)
            _sync(unfinished)
        with unfinished.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
                raise ValueError(f"{path.name} har ändrats sedan den skrevs.")
        os.utime(unfinished)  # young, so that a sweep leaves it until its row is there
        with _settling(folder):
            return _settle(unfinished, folder / f"{sha256}.parquet")


def read(path: Path) -> pl.DataFrame:
    """All rows of a stored dataset."""
    return pl.read_parquet(path)


def sweep(folder: Path, known: set[str], older_than: datetime) -> tuple[Path, ...]:
    """Remove what no row of the database points to, and answer with what was removed.

    Args:
        known: the sha256 of every dataset that must stay.
        older_than: younger files stay, since their row may not have been committed yet; a moment with zone.
    """
    if not folder.is_dir():
        return ()
    removed = []
    with _settling(folder):
        for path in sorted(folder.iterdir()):
            orphan = path.suffix == _UNFINISHED or (path.suffix == ".parquet" and path.stem not in known)
            if orphan and path.stat().st_mtime < older_than.timestamp():
                path.unlink()
                removed.append(path)
        _sync(folder)
    return tuple(removed)


def canonical(rows: pl.DataFrame, kind: Kind) -> pl.DataFrame:
    """The rows in the schema of their kind and in the one order that the same rows always have.

    Raises:
        ValueError: the rows don't follow the schema of their kind.
    """
    return ordered(conform(rows, kind)).rechunk()


def _lay(rows: pl.DataFrame, path: Path) -> str:
    with path.open("w+b") as file:
        rows.write_parquet(file, compression="zstd", compression_level=1, row_group_size=131_072)
        file.flush()
        os.fsync(file.fileno())
        file.seek(0)
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _unfinished(folder: Path) -> Iterator[Path]:
    """A file that nobody takes for a finished one, and that is gone afterwards if it got no name."""
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(suffix=_UNFINISHED, dir=folder)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _settle(unfinished: Path, path: Path) -> Path:
    try:
        os.utime(path)  # the same content again: young once more, so that a sweep leaves it
    except FileNotFoundError:
        unfinished.rename(path)
        path.chmod(0o640)
        _sync(path.parent)
    return path


@contextmanager
def _settling(folder: Path) -> Iterator[None]:
    """One at a time names or removes files, so that a sweep can't take what has just been written again."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def days_of(rows: pl.DataFrame, kind: Kind) -> tuple[date | None, date | None]:
    """The first and last day that some rows speak of; None where they hold no days."""
    first, last = TIME_SPAN[kind]
    return rows.select(
        pl.col(first).cast(pl.Date).min().alias("first"), pl.col(last).cast(pl.Date).max().alias("last")
    ).row(0)

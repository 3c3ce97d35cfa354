"""Answers kept in a folder: each a file that is whole or absent, told apart by what was asked."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

_ENDING = ".answer"


@dataclass(frozen=True)
class Kept:
    """An answer that was given before.

    Attributes:
        body: what was answered.
        at: when it was last known to hold, in seconds.
        etag, changed: what the service called this edition, and when it was last changed there.
    """

    body: bytes
    at: float
    etag: str = ""
    changed: str = ""

    @property
    def conditions(self) -> dict[str, str]:
        """The headers that ask for the answer only if it has changed."""
        told = {"If-None-Match": self.etag, "If-Modified-Since": self.changed}
        return {name: value for name, value in told.items() if value}


def find(folder: Path, asked: str) -> Kept | None:
    """The answer that is kept for a question; None where there is none, or it is damaged."""
    try:
        head, _, body = _path(folder, asked).read_bytes().partition(b"\n")
        told = json.loads(head)
        return Kept(body, float(told["at"]), str(told["etag"]), str(told["changed"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep(folder: Path, asked: str, answer: Kept) -> None:
    """Keep an answer. A full disk keeps nobody from the answer: it is then only asked for again."""
    told = {name: value for name, value in asdict(answer).items() if name != "body"}
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(json.dumps(told).encode() + b"\n" + answer.body)
            Path(name).rename(_path(folder, asked))
        finally:
            Path(name).unlink(missing_ok=True)


def sweep(folder: Path, *, days: float) -> int:
    """Take away answers that nobody has asked for in so many days; the answer is how many."""
    removed, oldest = 0, time.time() - days * 86_400
    for path in folder.iterdir() if folder.is_dir() else ():
        with suppress(FileNotFoundError):
            if path.is_file() and path.stat().st_mtime < oldest:
                path.unlink()
                removed += 1
    return removed


def _path(folder: Path, asked: str) -> Path:
    return folder / f"{hashlib.sha256(asked.encode()).hexdigest()}{_ENDING}"

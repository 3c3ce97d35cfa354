"""Workers that try spoiled files beside each other; one that dies is told of and followed by another."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tools.house import ROOT

#: So often may a worker die before the rest of its inputs are left: something is wrong with every one of them.
_DEATHS = 20


@dataclass(frozen=True)
class Fault:
    """What an input came to that it may not come to; the seed and the number give the same input again."""

    number: int
    words: str

    def __str__(self) -> str:
        return f"{self.number}: {self.words}"


@dataclass(frozen=True)
class Tried:
    """What a run came to."""

    many: int
    faults: tuple[Fault, ...]
    megabytes: int


def run(many: int, *, seed: str, workers: int, folder: Path) -> Tried:
    """Try so many inputs, split among the workers."""
    with ThreadPoolExecutor(workers) as pool:
        parts = list(pool.map(lambda first: _part(first, many, workers, seed, folder), range(workers)))
    faults = sorted((fault for part in parts for fault in part.faults), key=lambda fault: fault.number)
    return Tried(sum(part.many for part in parts), tuple(faults), max(part.megabytes for part in parts))


def _part(first: int, end: int, step: int, seed: str, folder: Path) -> Tried:
    home = folder / str(first)
    home.mkdir()
    begin, faults, megabytes, tried = first, list[Fault](), 0, 0
    for _ in range(_DEATHS):
        done = subprocess.run(
            [sys.executable, "-m", "tests.fuzzing.worker", str(begin), str(end), str(step), seed, str(home)],
            cwd=ROOT,
            env=_environment(home),
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        for told in _told(done.stdout):
            if "megabytes" in told:
                return Tried(tried + told["tried"], tuple(faults), max(megabytes, told["megabytes"]))
            faults.append(Fault(told["number"], f"{told['what']}: {told['error']} ({told['where']})"))
        at_hand = home / "at-hand"
        assert at_hand.exists(), f"arbetaren kom inte igång: {done.stderr[-3_000:]}"
        died_at = int(at_hand.read_text())
        faults.append(Fault(died_at, _death(done.returncode, done.stderr)))
        tried += (died_at - begin) // step + 1
        begin = died_at + step
        if begin >= end:
            break
    return Tried(tried, tuple(faults), megabytes)


def _environment(home: Path) -> dict[str, str]:
    dropped = ("DATABASE_URL", "RUST_BACKTRACE")
    return {name: value for name, value in os.environ.items() if name not in dropped} | {
        "TRYGGHJULET_HOME": str(home),
        "TRYGGHJULET_SECRET_KEY": "only-for-the-suite",
        "DJANGO_SETTINGS_MODULE": "trygghjulet.project.settings.test",
        "POLARS_MAX_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "PYTHONWARNINGS": "ignore",
    }


def _told(written: str) -> Iterator[dict[str, object]]:
    for line in written.splitlines():
        if line.startswith("{"):
            yield json.loads(line)


def _death(code: int, written: str) -> str:
    name = signal.Signals(-code).name if code < 0 else f"slutkod {code}"
    how = "tog mer än fem sekunder" if name == "SIGALRM" else f"dog ({name})"
    at = written.rfind("most recent call first")
    return f"{how}: {written[at if at >= 0 else -1_000 :][:1_500]}"

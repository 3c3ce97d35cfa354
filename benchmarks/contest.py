"""Runs one task with us and with its peers, each in a process of its own, and prints times, memory and ratios.

A contest is a module in `benchmarks/analysis/` with

- `TITLE`: what is measured, in a few words;
- `prepare(folder)`: the data, made or read from the folder of real inputs; not timed;
- `CONTENDERS`: name → function of the data; the first is ours. Imports inside the function count as "first";
- `GOALS`: peer → how many times faster we are to be; may be empty;
- `agreement(ours, theirs)`: how far two answers lie apart, in a few words (optional; needs both answers).

Run `python -m benchmarks.contest FOLDER [NAME …]`; without names all contests are run.
"""

from __future__ import annotations

import importlib
import pickle
import pkgutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, cast

from benchmarks import analysis

FEWEST, LONGEST = 3, 5.0
"""A task is repeated at least this often, and on until this many seconds have passed (at most 15 times)."""


class Contest(Protocol):
    """What a module in `benchmarks/analysis/` holds."""

    TITLE: str
    CONTENDERS: Mapping[str, Callable[[Any], Any]]
    GOALS: Mapping[str, float]

    def prepare(self, folder: Path) -> Any: ...


@dataclass(frozen=True)
class Result:
    """One contender's cost.

    Args:
        first: seconds of the first call, imports included.
        median: seconds of the calls after it.
        memory: most memory held in the whole process, in MB.
        added: how much of it came after the data was prepared, in MB.
        answer: the file that the answer is kept in.
    """

    first: float
    median: float
    memory: float
    added: float
    answer: Path


def named(name: str) -> Contest:
    """The contest of that name."""
    return cast("Contest", importlib.import_module(f"benchmarks.analysis.{name}"))


def compete(name: str, contender: str, folder: Path, answer: Path) -> None:
    """Run one contender, keep its answer in a file and print its cost as four numbers."""
    contest = named(name)
    data = contest.prepare(folder)
    before = _most_memory()
    run = contest.CONTENDERS[contender]
    begun = time.perf_counter()
    told = run(data)
    first = time.perf_counter() - begun
    times: list[float] = []
    while len(times) < FEWEST or (sum(times) < LONGEST and len(times) < 15):
        if first > LONGEST * 4 and times:
            break
        begun = time.perf_counter()
        run(data)
        times.append(time.perf_counter() - begun)
    peak = _most_memory()
    answer.write_bytes(pickle.dumps(told))
    print(first, statistics.median(times), peak, peak - before)


def contest(name: str, folder: Path) -> list[str]:
    """Run all contenders of a contest; the rows of a Markdown table."""
    held = named(name)
    with tempfile.TemporaryDirectory() as desk:
        results = {
            contender: _run(name, contender, folder, Path(desk) / str(number))
            for number, contender in enumerate(held.CONTENDERS)
        }
        ours, mine = next(iter(results.items()))
        agreement = getattr(held, "agreement", None)
        rows = []
        for contender, result in results.items():
            if result is None:
                rows.append(f"| {held.TITLE} | {contender} | – | – | – | – | | did not finish |")
                continue
            ratio = "" if contender == ours or mine is None else f"{result.median / mine.median:.1f}"
            goal = held.GOALS.get(contender)
            told = ""
            if agreement and contender != ours and mine is not None:
                told = agreement(
                    pickle.loads(mine.answer.read_bytes()),  # noqa: S301  # written by ourselves a moment ago
                    pickle.loads(result.answer.read_bytes()),  # noqa: S301  # the same
                )
            wanted = f" (goal {goal:g})" if goal else ""
            rows.append(
                f"| {held.TITLE} | {contender} | {result.first:.4f} | {result.median:.4f} | {result.memory:.0f} "
                f"| {result.added:.0f} | {ratio}{wanted} | {told} |"
            )
        return rows


def _run(name: str, contender: str, folder: Path, answer: Path) -> Result | None:
    command = [sys.executable, "-m", "benchmarks.contest", "--one", name, contender, str(folder), str(answer)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as failed:
        print(f"{name}, {contender}: {str(failed.stderr)[-2000:]}", file=sys.stderr)
        return None
    first, median, memory, added = map(float, done.stdout.split()[-4:])
    return Result(first, median, memory, added, answer)


def _most_memory() -> float:
    """The most memory this process has held, in MB."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def main(arguments: list[str]) -> None:
    """Print the table of the contests asked for."""
    if arguments[:1] == ["--one"]:
        name, contender, folder, answer = arguments[1:]
        compete(name, contender, Path(folder), Path(answer))
        return
    names = arguments[1:] or sorted(found.name for found in pkgutil.iter_modules(analysis.__path__))
    print("| task | who | first s | median s | MB | MB added | times ours | agreement |")
    print("|---|---|---:|---:|---:|---:|---:|---|")
    for name in names:
        for row in contest(name, Path(arguments[0])):
            print(row, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])

"""Measures `trygghjulet picture` and an analyst's script on the same data in one run, and prints a Markdown table.

Needs the extra `bench`. Run `python -m benchmarks.picture FOLDER` with the folder that holds Chicago's files.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

TIMES = 3
FIRST, LAST = "2016-01-01", "2017-12-31"


@dataclass(frozen=True)
class Cost:
    """What a run cost: seconds on the clock, seconds of processor, and the most memory held, in megabytes."""

    wall: float
    processor: float
    memory: float


def run(command: Sequence[str]) -> Cost:
    """Run a command to its end.

    Raises:
        SystemExit: it failed.
    """
    begun = time.perf_counter()
    quiet = os.open(os.devnull, os.O_WRONLY)
    child = os.posix_spawn(
        command[0],
        command,
        os.environ,
        file_actions=[(os.POSIX_SPAWN_DUP2, quiet, stream) for stream in (1, 2)],
    )
    _, status, used = os.wait4(child, 0)
    os.close(quiet)
    if status:
        raise SystemExit(f"{' '.join(command)} ended with status {os.waitstatus_to_exitcode(status)}")
    return Cost(time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def median(costs: Sequence[Cost]) -> Cost:
    """The middle of each figure by itself."""
    return Cost(
        statistics.median(cost.wall for cost in costs),
        statistics.median(cost.processor for cost in costs),
        statistics.median(cost.memory for cost in costs),
    )


def main(folder: Path) -> None:
    incidents = str(folder / "chicago_crimes_2014_2017.parquet")
    areas = str(folder / "chicago_community_areas77.geojson")
    with tempfile.TemporaryDirectory() as desk:
        ours = (
            *(sys.executable, "-c", "from trygghjulet.cli.command import main; raise SystemExit(main())"),
            *("picture", "--incidents", incidents, "--areas", areas, "--from", FIRST, "--to", LAST),
            *("--out", f"{desk}/ours.pdf"),
        )
        theirs = (
            sys.executable,
            str(Path(__file__).with_name("analyst.py")),
            *(incidents, areas, FIRST, LAST, f"{desk}/theirs.pdf"),
        )
        # By turns, so that a machine that grows busier is as unkind to both.
        costs = [(run(ours), run(theirs)) for _ in range(TIMES)]
    mine, other = median([pair[0] for pair in costs]), median([pair[1] for pair in costs])
    print("| | sekunder | processorsekunder | minne som mest (MB) |")
    print("|---|---:|---:|---:|")
    for name, cost in (("trygghjulet picture", mine), ("analytikerns skript", other)):
        print(f"| {name} | {cost.wall:.1f} | {cost.processor:.1f} | {cost.memory:.0f} |")
    ratios = (other.wall / mine.wall, other.processor / mine.processor, other.memory / mine.memory)
    print("| kvot |", " | ".join(f"{ratio:.1f}" for ratio in ratios), "|")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

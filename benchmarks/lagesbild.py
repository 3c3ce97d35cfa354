"""The whole analysis of one lägesbild, from a Parquet file of Chicago's 1,063,824 incidents in 77 areas.

`python -m benchmarks.lagesbild FOLDER` prints the seconds of each part and the memory. Every run is a process of its
own, imports included; squares of 250 m, two years against the two before.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

RUNS = 5


def main(folder: Path) -> None:
    """Print a Markdown table: each part's seconds in the run with the median whole, and the most memory held."""
    runs = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.lagesbild_once", str(folder)],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SystemExit(done.stderr)
        runs.append((time.perf_counter() - begun, done.stdout))
    seconds, told = sorted(runs)[RUNS // 2]
    print("| part | seconds |\n|---|---:|")
    for line in told.splitlines():
        what, value = line.split("\t")
        print(f"| {what}{' (MB)' if what == 'memory' else ''} | {value} |")
    print(f"| the whole process, start of Python included | {seconds:.2f} |")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

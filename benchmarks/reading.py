"""Reads a million incidents as Parquet and as CSV, with pandas beside: `python -m benchmarks.reading FILE`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

import polars as pl

RUNS = 3

_OURS = """
import sys, time
from datetime import date
from pathlib import Path
from trygghjulet.foundation.files.limits import Limits
from trygghjulet.sources.incidents.read import read
begun = time.perf_counter()
read(Path(sys.argv[1]), name=Path(sys.argv[1]).name, limits=Limits(), today=date.today())
print(time.perf_counter() - begun)
"""
# Reads and parses the times only: no checks, no explanations, no projection.
_PANDAS = """
import sys, time
import pandas
begun = time.perf_counter()
name = sys.argv[1]
pandas.read_parquet(name) if name.endswith("parquet") else pandas.read_csv(name, parse_dates=["time"])
print(time.perf_counter() - begun)
"""


def main(parquet: Path) -> None:
    """Print a Markdown table: seconds (median of a few runs) and peak memory, each run in its own process."""
    with tempfile.TemporaryDirectory() as folder:
        as_csv = Path(folder) / "incidents.csv"
        pl.read_parquet(parquet).write_csv(as_csv)
        print("| file | reader | seconds | peak MB |\n|---|---|---|---|")
        for path in (parquet, as_csv):
            for name, program in (
                ("Trygghjulet, checked and projected", _OURS),
                ("pandas, only read", _PANDAS),
            ):
                seconds, megabytes = _measured(program, path)
                print(f"| {path.suffix} | {name} | {seconds:.2f} | {megabytes:.0f} |")


def _measured(program: str, path: Path) -> tuple[float, float]:
    runs = [
        subprocess.run(
            [sys.executable, "-c", _peak(program), str(path)], capture_output=True, text=True, check=True
        )
        for _ in range(RUNS)
    ]
    lines = [run.stdout.split() for run in runs]
    return median(float(line[0]) for line in lines), median(float(line[1]) for line in lines)


def _peak(program: str) -> str:
    """The program, which then prints the most memory it has held, in MB, since it began to run."""
    return (
        f"{program}\n"
        "peak = next(l for l in open('/proc/self/status') if l.startswith('VmHWM'))\n"
        "print(int(peak.split()[1]) / 1024)\n"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""How many rows an engine takes: made as Parquet in pieces, then counted by area, category and month.

    python -m benchmarks.scale FOLDER MILLIONS [duckdb|spark] [MEMORY]

The rows are made once and kept in FOLDER, one file for each of a country's municipalities, as a national installation
would hold them. Each question runs in a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl

from trygghjulet.observations.engines import Choice, Engine
from trygghjulet.observations.period import Period
from trygghjulet.observations.questions import Observations
from trygghjulet.observations.schema import Kind, conform

MUNICIPALITIES: Final = 290
CATEGORIES: Final = 40
AREAS: Final = 12
DAYS: Final = 3_653
DECADE: Final = Period(date(2015, 1, 1), date(2024, 12, 31))
YEAR: Final = Period(date(2024, 1, 1), date(2024, 12, 31))

QUESTIONS: Final[dict[str, Callable[[Observations], object]]] = {
    "hur många i allt": lambda seen: seen.total(DECADE),
    "per område": lambda seen: seen.counts_by_area(DECADE),
    "per kategori": lambda seen: seen.counts_by_category(DECADE),
    "per månad": lambda seen: seen.counts_by_month(DECADE),
    "per månad och område": lambda seen: seen.counts_by_month_and_area(DECADE),
    "ett år, per område och kategori": lambda seen: seen.counts_by_area_and_category(YEAR),
}


def make(folder: Path, rows: int) -> list[Path]:
    """The files, made where they are missing; the same rows every time."""
    folder.mkdir(parents=True, exist_ok=True)
    each = rows // MUNICIPALITIES
    paths = []
    for number in range(MUNICIPALITIES):
        path = folder / f"{number:03d}.parquet"
        paths.append(path)
        if path.exists():
            continue
        draw = np.random.default_rng(number)
        micros = draw.integers(0, DAYS * 86_400, each) * 1_000_000 + 1_420_070_400_000_000
        frame = pl.DataFrame(
            {
                "happened_from": pl.Series(micros).cast(pl.Datetime("us")),
                "category": pl.Series([f"Typ {k:02d}" for k in range(CATEGORIES)]).gather(
                    draw.integers(0, CATEGORIES, each)
                ),
                "x": draw.uniform(0, 40_000, each).round(),
                "y": draw.uniform(0, 40_000, each).round(),
                "area": pl.Series([f"{number:03d}-{k:02d}" for k in range(AREAS)]).gather(
                    draw.integers(0, AREAS, each)
                ),
                "amount": np.ones(each, dtype=np.int64),
            }
        )
        unfinished = path.with_suffix(".unfinished")
        conform(frame.sort("happened_from"), Kind.INCIDENTS).write_parquet(
            unfinished, compression="zstd", compression_level=3
        )
        unfinished.rename(path)
    return paths


def _ask(paths: list[Path], choice: Choice, name: str, told: multiprocessing.SimpleQueue[object]) -> None:
    begun = time.perf_counter()
    with Observations.open(*([path] for path in paths), choice=choice) as seen:
        opened = time.perf_counter()
        QUESTIONS[name](seen)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told.put((opened - begun, time.perf_counter() - opened, memory))


def main() -> None:
    """Print a row of a Markdown table for each question."""
    folder, millions = Path(sys.argv[1]), int(sys.argv[2])
    engine = Engine(sys.argv[3]) if len(sys.argv) > 3 else Engine.DUCKDB
    choice = Choice(engine, memory=sys.argv[4] if len(sys.argv) > 4 else "")
    begun = time.perf_counter()
    paths = make(folder, millions * 1_000_000)
    size = sum(path.stat().st_size for path in paths) / 1e9
    print(
        f"{millions} miljoner rader, {size:.1f} GB, gjorda på {time.perf_counter() - begun:.0f} s; {engine}"
    )
    print("| fråga | öppnad, s | svar, s | mest minne, MB |\n|---|---:|---:|---:|")
    ways = multiprocessing.get_context("spawn")
    for name in QUESTIONS:
        told = ways.SimpleQueue()
        process = ways.Process(target=_ask, args=(paths, choice, name, told))
        process.start()
        process.join()
        if process.exitcode:
            raise SystemExit(f"{name}: processen slutade med {process.exitcode}.")
        opened, answered, memory = told.get()
        print(f"| {name} | {opened:.1f} | {answered:.1f} | {memory:.0f} |", flush=True)


if __name__ == "__main__":
    main()

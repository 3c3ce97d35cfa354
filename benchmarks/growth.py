"""Time and memory of every analysis against the number of rows, from ten thousand to ten million.

`python -m benchmarks.growth [PICTURE.svg]` prints a Markdown table and draws the picture; it fails where something
grows faster than the rows, or a statistic of a grid with them. Each measurement is in a process of its own; the rows
are made: a city of 24 × 24 km with four crowded places.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from math import log10
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
SIDE, CELL = 24_000.0, 200

Rows = dict[str, NDArray[Any]]


def rows(n: int) -> Rows:
    """x, y in metres, and days over two years; a third of the rows in four crowded places."""
    rng = np.random.default_rng(20261124)
    x, y = rng.uniform(0, SIDE, (2, n))
    crowded = n // 3
    centre = rng.integers(0, 4, crowded)
    x[:crowded] = np.clip(rng.normal(4000.0 + 5000 * centre, 300), 0, SIDE - 1)
    y[:crowded] = np.clip(rng.normal(18_000.0 - 4000 * centre, 300), 0, SIDE - 1)
    return {"x": x, "y": y, "time": rng.uniform(0, 730, n)}


def _areas() -> list[shapely.Polygon]:
    """36 areas with borders of some hundred corners each."""
    step = SIDE / 6
    wave = step / 40 * np.sin(np.linspace(0, 12 * np.pi, 60))
    along = np.linspace(0, SIDE, 60)
    lines = [shapely.LineString(np.column_stack([along, np.full(60, k * step) + wave])) for k in range(1, 6)]
    lines += [shapely.LineString(np.column_stack([np.full(60, k * step) - wave, along])) for k in range(1, 6)]
    lines.append(shapely.box(0, 0, SIDE, SIDE).boundary)
    parts = shapely.polygonize([shapely.union_all(lines)])
    return [part for part in shapely.get_parts(parts) if part.area > 1e5]


def _cells(data: Rows) -> NDArray[np.int64]:
    across = int(SIDE / CELL)
    column, row = (data["x"] // CELL).astype(np.int64), (data["y"] // CELL).astype(np.int64)
    return np.bincount(row * across + column, minlength=across * across).reshape(across, across)


def locate_areas(data: Rows) -> Any:
    from trygghjulet.analysis import AreaIndex

    return AreaIndex(_areas()).tally(data["x"], data["y"])


def locate_squares(data: Rows) -> Any:
    return _grid().tally(data["x"], data["y"])


def dense(data: Rows) -> Any:
    from trygghjulet.analysis import density

    return density(data["x"], data["y"], _grid(), bandwidth=400)


def hours(data: Rows) -> Any:
    from trygghjulet.analysis import aoristic

    begin = np.datetime64("2024-01-01", "us") + (data["time"] * 86_400e6).astype("timedelta64[us]")
    return aoristic(begin, begin + np.timedelta64(90, "m"))


def hot(data: Rows) -> Any:
    from trygghjulet.analysis import delineate, gi_star

    grid = _grid()
    counts = data["cells"]
    return delineate(gi_star(counts, grid.mask), counts, grid)


def concentrated(data: Rows) -> Any:
    from trygghjulet.analysis import concentration

    return concentration(data["cells"], permutations=99, rng=np.random.default_rng(1))


def alarms(data: Rows) -> Any:
    from trygghjulet.analysis import unusual

    return unusual(data["weeks"], periods_per_year=None)


def compared(data: Rows) -> Any:
    from trygghjulet.analysis import change

    half = len(data["weeks"]) // 2
    before, after = data["weeks"][:half].sum(axis=0), data["weeks"][half:].sum(axis=0)
    return [change(int(b), int(a), overdispersion=1.5) for b, a in zip(before, after, strict=True)]


@dataclass(frozen=True)
class Step:
    """Something that is measured, and whether it works on rows or on what they add up to."""

    name: str
    run: Callable[[Rows], Any]
    on_rows: bool


STEPS = (
    Step("rows → 36 areas", locate_areas, on_rows=True),
    Step("rows → squares of 200 m", locate_squares, on_rows=True),
    Step("density from points", dense, on_rows=True),
    Step("from–to spans → hours of the week", hours, on_rows=True),
    Step("hot spots and places", hot, on_rows=False),
    Step("concentration", concentrated, on_rows=False),
    Step("unusual weeks in 36 areas", alarms, on_rows=False),
    Step("change in 36 areas", compared, on_rows=False),
)


def _grid() -> Any:
    from trygghjulet.analysis import Grid

    across = int(SIDE / CELL)
    return Grid(3006, CELL, 0, 0, np.ones((across, across), dtype=bool))


def measure(step: Step, n: int) -> None:
    """Print seconds (the least of three, the first left out) and memory added by the step, in MB."""
    data = rows(n)
    if not step.on_rows:
        blocks = (data["x"] // 4000).astype(int) * 6 + (data["y"] // 4000).astype(int)
        weeks = np.bincount((data["time"] // 7).astype(int) * 36 + blocks, minlength=105 * 36).reshape(
            105, 36
        )[:104]
        data = {"cells": _cells(data), "weeks": weeks}
    _grid()
    before = _memory("VmRSS")
    step.run(data)
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        step.run(data)
        times.append(time.perf_counter() - begun)
    print(
        min(times),
        max(_memory("VmHWM") - before, 0.1) if step.on_rows else max(_memory("VmRSS") - before, 0.1),
    )


def _memory(what: str) -> float:
    status = Path("/proc/self/status").read_text()
    return int(status.split(f"{what}:")[1].split()[0]) / 1024


def main(picture: Path | None) -> int:
    """1 where something grew faster than it may between the two largest sizes."""
    seconds: dict[str, list[float]] = {}
    memory: dict[str, list[float]] = {}
    print("| step | " + " | ".join(f"{n:,} rows: s / MB" for n in SIZES) + " | growth |")
    print("|---|" + "---:|" * (len(SIZES) + 1))
    failed = 0
    for number, step in enumerate(STEPS):
        told = [
            subprocess.run(
                [sys.executable, "-m", "benchmarks.growth", "--one", str(number), str(n)],
                capture_output=True,
                text=True,
                check=True,
            ).stdout.split()
            for n in SIZES
        ]
        seconds[step.name], memory[step.name] = ([float(one[k]) for one in told] for k in (0, 1))
        # How many times dearer ten times the rows are, as a power: 1 is in proportion, 0 not at all.
        power = log10(seconds[step.name][-1] / seconds[step.name][-2])
        failed += power > (1.15 if step.on_rows else 0.5)
        cells = " | ".join(
            f"{s:.3f} / {m:.0f}" for s, m in zip(seconds[step.name], memory[step.name], strict=True)
        )
        print(f"| {step.name} | {cells} | {power:.2f} |", flush=True)
    if picture:
        draw(seconds, memory, picture)
    return 1 if failed else 0


def draw(seconds: dict[str, list[float]], memory: dict[str, list[float]], picture: Path) -> None:
    """Time and memory against rows, both axes logarithmic."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(1, 2, figsize=(11, 4.6), layout="constrained")
    for axis, held, unit in ((axes[0], seconds, "seconds"), (axes[1], memory, "MB added")):
        for step in STEPS:
            axis.loglog(
                SIZES, held[step.name], "-o" if step.on_rows else "--s", markersize=4, label=step.name
            )
        axis.set_xlabel("rows")
        axis.set_title(unit, loc="left", fontsize=10)
        axis.grid(alpha=0.3)
        axis.spines[["top", "right"]].set_visible(False)
    axes[1].legend(fontsize=8, frameon=False, loc="upper left", bbox_to_anchor=(1.0, 1.0))
    figure.savefig(picture, metadata={"Date": None})


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measure(STEPS[int(sys.argv[2])], int(sys.argv[3]))
    else:
        sys.exit(main(Path(sys.argv[1]) if sys.argv[1:] else None))

"""Kernel density of every incident of a large city: a million on 80 × 80 squares."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.analysis import density

TITLE = "kernel density, 1,060,000 incidents, 80 × 80 squares"
GOALS: dict[str, float] = {}


def prepare(folder: Path) -> Any:
    """As for 100,000, each of the incidents taken until there are enough."""
    return density.prepare(folder, 1_060_000)


CONTENDERS = {"trygghjulet": density.ours, "exact sum": density.exact, "KDEpy": density.kdepy}
agreement = density.agreement

"""`python -m benchmarks.calibration`: prints every claim with what was seen, and fails where one does not hold."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys

import numpy as np

from benchmarks import calibration

_NOT_CALIBRATIONS = {"__main__", "claims"}
#: What becomes of the methods outside what they suppose; nothing is promised there, and it takes long.
_ONLY_BY_NAME = {"beyond"}


def main() -> int:
    """1 where some claim did not hold."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.calibration")
    parser.add_argument("names", nargs="*")
    parser.add_argument(
        "--scale", type=float, default=1.0, help="multiplies how many times each case is simulated"
    )
    parser.add_argument("--seed", type=int, default=20261124)
    chosen = parser.parse_args()
    names = chosen.names or [
        found.name
        for found in pkgutil.iter_modules(calibration.__path__)
        if found.name not in _NOT_CALIBRATIONS | _ONLY_BY_NAME
    ]
    broken = 0
    for name in names:
        module = importlib.import_module(f"benchmarks.calibration.{name}")
        print(
            f"\n### {module.TITLE}\n\n| case | promised | seen | ± | simulations | |\n|---|---|---:|---:|---:|---|"
        )
        for claim in module.claims(np.random.default_rng(chosen.seed), chosen.scale):
            broken += not claim.holds
            print(
                f"| {claim.what} | {claim.least:g}–{claim.most:g} | {claim.seen:.4f} | {claim.error:.4f} "
                f"| {claim.trials} | {'holds' if claim.holds else 'DOES NOT HOLD'} |",
                flush=True,
            )
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())

"""The week's alarms: how often a quiet week has one, in cities of many kinds, and how often a tripling is found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from benchmarks.calibration.claims import Claim
from trygghjulet.analysis.changes.tests.quiet import WORLDS, city, unsteady
from trygghjulet.steps.week.rules.figures import Standing
from trygghjulet.steps.week.rules.usual import Series, judged

TITLE = "What stands out in a week"

_BEHIND = (15, 26, 60, 130)
#: Where the level comes in bursts or steps a tripling is told apart only now and then.
_HARD = frozenset({"bursts"})


def claims(rng: np.random.Generator, scale: float) -> Iterator[Claim]:
    """False alarms held in every kind of quiet city, and a tripled place found."""
    trials = int(400 * scale)
    for world in WORLDS:
        for behind in _BEHIND:
            false = sum(bool(_out(city(rng, world, behind))) for _ in range(trials))
            yield Claim(f"weeks with any false alarm, {world}, {behind} behind", 0, 0.1, false, trials)
        found = sum(
            f"place:{place}" in _out(city(rng, world, 60, tripled=place))
            for place in (0, 1)
            for _ in range(trials // 2)
        )
        least = 0 if world in _HARD else 0.5
        yield Claim(f"a tripling from 7 or 8 is found, {world}, 60 behind", least, 1, found, trials)
    for season in (False, True):
        name = "unsteady series with a season" if season else "unsteady series"
        for behind in _BEHIND:
            false = sum(bool(_out(unsteady(rng, behind, season=season))) for _ in range(trials))
            yield Claim(f"weeks with any false alarm, {name}, {behind} behind", 0, 0.1, false, trials)


def _out(counts: Mapping[str, NDArray[np.int64]]) -> set[str]:
    groups = {
        kind: [Series(f"{kind}:{i}", kind, column.tolist()) for i, column in enumerate(table.T)]
        for kind, table in counts.items()
    }
    return {line.key for lines in judged(groups).values() for line in lines if line.standing is Standing.MORE}

"""Difference in differences: intervals, false finds and power, with areas and with periods as what is independent."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.calibration.claims import Claim
from benchmarks.calibration.effect import drawn
from trygghjulet.analysis.changes.change import Change, Verdict
from trygghjulet.analysis.effects.difference import difference_in_differences
from trygghjulet.analysis.effects.power import Comparison, power_of_change
from trygghjulet.analysis.effects.randomisation import randomisation_test

TITLE = "Difference in differences"


def panel(
    rng: np.random.Generator, areas: int, mean: float, dispersion: float, *, ratio: float, drift: float
) -> tuple[np.ndarray, np.ndarray]:
    """Half of the areas treated from period 12 of 24.

    `drift` is how much areas change of themselves, in all periods after alike; they are then of like size, for
    what varies with the square of the size isn't promised for others.
    """
    unlike = 0.0 if drift else 0.4
    level = mean * np.exp(rng.normal(0, unlike, (areas, 1))) * np.exp(0.3 * np.sin(np.arange(24) / 2))
    treated = np.arange(areas) < max(1, areas // 2)
    after = np.arange(24) >= 12
    own = np.exp(drift * rng.normal(size=(areas, 1)) * after)
    counts = drawn(rng, level * own * np.where(treated[:, None] & after, ratio, 1), dispersion, (areas, 24))
    return counts[treated], counts[~treated]


def claims(rng: np.random.Generator, scale: float) -> Iterator[Claim]:
    """Every promise."""
    trials = int(800 * scale)
    for areas, mean, dispersion, ratio, drift in (
        (2, 10, 1, 1.0, 0),
        (2, 10, 3, 0.7, 0),
        (6, 0.5, 1, 1.0, 0),
        (6, 5, 3, 0.7, 0),
        (10, 5, 1, 1.0, 0.15),
        (10, 1, 1, 1.0, 0),
        (20, 1, 2, 0.7, 0.15),
        (20, 30, 3, 1.0, 0.15),
    ):
        kept = found = uneven = steps = 0
        for _ in range(trials):
            told = difference_in_differences(
                *panel(rng, areas, mean, dispersion, ratio=ratio, drift=drift), 12
            )
            kept += holds(told.ratio, ratio)
            found += told.verdict is not Verdict.CANNOT_BE_TOLD
            uneven += told.parallel is False
            steps += holds(told.by_period[2], 1)
        case = f"{areas} areas, {mean:g} per period, φ {dispersion}, own drift {drift:g}"
        yield Claim(f"interval, {case}, ratio {ratio:g}", 0.94, 0.96, kept, trials)
        yield Claim(f"false lack of parallel trends, {case}", 0, 0.05, uneven, trials)
        if ratio == 1:
            yield Claim(f"false effects, {case}", 0, 0.05, found, trials)
    yield from _lots(rng, int(800 * scale))
    yield from _powers(rng, trials)


def _lots(rng: np.random.Generator, trials: int) -> Iterator[Claim]:
    """The randomisation test: under no effect p ≤ 0.05 at most 5 % of the time, whatever counts vary as."""
    for areas, mean, drift, ratio in ((8, 2, 0.4, 1.0), (12, 1, 0.0, 1.0), (12, 5, 0.1, 0.5)):
        found = 0
        for _ in range(trials):
            told = randomisation_test(
                *panel(rng, areas, mean, 2, ratio=ratio, drift=drift),
                12,
                permutations=99 if areas > 8 else 999,
                rng=rng,
            )
            found += told.p <= 0.05
        case = f"randomisation, {areas} areas, {mean:g} per period, own drift {drift:g}, ratio {ratio:g}"
        yield Claim(case, 0 if ratio == 1 else 0.8, 0.05 if ratio == 1 else 1, found, trials)


def _powers(rng: np.random.Generator, trials: int) -> Iterator[Claim]:
    """The promised power of the ratio, areas alike."""
    for areas, mean, dispersion, ratio in ((8, 10.0, 1, 0.75), (16, 10.0, 2, 0.75), (16, 4.0, 2, 1.35)):
        promised = power_of_change(
            mean * 12 * areas / 2,
            mean * 12 * areas / 2,
            ratio=ratio,
            comparison=Comparison.RATIO,
            areas=areas,
            overdispersion=dispersion,
        )
        found = 0
        treated = np.arange(areas)[:, None] < areas / 2
        for _ in range(trials):
            change = np.where(treated & (np.arange(24) >= 12), ratio, 1.0)
            counts = drawn(rng, mean * change, dispersion, (areas, 24))
            told = difference_in_differences(counts[: areas // 2], counts[areas // 2 :], 12)
            found += told.verdict is (Verdict.DECREASE if ratio < 1 else Verdict.INCREASE)
        case = f"power promised {promised:.2f}, {areas} areas, φ {dispersion}, ratio {ratio:g}"
        yield Claim(case, promised - 0.03, promised + 0.03, found, trials)


def holds(told: Change, ratio: float) -> bool:
    """Whether the interval holds the truth; one that isn't told has said nothing wrong."""
    return told.low is None or told.high is None or told.low <= ratio <= told.high

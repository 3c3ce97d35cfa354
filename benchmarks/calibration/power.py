"""Power promised beforehand against power seen, for before and after and for the difference with a comparison."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.calibration.claims import Claim
from benchmarks.calibration.effect import drawn
from trygghjulet.analysis.changes.change import Verdict, change
from trygghjulet.analysis.effects.effect import before_after
from trygghjulet.analysis.effects.power import detectable_change, follow_up_needed, power_of_change

TITLE = "Power: what change could be seen?"


def claims(rng: np.random.Generator, scale: float) -> Iterator[Claim]:
    """Every promise."""
    trials = int(3000 * scale)
    for mean, ratio, longer in (
        (8, 3.0, 1),
        (20, 0.3, 1),
        (100, 0.65, 1),
        (100, 1.4, 0.5),
        (15, 1.0, 1),
        (1000, 1.0, 1),
    ):
        promised = power_of_change(mean, ratio=ratio, exposure_after=longer)
        seen = sum(
            _told(change(int(b), int(a), 1, longer).verdict, ratio)
            for b, a in rng.poisson([mean, mean * ratio * longer], (trials, 2))
        )
        case = f"before and after, about {mean}, {longer:g} as long after, ratio {ratio:g}: {promised:.3f}"
        yield Claim(case, promised, promised, seen, trials)
        if ratio == 1:
            yield Claim(f"false finds, {case}", 0, 0.05, seen, trials)
    yield from _overdispersed(rng, trials // 5)
    yield from _differences(rng, trials)


def _overdispersed(rng: np.random.Generator, trials: int) -> Iterator[Claim]:
    """Negative binomial counts, asked with their φ."""
    for mean, dispersion, ratio in ((300, 3, 1.0), (300, 3, 0.7), (60, 2, 2.0)):
        promised = power_of_change(mean, ratio=ratio, overdispersion=dispersion)
        seen = 0
        for before, after in drawn(rng, np.array([mean, mean * ratio]), dispersion, (trials, 2)):
            seen += _told(change(int(before), int(after), overdispersion=dispersion).verdict, ratio)
        case = f"before and after, about {mean}, φ {dispersion}, ratio {ratio:g}: {promised:.3f}"
        yield Claim(case, promised - 0.03, promised + 0.03, seen, trials)


def _differences(rng: np.random.Generator, trials: int) -> Iterator[Claim]:
    """The smallest change seen with power 0.8, and how long it takes to see one."""
    for mean, rest, size, dispersion in ((100, 100, 1, 1), (200, 600, 3, 1), (200, 200, 1, 3)):
        least = detectable_change(mean, rest, control_exposure=size, overdispersion=dispersion)
        for ratio in (least.decrease, least.increase):
            if ratio is not None:
                seen = _seen(rng, (mean, mean * ratio, rest, rest), trials, size=size, dispersion=dispersion)
                case = f"difference, {mean} and {rest} before, φ {dispersion}, ratio {ratio:.2f}"
                yield Claim(case, 0.77, 0.83, seen, trials)
    longer = follow_up_needed(200, 200, ratio=0.7)
    if longer is not None:
        means = (200, 200 * 0.7 * longer, 200, 200 * longer)
        seen = 0
        for t0, t1, c0, c1 in rng.poisson(means, (trials, 4)):
            seen += before_after(t0, t1, c0, c1, exposure_after=longer).verdict is Verdict.DECREASE
        yield Claim(f"difference followed {longer:.2f} times as long", 0.77, 0.83, seen, trials)


def _seen(
    rng: np.random.Generator,
    means: tuple[float, ...],
    trials: int,
    *,
    size: float,
    dispersion: float,
) -> int:
    ratio = means[1] / means[0]
    return sum(
        _told(before_after(t0, t1, c0, c1, control_exposure=size, overdispersion=dispersion).verdict, ratio)
        for t0, t1, c0, c1 in drawn(rng, np.array(means), dispersion, (trials, 4))
    )


def _told(verdict: Verdict, ratio: float) -> bool:
    if ratio == 1:
        return verdict is not Verdict.CANNOT_BE_TOLD
    return verdict is (Verdict.DECREASE if ratio < 1 else Verdict.INCREASE)

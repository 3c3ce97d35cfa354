"""Do the intervals of survey shares hold, with weights, clusters and strata, and are changes found by chance?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.calibration.claims import Claim
from trygghjulet.analysis.answers.perceived import Interval, Share, share, shares
from trygghjulet.analysis.answers.perceived_change import share_change, share_changes
from trygghjulet.analysis.answers.small_areas import steadied_shares
from trygghjulet.analysis.changes.change import Verdict

TITLE = "Perceived safety: shares, changes, small areas"


def claims(rng: np.random.Generator, scale: float) -> Iterator[Claim]:
    """Coverage of shares, of changes and of steadied shares; false and true finds of changes."""
    trials = max(200, int(1500 * scale))
    yield from _weighted(rng, trials)
    yield from _clustered(rng, trials)
    yield from _changes(rng, trials)
    yield from _many_groups(rng, max(50, trials // 8))
    yield from _areas(rng, max(50, trials // 10))


def _weights(rng: np.random.Generator, many: int, spread: float) -> np.ndarray:
    """Log-normal, with that coefficient of variation."""
    sigma = np.sqrt(np.log(1 + spread**2))
    return np.exp(sigma * rng.normal(size=many))


def _asked(
    rng: np.random.Generator, many: int, true: float, spread: float, interval: Interval = Interval.WILSON
) -> Share:
    weight = _weights(rng, many, spread) if spread else None
    return share(rng.random(many) < true, weight=weight, interval=interval)


def _weighted(rng: np.random.Generator, trials: int) -> Iterator[Claim]:
    for spread in (0.0, 0.5, 1.0):
        for many, true in ((100, 0.15), (200, 0.25), (200, 0.5), (800, 0.05), (800, 0.25)):
            if spread == 1 and many == 100:
                continue
            told = [_asked(rng, many, true, spread) for _ in range(trials)]
            held = sum(one.low <= true <= one.high for one in told)
            yield Claim(
                f"Wilson, {many} answers, weights' cv {spread:g}, share {true:g}", 0.935, 0.97, held, trials
            )
            told = [_asked(rng, many, true, spread, Interval.KORN_GRAUBARD) for _ in range(trials)]
            held = sum(one.low <= true <= one.high for one in told)
            yield Claim(
                f"Korn–Graubard, {many} answers, weights' cv {spread:g}, share {true:g}",
                0.945,
                1,
                held,
                trials,
            )


def _clustered(rng: np.random.Generator, trials: int) -> Iterator[Claim]:
    for clusters, size, alike in ((12, 20, 0.05), (30, 10, 0.05), (60, 5, 0.1)):
        stratum = np.repeat([0, 1], clusters * size // 2)
        cluster = np.repeat(np.arange(clusters), size)
        for true in (0.15, 0.4):
            held = 0
            for _ in range(trials):
                k = (1 - alike) / alike
                own = rng.beta(true * k, (1 - true) * k, clusters)
                answers = rng.random(clusters * size) < own[cluster]
                told = share(answers, stratum, cluster, weight=_weights(rng, clusters * size, 0.4))
                held += told.low <= true <= told.high
            yield Claim(
                f"Wilson, {clusters} clusters of {size} in 2 strata, share {true:g}", 0.93, 0.97, held, trials
            )


def _changes(rng: np.random.Generator, trials: int) -> Iterator[Claim]:
    for many, first, second in ((100, 0.15, 0.15), (300, 0.25, 0.25), (300, 0.05, 0.1), (1000, 0.25, 0.32)):
        told = [
            share_change(_asked(rng, many, first, 0.6), _asked(rng, many, second, 0.6)) for _ in range(trials)
        ]
        held = sum(one.low <= second - first <= one.high for one in told)
        case = f"{many} answers each, {first:g} → {second:g}"
        yield Claim(f"change, {case}: held", 0.935, 0.97, held, trials)
        if first == second:
            yield Claim(f"change, {case}: p ≤ 0.05", 0.03, 0.065, sum(one.p <= 0.05 for one in told), trials)
        elif many == 1000:
            found = sum(one.verdict is Verdict.INCREASE for one in told)
            yield Claim(f"change, {case}: found", 0.8, 1, found, trials)


def _many_groups(rng: np.random.Generator, trials: int) -> Iterator[Claim]:
    names, false, any_false = np.repeat(np.arange(40), 100), 0.0, 0
    for _ in range(trials):
        first = shares(rng.random(4000) < 0.3, names)
        moved = np.where(names < 8, 0.55, 0.3)
        second = shares(rng.random(4000) < moved, names)
        named = np.array(
            [verdict is not Verdict.CANNOT_BE_TOLD for verdict in share_changes(first, second).verdict]
        )
        false += named[8:].sum() / max(1, named.sum())
        still = share_changes(first, shares(rng.random(4000) < 0.3, names)).verdict
        any_false += any(verdict is not Verdict.CANNOT_BE_TOLD for verdict in still)
    yield Claim("changes of 40 groups, 8 changed: false share among those named", 0, 0.05, false, trials)
    yield Claim("changes of 40 groups, none changed: any named", 0, 0.05, any_false, trials)


def _areas(rng: np.random.Generator, trials: int) -> Iterator[Claim]:
    for areas in (8, 15, 50):
        for between in (0.0, 0.03, 0.08, 0.15):
            held = np.zeros(2)
            for _ in range(trials):
                n = rng.integers(20, 150, areas)
                true = np.sin(np.clip(0.55 + between * rng.normal(size=areas), 0, np.pi / 2)) ** 2
                told = steadied_shares(rng.binomial(n, true) / n, n)
                held += ((told.low <= true) & (true <= told.high)).mean(), 1
            what = f"steadied shares, {areas} areas, between {between:g}: held over areas"
            yield Claim(what, 0.93, 1, held[0], trials)

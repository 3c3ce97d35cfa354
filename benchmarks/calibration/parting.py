"""Are areas said to part that don't, and are those that do found?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.calibration.claims import Claim
from trygghjulet.analysis.answers.parting import Finding, Parting, parting
from trygghjulet.analysis.checks import UnfitData

TITLE = "Where safety and perceived safety part"

_WRONG = {Finding.SAFE_THOUGH_MUCH_CRIME, Finding.SAFER_THAN_CRIME}


def claims(rng: np.random.Generator, scale: float) -> Iterator[Claim]:
    """False finds where the places are the same; finds, signs and coverage where some differ; the rank interval."""
    trials = max(100, int(600 * scale))
    for areas in (10, 30, 100):
        for incidents, answers in ((20, 50), (60, 200)):
            named = told_of = 0
            for _ in range(trials):
                place = rng.normal(size=areas)
                told = _city(rng, place, place, incidents, answers)
                if told is None:
                    continue
                told_of += 1
                named += any(finding is not Finding.CANNOT_BE_TOLD for finding in told.finding)
            what = f"{areas} areas, {incidents} incidents and {answers} answers each, same places: any named"
            yield Claim(what, 0, 0.05, named, told_of)
    for areas in (15, 40):
        yield from _planted(rng, areas, trials)
    yield from _ranks(rng, trials * 4)


def _planted(rng: np.random.Generator, areas: int, trials: int) -> Iterator[Claim]:
    """One area in ten lies two deviations higher in unsafety, and two lower in crime, than the rest have it."""
    moved = np.arange(areas) < areas // 10
    found = wrong = held = 0.0
    for _ in range(trials):
        place = rng.normal(size=areas)
        crime, unsafety = place - 1.5 * moved, place + 1.5 * moved
        told = _city(rng, crime, unsafety, 80, 300)
        if told is None:
            continue
        named = [finding is not Finding.CANNOT_BE_TOLD for finding in told.finding]
        found += np.mean(np.array(named)[moved])
        wrong += any(told.finding[i] in _WRONG for i in np.flatnonzero(moved))
        true = _standard(unsafety) - _standard(crime)
        held += float(((told.low <= true) & (true <= told.high)).mean())
    yield Claim(f"{areas} areas, places three deviations apart: found", 0.8, 1, found, trials)
    yield Claim(f"{areas} areas, places three deviations apart: named the wrong way", 0, 0.01, wrong, trials)
    yield Claim(f"{areas} areas, difference held by its interval", 0.94, 0.99, held, trials)


def _ranks(rng: np.random.Generator, trials: int) -> Iterator[Claim]:
    """Against the rank correlation of endlessly many such areas, with hardly any chance in the figures."""
    for areas in (10, 40):
        for correlation in (0.0, 0.6):
            true = 6 / np.pi * np.arcsin(correlation / 2)
            held = 0
            for _ in range(trials):
                place = rng.normal(size=areas)
                other = correlation * place + np.sqrt(1 - correlation**2) * rng.normal(size=areas)
                told = _city(rng, place, other, 1_000_000, 1_000_000)
                held += told is not None and told.rank_low <= true <= told.rank_high
            yield Claim(f"rank correlation, {areas} areas, true {true:.2f}: held", 0.93, 0.975, held, trials)


def _city(
    rng: np.random.Generator, crime: np.ndarray, unsafety: np.ndarray, incidents: int, answers: int
) -> Parting | None:
    """None where areas happened not to differ beyond chance."""
    population = rng.integers(1000, 3000, len(crime))
    counts = rng.poisson(population / 2000 * incidents * np.exp(0.5 * crime))
    true = np.sin(np.clip(0.58 + 0.1 * unsafety, 0, np.pi / 2)) ** 2
    share = rng.binomial(answers, true) / answers
    try:
        return parting(counts, share, population, np.full(len(crime), answers))
    except UnfitData:
        return None


def _standard(place: np.ndarray) -> np.ndarray:
    return (place - place.mean()) / place.std(ddof=1)

"""Made-up cities with nothing unusual in their last week, of the kinds that fool those who look for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Counts: TypeAlias = dict[str, NDArray[np.int64]]

#: How many reports a week each place has; the first two are those that a tripling should be seen at.
PLACES: Final = np.array([8.4, 7.0, 5.6, 5.6, 4.2, 4.2, 2.8, 2.8, 1.4, 1.4, 0.7, 0.7])
CATEGORIES, AREAS = 14, 5
_YEAR: Final = 52.18
_FULL: Final = 0.8


def _even(rng: np.random.Generator, weeks: int) -> Floats:
    return np.ones((weeks, 1, 1))


def _season(rng: np.random.Generator, weeks: int) -> Floats:
    """One season for all, from a fifth of the mean to nearly twice."""
    turn = np.arange(weeks) + rng.uniform(0, _YEAR)
    level: Floats = 1 + _FULL * np.cos(2 * np.pi * turn / _YEAR)
    return level[:, None, None]


def _seasons(rng: np.random.Generator, weeks: int) -> Floats:
    """Each category has its own season."""
    turn = np.arange(weeks)[:, None] + rng.uniform(0, _YEAR, CATEGORIES)
    level: Floats = 1 + _FULL * np.cos(2 * np.pi * turn / _YEAR)
    return level[:, None, :]


def _drift(rng: np.random.Generator, weeks: int) -> Floats:
    """The level moves by some ten per cent a week, up or down."""
    moved = rng.normal(0, 0.1, weeks).cumsum()
    level: Floats = np.exp(moved - moved[-1])
    return level[:, None, None]


def _own_drifts(rng: np.random.Generator, weeks: int) -> Floats:
    """Every place and every category moves by itself."""
    places, kinds = (rng.normal(0, 0.08, (weeks, n)).cumsum(axis=0) for n in (len(PLACES), CATEGORIES))
    level: Floats = np.exp((places - places[-1])[:, :, None] + (kinds - kinds[-1])[:, None, :])
    return level


def _growth(rng: np.random.Generator, weeks: int) -> Floats:
    """Three per cent more every week, as where more and more report."""
    level: Floats = np.exp(0.03 * (np.arange(weeks) - weeks + 1))
    return level[:, None, None]


def _step(rng: np.random.Generator, weeks: int) -> Floats:
    """Two thirds more from some week on, two to twenty weeks ago."""
    since = weeks - rng.integers(2, 20)
    return np.where(np.arange(weeks) >= since, 1.0, 0.6)[:, None, None]


def _bursts(rng: np.random.Generator, weeks: int) -> Floats:
    """Each week each place and each category is on some or other of very different levels."""
    return rng.gamma(1, 1, (weeks, len(PLACES), 1)) * rng.gamma(2, 0.5, (weeks, 1, CATEGORIES))


def _season_and_drift(rng: np.random.Generator, weeks: int) -> Floats:
    return _season(rng, weeks) * _drift(rng, weeks)


#: How the level moves: weeks × places × categories, one where nothing does.
WORLDS: Final[dict[str, Callable[[np.random.Generator, int], Floats]]] = {
    "even": _even,
    "season": _season,
    "a season of its own for each category": _seasons,
    "drift": _drift,
    "drifts of its own for each place": _own_drifts,
    "growth": _growth,
    "step": _step,
    "bursts": _bursts,
    "season and drift": _season_and_drift,
}


def city(rng: np.random.Generator, world: str, behind: int, *, tripled: int | None = None) -> Counts:
    """Weeks behind and the one that is judged, by place, category, area and all: groups as a week's picture has.

    Every third thing is reported by two, and the week's level varies with 15 %: variances of one and a half to two
    and a half times the mean, besides what the world does. Where a place is `tripled`, the last week holds two times
    more there than it would.
    """
    kinds = rng.dirichlet(np.full(CATEGORIES, 0.8))
    level = rng.gamma(1 / 0.15**2, 0.15**2, (behind + 1, 1, 1))
    mean = level * WORLDS[world](rng, behind + 1) * PLACES[:, None] * kinds
    things = rng.poisson(mean / 1.33)
    table = things + rng.binomial(things, 0.33)
    if tripled is not None:
        table[-1, tripled] += rng.poisson(2 * PLACES[tripled] * kinds)
    area_of = rng.integers(0, AREAS, len(PLACES))
    return {
        "place": table.sum(axis=2),
        "category": table.sum(axis=1),
        "area": np.stack([table[:, area_of == i].sum(axis=(1, 2)) for i in range(AREAS)], axis=1),
        "all": table.sum(axis=(1, 2))[:, None],
    }


def unsteady(rng: np.random.Generator, behind: int, *, season: bool) -> Counts:
    """Forty-five series of five a week that have nothing in common but, maybe, a season; variance eleven means."""
    mean = np.full((behind + 1, 45), 5.0)
    if season:
        mean = mean * _season(rng, behind + 1)[:, :, 0]
    table = rng.poisson(mean * rng.gamma(0.5, 2, mean.shape))
    return {"place": table[:, :25], "category": table[:, 25:]}

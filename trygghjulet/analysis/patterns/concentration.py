"""How few places hold how much of the crime: shares, the Lorenz curve and Gini's coefficient."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit, logit, stdtrit

from trygghjulet.analysis import checks

FEWEST_PLACES, FEWEST_INCIDENTS, FEWEST_FULL = 100, 100, 20
"""No interval is told for fewer places or incidents, or fewer places that hold the share: there it is not reliable."""


_HELD = 1_000_000  # numbers of places that are held at once

Interval = tuple[float | None, float | None]


@dataclass(frozen=True)
class Concentration:
    """How unevenly incidents lie over places; lists have one value per share in `shares`.

    Args:
        places: how many, those without incidents included.
        incidents: how many in all.
        places_with: how many places have at least one incident.
        shares: the shares of all incidents that are asked about, 0–1.
        whole_places: the fewest whole places that hold at least that share.
        share_of_places: the share of all places that hold exactly that share, a part of the last place counted in
            proportion (the Lorenz curve read between its points), 0–1.
        share_low, share_high: the ends of its interval; None below 100 places or incidents, or where fewer than
            twenty places hold the share.
        share_chance: its mean if every place ran the same risk.
        gini: Gini's coefficient over all places, 0 (even) – 1.
        gini_low, gini_high: the ends of its interval; None below 100 places or incidents, or where Gini is 0.
        gini_chance: its mean if every place ran the same risk.
        gini_few_incidents: Gini against the evenest spread that so few incidents allow (Bernasco and Steenbeek): equal
            to `gini` when there are at least as many incidents as places, 0 when no place has more than one.
        gini_few_places: `gini` · n / (n − 1), which can reach 1 however few the places; None for a single place.
        p: the probability of a `gini` at least as large if every place ran the same risk, by simulation.
        lorenz_places, lorenz_incidents: the Lorenz curve from the fullest place on: cumulated shares, from 0 to 1.
        level: the intervals' confidence.
        permutations: how many times chance and places were drawn.
    """

    places: int
    incidents: int
    places_with: int
    shares: tuple[float, ...]
    whole_places: tuple[int, ...]
    share_of_places: tuple[float, ...]
    share_low: tuple[float | None, ...]
    share_high: tuple[float | None, ...]
    share_chance: tuple[float, ...]
    gini: float
    gini_low: float | None
    gini_high: float | None
    gini_chance: float
    gini_few_incidents: float
    gini_few_places: float | None
    p: float
    lorenz_places: NDArray[np.float64]
    lorenz_incidents: NDArray[np.float64]
    level: float
    permutations: int


def concentration(
    counts: ArrayLike,
    mask: ArrayLike | None = None,
    shares: Sequence[float] = (0.25, 0.5),
    *,
    level: float = 0.95,
    permutations: int = 999,
    rng: np.random.Generator,
) -> Concentration:
    """How large a share of all places holds 25 % and 50 % of the incidents, and what chance alone would give.

    Places are taken from the fullest on. Gini is twice the area between the Lorenz curve and evenness,
    Σ_i Σ_j |x_i − x_j| / (2·n²·mean). With fewer incidents than places even the evenest spread leaves places without,
    and Gini is at least 1 − c/n for c incidents; (n/c)·(Gini − 1) + 1 takes that away. Where incidents are few per
    place chance alone concentrates them: read every figure against its `…chance`, the mean when each incident falls
    on any place with the same probability.

    The intervals say how the figure would vary among sets of such places over such a period. Whole places are drawn
    again with replacement (the bootstrap). On the logit scale the interval is the figure, less how much the draws lie
    above it on average, ± t · their standard deviation. The degrees of t are few where few full places decide: for Gini
    (Σx)²/Σx² − 1, for a share half the places that hold it − 1. They are approximate, calibrated from 100 places, 100
    incidents and twenty places that hold the share (docs/methods/concentration.md) for risks spread as a gamma law;
    where a few places hold far more than all others (lognormal risk, σ from 1.5) they are too narrow and cover
    75–96 %. They suppose that places don't depend on each other; neighbouring squares do, so there they are
    somewhat too narrow.

    Args:
        counts: incidents per place, zeros included: squares, street segments, addresses. Any shape.
        mask: the places that count, of the same shape; all when left out.
        shares: the shares of all incidents that are asked about.
        level: the intervals' confidence.
        permutations: how many times chance and places are drawn.
        rng: where chance comes from.

    Raises:
        UnfitData: `not_counts`, `not_mask`, `shape`, `level` (a share or the level), `not_whole`, `no_rng` or
            `too_few` (no place or no incident).

    Source: Lorenz (1905), Publications of the American Statistical Association 9, 209–219; Weisburd (2015), Criminology
    53, 133–157; Bernasco and Steenbeek (2017), Journal of Quantitative Criminology 33, 451–467.
    """
    given = checks.counts(counts)
    if mask is not None:
        given = given[checks.footprint(mask, given.shape)]
    confidence = checks.level(level)
    asked = checks.levels(shares)
    dice = checks.chance(rng)
    draws = checks.whole(permutations, least=1, name="Antalet dragningar")
    n, c = given.size, int(given.sum())
    if c == 0:
        raise checks.UnfitData("too_few", "Utan händelser kan koncentrationen inte avgöras.")
    counted = _Histogram.of(given.ravel())
    gini, needed = float(counted.gini()[0]), counted.needed(asked)[0]
    chance = [_Histogram.of(_even(n, c, dice)) for _ in range(draws)]
    chance_gini = np.array([one.gini()[0] for one in chance])
    whole = np.ceil(needed * (1 - 1e-12))  # rounding in the last digit must not ask for a place more
    intervals: list[Interval] = [(None, None)] * (1 + len(asked))
    if n >= FEWEST_PLACES and c >= FEWEST_INCIDENTS:
        again = [(some.gini(), some.needed(asked) / n) for some in counted.drawn_again(draws, dice)]
        ginis, parts = (np.concatenate(figures) for figures in zip(*again, strict=True))
        intervals[0] = _interval(gini, ginis, counted.places_that_count() - 1, confidence)
        for number in np.flatnonzero(whole >= FEWEST_FULL):
            degrees = whole[number] / 2 - 1
            intervals[1 + number] = _interval(needed[number] / n, parts[:, number], degrees, confidence)
    low, high = zip(*intervals, strict=True)
    curve = np.cumsum(np.sort(given.ravel())[::-1])
    return Concentration(
        places=n,
        incidents=c,
        places_with=int((given > 0).sum()),
        shares=tuple(asked.tolist()),
        whole_places=tuple(whole.astype(int).tolist()),
        share_of_places=tuple((needed / n).tolist()),
        share_low=low[1:],
        share_high=high[1:],
        share_chance=tuple((np.mean([one.needed(asked)[0] for one in chance], axis=0) / n).tolist()),
        gini=gini,
        gini_low=low[0],
        gini_high=high[0],
        gini_chance=float(chance_gini.mean()),
        gini_few_incidents=max(n / c, 1) * (gini - 1) + 1,
        gini_few_places=gini * n / (n - 1) if n > 1 else None,
        p=float((1 + (chance_gini >= gini - 1e-12).sum()) / (1 + draws)),
        lorenz_places=np.arange(n + 1) / n,
        lorenz_incidents=np.concatenate([[0.0], curve / c]),
        level=confidence,
        permutations=draws,
    )


def _interval(figure: float, again: NDArray[np.float64], degrees: float, level: float) -> Interval:
    """The interval of a share, from the same share in places drawn again; None where they don't vary or at 0 or 1."""
    inner = logit(again[(again > 0) & (again < 1)])
    if not (0 < figure < 1 and len(inner) > 1 and np.ptp(inner) > 0):
        return None, None
    reach = float(stdtrit(max(degrees, 1), (1 + level) / 2) * inner.std(ddof=1))
    centre = 2 * float(logit(figure)) - float(inner.mean())
    return float(expit(centre - reach)), float(expit(centre + reach))


@dataclass(frozen=True)
class _Histogram:
    """How many places have each number of incidents: all that concentration depends on.

    Args:
        value: the numbers of incidents that occur, largest first.
        places: how many places have that many; one row per set of places.
    """

    value: NDArray[np.int64]
    places: NDArray[np.int64]

    @classmethod
    def of(cls, counts: NDArray[np.int64]) -> _Histogram:
        value, places = np.unique(counts, return_counts=True)
        return cls(value[::-1], places[::-1][None, :])

    def drawn_again(self, draws: int, rng: np.random.Generator) -> Iterator[_Histogram]:
        """As many places drawn with replacement, in as many sets; a set without incidents tells nothing."""
        n = int(self.places.sum())
        at_once = max(_HELD // len(self.value), 1)
        for begin in range(0, draws, at_once):
            again = rng.multinomial(n, self.places[0] / n, size=min(at_once, draws - begin))
            yield _Histogram(self.value, again[again @ self.value > 0])

    def gini(self) -> NDArray[np.float64]:
        held = np.cumsum(self.places * self.value, axis=1) / (self.places @ self.value)[:, None]
        before = held - self.places * self.value / (self.places @ self.value)[:, None]
        share = self.places / self.places.sum(axis=1, keepdims=True)
        return np.asarray(np.maximum((share * (held + before)).sum(axis=1) - 1, 0.0))

    def places_that_count(self) -> float:
        """How many places of equal fullness tell as much: (Σx)² / Σx²."""
        value, places = self.value.astype(float), self.places[0]
        return float((places @ value) ** 2 / (places @ value**2))

    def needed(self, shares: NDArray[np.float64]) -> NDArray[np.float64]:
        """How many places, the fullest first, hold each share: sets × shares."""
        some = self.value > 0
        value, places = self.value[some].astype(float), self.places[:, some]
        held = np.cumsum(places * value, axis=1)
        before, total = held - places * value, held[:, -1:]
        return np.stack(
            [np.clip((share * total - before) / value, 0, places).sum(axis=1) for share in shares], axis=1
        )


def _even(places: int, incidents: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Counts when each incident falls on any place with the same probability."""
    if incidents > 10 * places:
        return rng.multinomial(incidents, np.full(places, 1 / places))
    return np.bincount(rng.integers(places, size=incidents), minlength=places)

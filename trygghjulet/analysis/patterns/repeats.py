"""The same place again: repeat places, days until the next time, and chains of near repeats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from trygghjulet.analysis import checks
from trygghjulet.analysis.patterns.pairs import Metric, close_pairs, incidents, whole_times


@dataclass(frozen=True)
class RepeatPlaces:
    """How much of all that happens is something that happens again.

    Args:
        place: the places, those with the most incidents first.
        counts: incidents at each of them.
        incidents: how many in all.
        repeat_places: how many places had more than one.
        share_at_repeat_places: the share of incidents that happened at those places, 0–1.
        share_repeats: the share of incidents that came after another one at the same place, 0–1.
    """

    place: NDArray[Any]
    counts: NDArray[np.int64]
    incidents: int
    repeat_places: int
    share_at_repeat_places: float
    share_repeats: float


@dataclass(frozen=True)
class NextIncident:
    """Days until the next incident at the same place, in half-open bands [a, b).

    Args:
        edges: edges of the bands, days.
        observed: how many incidents had their next one within each band.
        expected: the mean of that number when the times are shuffled among the incidents.
        p_more: the probability of at least as many, by permutation.
        days: days to the next incident, for each incident that has one, shortest first.
        median: the middle of those days; None when no place had more than one incident.
        expected_median: the mean of the median when the times are shuffled; None together with `median`.
        p_sooner: the probability of a median at most as long, by permutation; None together with `median`.
        permutations: how many times the times were shuffled.
    """

    edges: tuple[float, ...]
    observed: NDArray[np.int64]
    expected: NDArray[np.float64]
    p_more: NDArray[np.float64]
    days: NDArray[np.float64]
    median: float | None
    expected_median: float | None
    p_sooner: float | None
    permutations: int


@dataclass(frozen=True)
class Chains:
    """Incidents tied together by near repeats.

    Args:
        chain: the number of each incident's chain, from 1 in the order in which chains first appear; 0 where place
            or time is missing.
        sizes: how many incidents the chains have, by number from 1.
        share_in_chains: the share of the known incidents whose chain has more than one, 0–1.
    """

    chain: NDArray[np.int64]
    sizes: NDArray[np.int64]
    share_in_chains: float


@dataclass(frozen=True)
class _Waits:
    """The time to the next incident at the same place, in whole units, shortest first.

    Args:
        place: the number of the place of each incident, rising.
        period: more than the longest time.
        marks: the finite edges of the bands.
        unbounded: whether the last band has no end.
    """

    place: NDArray[np.int64]
    period: int
    marks: NDArray[np.signedinteger]
    unbounded: bool

    def __call__(self, times: NDArray[np.int64]) -> NDArray[np.int64]:
        # One number per incident, ordered by place and then by time, is sorted quicker than two.
        in_order = np.sort(self.place * self.period + times)
        return np.sort(np.diff(in_order)[np.diff(self.place) == 0])

    def banded(self, waits: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many fall in each band [a, b)."""
        below = np.searchsorted(waits, self.marks, side="left")
        return np.diff([*below, len(waits)] if self.unbounded else below).astype(np.int64)


def same_place(x: ArrayLike, y: ArrayLike) -> NDArray[np.int64]:
    """Which incidents happened at the same place: a number for each, equal where x and y are, to the centimetre.

    Addresses and their points differ in how they were set: coordinates that are rounded or masked make
    different places one, and points set by hand make one place many.

    Args:
        x, y: metres.

    Raises:
        UnfitData: `not_numbers` or `shape`.
    """
    xs, ys = checks.points(x, y)
    _, place = np.unique(np.rint(np.column_stack([xs, ys]) * 100), axis=0, return_inverse=True)
    return place.ravel().astype(np.int64)


def repeat_places(place: ArrayLike) -> RepeatPlaces:
    """How large a share of incidents happened where there had been one already.

    Of the incidents at a place all but the first are repeats. Both shares grow with the length of the period:
    compare periods of equal length only.

    Args:
        place: the name or number of the place of each incident, such as an address or what `same_place` gives.

    Raises:
        UnfitData: `not_names` or `too_few` (no incidents).

    Source: Farrell and Pease (1993), Once Bitten, Twice Bitten, Home Office, Crime Prevention Unit Paper 46.
    """
    names, counts = np.unique(_names(place), return_counts=True)
    order = np.argsort(-counts, kind="stable")
    many = int(counts.sum())
    return RepeatPlaces(
        place=names[order],
        counts=counts[order].astype(np.int64),
        incidents=many,
        repeat_places=int((counts > 1).sum()),
        share_at_repeat_places=float(counts[counts > 1].sum() / many),
        share_repeats=(many - len(counts)) / many,
    )


def next_incident(
    place: ArrayLike, time: ArrayLike, edges: ArrayLike, permutations: int = 999, *, rng: np.random.Generator
) -> NextIncident:
    """Whether the next incident at a place comes sooner than chance gives, and how soon.

    Every incident that is followed by another at its place gives a number of days. Chance means that the same times
    are shuffled among the same incidents, so that places keep their counts and the period keeps its seasons; p is
    (1 + shuffles at least as extreme) / (1 + shuffles), which never rejects too often.

    It supposes that all places were there throughout the period. A place that was there, or was reported, for only a
    part of it has its incidents close in time for that reason.

    Args:
        place: the name or number of the place of each incident.
        time: days or dates.
        edges: days, rising; the last may be infinite.
        permutations: how many shuffles.
        rng: where chance comes from.

    Raises:
        UnfitData: `not_names`, `not_times`, `shape`, `edges`, `not_whole`, `no_rng` or `too_few` (no incidents).

    Source: Polvi, Looman, Humphries and Pease (1991), British Journal of Criminology 31, 411–414.
    """
    names = _names(place)
    when = checks.days(time)
    checks.shape(when, names.shape, name="tiderna")
    bands = checks.edges(edges, name="tiderna")
    shuffles = checks.whole(permutations, least=1, name="Antalet permutationer")
    dice = checks.chance(rng)
    _, number, size = np.unique(names, return_inverse=True, return_counts=True)
    times, marks, unit = whole_times(when, bands[np.isfinite(bands)])
    if int(times.max() + 1) * len(size) >= 2**62:
        raise checks.UnfitData("not_times", "Tiderna ligger för långt isär för så många platser.")
    # Only places with more than one incident have a next one; their incidents stand first, place by place.
    order = np.lexsort((number, size[number] == 1))
    again = int(size[size > 1].sum())
    waits = _Waits(number[order[:again]], int(times.max() + 1), marks, unbounded=bool(np.isinf(bands[-1])))
    whole = times.astype(np.int64)[order]
    days = waits(whole[:again])
    observed = waits.banded(days)
    drawn = [waits(dice.permutation(whole)[:again]) for _ in range(shuffles)]
    banded = np.array([waits.banded(wait) for wait in drawn])
    medians = np.array([np.median(wait) for wait in drawn]) if again else None
    median = float(np.median(days)) if again else None
    return NextIncident(
        edges=tuple(bands.tolist()),
        observed=observed,
        expected=banded.mean(axis=0),
        p_more=(1 + (banded >= observed).sum(axis=0)) / (1 + shuffles),
        days=days.astype(float) * unit,
        median=None if median is None else median * unit,
        expected_median=None if medians is None else float(medians.mean()) * unit,
        p_sooner=None if medians is None else float((1 + (medians <= median).sum()) / (1 + shuffles)),
        permutations=shuffles,
    )


def chains(
    x: ArrayLike,
    y: ArrayLike,
    time: ArrayLike,
    distance: float,
    days: float,
    *,
    metric: Metric = Metric.EUCLIDEAN,
) -> Chains:
    """Which incidents hang together: each closer than `distance` and `days` to another of its chain.

    Two incidents are tied when both their distance and their days apart fall in the half-open bands [0, `distance`)
    and [0, `days`), the first cell of `knox`. A chain is all that ties lead to, so its ends may lie far apart. A
    chain says that incidents are close, not that somebody repeats: chance ties incidents too, the more the denser
    they lie. Ask `knox` first whether there are more close pairs than chance gives.

    Args:
        x, y: metres; an incident with a missing coordinate or time is in no chain.
        time: days or dates.
        distance: metres.
        days: days.
        metric: straight or along streets.

    Raises:
        UnfitData: `not_numbers`, `not_times`, `shape`, `not_positive`, `metric`, `too_few` (fewer than two incidents)
            or `too_many_pairs`.

    Source: Haberman and Ratcliffe (2012), Policing 6, 151–166.
    """
    used = incidents(x, y, time)
    reach = checks.positive(distance, name="Avståndet")
    soon = checks.positive(days, name="Antalet dagar")
    how = checks.choice(metric, Metric, name="Avståndsmåttet")
    pairs, _ = close_pairs(used.x, used.y, np.array([reach]), how)
    times, marks, _ = whole_times(used.time, np.array([soon]))
    first, second = pairs[np.abs(times[pairs[:, 0]] - times[pairs[:, 1]]) < marks[0]].T
    many = len(times)
    ties = coo_array((np.ones(len(first), dtype=np.int8), (first, second)), shape=(many, many))
    _, label = connected_components(ties, directed=False)
    _, earliest, chain = np.unique(label, return_index=True, return_inverse=True)
    rank = np.empty(len(earliest), dtype=np.int64)
    rank[np.argsort(earliest)] = np.arange(1, len(earliest) + 1)
    sizes = np.bincount(rank[chain])[1:]
    everyone = np.zeros(len(used.known), dtype=np.int64)
    everyone[used.known] = rank[chain]
    return Chains(everyone, sizes, float(sizes[sizes > 1].sum() / many))


def _names(place: ArrayLike) -> NDArray[Any]:
    """One name or number per incident, none missing."""
    try:
        given = np.asarray(place)
    except ValueError as uneven:
        raise checks.UnfitData(
            "not_names", "Platserna måste vara en enda lista av namn eller nummer."
        ) from uneven
    missing = given.dtype == object or (given.dtype.kind in "fc" and np.isnan(given).any())
    if given.ndim != 1 or missing:
        raise checks.UnfitData(
            "not_names", "Platserna måste vara en lista av namn eller nummer, utan luckor."
        )
    if not given.size:
        raise checks.UnfitData("too_few", "Det finns inga händelser att räkna.")
    return given

"""Pairs of incidents that lie close to each other: the ground under near repeats and chains."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import cKDTree

from trygghjulet.analysis import checks

MOST_PAIRS = 20_000_000
"""More pairs than this are refused: they would take more than a gigabyte."""

_MILLISECONDS = 86_400_000  # in a day
_ROUNDING = 8 * np.finfo(float).eps


class Metric(StrEnum):
    """How far apart two places are: as the crow flies, or along streets that run north–south and east–west."""

    EUCLIDEAN = "euclidean"
    MANHATTAN = "manhattan"


@dataclass(frozen=True)
class Incidents:
    """Incidents whose place and time are both known.

    Args:
        x, y: metres.
        time: days, in the order given.
        left_out: how many were left out because a coordinate or the time was missing.
        known: which of those given are kept.
    """

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    time: NDArray[np.float64]
    left_out: int
    known: NDArray[np.bool_]


def incidents(x: ArrayLike, y: ArrayLike, time: ArrayLike) -> Incidents:
    """The incidents whose place and time are both known; the rest are counted and left out.

    Raises:
        UnfitData: `not_numbers`, `not_times`, `shape`, or `too_few` (fewer than two are left).
    """
    there = [
        checks.known(values, name=name)
        for values, name in ((x, "x-koordinater"), (y, "y-koordinater"), (time, "tider"))
    ]
    if there[0].ndim != 1:
        raise checks.UnfitData("shape", "Händelsernas lägen och tider måste vara tre lika långa listor.")
    for one, name in ((there[1], "y-koordinater"), (there[2], "tider")):
        checks.shape(one, there[0].shape, name=name)
    kept = there[0] & there[1] & there[2]
    xs, ys = checks.points(np.asarray(x)[kept], np.asarray(y)[kept])
    if len(xs) < 2:
        raise checks.UnfitData(
            "too_few", f"{len(xs)} händelser med känd plats och tid räcker inte. Det behövs minst två."
        )
    return Incidents(xs, ys, checks.days(np.asarray(time)[kept]), int((~kept).sum()), kept)


def close_pairs(
    x: NDArray[np.float64], y: NDArray[np.float64], edges: NDArray[np.float64], metric: Metric
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Every pair of points below the last of some finite edges, sorted by band.

    A distance that falls short of an edge only because coordinates are rounded has reached it.

    Args:
        edges: rising distances.

    Returns:
        The pairs, as two columns of numbers of points, and for each edge how many pairs lie below it.

    Raises:
        UnfitData: `too_many_pairs`.
    """
    at = np.column_stack([x, y])
    slack = min(
        _ROUNDING * float(np.abs(at).max()), float(np.diff(edges, prepend=0)[edges > 0].min(initial=1)) / 2
    )
    reach, power = float(edges[-1]), 1 if metric is Metric.MANHATTAN else 2
    tree = cKDTree(at)
    many = (int(tree.count_neighbors(tree, reach, p=power)) - len(x)) // 2
    if many > MOST_PAIRS:
        raise checks.UnfitData(
            "too_many_pairs",
            f"{many} par av händelser ligger inom {reach:g} meter, fler än {MOST_PAIRS}. "
            "Välj kortare avstånd eller färre händelser.",
        )
    pairs = tree.query_pairs(reach, p=power, output_type="ndarray")
    first, second = pairs[:, 0], pairs[:, 1]
    across, along = np.abs(x[first] - x[second]), np.abs(y[first] - y[second])
    distance = across + along if metric is Metric.MANHATTAN else np.hypot(across, along)
    band = np.searchsorted(edges - slack, distance, side="right").astype(np.uint16)
    order = np.argsort(band, kind="stable")
    below = np.searchsorted(band[order], np.arange(len(edges)), side="right")
    return pairs[order[: below[-1]]], below


def whole_times(
    days: NDArray[np.float64], edges: NDArray[np.float64]
) -> tuple[NDArray[np.signedinteger], NDArray[np.signedinteger], float]:
    """Times since the first and finite edges, as whole numbers of the largest unit that fits them all.

    They are told to the millisecond. Whole numbers make bands exact, and are small where times are whole days. An
    edge beyond the whole period is brought down to just beyond it.

    Returns:
        The times, the edges, and how many days the unit is.

    Raises:
        UnfitData: `not_times` (the period is longer than 285,000 years) or `edges` (two within a millisecond).
    """
    longest = checks.LARGEST / _MILLISECONDS
    if not np.ptp(days) < longest:
        raise checks.UnfitData("not_times", "Tiderna ligger för långt isär för att räknas i dagar.")
    times = np.rint((days - days.min()) * _MILLISECONDS).astype(np.int64)
    marks = np.rint(np.minimum(edges, longest) * _MILLISECONDS).astype(np.int64)
    if (np.diff(marks) <= 0).any():
        raise checks.UnfitData("edges", "Två tidsgränser ligger för nära varandra eller för långt bort.")
    unit = max(int(np.gcd.reduce(np.concatenate([times, marks]))), 1)
    period = int(times.max()) // unit
    kind = np.min_scalar_type(-(period + 2))
    return (
        (times // unit).astype(kind),
        np.minimum(marks // unit, period + 1).astype(kind),
        unit / _MILLISECONDS,
    )

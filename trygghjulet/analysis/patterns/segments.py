"""Which street segments hold more incidents than their length explains, and how they hang together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree
from scipy.special import betainc
from shapely.geometry import LineString, MultiLineString
from shapely.geometry.base import BaseGeometry

from trygghjulet.analysis import checks
from trygghjulet.analysis.ground.sites import refuse_region_centres, told_apart
from trygghjulet.analysis.multiple import benjamini_hochberg

FEWEST_INCIDENTS = 20
FEWEST_SEGMENTS = 30

_MEETS = 0.1  # metres: ends nearer than this are the same crossing


@dataclass(frozen=True)
class SegmentRun:
    """Hot segments that meet end to end.

    Args:
        rank: 1 for the run with the most incidents.
        segments: their numbers, ascending.
        counts: how many incidents they hold.
        share_of_counts: of all incidents on segments, 0–1.
        length: metres.
        share_of_length: of all segments' length, 0–1.
        per_100_m: incidents per 100 metres.
        q: the smallest q of its segments.
        line: the segments as one geometry.
    """

    rank: int
    segments: tuple[int, ...]
    counts: int
    share_of_counts: float
    length: float
    share_of_length: float
    per_100_m: float
    q: float
    line: BaseGeometry


@dataclass(frozen=True)
class HotSegments:
    """Every segment, those that are hot, and where each point went.

    Args:
        counts: incidents per segment; their sum with `unsnapped` is the number of points.
        length: metres per segment.
        per_100_m: incidents per 100 metres of each segment.
        p: the exact probability of at least as many on the segment when all incidents fall evenly along all
            segments.
        q: the false discovery rate at which the segment would be called hot.
        hot: q at most `alpha`.
        runs: the hot segments that meet, most incidents first.
        segment: per point the number of its segment, −1 where none is near enough.
        unsnapped: how many points had no segment near enough.
        tied: how many points had several equally near, as at a crossing; each counts on the lowest number.
        alpha: the accepted rate of false finds.
    """

    counts: NDArray[np.int64]
    length: NDArray[np.float64]
    per_100_m: NDArray[np.float64]
    p: NDArray[np.float64]
    q: NDArray[np.float64]
    hot: NDArray[np.bool_]
    runs: tuple[SegmentRun, ...]
    segment: NDArray[np.int64]
    unsnapped: int
    tied: int
    alpha: float


def hot_segments(
    x: ArrayLike, y: ArrayLike, segments: Iterable[BaseGeometry], distance: float = 50.0, alpha: float = 0.05
) -> HotSegments:
    """Which street segments hold more incidents than their length explains.

    Each incident is moved to the nearest segment within `distance` metres. Of the n that are, a segment with the
    share s of the length gets a binomial number if incidents fall evenly and independently: the Poisson law,
    given the total. p = P(X ≥ count) is exact, and q follows Benjamini and Hochberg. Under even chance some
    segment is called hot in at most `alpha` of all cases.

    Limits: the question is whether incidents are even along the streets, not whether people there are at greater
    risk: a long quiet road and a shopping street are not alike to begin with. Incidents at a crossing count on
    the segment with the lowest number, so where `tied` is large the crossing's segments should be read together.

    Args:
        x, y: the incidents' places, in metres.
        segments: lines from crossing to crossing, in the same projection.
        distance: metres; an incident farther than this from every segment isn't counted.
        alpha: the accepted rate of false finds.

    Raises:
        UnfitData: `not_numbers`, `shape`, `not_segments`, `not_positive`, `level`, `region_centres` (see
            `refuse_region_centres`) or `too_few` (fewer than 20 incidents on segments, or 30 segments).

    Source: Poisson counts along street segments as in Weisburd, Bushway, Lum and Yang (2004), Criminology 42,
    283–322; Benjamini and Hochberg (1995).
    """
    xs, ys = checks.points(x, y)
    lines = _lines(segments)
    reach = checks.positive(distance, name="Avståndet")
    accepted = checks.level(alpha)
    sites, _, repeats = told_apart(xs, ys)
    refuse_region_centres(sites, repeats)
    segment, tied = _snapped(xs, ys, lines, reach)
    counts = np.bincount(segment[segment >= 0], minlength=len(lines))
    _enough(counts)
    length = shapely.length(lines)
    p = _at_least(counts, length / length.sum())
    q = benjamini_hochberg(p)
    hot = q <= accepted
    return HotSegments(
        counts=counts,
        length=length,
        per_100_m=counts / length * 100,
        p=p,
        q=q,
        hot=hot,
        runs=_runs(lines, hot, counts, length, q),
        segment=segment,
        unsnapped=int((segment < 0).sum()),
        tied=tied,
        alpha=accepted,
    )


def _lines(segments: Iterable[BaseGeometry]) -> NDArray[np.object_]:
    listed = checks.listing(segments, code="not_segments", name="Gatorna")
    for number, line in enumerate(listed, start=1):
        right = (
            isinstance(line, LineString | MultiLineString)
            and np.isfinite(shapely.get_coordinates(line)).all()
        )
        if not (right and line.length > 0):
            raise checks.UnfitData(
                "not_segments", f"Gatusträcka nummer {number} är ingen linje med längd och koordinater."
            )
    lines = np.empty(len(listed), dtype=object)
    lines[:] = listed
    return lines


def _enough(counts: NDArray[np.int64]) -> None:
    if counts.sum() < FEWEST_INCIDENTS or len(counts) < FEWEST_SEGMENTS:
        raise checks.UnfitData(
            "too_few",
            f"Täta gatusträckor kan inte avgöras: {counts.sum()} händelser ligger vid {len(counts)} sträckor, och "
            f"det behövs minst {FEWEST_INCIDENTS} händelser och {FEWEST_SEGMENTS} sträckor.",
        )


def _snapped(
    x: NDArray[np.float64], y: NDArray[np.float64], lines: NDArray[np.object_], distance: float
) -> tuple[NDArray[np.int64], int]:
    """The nearest segment of each point, −1 for none, and how many points had several."""
    if not (len(lines) and len(x)):
        return np.full(len(x), -1), 0
    point, line = shapely.STRtree(lines).query_nearest(shapely.points(x, y), max_distance=distance)
    segment = np.full(len(x), len(lines))
    np.minimum.at(segment, point, line)
    segment[segment == len(lines)] = -1
    return segment, int((np.bincount(point, minlength=1) > 1).sum())


def _at_least(counts: NDArray[np.int64], share: NDArray[np.float64]) -> NDArray[np.float64]:
    """P(X ≥ count) for a binomial X of all incidents, each with the segment's share of the length."""
    some = np.maximum(counts, 1)
    p: NDArray[np.float64] = np.where(counts > 0, betainc(some, counts.sum() - some + 1, share), 1.0)
    return p


def _runs(
    lines: NDArray[np.object_],
    hot: NDArray[np.bool_],
    counts: NDArray[np.int64],
    length: NDArray[np.float64],
    q: NDArray[np.float64],
) -> tuple[SegmentRun, ...]:
    number = np.flatnonzero(hot)
    if not len(number):
        return ()
    label = _meeting(lines[number])
    groups = [number[label == run] for run in range(int(label.max()) + 1)]
    groups.sort(key=lambda mine: (-int(counts[mine].sum()), int(mine[0])))
    return tuple(
        SegmentRun(
            rank=rank,
            segments=tuple(mine.tolist()),
            counts=int(counts[mine].sum()),
            share_of_counts=float(counts[mine].sum() / counts.sum()),
            length=float(length[mine].sum()),
            share_of_length=float(length[mine].sum() / length.sum()),
            per_100_m=float(counts[mine].sum() / length[mine].sum() * 100),
            q=float(q[mine].min()),
            line=shapely.line_merge(shapely.union_all(lines[mine])),
        )
        for rank, mine in enumerate(groups, start=1)
    )


def _meeting(lines: NDArray[np.object_]) -> NDArray[np.int64]:
    """A label for each line: lines that share an end, at once or through others, have the same."""
    parts, owner = shapely.get_parts(lines, return_index=True)
    ends = shapely.get_coordinates([shapely.get_point(parts, 0), shapely.get_point(parts, -1)])
    owners = np.tile(owner, 2)
    pairs = cKDTree(ends).query_pairs(_MEETS, output_type="ndarray")
    meet = coo_array(
        (np.ones(len(pairs)), (owners[pairs[:, 0]], owners[pairs[:, 1]])), shape=(len(lines), len(lines))
    )
    label: NDArray[np.int64] = connected_components(meet, directed=False)[1].astype(np.int64)
    return label

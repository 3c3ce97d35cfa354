"""Where points lie so densely that they form a place, without squares: HDBSCAN."""

from __future__ import annotations

from dataclasses import dataclass
from math import pi, sqrt

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import cKDTree
from shapely.geometry.base import BaseGeometry

from trygghjulet.analysis import checks
from trygghjulet.analysis.ground.sites import FEWEST_SITES, refuse_region_centres, told_apart

FEWEST_INCIDENTS = 50
MOST_INCIDENTS = 30_000

_NEAREST = 10
_DENSER, _LOOSE = 0.25, 3.0
_ROOM = 1.0  # metres between incidents at one site
_GOLDEN = pi * (3 - sqrt(5))


@dataclass(frozen=True)
class PointCluster:
    """Points that lie densely together.

    Args:
        rank: 1 for the cluster with the most incidents.
        counts: how many incidents it holds.
        share_of_counts: of all incidents, 0–1.
        sites: at how many different coordinates they happened.
        centre: (x, y) in metres, the mean of the incidents.
        outline: the convex hull of its sites and `distance` / 2 metres around it.
        area: hectares within the outline.
        density: incidents per hectare within the outline.
        probability: how firmly its points belong to it, the mean of HDBSCAN's strength of membership, 0–1.
    """

    rank: int
    counts: int
    share_of_counts: float
    sites: int
    centre: tuple[float, float]
    outline: BaseGeometry
    area: float
    density: float
    probability: float


@dataclass(frozen=True)
class PointClusters:
    """The clusters, and where each point went.

    Args:
        clusters: most incidents first.
        cluster: per point its cluster's number in `clusters`, −1 for noise.
        noise: how many points belong to no cluster.
    """

    clusters: tuple[PointCluster, ...]
    cluster: NDArray[np.int64]
    noise: int


def point_clusters(x: ArrayLike, y: ArrayLike, fewest: int = 20, distance: float = 50.0) -> PointClusters:
    """The places where points lie densely, whatever their form, found without squares: HDBSCAN.

    A point's reach is the distance to its tenth nearest, itself counted; between two points the distance counts
    as at least as long as the reach of either. Points are joined from the shortest such distance on; groups of
    at least `fewest` that last longest while the distance shrinks are the clusters, the rest is noise. Groups
    that part at less than `distance` metres are one. HDBSCAN also lets sparse points hang on to a cluster, far
    around it; those whose reach is more than three times that of the cluster's denser quarter (and than
    `distance`) are told as noise, so that a cluster is a place.

    Incidents at the very same coordinate are spread a metre apart around it, so that an address counts with all
    its incidents yet isn't endlessly dense; they always end up in the same cluster. The result doesn't depend
    on the order of the points.

    It describes and doesn't test: clusters are found in even chance too, and nothing here is a p-value. Use
    `gi_star` or `hot_segments` where a find must be held against chance. Dense parts of a town attract
    incidents of every kind.

    Args:
        x, y: the incidents' places, in metres.
        fewest: how many incidents make a cluster, at least 5.
        distance: metres; places nearer each other than this are not told apart.

    Raises:
        UnfitData: `not_numbers`, `shape`, `not_whole`, `not_positive`, `too_few` (fewer than 50 incidents or
            20 sites), `too_many` (more than 30,000 incidents) or `region_centres`: more than half of the
            incidents repeat a coordinate and the coordinates are few or lie far apart, as centres of regions
            do.

    Source: Campello, Moulavi and Sander (2013), PAKDD, LNCS 7819, 160–172; Malzer and Baum (2020), IEEE MFI,
    223–228 (`distance`).
    """
    xs, ys = checks.points(x, y)
    least = checks.whole(fewest, least=5, name="Minsta antalet händelser i en samling")
    apart = checks.positive(distance, name="Avståndet")
    sites, site, repeats = told_apart(xs, ys)
    _fit_for_clusters(sites, repeats)
    spread = _spread(sites, repeats)
    label, strength = _hdbscan(spread, least, apart)
    label = _without_stragglers(label, _reach(spread, least), apart)
    site_label, site_strength = _one_per_site(label, strength, repeats)
    site_label = _large_enough(site_label, repeats, least)
    clusters, number = _told(sites, repeats, site_label, site_strength, apart)
    cluster = number[site]
    return PointClusters(clusters, cluster, int((cluster < 0).sum()))


def _fit_for_clusters(sites: NDArray[np.float64], repeats: NDArray[np.int64]) -> None:
    incidents, many = int(repeats.sum()), len(sites)
    if incidents < FEWEST_INCIDENTS:
        raise checks.UnfitData(
            "too_few",
            f"Samlingar kan inte sökas: det finns {incidents} händelser, och det behövs minst {FEWEST_INCIDENTS}.",
        )
    refuse_region_centres(sites, repeats)
    if many < FEWEST_SITES:
        raise checks.UnfitData(
            "too_few",
            f"Samlingar kan inte sökas: det finns {many} olika koordinater, och det behövs minst {FEWEST_SITES}.",
        )
    if incidents > MOST_INCIDENTS:
        raise checks.UnfitData(
            "too_many",
            f"Samlingar kan inte sökas bland {incidents} händelser, högst {MOST_INCIDENTS}. "
            "Välj en kortare tid, ett mindre område eller färre brottstyper.",
        )


def _spread(sites: NDArray[np.float64], repeats: NDArray[np.int64]) -> NDArray[np.float64]:
    """One point per incident: those of one site as the seeds of a sunflower, a metre of room each."""
    order = np.arange(int(repeats.sum())) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    radius, angle = _ROOM * np.sqrt(order / pi), order * _GOLDEN
    centred = sites - sites.mean(axis=0)
    seeds = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    spread: NDArray[np.float64] = np.repeat(centred, repeats, axis=0) + seeds
    return spread


def _hdbscan(
    at: NDArray[np.float64], fewest: int, distance: float
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Each point's label, −1 for noise, and how strongly it belongs."""
    from sklearn.cluster import HDBSCAN  # noqa: PLC0415  # takes more than a second; nothing else here needs it

    found = HDBSCAN(
        min_cluster_size=fewest, min_samples=min(_NEAREST, fewest), algorithm="kd_tree", copy=True
    ).fit(at)
    label = np.asarray(found.labels_, dtype=np.int64)
    near = np.asarray(found.dbscan_clustering(distance, min_cluster_size=fewest), dtype=np.int64)
    return _joined(label, near), np.asarray(found.probabilities_, dtype=float)


def _joined(label: NDArray[np.int64], near: NDArray[np.int64]) -> NDArray[np.int64]:
    """Clusters within one group of `near` become that group; a cluster that holds whole groups stays as it is."""
    joined = label.copy()
    for group in range(int(near.max()) + 1):
        mine = near == group
        held = np.unique(label[mine])
        if len(held) > 1:
            joined[mine] = label.max() + 1 + group
    return joined


def _reach(at: NDArray[np.float64], fewest: int) -> NDArray[np.float64]:
    reach: NDArray[np.float64] = cKDTree(at).query(at, [min(_NEAREST, fewest)])[0][:, 0]
    return reach


def _without_stragglers(
    label: NDArray[np.int64], reach: NDArray[np.float64], distance: float
) -> NDArray[np.int64]:
    kept = label.copy()
    floored = np.maximum(reach, distance)
    for number in np.unique(label[label >= 0]):
        mine = label == number
        kept[mine & (floored > _LOOSE * np.quantile(floored[mine], _DENSER))] = -1
    return kept


def _large_enough(label: NDArray[np.int64], repeats: NDArray[np.int64], fewest: int) -> NDArray[np.int64]:
    held = np.bincount(label + 1, repeats)
    return np.where(held[label + 1] >= fewest, label, -1)


def _one_per_site(
    label: NDArray[np.int64], strength: NDArray[np.float64], repeats: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The label that most incidents of a site got, and their mean strength."""
    owner = np.repeat(np.arange(len(repeats)), repeats)
    pairs, votes = np.unique(np.column_stack([owner, label]), axis=0, return_counts=True)
    order = np.lexsort((-pairs[:, 1], votes, pairs[:, 0]))
    last = np.append(np.flatnonzero(np.diff(pairs[order, 0])), len(order) - 1)
    return pairs[order][last, 1], np.bincount(owner, strength) / repeats


def _told(
    sites: NDArray[np.float64],
    repeats: NDArray[np.int64],
    label: NDArray[np.int64],
    strength: NDArray[np.float64],
    distance: float,
) -> tuple[tuple[PointCluster, ...], NDArray[np.int64]]:
    """The clusters, most incidents first, and the number of each site's cluster among them."""
    groups = [np.flatnonzero(label == number) for number in range(int(label.max()) + 1)]
    groups = [mine for mine in groups if len(mine)]
    groups.sort(key=lambda mine: (-int(repeats[mine].sum()), int(mine[0])))
    clusters = []
    number = np.full(len(sites), -1)
    for rank, mine in enumerate(groups, start=1):
        number[mine] = rank - 1
        held = int(repeats[mine].sum())
        centre = np.average(sites[mine], axis=0, weights=repeats[mine])
        outline = shapely.buffer(shapely.convex_hull(shapely.multipoints(sites[mine])), distance / 2)
        hectares = float(outline.area) / 10_000
        clusters.append(
            PointCluster(
                rank=rank,
                counts=held,
                share_of_counts=held / int(repeats.sum()),
                sites=len(mine),
                centre=(float(centre[0]), float(centre[1])),
                outline=outline,
                area=hectares,
                density=held / hectares,
                probability=float(np.average(strength[mine], weights=repeats[mine])),
            )
        )
    return tuple(clusters), number

"""Whether coordinates are places where something happened, or centres of regions."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from trygghjulet.analysis import checks

FEWEST_SITES = 20

_APART = 200.0  # metres: region centres lie farther from each other, addresses nearer


def told_apart(
    x: NDArray[np.float64], y: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64]]:
    """The different coordinates, to the millimetre; which one each point has; and how many points have each."""
    at = np.column_stack([np.round(x, 3), np.round(y, 3)])
    sites, site, repeats = np.unique(at, axis=0, return_inverse=True, return_counts=True)
    return sites, site.ravel(), repeats


def refuse_region_centres(sites: NDArray[np.float64], repeats: NDArray[np.int64]) -> None:
    """Coordinates that look like centres of regions say nothing of where in the region something happened.

    They do when more than half of the incidents repeat a coordinate, and the coordinates are few or lie far apart.

    Args:
        sites: the different coordinates in metres, sites × 2.
        repeats: how many incidents happened at each.

    Raises:
        UnfitData: `region_centres`.
    """
    incidents, many = int(repeats.sum()), len(sites)
    if 2 * many >= incidents:
        return
    apart = np.median(cKDTree(sites).query(sites, [2])[0]) if many > 1 else np.inf
    if many < FEWEST_SITES or apart > _APART:
        raise checks.UnfitData(
            "region_centres",
            f"{incidents} händelser ligger på bara {many} olika koordinater, som ser ut att vara områdens "
            "mittpunkter och inte platser där något hände. Räkna per område i stället.",
        )

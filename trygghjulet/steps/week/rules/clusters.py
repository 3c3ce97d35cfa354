"""Points that lie close together in a week: the fullest circle first, and each point in one circle at most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike
from scipy.spatial import cKDTree

#: Metres from the middle.
RADIUS: Final = 150
#: Fewer than this close together are no cluster.
FEWEST: Final = 3
#: The most clusters that are told.
MOST: Final = 8


@dataclass(frozen=True)
class Circle:
    """The points of a cluster by their index, and their middle."""

    members: tuple[int, ...]
    x: float
    y: float


def circles(x: Sequence[float], y: Sequence[float], *, radius: float = RADIUS) -> tuple[Circle, ...]:
    """The circles about a point with most points in them, one after another.

    Each circle is drawn about one of the points, since that is where somebody stood. What it holds is taken away
    before the next is sought.
    """
    if not len(x):
        return ()
    points = np.column_stack([x, y])
    near = [set(found) for found in cKDTree(points).query_ball_point(points, radius)]
    found: list[Circle] = []
    while len(found) < MOST:
        best = max(range(len(near)), key=lambda i: (len(near[i]), -i))
        members = sorted(near[best])
        if len(members) < FEWEST:
            break
        middle = points[members].mean(axis=0)
        found.append(Circle(tuple(members), float(middle[0]), float(middle[1])))
        near = [others - set(members) for others in near]
    return tuple(found)


def within(x: ArrayLike, y: ArrayLike, circle: Circle, *, radius: float = RADIUS) -> int:
    """How many of some points lie in a circle about a cluster's middle."""
    east, north = np.asarray(x, dtype=float) - circle.x, np.asarray(y, dtype=float) - circle.y
    return int((east * east + north * north <= radius * radius).sum())

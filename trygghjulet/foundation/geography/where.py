"""Where a point lies: in which of the finest areas, and at which known place. Asks no service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pyproj import Geod
from shapely import Point, STRtree

from trygghjulet.foundation.geography.models import Area, Place
from trygghjulet.foundation.geography.queries import leaves

_EARTH = Geod(ellps="WGS84")
_AT_HAND = 150.0  # metres within which people say that something is at a place


@dataclass(frozen=True)
class Found:
    """What is known of a point.

    Attributes:
        area: the finest area that it lies in; None outside all of them.
        place: the nearest known place, where one is near enough.
        metres: how far away that place is; 0 within its boundary.
    """

    area: Area | None
    place: Place | None
    metres: float | None


def where(root: Area, longitude: float, latitude: float, *, within: float = _AT_HAND) -> Found:
    """The finest area of a tree that a point lies in, and the nearest known place within so many metres.

    A point on the border between two areas lies in the one whose code comes first, so that it always lies in the
    same. A place that is closed is left out.
    """
    point = Point(longitude, latitude)
    area = next(iter(areas_of(root, [point])))
    place, metres = _nearest(root, point, within)
    return Found(area, place, metres)


def areas_of(root: Area, points: Sequence[Point]) -> list[Area | None]:
    """The finest area that each point lies in; None outside all of them."""
    finest = sorted(leaves(root), key=lambda area: (area.code, area.pk))
    if not points:
        return []
    tree = STRtree([area.polygon for area in finest])
    found: list[Area | None] = [None] * len(points)
    for number, index in sorted(zip(*tree.query(points, predicate="intersects"), strict=True), reverse=True):
        found[int(number)] = finest[int(index)]
    return found


def metres_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """How far it is between two points, given as longitude and latitude."""
    return float(_EARTH.inv(*one, *other)[2])


def _nearest(root: Area, point: Point, within: float) -> tuple[Place | None, float | None]:
    here = (point.x, point.y)
    best: tuple[float, Place] | None = None
    for place in Place.objects.filter(root=root, closed_on__isnull=True).order_by("pk"):
        outline = place.polygon
        inside = outline is not None and outline.covers(point)
        away = 0.0 if inside else metres_between(here, (place.longitude, place.latitude))
        if away <= within and (best is None or away < best[0]):
            best = (away, place)
    return (best[1], best[0]) if best else (None, None)

"""Reading the places of a cooperation, and what a map of it stands on."""

from __future__ import annotations

import hashlib
import json
from typing import Any, TypeAlias

import shapely
from django.core.cache import cache
from django.db import models
from django.db.models import Count, Max
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.geography.models import Area, Place
from trygghjulet.foundation.geography.queries import leaves
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.foundation.ui.maps import outline_of

#: What a map stands on, in JSON.
Ground: TypeAlias = dict[str, Any]

#: How much of a municipality's width a boundary may be off by on a map: a pixel of a wide screen.
_COARSENESS = 1 / 1500
_KEPT_SECONDS = 24 * 3600


def places(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[Place]:
    """All places of a cooperation, also those that are closed."""
    if cooperation.pk not in scope.cooperation_ids:
        return Place.objects.none()
    return Place.objects.filter(root=cooperation.area).select_related("area")


def known_places(cooperation: Cooperation) -> models.QuerySet[Place]:
    """The places that can be chosen now, by name."""
    return Place.objects.filter(root=cooperation.area, closed_on__isnull=True).select_related("area")


def ground(cooperation: Cooperation) -> tuple[bytes, str]:
    """What a map of the cooperation stands on, as JSON, and a hash that changes with it.

    Boundaries are simplified: they are for the eye, and `geography.where` has the last word.
    """
    root = cooperation.area
    content = {
        "areas": _areas(root),
        "places": [
            {
                "pk": place.pk,
                "name": place.name,
                "aliases": place.aliases,
                "longitude": place.longitude,
                "latitude": place.latitude,
            }
            for place in known_places(cooperation)
        ],
    }
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return written, hashlib.sha256(written).hexdigest()[:32]


def _areas(root: Area) -> Ground:
    below = Area.objects.filter(path__startswith=root.path)
    # Areas come and go, and are never redrawn under the same key.
    told = below.aggregate(number=Count("pk"), last=Max("pk"))
    key = f"map-ground-{root.pk}-{told['number']}-{told['last']}"
    kept: Ground | None = cache.get(key)
    if kept is None:
        kept = _drawn(leaves(root))
        cache.set(key, kept, _KEPT_SECONDS)
    return kept


def _drawn(finest: list[Area]) -> Ground:
    shapes = [area.polygon for area in finest]
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"code": area.code, "name": area.name, "at": _inside(shape)},
                "geometry": outline_of(simpler),
            }
            for area, shape, simpler in zip(finest, shapes, _simplified(shapes), strict=True)
        ],
    }


def _simplified(shapes: list[BaseGeometry]) -> list[BaseGeometry]:
    west, _, east, _ = shapely.total_bounds(shapes)
    tolerance = (east - west) * _COARSENESS
    return [_without_islets(shape, tolerance) for shape in shapely.simplify(shapes, tolerance)]


def _without_islets(shape: BaseGeometry, tolerance: float) -> BaseGeometry:
    """The shape without parts that no map shows; the largest part stays."""
    parts = sorted(shapely.get_parts(shape), key=lambda part: part.area, reverse=True)
    kept = parts[:1] + [part for part in parts[1:] if part.area > (4 * tolerance) ** 2]
    return kept[0] if len(kept) == 1 else MultiPolygon(kept)


def _inside(shape: BaseGeometry) -> list[float]:
    point = shape.representative_point()
    return [round(point.x, 5), round(point.y, 5)]

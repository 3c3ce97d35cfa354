"""Live maps on pages: points and shapes on the cooperation's own areas, with a table that says the same."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import shapely
from django.conf import settings
from shapely.geometry.base import BaseGeometry

from trygghjulet.foundation.ui.tables import Table

_DECIMALS = 5  # of a degree: about a metre

#: What a map is told in JSON.
Data: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Mark:
    """A point on a map, in degrees; what it is called, a line about it, and where it leads."""

    longitude: float
    latitude: float
    title: str
    note: str = ""
    href: str = ""
    tone: str = "neutral"


@dataclass(frozen=True)
class Shape:
    """A boundary on a map, in degrees. `strength`, from 0 to 1, is how filled it is."""

    outline: BaseGeometry
    title: str
    note: str = ""
    href: str = ""
    tone: str = "neutral"
    strength: float = 0.3


@dataclass(frozen=True)
class LiveMap:
    """A map to read.

    Attributes:
        title: what it shows.
        ground: the address of the areas and places below it (`gazetteer:map`).
        table: the same in words; without one the page has it elsewhere.
        close: shown as near as the marks and shapes allow, rather than the whole municipality.
    """

    title: str
    ground: str
    table: Table | None
    marks: Sequence[Mark] = ()
    shapes: Sequence[Shape] = ()
    close: bool = False

    @property
    def data(self) -> Data:
        """What the page's script draws."""
        return {
            "ground": self.ground,
            "close": self.close,
            "marks": [vars(mark) for mark in self.marks],
            "shapes": [
                {**vars(shape), "outline": outline_of(shape.outline)}
                for shape in self.shapes
                if not shape.outline.is_empty
            ],
        }


def outline_of(shape: BaseGeometry) -> Data:
    """A boundary as GeoJSON, to the metre."""
    rounded = shapely.transform(shape, lambda at: at.round(_DECIMALS))
    outline: Data = json.loads(shapely.to_geojson(rounded))
    return outline


def tiles() -> dict[str, str]:
    """The municipality's own map below, where it has set one: its address and who is to be named for it."""
    return {"tiles": settings.MAP_TILES, "credit": settings.MAP_CREDIT}

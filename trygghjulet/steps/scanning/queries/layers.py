"""Layers of boundaries from sources beside a cooperation's own areas: what touches what, and with what share."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import shapely
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from trygghjulet.analysis.ground.grid import fitting_epsg, project_geometry
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.geography.queries import leaves
from trygghjulet.observations.schema import Kind
from trygghjulet.steps.scanning.models import Dataset, Source
from trygghjulet.steps.scanning.queries.material import counting, rows_of

#: A smaller share of an area is a border drawn differently, not a part of it.
_LEAST_SHARE = 0.005


@dataclass(frozen=True)
class Piece:
    """A boundary of a layer: what it is, from when to when, and what else the source says of it."""

    code: str
    name: str
    sort: str
    boundary: BaseGeometry
    valid_from: date | None
    valid_to: date | None
    properties: dict[str, str]


@dataclass(frozen=True)
class Touch:
    """A piece of a layer that covers a part of an area.

    Attributes:
        of_area: how much of the area's surface it covers, from 0 to 1.
        of_piece: how much of the piece lies in the area.
    """

    area: Area
    piece: Piece
    of_area: float
    of_piece: float


@dataclass(frozen=True)
class Layer:
    """What a source of boundaries says now: its newest accepted file, and what touches the cooperation's areas."""

    dataset: Dataset
    pieces: tuple[Piece, ...]
    touches: tuple[Touch, ...]

    @cached_property
    def touching(self) -> tuple[Piece, ...]:
        """The pieces that touch any of the cooperation's areas."""
        return tuple({touch.piece.code: touch.piece for touch in self.touches}.values())


def layer_of(source: Source, *, on: date | None = None) -> Layer | None:
    """The layer that a source holds; None where nothing is accepted.

    Args:
        on: leaves out what did not apply that day.
    """
    dataset = counting(source, Kind.LAYER).order_by("accepted_at", "pk").last()
    if dataset is None:
        return None
    pieces = [
        Piece(
            code=row["code"],
            name=row["name"],
            sort=row["sort"],
            boundary=shapely.from_wkb(row["boundary"]),
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
            properties=json.loads(row["properties"] or "{}"),
        )
        for row in rows_of(dataset).iter_rows(named=True)
        if on is None or _applies(row["valid_from"], row["valid_to"], on)
    ]
    return Layer(dataset, tuple(pieces), tuple(_touches(leaves(source.cooperation.area), pieces)))


def _applies(first: date | None, last: date | None, on: date) -> bool:
    return (first is None or first <= on) and (last is None or on <= last)


def _touches(areas: Sequence[Area], pieces: Sequence[Piece]) -> list[Touch]:
    """By area and then by share, the largest first; surfaces are measured in metres."""
    if not areas or not pieces:
        return []
    near = STRtree([piece.boundary for piece in pieces])
    centre = areas[0].polygon.centroid
    epsg = fitting_epsg(centre.x, centre.y)
    found = []
    for area in sorted(areas, key=lambda one: one.code):
        hits = near.query(area.polygon, predicate="intersects")
        if not len(hits):
            continue
        mine = project_geometry(area.polygon, epsg)
        for index in hits:
            piece = pieces[int(index)]
            theirs = project_geometry(piece.boundary, epsg)
            common = shapely.intersection(mine, theirs).area
            touch = Touch(area, piece, common / mine.area, common / theirs.area)
            if max(touch.of_area, touch.of_piece) >= _LEAST_SHARE:
                found.append(touch)
    return sorted(found, key=lambda touch: (touch.area.code, -touch.of_area, touch.piece.code))

"""Solvik on the map: an outline with a bay, three local areas and fifteen primary areas without holes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPoint, Point, Polygon
from shapely.geometry.base import BaseGeometry

EPSG = 3006
ORIGIN = (405_000.0, 6_539_000.0)
"""South-west corner in SWEREF 99 TM. It lies in the open water of Lake Vänern, so that no made-up crime is
placed where somebody lives."""


class Level(StrEnum):
    """The levels of the tree, as they are written in the file of areas."""

    MUNICIPALITY = "kommun"
    LOCAL = "stadsområde"
    PRIMARY = "primärområde"


@dataclass(frozen=True)
class TownArea:
    """A piece of Solvik: a node in the tree of areas, with its boundary in SWEREF 99 TM (metres)."""

    code: str
    name: str
    parent_code: str | None
    level: Level
    population: int
    polygon: BaseGeometry


MUNICIPALITY = ("S", "Solvik")

LOCAL_AREAS = (("S1", "Norra Solvik"), ("S2", "Solvik Centrum"), ("S3", "Södra Solvik"))

# Code, name, inhabitants, and the point (kilometres from the corner) that the area gathers around.
_PRIMARY = (
    ("S101", "Strandvik", 3_120, (2.0, 7.7)),
    ("S102", "Linneberg", 4_850, (4.5, 8.3)),
    ("S103", "Ekbacken", 6_940, (5.7, 6.7)),
    ("S104", "Björkhagen", 5_360, (8.2, 7.2)),
    ("S105", "Kvarnby", 2_210, (10.3, 7.6)),
    ("S201", "Innerstaden", 5_980, (5.2, 5.0)),
    ("S202", "Stationsområdet", 3_740, (6.2, 4.5)),
    ("S203", "Hamnen", 2_890, (4.7, 4.1)),
    ("S204", "Rosenlund", 5_620, (6.5, 5.5)),
    ("S205", "Bruket", 3_310, (7.6, 4.6)),
    ("S301", "Solängen", 6_430, (6.3, 2.7)),
    ("S302", "Tallmon", 5_870, (8.3, 2.9)),
    ("S303", "Sörby", 3_260, (3.6, 1.9)),
    ("S304", "Granlid", 1_480, (10.2, 4.4)),
    ("S305", "Ängslyckan", 2_940, (7.3, 1.2)),
)

# Control points of the outline in kilometres from the corner, clockwise; the lake reaches in from the west.
_OUTLINE = shapely.from_wkt("""POLYGON ((
    1.3 8.9, 2.4 9.5, 3.6 9.4, 5.0 9.8, 6.7 9.6, 8.3 9.9, 9.8 9.3, 11.0 8.8,
    11.6 7.5, 11.3 6.3, 11.8 5.0, 11.4 3.5, 11.0 2.2, 9.8 1.3, 8.6 0.4, 7.0 0.2,
    5.4 0.5, 3.9 0.2, 2.4 0.7, 1.6 1.6, 2.0 2.5, 3.0 2.9, 3.7 3.3, 4.1 3.8,
    4.35 4.3, 4.3 4.8, 3.8 5.3, 3.1 5.6, 2.6 6.1, 1.5 6.3, 0.7 6.9, 0.4 7.8, 1.3 8.9))""")

_STEP = 40.0
# Amplitude and wavelength in metres of the waves that turn straight borders into natural ones. The slopes
# (2π · amplitude / wavelength) add up to less than one, so that the bending never folds the map over itself.
_WAVES = ((150.0, 3_100.0, 0.7), (45.0, 1_050.0, 2.1), (14.0, 430.0, 4.4))


@cache
def primary_areas() -> tuple[TownArea, ...]:
    """The fifteen primary areas: they share borders point by point and cover the municipality exactly."""
    outline = _rounded(shapely.transform(_OUTLINE, lambda kilometres: 1_000 * kilometres + ORIGIN))
    middles = [_from_corner(middle) for *_, middle in _PRIMARY]
    borders = shapely.voronoi_polygons(MultiPoint(middles), extend_to=outline.buffer(2_000), only_edges=True)
    lines = shapely.union_all([borders, outline.boundary])
    bent = shapely.transform(shapely.segmentize(shapely.line_merge(lines), _STEP), _bend)
    pieces = [
        piece for piece in shapely.get_parts(shapely.polygonize(shapely.get_parts(bent))) if piece.area > 1.0
    ]
    return tuple(
        TownArea(code, name, code[:2], Level.PRIMARY, population, _piece_with(pieces, middle))
        for (code, name, population, _), middle in zip(_PRIMARY, middles, strict=True)
    )


@cache
def areas() -> tuple[TownArea, ...]:
    """All areas: the municipality first, then the local ones, then the primary ones."""
    primary = primary_areas()
    local = tuple(
        _whole(code, name, MUNICIPALITY[0], Level.LOCAL, [a for a in primary if a.parent_code == code])
        for code, name in LOCAL_AREAS
    )
    return (_whole(*MUNICIPALITY, None, Level.MUNICIPALITY, list(primary)), *local, *primary)


def place(east: float, north: float) -> tuple[float, float]:
    """A point given in kilometres from the corner, as coordinates in SWEREF 99 TM."""
    bent = _bend(np.array([_from_corner((east, north))]))[0]
    return float(bent[0]), float(bent[1])


def middle(area: TownArea) -> tuple[float, float]:
    """Where a primary area's houses stand closest."""
    return next(place(*point) for code, _, _, point in _PRIMARY if code == area.code)


def _from_corner(point: tuple[float, float]) -> tuple[float, float]:
    return ORIGIN[0] + 1_000 * point[0], ORIGIN[1] + 1_000 * point[1]


def _rounded(polygon: Polygon) -> Polygon:
    """Cut the corners three times (Chaikin), so that the control points become a soft shore."""
    ring = np.array(polygon.exterior.coords)[:-1]
    for _ in range(3):
        following = np.roll(ring, -1, axis=0)
        ring = np.stack([0.75 * ring + 0.25 * following, 0.25 * ring + 0.75 * following], axis=1).reshape(
            -1, 2
        )
    return Polygon(ring)


def _bend(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Shift points by a few crossing waves; equal points stay equal, so shared borders stay shared."""
    x, y = points[:, 0] - ORIGIN[0], points[:, 1] - ORIGIN[1]
    shift = np.zeros_like(points)
    for amplitude, length, phase in _WAVES:
        turn = 2 * np.pi / length
        shift[:, 0] += amplitude * np.sin(turn * (0.9 * y + 0.4 * x) + phase)
        shift[:, 1] += amplitude * np.sin(turn * (0.9 * x - 0.4 * y) + 2 * phase)
    bent: NDArray[np.float64] = np.round(points + shift, 1)
    return bent


def _piece_with(pieces: list[BaseGeometry], at: tuple[float, float]) -> BaseGeometry:
    point = Point(_bend(np.array([at]))[0])
    return next(piece for piece in pieces if piece.contains(point))


def _whole(code: str, name: str, parent: str | None, level: Level, parts: list[TownArea]) -> TownArea:
    polygon = shapely.union_all([part.polygon for part in parts])
    return TownArea(code, name, parent, level, sum(part.population for part in parts), polygon)

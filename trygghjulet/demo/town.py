"""Where things can happen in Solvik: addresses close to where people live, and the spots of a hot spot."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from trygghjulet.demo.geography import TownArea, middle, primary_areas
from trygghjulet.demo.truth import HotSpot

Floats = NDArray[np.float64]

_PEOPLE_PER_ADDRESS = 2.2
_SPOTS = 20
_AT_A_SPOT = 0.6
_ON_THE_STREET = 0.3


@dataclass(frozen=True)
class Addresses:
    """Addresses of all primary areas: points (n × 2, SWEREF 99 TM) and each one's primary area's index."""

    points: Floats
    area: NDArray[np.int64]


def make_addresses(rng: np.random.Generator) -> Addresses:
    """One address for every 2.2 inhabitants, thicker towards the middle of each primary area."""
    inside = [_inside(rng, area, round(area.population / _PEOPLE_PER_ADDRESS)) for area in primary_areas()]
    return Addresses(
        np.concatenate(inside), np.repeat(np.arange(len(inside)), [len(points) for points in inside])
    )


def draw_at_addresses(
    rng: np.random.Generator, addresses: Addresses, *, pull: Floats, part: float, size: int
) -> Floats:
    """Points at addresses, or on the street near them.

    Args:
        rng: the dice.
        addresses: where people live.
        pull: one factor for each primary area: how much more happens there than its inhabitants would give.
        part: the part of the addresses where it can happen at all (shops are few).
        size: how many points.

    Returns:
        size × 2 coordinates in SWEREF 99 TM, whole metres.
    """
    possible = np.arange(0, len(addresses.points), max(1, round(1 / part)))
    weight = pull[addresses.area[possible]]
    points = addresses.points[rng.choice(possible, size=size, p=weight / weight.sum())]
    street = (rng.random(size) < _ON_THE_STREET) & (part == 1)
    placed: Floats = np.round(points + street[:, None] * rng.normal(0, 30, (size, 2)))
    return placed


def make_spots(rng: np.random.Generator, hot_spot: HotSpot) -> Floats:
    """The benches, doors and corners of a hot spot where it happens again and again."""
    return _in_circle(rng, hot_spot, _SPOTS)


def draw_at_hot_spot(rng: np.random.Generator, hot_spot: HotSpot, spots: Floats, size: int) -> Floats:
    """Points within the hot spot's radius: more than half of them at its spots, the others anywhere in it."""
    at_spot = rng.random(size) < _AT_A_SPOT
    spot = spots[rng.integers(0, len(spots), size)]
    return np.where(at_spot[:, None], spot, _in_circle(rng, hot_spot, size))


def _in_circle(rng: np.random.Generator, hot_spot: HotSpot, size: int) -> Floats:
    """Points in the circle, somewhat thicker towards its middle."""
    distance = (hot_spot.radius - 1) * rng.random(size) ** 0.7
    angle = rng.uniform(0, 2 * np.pi, size)
    points: Floats = np.round(
        np.array(hot_spot.centre) + distance[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    )
    return points


def _inside(rng: np.random.Generator, area: TownArea, size: int) -> Floats:
    """Points of a bell over the area's middle, cut off at its boundary."""
    found = np.empty((0, 2))
    shapely.prepare(area.polygon)
    while len(found) < size:
        tried = np.round(rng.normal(middle(area), 0.75 * np.sqrt(area.polygon.area / np.pi), (2 * size, 2)))
        found = np.concatenate([found, tried[shapely.contains_xy(area.polygon, tried)]])
    return found[:size]

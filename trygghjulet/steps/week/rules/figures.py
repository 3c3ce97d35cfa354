"""The figures of a week's picture: frozen, JSON-ready, with everything that is needed to read them rightly."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from cattrs.preconf.json import make_converter


class Standing(StrEnum):
    """How a count stands to what is usual."""

    MORE = "more"
    AS_USUAL = "as_usual"
    CANNOT_BE_TOLD = "cannot_be_told"


@dataclass(frozen=True)
class Line:
    """How many there were of something in the week, held against the weeks before.

    Attributes:
        key: what it is for good: "category:damage", "area:n1", "place:12", "all".
        usual: the mean of the weeks behind, told up to twelve; None where there are none.
        last_year: the same week a year ago between the ones before and after it; empty where nothing is known.
        expected: what the weeks behind give reason to expect.
        p: how likely at least so many are by chance, this line by itself.
        q: the same, corrected for everything that was looked at.
        new: nothing of it stood in any of the weeks behind.
        parts: what it is made of, the commonest first; told of shared reports only.
        blind: it varies so much, or is so rare, that not even three times what is expected would stand out.
    """

    key: str
    name: str
    count: int
    usual: float | None = None
    last_year: tuple[int, ...] = ()
    standing: Standing = Standing.CANNOT_BE_TOLD
    expected: float | None = None
    p: float | None = None
    q: float | None = None
    new: bool = False
    parts: tuple[tuple[str, int], ...] = ()
    blind: bool = False


@dataclass(frozen=True)
class Material:
    """What was counted of one sort of material.

    `shared` says whether all parties see its rows; else only sums are told, and none below `smallest`.
    `weeks_behind` is how many whole weeks it is held against.
    """

    name: str
    owner: str
    definition: str
    shared: bool
    smallest: int
    weeks_behind: int
    total: Line
    categories: tuple[Line, ...] = ()
    areas: tuple[Line, ...] = ()
    places: tuple[Line, ...] = ()
    hashes: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """Everything that is judged, save the total."""
        return (*self.places, *self.categories, *self.areas)


@dataclass(frozen=True)
class Standout:
    """Something that stands out, told once however many lines share its reports.

    `material` is its number among the figures' materials. `keys` are the lines that it is seen in, the one that leads
    first. `name` says it as particularly as the reports do, with how many there were of just that, and usually are.
    """

    material: int
    keys: tuple[str, ...]
    name: str
    count: int
    usual: float | None


@dataclass(frozen=True)
class NotCome:
    """Material that usually comes and holds nothing, or only a part, of the week: `until` is its last day."""

    name: str
    owner: str
    until: date | None


@dataclass(frozen=True)
class PartyReports:
    """How many reports an organisation gave; `silent` counts the weeks in a row without any, this one among them.

    `begun` is the day of its first report where that lies in the weeks that this one is held against.
    """

    name: str
    count: int
    shared: bool
    silent: int = 0
    begun: date | None = None


@dataclass(frozen=True)
class Cluster:
    """Reports and incidents that lie close together, and how many there usually are there.

    `name` is the known place nearest, else the area's. Longitude and latitude are of the middle, and so are `x` and
    `y` in metres.
    """

    name: str
    count: int
    usual: float | None
    longitude: float
    latitude: float
    categories: tuple[tuple[str, int], ...]
    x: float = 0.0
    y: float = 0.0


#: Coordinates in metres, rounded; a ring is closed. A polygon is its outer ring first, then holes.
Ring = tuple[tuple[float, float], ...]
Polygon = tuple[Ring, ...]


@dataclass(frozen=True)
class Outline:
    """An area's boundary for the map, simplified, in metres."""

    code: str
    name: str
    polygons: tuple[Polygon, ...]


@dataclass(frozen=True)
class Times:
    """When it happened: weekday (Monday first) × part of the day, of what has a time; evenings and weekends apart.

    `late` counts evenings and nights (18–06), `weekend` Friday evening to Sunday; the shares are of the weeks behind.
    """

    table: tuple[tuple[int, ...], ...]
    late: int
    weekend: int
    usual_late: float | None
    usual_weekend: float | None

    @property
    def total(self) -> int:
        """How many have a time."""
        return sum(map(sum, self.table))


@dataclass(frozen=True)
class Settings:
    """What was asked for; with the same settings and material the same figures come out."""

    area: str
    first_day: date
    last_day: date
    weeks_behind: int
    radius: int
    alpha: float


@dataclass(frozen=True)
class Figures:
    """Everything that was counted for one week and area.

    `standouts` are what stands out, the surest first. `many` counts the reports that concern many people, `late` those
    of earlier weeks that came only now, `unplaced` those that lie in no area.
    """

    settings: Settings
    materials: tuple[Material, ...]
    standouts: tuple[Standout, ...] = ()
    not_come: tuple[NotCome, ...] = ()
    parties: tuple[PartyReports, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    outlines: tuple[Outline, ...] = ()
    times: Times | None = None
    many: int = 0
    late: int = 0
    unplaced: int = 0

    @property
    def hashes(self) -> tuple[str, ...]:
        """The datasets that the figures rest on."""
        return tuple(sorted({one for material in self.materials for one in material.hashes}))


_converter = make_converter()


def to_json(figures: Figures) -> dict[str, Any]:
    """The figures as the database keeps them."""
    plain: dict[str, Any] = json.loads(_converter.dumps(figures))
    return plain


def from_json(plain: dict[str, Any]) -> Figures:
    """The figures as they were frozen."""
    return _converter.loads(json.dumps(plain), Figures)


def sha256(plain: Any) -> str:
    """The hash of something JSON-ready, however its keys are ordered."""
    return hashlib.sha256(json.dumps(plain, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

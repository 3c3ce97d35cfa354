"""The figures of a situational picture: frozen, JSON-ready, with everything that is needed to read them rightly."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from cattrs.preconf.json import make_converter

#: Coordinates in metres, rounded; a ring is closed.
Ring = tuple[tuple[float, float], ...]
#: Outer ring first, then holes.
Polygon = tuple[Ring, ...]


@dataclass(frozen=True)
class Estimate:
    """A figure with its 95 % interval. All three are None where it can't be told."""

    value: float | None
    low: float | None
    high: float | None

    @property
    def told(self) -> bool:
        """Could it be told?"""
        return self.value is not None


CANNOT_BE_TOLD = Estimate(None, None, None)


@dataclass(frozen=True)
class Change:
    """How a number of incidents changed: a ratio with its interval, and what can be said of it.

    `verdict` is "increase", "decrease" or "cannot_be_told", from this interval alone; `p` is for those who look at
    many changes at once and must hold the false finds among them down.
    """

    ratio: Estimate
    verdict: str
    p: float | None = None


NO_COMPARISON = Change(CANNOT_BE_TOLD, "cannot_be_told")


@dataclass(frozen=True)
class CategoryFigures:
    """One category in the period."""

    name: str
    count: int
    before: int | None
    change: Change


@dataclass(frozen=True)
class AreaFigures:
    """One area in the period. `rate` is per 1,000 inhabitants in the whole period."""

    code: str
    name: str
    population: int | None
    count: int
    before: int | None
    rate: Estimate
    change: Change
    against_rest: Change


@dataclass(frozen=True)
class MonthFigures:
    """One month, and the same month in the period compared with. `count` is None where the material misses days."""

    month: date
    count: int | None
    before: int | None


@dataclass(frozen=True)
class HotspotFigures:
    """A small place with more incidents than chance would put there.

    `share` and `share_of_area` are of the whole area's incidents and surface; `pai` is their ratio, `pai_low` and
    `pai_high` the ends of its interval (None in pictures made before it was told); `q` is the smallest p-value of its
    squares, adjusted for the false discovery rate over all squares.
    """

    rank: int
    name: str
    count: int
    share: float
    share_of_area: float
    pai: float
    q: float
    squares: int
    east: float
    north: float
    categories: tuple[tuple[str, int], ...]
    polygons: tuple[Polygon, ...]
    pai_low: float | None = None
    pai_high: float | None = None


@dataclass(frozen=True)
class Outline:
    """An area's boundary for the map, simplified, in metres."""

    name: str
    count: int
    population: int | None
    rate: Estimate
    polygons: tuple[Polygon, ...]


@dataclass(frozen=True)
class SourceNote:
    """What a figure rests on: name, owner, definition, days covered, rows, and the hash of the rows."""

    name: str
    owner: str
    definition: str
    first_day: date | None
    last_day: date | None
    rows: int
    sha256: str


@dataclass(frozen=True)
class OtherFigures:
    """Other information of importance: counts by category from a source that is not on crime."""

    source: SourceNote
    categories: tuple[CategoryFigures, ...]
    incomparable: str = ""


@dataclass(frozen=True)
class StatisticsRow:
    """A ready-made figure for each period; None where the source withholds it or has none."""

    area: str
    category: str
    amounts: tuple[int | None, ...]


@dataclass(frozen=True)
class StatisticsFigures:
    """Ready-made statistics as their source gives them: the periods in words, and a row for each area and category."""

    source: SourceNote
    periods: tuple[str, ...]
    rows: tuple[StatisticsRow, ...]


@dataclass(frozen=True)
class NewsFigures:
    """News of events in the period that name the municipality, counted by type; never material for places."""

    source: SourceNote
    total: int
    categories: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Settings:
    """What was asked for; with the same settings and datasets the same figures come out."""

    area: str
    first_day: date
    last_day: date
    cell_size: int
    epsg: int
    level: float = 0.95
    alpha: float = 0.05


@dataclass(frozen=True)
class Figures:
    """Everything that was counted and worked out for one area and one period.

    `before_first` and `before_last` are the period compared with; None when the material does not hold both
    periods, and `incomparable` then says why. `uncovered` says what of the period the material misses; there is then
    neither rate nor change.
    `rhythm` is weekday (Monday first) × hour, of the incidents whose time of day is known.
    `outside` counts incidents in the period that lie in none of the cooperation's areas.
    `variation` says how many times its mean the monthly total varied with from `variation_first` to `variation_last`,
    which intervals of changes have been widened for; None where the material is too short to tell.
    `people` says in words of which year the populations are, by which source; empty where they are the areas' own.
    """

    settings: Settings
    sources: tuple[SourceNote, ...]
    population: int | None
    total: int
    outside: int
    before_first: date | None
    before_last: date | None
    before: int | None
    rate: Estimate
    change: Change
    against_rest: Change
    categories: tuple[CategoryFigures, ...]
    areas: tuple[AreaFigures, ...]
    months: tuple[MonthFigures, ...]
    rhythm: tuple[tuple[int, ...], ...]
    busiest: str
    hotspots: tuple[HotspotFigures, ...]
    hotspots_refused: str
    outlines: tuple[Outline, ...]
    uncovered: str = ""
    incomparable: str = ""
    other: tuple[OtherFigures, ...] = ()
    statistics: tuple[StatisticsFigures, ...] = ()
    news: tuple[NewsFigures, ...] = ()
    variation: float | None = None
    variation_first: date | None = None
    variation_last: date | None = None
    people: str = ""

    @property
    def every_source(self) -> tuple[SourceNote, ...]:
        """All that the figures rest on, also what stands beside."""
        return (
            *self.sources,
            *(beside.source for beside in self.other),
            *(beside.source for beside in self.statistics),
            *(beside.source for beside in self.news),
        )


_converter = make_converter()


def to_json(figures: Figures) -> dict[str, Any]:
    """The figures as JSON-ready values; the same figures give the same values."""
    plain: dict[str, Any] = json.loads(_converter.dumps(figures))
    return plain


def from_json(plain: dict[str, Any]) -> Figures:
    """The figures back from what `to_json` gave.

    Raises:
        cattrs.ClassValidationError: something is missing or of another sort.
    """
    return _converter.structure(plain, Figures)


def sha256(plain: dict[str, Any]) -> str:
    """The hash that a frozen picture is known by: over the canonical JSON of its figures."""
    canonical = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()

"""Gives every incident the code of the finest area that it is known to lie in."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from trygghjulet.analysis.ground.areas import AreaIndex
from trygghjulet.documents.numbers import number

#: How many area names that aren't known are told one by one.
_NAMES_TOLD = 10
_LONGEST_TOLD = 60
#: How many rows are placed between two tellings.
_AT_ONCE = 1 << 17
#: What people write beside an area's own name, as in "Stadsområde Nordost" and "Hisingen (Gbg)".
_BESIDE_THE_NAME = re.compile(r"^stads(?:område|del)\s+|\s*\([^()]*\)$")


@dataclass(frozen=True)
class Leaf:
    """One of the finest areas: its code and name, and its boundary in the same metres as the incidents."""

    code: str
    name: str
    polygon: BaseGeometry


@dataclass(frozen=True)
class Wider:
    """An area that holds others: its code and name."""

    code: str
    name: str


@dataclass(frozen=True)
class KnownPlace:
    """A place that people know: all its names, and its point in the same metres as the incidents."""

    names: tuple[str, ...]
    x: float
    y: float


@dataclass(frozen=True)
class Placed:
    """Incidents in their areas.

    Attributes:
        rows: the incidents with `area` filled where it is known.
        outside: how many lie in no area.
        unknown: the names among those that no area has, commonest first, with how many rows have each.
        ambiguous: likewise the names that several areas have.
        by_place: how many got their point from a known place that the file names.
    """

    rows: pl.DataFrame
    outside: int
    unknown: tuple[tuple[str, int], ...] = ()
    ambiguous: tuple[tuple[str, int], ...] = ()
    by_place: int = 0

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know of the rows that lie in no area, in sentences."""
        said = []
        if self.by_place:
            said.append(
                f"{_rows(self.by_place)} har ingen punkt men namnet på en känd plats, och har fått platsens punkt."
            )
        if self.outside:
            said.append(
                f"{_rows(self.outside)} ligger utanför alla områden. "
                "De räknas inte i något område och inte i lägesbildens summor."
            )
        if self.unknown:
            said.append(
                f"Områden som inte känns igen: {_told(self.unknown)}. "
                "Skriv områdets namn eller kod så som kartan över områdena har det."
            )
        if self.ambiguous:
            said.append(
                f"Områdesnamn som flera områden har: {_told(self.ambiguous)}. Skriv områdets kod i stället."
            )
        return tuple(said)


def place(
    rows: pl.DataFrame,
    leaves: Sequence[Leaf],
    wider: Sequence[Wider] = (),
    *,
    places: Sequence[KnownPlace] = (),
    tell: Callable[[int], object] = bool,
) -> Placed:
    """The incidents with `area` filled.

    The point decides. Where there is none, or it lies outside, the area that the file gave does: by code, or
    by name whatever its capitals and without words beside the name such as "Stadsområde". A wider area is
    kept as it is, since nothing says where in it the incident lies. A name or code that several areas have is
    not guessed at.

    Where there is no point, and what the file gave is no area's name or code but that of a known place, the
    incident gets the place's point. A name that several places have is not guessed at.

    Args:
        places: the known places.
        tell: called now and then with how many rows have been placed.
    """
    areas: list[Leaf | Wider] = [*leaves, *wider]
    found = _looked_up(rows["given_area"].drop_nulls().unique().to_list(), areas)
    rows, by_place = _at_places(rows, places, but={given for given, meant in found.items() if meant})
    codes = [leaf.code for leaf in leaves]
    numbers = _located(rows, AreaIndex([leaf.polygon for leaf in leaves]), tell)
    numbers[numbers < 0] = len(codes)
    by_point = pl.Series("area", [*codes, None], dtype=pl.String).gather(pl.Series(numbers))
    del numbers
    times = Counter(area.code for area in areas)
    sure = {
        given: meant[0].code
        for given, meant in found.items()
        if len(meant) == 1 and (isinstance(meant[0], Leaf) or times[meant[0].code] == 1)
    }
    placed = rows.with_columns(by_point)
    if sure:
        by_name = rows["given_area"].replace_strict(sure, default=None, return_dtype=pl.String)
        placed = rows.with_columns(pl.coalesce(by_point, by_name).alias("area"))
    lost = placed["given_area"].filter(placed["area"].is_null())
    named = lost.drop_nulls().value_counts().sort(["count", "given_area"], descending=[True, False])
    return Placed(
        placed,
        len(lost),
        unknown=tuple((given, count) for given, count in named.rows() if not found[given]),
        ambiguous=tuple((given, count) for given, count in named.rows() if found[given]),
        by_place=by_place,
    )


def _at_places(
    rows: pl.DataFrame, places: Sequence[KnownPlace], *, but: Collection[str]
) -> tuple[pl.DataFrame, int]:
    """The incidents with the points of the known places that they name, and how many got one.

    Args:
        but: what the file gave that means an area, and no place.
    """
    named: defaultdict[str, list[KnownPlace]] = defaultdict(list)
    for known in places:
        for name in {_folded(name) for name in known.names}:
            named[name].append(known)
    pointless = pl.col("x").is_null() | pl.col("y").is_null()
    given = rows.filter(pointless)["given_area"].drop_nulls().unique().to_list() if named else []
    meant = {
        text: found[0]
        for text in given
        if text not in but and len(found := named.get(_folded(text), [])) == 1
    }
    if not meant:
        return rows, 0
    takes = pointless & pl.col("given_area").is_in(list(meant))
    at = {
        axis: pl.col("given_area").replace_strict(
            {text: getattr(known, axis) for text, known in meant.items()},
            default=None,
            return_dtype=pl.Float64,
        )
        for axis in ("x", "y")
    }
    placed = rows.with_columns(
        pl.when(takes).then(filled).otherwise(pl.col(axis)).alias(axis) for axis, filled in at.items()
    )
    return placed, int(rows.select(takes.fill_null(value=False).sum()).item())


def _located(rows: pl.DataFrame, index: AreaIndex, tell: Callable[[int], object]) -> NDArray[np.int32]:
    found = np.empty(rows.height, dtype=np.int32)
    for first in range(0, rows.height, _AT_ONCE):
        x, y = (rows[axis][first : first + _AT_ONCE].to_numpy() for axis in ("x", "y"))  # null: not a number
        found[first : first + _AT_ONCE] = index.locate(x, y)
        tell(min(first + _AT_ONCE, rows.height))
    return found


def _looked_up(given: Sequence[str], areas: Sequence[Leaf | Wider]) -> dict[str, list[Leaf | Wider]]:
    """For each name or code that a file gave the areas that it can mean."""
    by_code, by_name, by_plain_name = (defaultdict[str, list[Leaf | Wider]](list) for _ in range(3))
    for area in areas:
        by_code[_folded(area.code)].append(area)
        for name in (area.name, f"{area.code} {area.name}"):
            by_name[_folded(name)].append(area)
        by_plain_name[_plain(area.name)].append(area)
    return {
        text: by_code.get(_folded(text))
        or by_name.get(_folded(text))
        or by_plain_name.get(_plain(text))
        or []
        for text in given
    }


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _plain(name: str) -> str:
    return _BESIDE_THE_NAME.sub("", _folded(name))


def _told(names: Sequence[tuple[str, int]]) -> str:
    listed = [f"{_shortened(name)} ({_rows(count)})" for name, count in names[:_NAMES_TOLD]]
    more = len(names) - len(listed)
    return ", ".join(listed) + (f" och {number(more)} till" if more else "")


def _shortened(name: str) -> str:
    return name if len(name) <= _LONGEST_TOLD else f"{name[: _LONGEST_TOLD - 1]}…"


def _rows(count: int) -> str:
    return f"{number(count)} {'rad' if count == 1 else 'rader'}"

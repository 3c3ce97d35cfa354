"""Gives every incident the code of the finest area that it is known to lie in."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
from shapely.geometry.base import BaseGeometry

from trygghjulet.analysis.ground.areas import AreaIndex
from trygghjulet.documents.numbers import number

#: How many area names that aren't known are told one by one.
_NAMES_TOLD = 10
_LONGEST_TOLD = 60
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
class Placed:
    """Incidents in their areas.

    Attributes:
        rows: the incidents with `area` filled where it is known.
        outside: how many lie in no area.
        unknown: the names among those that no area has, commonest first, with how many rows have each.
        ambiguous: likewise the names that several areas have.
    """

    rows: pl.DataFrame
    outside: int
    unknown: tuple[tuple[str, int], ...] = ()
    ambiguous: tuple[tuple[str, int], ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know of the rows that lie in no area, in sentences."""
        said = []
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


def place(rows: pl.DataFrame, leaves: Sequence[Leaf], wider: Sequence[Wider] = ()) -> Placed:
    """The incidents with `area` filled.

    The point decides. Where there is none, or it lies outside, the area that the file gave does: by code, or
    by name whatever its capitals and without words beside the name such as "Stadsområde". A wider area is
    kept as it is, since nothing says where in it the incident lies. A name or code that several areas have is
    not guessed at.
    """
    codes = [leaf.code for leaf in leaves]
    points = rows.select(pl.col("x", "y").fill_null(float("nan")))
    numbers = AreaIndex([leaf.polygon for leaf in leaves]).locate(
        points["x"].to_numpy(), points["y"].to_numpy()
    )
    outside = len(codes)
    by_point = pl.Series("area", [*codes, None], dtype=pl.String).gather(
        pl.Series(numbers % (outside + 1), dtype=pl.UInt32)
    )
    areas: list[Leaf | Wider] = [*leaves, *wider]
    found = _looked_up(rows["given_area"].drop_nulls().unique().to_list(), areas)
    times = Counter(area.code for area in areas)
    sure = {
        given: meant[0].code
        for given, meant in found.items()
        if len(meant) == 1 and (isinstance(meant[0], Leaf) or times[meant[0].code] == 1)
    }
    by_name = rows["given_area"].replace_strict(sure, default=None, return_dtype=pl.String)
    placed = rows.with_columns(pl.coalesce(by_point, by_name).alias("area"))
    lost = placed.filter(pl.col("area").is_null())
    named = (
        lost["given_area"].drop_nulls().value_counts().sort(["count", "given_area"], descending=[True, False])
    )
    return Placed(
        placed,
        lost.height,
        unknown=tuple((given, count) for given, count in named.rows() if not found[given]),
        ambiguous=tuple((given, count) for given, count in named.rows() if found[given]),
    )


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

"""Which numbers of several pictures to withhold, judged together: a city's and its areas' pictures share their sums."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from scipy.sparse import csr_array

from trygghjulet.analysis.disclosure.disclosure_linked import protect_linked
from trygghjulet.analysis.disclosure.figures import Figures as Linked

TOTAL: Final = "total"
AREA: Final = "area"
#: What lies in an area but in none of the items, such as in months that the material misses days in.
_REST: Final[str | None] = None

#: The picture, the list it stands in ("total", "area", "category", "month") and what the number is of.
Key = tuple[int, str, str]


@dataclass(frozen=True)
class Told:
    """What one picture tells of a period, all of it numbers of the same incidents.

    Args:
        picture: its number.
        path: of its area; an area inside another has a path that begins with the other's.
        total: all of them.
        areas: how many in areas inside it, by path.
        lists: for each list, such as "category", how many of each item.
    """

    picture: int
    path: str
    total: int
    areas: Mapping[str, int] = field(default_factory=dict)
    lists: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def hidden(told: Iterable[Told], smallest: int) -> frozenset[Key]:
    """The numbers to withhold so that no small one can be read, or worked out from any others that are shown.

    First the areas' numbers are judged, as a tree. A picture whose own total must not be known is withheld whole.
    The totals of the others are shown and so known, and each list is then judged by itself over all those
    pictures at once: categories × areas, months × areas. What is left of a picture outside the smaller ones
    inside it is a part of its own, since a reader can subtract. With the totals known no list tells anything of
    another, so what is open in each is open in all of them together.

    Pictures that tell different numbers of the same area are not from the same material; each such is judged
    for itself, and what is withheld in one is withheld in the others.

    Args:
        told: pictures of the same period.
        smallest: the smallest number that may be shown; 0 or 1 withholds nothing.
    """
    if smallest <= 1:
        return frozenset()
    groups = _agreeing(told)
    closed: set[str] = set()
    while True:
        areas = closed.union(*(_areas(group, smallest, closed) for group in groups))
        found = [_lists(group, smallest, areas) for group in groups]
        more = set[str]().union(*(given_away for _, given_away in found)) - areas
        if not more:
            items = set[tuple[str, str, str]]().union(*(names for names, _ in found))
            return frozenset(key for group in groups for one in group for key in _keys(one, areas, items))
        closed = areas | more


def _keys(one: Told, areas: set[str], items: set[tuple[str, str, str]]) -> Iterator[Key]:
    whole = one.path in areas
    if whole:
        yield one.picture, TOTAL, ""
    for path in one.areas:
        if whole or path in areas:
            yield one.picture, AREA, path
    for kind, numbers in one.lists.items():
        for item in numbers:
            if whole or (one.path, kind, item) in items:
                yield one.picture, kind, item


def _agreeing(told: Iterable[Told]) -> list[list[Told]]:
    """The pictures in groups that can be true of the same incidents."""
    groups: list[list[Told]] = []
    for one in told:
        for group in groups:
            if _agree([*group, one]):
                group.append(one)
                break
        else:
            groups.append([one])
    return groups


def _agree(group: Sequence[Told]) -> bool:
    known: dict[str, int] = {}
    lists: dict[tuple[str, str], Mapping[str, int]] = {}
    for one in group:
        if any(known.setdefault(path, number) != number for path, number in _nodes(one).items()):
            return False
        if any(lists.setdefault((one.path, kind), items) != items for kind, items in one.lists.items()):
            return False
    kinds = {kind for one in group for kind in one.lists}
    tables = [_alone(known)]
    tables += [_rows(group, kind, set()) for kind in kinds]
    return all(
        number >= 0 for table in tables for parts in _split(table).values() for number in parts.values()
    )


def _alone(nodes: Mapping[str, int]) -> dict[str, dict[str | None, int]]:
    return {path: {_REST: number} for path, number in nodes.items()}


def _nodes(one: Told) -> dict[str, int]:
    return {**one.areas, one.path: one.total}


def _above(path: str, paths: Iterable[str]) -> str | None:
    """The nearest of some areas that an area lies in."""
    over = [other for other in paths if other != path and path.startswith(other)]
    return max(over, key=len, default=None)


def _rows(group: Sequence[Told], kind: str, areas: set[str]) -> dict[str, dict[str | None, int]]:
    """A list's numbers by area, with what lies in none of its items; without the areas that are withheld whole."""
    rows: dict[str, dict[str | None, int]] = {}
    for one in group:
        if kind in one.lists and one.path not in areas:
            items: dict[str | None, int] = {_REST: one.total - sum(one.lists[kind].values())}
            for item, number in one.lists[kind].items():
                items[item] = number
            rows[one.path] = items
    return rows


def _split(rows: Mapping[str, Mapping[str | None, int]]) -> dict[str, dict[str | None, int]]:
    """Each area's numbers without what lies in the areas inside it."""
    own = {path: dict(items) for path, items in rows.items()}
    for path, items in rows.items():
        over = _above(path, rows)
        if over is not None:
            for item, number in items.items():
                own[over][item] = own[over].get(item, 0) - number
    return own


def _areas(group: Sequence[Told], smallest: int, closed: set[str]) -> set[str]:
    """The areas whose number is withheld."""
    nodes: dict[str, int] = {}
    for one in group:
        nodes |= _nodes(one)
    parts = _split(_alone(nodes))
    inner = {over for path in nodes if (over := _above(path, nodes)) is not None}
    # An area that its parts fill has nothing outside them, and a reader knows that.
    atoms = [path for path in nodes if path not in inner or parts[path][_REST]]
    counts = [parts[path][_REST] for path in atoms]
    sums = [[i for i, atom in enumerate(atoms) if atom.startswith(path)] for path in nodes]
    kept = protect_linked(
        counts,
        _figures(list(nodes), sums, len(atoms)),
        smallest,
        withheld=np.array([path in closed for path in nodes], dtype=bool),
    )
    return closed & set(nodes) | {path for path, hide in zip(nodes, kept.hidden, strict=True) if hide}


def _lists(
    group: Sequence[Told], smallest: int, areas: set[str]
) -> tuple[set[tuple[str, str, str]], set[str]]:
    """The items to withhold as (area, list, item), and the areas that can't be shown at all."""
    found: set[tuple[str, str, str]] = set()
    given_away: set[str] = set()
    for kind in sorted({kind for one in group for kind in one.lists}):
        rows = _rows(group, kind, areas)
        if not rows:
            continue
        own = _split(rows)
        filled = {
            path
            for path in rows
            if any(_above(other, rows) == path for other in rows) and not any(own[path].values())
        }
        atoms = [
            (path, item)
            for path, items in own.items()
            if path not in filled
            for item, number in items.items()
            if item is not _REST or number
        ]
        counts = [own[path][item] for path, item in atoms]
        names = [(path, item) for path, items in rows.items() for item in items if item is not _REST]
        sums = [
            [i for i, (place, of) in enumerate(atoms) if of == item and place.startswith(path)]
            for path, item in names
        ]
        totals = [[i for i, (place, _) in enumerate(atoms) if place.startswith(path)] for path in rows]
        known = np.array([False] * len(names) + [True] * len(totals), dtype=bool)
        figures = _figures([*names, *((path, _REST) for path in rows)], [*sums, *totals], len(atoms))
        kept = protect_linked(counts, figures, smallest, published=known)
        found |= {
            (path, kind, str(item))
            for (path, item), hide in zip(names, kept.hidden[: len(names)], strict=True)
            if hide
        }
        given_away |= {path for path, _ in kept.given_away}  # type: ignore[misc,has-type]  # named above
        given_away |= {
            # What is left outside the smaller areas is told by subtracting them.
            min((inner for inner in rows if _above(inner, rows) == atoms[i][0]), key=len, default=atoms[i][0])
            for places in kept.counts_given_away
            for i in places
        }
    return found, given_away


def _figures(names: Sequence[object], sums: Sequence[Sequence[int]], size: int) -> Linked:
    rows = [row for row, parts in enumerate(sums) for _ in parts]
    columns = [column for parts in sums for column in parts]
    matrix = csr_array((np.ones(len(rows), dtype=np.int64), (rows, columns)), shape=(len(sums), size))
    return Linked(tuple(names), matrix)

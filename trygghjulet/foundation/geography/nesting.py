"""Which area lies below which, when boundaries come in several files or levels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shapely import STRtree

from trygghjulet.foundation.geography.reading import ReadArea


@dataclass(frozen=True, eq=False)
class Nested:
    """An area and the one right above it; None at the top."""

    read: ReadArea
    parent: Nested | None


def nest(layers: Sequence[Sequence[ReadArea]]) -> list[Nested]:
    """All areas, each after the one it lies below.

    An area's parent is the one that its parent code names, in its own layer or an earlier one. Where the code
    names none, it is the area of the layer just before in which most of it lies, by a point well inside it.

    Args:
        layers: the coarsest first.
    """
    nested: list[Nested] = []
    above: list[Nested] = []
    for layer in layers:
        mine = _layer(layer, nested, above)
        nested.extend(mine)
        above = mine
    return nested


def _layer(layer: Sequence[ReadArea], earlier: Sequence[Nested], above: Sequence[Nested]) -> list[Nested]:
    by_code = {area.read.code: area for area in earlier}
    tree = STRtree([area.read.polygon for area in above])
    codes = {area.code for area in layer}
    done: dict[str, Nested] = {}
    waiting = list(layer)
    while waiting:
        ready = [
            a
            for a in waiting
            if a.parent_code not in codes or a.parent_code == a.code or a.parent_code in done
        ]
        # Codes that name one another as parents can't be followed: they are taken as they come.
        for read in ready or waiting:
            named = done.get(read.parent_code or "") or by_code.get(read.parent_code or "")
            done[read.code] = Nested(read, named or _around(read, tree, above))
        waiting = [a for a in waiting if a.code not in done]
    return list(done.values())


def _around(read: ReadArea, tree: STRtree, above: Sequence[Nested]) -> Nested | None:
    inside = tree.query(read.polygon.representative_point(), predicate="within")
    return above[int(inside[0])] if len(inside) else None

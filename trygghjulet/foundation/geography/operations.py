"""Growing the tree of areas from what a file held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from shapely import to_wkb, union_all

from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.geography.reading import ReadArea


@operation
def plant(*, by: Scope, at: datetime, code: str, name: str, areas: Sequence[ReadArea]) -> Area:
    """A new tree. An area that all others lie below becomes the root; otherwise the root is the union of the topmost.

    Args:
        code: the root's code, a municipality's four digits where there is one.
        name: the root's name.
        areas: what a boundary file held; an area whose parent code is among them goes below that one.

    Raises:
        Denied: the person does not run the installation.
    """
    by.require_operator()
    codes = {a.code for a in areas}
    tops = [a for a in areas if a.parent_code not in codes]
    if len(tops) == 1 and len(areas) > 1:
        top, below = tops[0], [a for a in areas if a is not tops[0]]
        root = Area(code=code, name=name, population=top.population, geometry=to_wkb(top.polygon))
        top_code = top.code
    else:
        below, top_code = list(areas), code
        known = [a.population for a in tops if a.population is not None]
        root = Area(
            code=code,
            name=name,
            population=sum(known) if len(known) == len(tops) else None,
            geometry=to_wkb(union_all([a.polygon for a in tops])),
        )
    root.save()
    root.path = f"{root.pk}/"
    root.save()
    _grow(root, top_code, below)
    record(by=by, at=at, cooperation_id=None, act="lade upp områden för", subject=root, areas=len(areas))
    return root


def _grow(root: Area, root_code: str, areas: Sequence[ReadArea]) -> None:
    codes = {a.code for a in areas}
    placed: dict[str, Area] = {root_code: root}
    waiting = list(areas)
    while waiting:
        ready = [a for a in waiting if a.parent_code not in codes or a.parent_code in placed]
        if not ready:  # codes that name each other as parents: they go directly under the root
            ready = waiting
        for read in ready:
            parent = placed.get(read.parent_code or "", root)
            area = Area(
                parent=parent,
                code=read.code,
                name=read.name,
                population=read.population,
                geometry=to_wkb(read.polygon),
            )
            area.save()
            area.path = f"{parent.path}{area.pk}/"
            area.save()
            placed[read.code] = area
        waiting = [a for a in waiting if a.code not in placed]

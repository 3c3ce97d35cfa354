"""Growing the tree of areas from what files held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from shapely import to_wkb, union_all

from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.geography.nesting import Nested, nest
from trygghjulet.foundation.geography.reading import ReadArea


@operation
def plant(*, by: Scope, at: datetime, code: str, name: str, layers: Sequence[Sequence[ReadArea]]) -> Area:
    """A new tree. An area that all others lie below becomes the root; otherwise the root is the union of the topmost.

    Args:
        code: the root's code, a municipality's four digits where there is one.
        name: the root's name.
        layers: what the boundary files held, the coarsest first; `nesting.nest` says what lies below what.

    Raises:
        Denied: the person does not run the installation.
    """
    by.require_operator()
    nested = nest(layers)
    tops = [area for area in nested if area.parent is None]
    root = Area(code=code, name=name)
    if len(tops) == 1 and len(nested) > 1:
        root.population = tops[0].read.population
        root.geometry = to_wkb(tops[0].read.polygon)
    else:
        known = [area.read.population for area in tops if area.read.population is not None]
        root.population = sum(known) if len(known) == len(tops) else None
        root.geometry = to_wkb(union_all([area.read.polygon for area in tops]))
    root.save()
    root.path = f"{root.pk}/"
    root.save()
    placed: dict[int, Area] = {id(tops[0]): root} if len(tops) == 1 and len(nested) > 1 else {}
    for area in nested:
        if id(area) not in placed:
            above = placed[id(area.parent)] if area.parent is not None else root
            placed[id(area)] = _plant_below(above, area)
    record(by=by, at=at, cooperation_id=None, act="lade upp områden för", subject=root, areas=len(nested))
    return root


def _plant_below(above: Area, area: Nested) -> Area:
    planted = Area(
        parent=above,
        code=area.read.code,
        name=area.read.name,
        population=area.read.population,
        geometry=to_wkb(area.read.polygon),
    )
    planted.save()
    planted.path = f"{above.path}{planted.pk}/"
    planted.save()
    return planted

"""Which of the forums that the blueprints name a cooperation lacks, and what a local one is called in an area."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from trygghjulet.cooperation.agreements.models import AgreementActor
from trygghjulet.cooperation.agreements.queries import actors_of
from trygghjulet.cooperation.agreements.rules import blueprints
from trygghjulet.cooperation.forums.queries import forums
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.geography.queries import tree
from trygghjulet.foundation.parties.door import Here
from trygghjulet.obligations.words import Level


@dataclass(frozen=True)
class Missing:
    """A forum that a blueprint names and the cooperation does not have yet."""

    key: str
    name: str
    kind: str
    area: Area | None = None

    @property
    def value(self) -> str:
        """What the form sends for it."""
        return f"{self.key}/{self.area.pk if self.area else ''}"


def missing_forums(here: Here) -> list[Missing]:
    """The forums that the blueprints name and that do not exist; local ones once for each local area."""
    there = {(forum.key, forum.area_id) for forum in forums(here.scope, cooperation=here.cooperation)}
    names = {forum.name for forum in forums(here.scope, cooperation=here.cooperation)}
    root = here.cooperation.area
    local = [area for area in tree(root) if area.parent_id == root.pk]
    found: list[Missing] = []
    for actor in actors_of(here.scope, here.cooperation).filter(kind=AgreementActor.Kind.FORUM, forum=None):
        told, listed = None, frozenset[str]()
        if actor.blueprint in blueprints.names():
            source = blueprints.load(actor.blueprint)
            told = next((one for one in source.forums if one.id == actor.key), None)
            listed = frozenset(one.name for one in source.areas)
        kind = (told.kind if told else "") or "working"
        places: list[Area | None] = list(local) if told and told.level is Level.LOCAL and local else [None]
        for area in places:
            name = (actor.name if area is None else local_name(actor.name, area.name, listed))[:120]
            if (actor.key, area.pk if area else None) not in there and name not in names:
                found.append(Missing(actor.key, name, kind, area))
                names.add(name)
    return found


def local_name(name: str, area: str, listed: Collection[str]) -> str:
    """What a local forum is called in one area: in the place of the source's own areas where the name lists them."""
    for found in re.finditer(r"[\w-]+(?:/[\w-]+)+", name):
        if set(found[0].split("/")) <= set(listed):
            return f"{name[: found.start()]}{area}{name[found.end() :]}"
    return f"{name}, {area}"

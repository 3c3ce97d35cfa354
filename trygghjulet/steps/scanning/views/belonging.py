"""Where a file that could not be read belongs: the format that it is of, and one's own sources of that format."""

from __future__ import annotations

from typing import Any

from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.parties.door import Here
from trygghjulet.steps.scanning import registry
from trygghjulet.steps.scanning.queries import sources


def belongs(here: Here, format: registry.Format | None) -> dict[str, Any]:
    """What the template needs to tell it; nothing where the file is like no other format's."""
    if format is None:
        return {}
    mine = {
        m.party_id
        for m in here.scope.memberships
        if m.cooperation_id == here.cooperation.pk and Permission.DELIVER in m.role.permissions
    }
    known = sources(here.scope, cooperation=here.cooperation).filter(reader=format.key, party_id__in=mine)
    return {"belongs": format, "belongs_to": list(known)}

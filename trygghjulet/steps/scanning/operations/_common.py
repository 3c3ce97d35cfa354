"""What every write about material asks first."""

from __future__ import annotations

from trygghjulet.foundation.access.rules import Permission, Scope
from trygghjulet.steps.scanning.models import Source
from trygghjulet.steps.scanning.rules.sharing import require_owner


def require_source(by: Scope, permission: Permission, source: Source) -> None:
    """Refuse unless the person holds the right through a function of the party that owns the source.

    Raises:
        Denied: with the reason.
    """
    require_owner(
        by,
        permission,
        cooperation_id=source.cooperation_id,
        owner_id=source.party_id,
        owner_name=source.party.name,
    )

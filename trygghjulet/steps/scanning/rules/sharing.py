"""Who may see and handle what of a source."""

from __future__ import annotations

from trygghjulet.foundation.access.rules import Denied, Permission, Scope


def sees_rows(scope: Scope, *, cooperation_id: int, owner_id: int, sharing: str) -> bool:
    """May the person see single rows of a source: the owner's people may, others when rows are shared."""
    mine = any(m.cooperation_id == cooperation_id and m.party_id == owner_id for m in scope.memberships)
    return mine or (sharing == "rows" and cooperation_id in scope.cooperation_ids)


def require_owner(
    scope: Scope, permission: Permission, *, cooperation_id: int, owner_id: int, owner_name: str
) -> None:
    """Refuse unless the person holds the right through a function of the party that owns the source.

    Raises:
        Denied: with the reason.
    """
    scope.require(permission, cooperation_id=cooperation_id)
    if not any(
        m.cooperation_id == cooperation_id and m.party_id == owner_id and permission in m.role.permissions
        for m in scope.memberships
    ):
        raise Denied(
            f"Underlaget ägs av {owner_name}. Bara den som har en funktion där kan {permission.value}."
        )

"""Who keeps the places."""

from trygghjulet.foundation.access.rules import Permission, Scope


def may_keep(scope: Scope, cooperation_id: int) -> bool:
    """May the person keep the places: those who hand in material, and those who manage the cooperation."""
    return any(
        scope.allows(right, cooperation_id=cooperation_id)
        for right in (Permission.DELIVER, Permission.MANAGE)
    )


def require_keeper(scope: Scope, cooperation_id: int) -> None:
    """Refuse unless the person may keep the places.

    Raises:
        Denied: the person may neither hand in material nor manage the cooperation.
    """
    if not may_keep(scope, cooperation_id):
        scope.require(Permission.DELIVER, cooperation_id=cooperation_id)

"""Who keeps the places."""

from trygghjulet.foundation.access.rules import Permission, Scope


def may_keep(scope: Scope, cooperation_id: int) -> bool:
    """May the person keep the places: those who hand in material, and those who manage the cooperation."""
    return any(
        scope.allows(right, cooperation_id=cooperation_id)
        for right in (Permission.DELIVER, Permission.MANAGE)
    )

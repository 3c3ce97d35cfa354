"""Who scores on which party's sheet: those who may prioritise, for their own party only."""

from __future__ import annotations

from trygghjulet.foundation.access.rules import Denied, Permission, Scope


def scores_for(scope: Scope, *, cooperation_id: int, party_id: int, area_path: str) -> bool:
    """May the person score for the party in the area?"""
    return any(
        m.cooperation_id == cooperation_id
        and m.party_id == party_id
        and Permission.PRIORITISE in m.role.permissions
        and m.reaches(area_path)
        for m in scope.memberships
    )


def require_own(scope: Scope, *, cooperation_id: int, party_id: int, area_path: str, party: str) -> None:
    """Refuse, with the reason, who may not score for the party in the area.

    Raises:
        Denied: the person may not prioritise there, or not for that party.
    """
    scope.require(Permission.PRIORITISE, cooperation_id=cooperation_id, area_path=area_path)
    if not scores_for(scope, cooperation_id=cooperation_id, party_id=party_id, area_path=area_path):
        raise Denied(f"Poängen för {party} sköts bara av den parten, tills svaren ligger sida vid sida.")

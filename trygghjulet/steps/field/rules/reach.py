"""Who sees a report, who may answer it, and whose it is."""

from __future__ import annotations

from collections.abc import Collection

from trygghjulet.foundation.access.rules import Denied, Permission, Scope


def own_parties(scope: Scope, cooperation_id: int) -> frozenset[int]:
    """The parties that the person holds a function of there."""
    return frozenset(m.party_id for m in scope.memberships if m.cooperation_id == cooperation_id)


def reporting_for(scope: Scope, cooperation_id: int) -> tuple[int, ...]:
    """The parties that the person can report for, the first function's first.

    A function that is bound to an area does not keep anybody from reporting what they see outside it.
    """
    return tuple(
        dict.fromkeys(
            m.party_id
            for m in scope.memberships
            if m.cooperation_id == cooperation_id and Permission.REPORT in m.role.permissions
        )
    )


def require_reporter(scope: Scope, *, cooperation_id: int, party_id: int, party: str) -> None:
    """Refuse unless the person may report for the party.

    Raises:
        Denied: the role may not report, or the person has no such function of that party.
    """
    parties = reporting_for(scope, cooperation_id)
    if not parties:
        scope.require(Permission.REPORT, cooperation_id=cooperation_id)
    if party_id not in parties:
        raise Denied(f"Rapporter från {party} ägs av {party}. Du har ingen funktion där att rapportera för.")


def require_answerer(
    scope: Scope,
    *,
    cooperation_id: int,
    area_path: str,
    party_id: int,
    party: str,
    leading: Collection[int],
) -> None:
    """Refuse unless the person may answer a report: coordinators of its party, of the municipality or of the police.

    Args:
        area_path: where the report lies.
        party_id, party: whose the report is.
        leading: the municipality and the police of the cooperation.

    Raises:
        Denied: with the reason.
    """
    if may_answer(scope, cooperation_id=cooperation_id, area_path=area_path, parties={party_id, *leading}):
        return
    scope.require(Permission.FEED_BACK, cooperation_id=cooperation_id, area_path=area_path)
    raise Denied(
        f"Rapporten ägs av {party}. Bara den som samordnar där, hos kommunen eller hos polisen svarar på den."
    )


def may_answer(scope: Scope, *, cooperation_id: int, area_path: str, parties: Collection[int]) -> bool:
    """Does the person coordinate for one of the parties, where the report lies?"""
    return any(
        m.cooperation_id == cooperation_id
        and m.party_id in parties
        and Permission.FEED_BACK in m.role.permissions
        and m.reaches(area_path)
        for m in scope.memberships
    )

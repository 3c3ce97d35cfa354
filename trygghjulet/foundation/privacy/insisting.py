"""Saving a text that looks like personal data, with a reason: by whom, about exactly what, and what the log says of it.

An insistence is in force only while one form's act is done. It lets through the very pieces that the writer was shown,
and only those that may be insisted on; the right is asked both when it begins and when the log's row is written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from trygghjulet.foundation.access.rules import Denied, Permission, Scope
from trygghjulet.foundation.privacy.plain import plain
from trygghjulet.foundation.privacy.sightings import Sighting


@dataclass
class Insistence:
    """A person's word that a text is to be saved as it is.

    Attributes:
        by: who insists.
        reason: why, in their words.
        about: the pieces that they were shown, as `digest` gives them.
        fields: which field each piece stood in.
        used: the pieces that were let through, with their kinds, until the log has told of them.
    """

    by: Scope
    reason: str
    about: frozenset[str]
    fields: Mapping[str, str] = field(default_factory=dict)
    used: dict[str, str] = field(default_factory=dict)


class InsistedInSilence(RuntimeError):
    """A text was let through because somebody insisted, and no row in the log told of it."""


_in_force: ContextVar[Insistence | None] = ContextVar("insistence", default=None)


def digest(sighting: Sighting) -> str:
    """A piece of a text as an insistence knows it, without the piece itself."""
    return sha256(
        f"{sighting.kind}\0{plain(sighting.text).text.casefold()}".encode(errors="replace")
    ).hexdigest()[:32]


def may_insist(by: Scope, *, cooperation_id: int | None) -> bool:
    """Does one of the person's functions in the cooperation hold the right? The operation asks for the area itself."""
    return any(
        m.cooperation_id == cooperation_id and Permission.INSIST in m.role.permissions for m in by.memberships
    )


def require_insist(by: Scope, *, cooperation_id: int | None) -> None:
    """Refuse, with the reason, unless the person may insist in the cooperation.

    Raises:
        Denied: the person may not.
    """
    if cooperation_id is None:
        raise Denied(f"Här går det inte att {Permission.INSIST.value}. Ta bort personuppgifterna ur texten.")
    if not may_insist(by, cooperation_id=cooperation_id):
        by.require(Permission.INSIST, cooperation_id=cooperation_id)


@contextmanager
def insisting(
    *,
    by: Scope,
    cooperation_id: int,
    reason: str,
    about: Collection[str],
    fields: Mapping[str, str] | None = None,
) -> Iterator[Insistence]:
    """Let pieces of texts through that look like personal data, while what is inside is done.

    Raises:
        Denied: the person may not insist in the cooperation.
        ValueError: no reason is given.
    """
    require_insist(by, cooperation_id=cooperation_id)
    if not reason.strip():
        raise ValueError("An insistence needs a reason.")
    insistence = Insistence(by, reason.strip(), frozenset(about), fields or {})
    token = _in_force.set(insistence)
    try:
        yield insistence
    finally:
        _in_force.reset(token)


def not_insisted_on(sightings: Sequence[Sighting]) -> list[Sighting]:
    """The sightings that nobody insists on; all of them where no insistence is in force."""
    insistence = _in_force.get()
    if insistence is None or not sightings:
        return list(sightings)
    left = [s for s in sightings if not s.may_be_insisted_on or digest(s) not in insistence.about]
    if not left:
        insistence.used.update({digest(s): s.kind.value for s in sightings})
    return left


def told_in_log(*, by: Scope, cooperation_id: int | None) -> dict[str, Any]:
    """What the log's row says of what was let through since the last row: reason, kinds and fields, never the text.

    Raises:
        Denied: the row is another person's, or the person may not insist there.
    """
    insistence = _in_force.get()
    if insistence is None or not insistence.used:
        return {}
    if by.user_id != insistence.by.user_id:
        raise Denied("Bara den som har angett skälet får spara texten.")
    require_insist(by, cooperation_id=cooperation_id)
    found = [{"kind": kind, "field": insistence.fields.get(key, "")} for key, kind in insistence.used.items()]
    insistence.used.clear()
    return {"insisted": {"reason": insistence.reason, "found": found}}


def refuse_silence() -> None:
    """Stop an operation that let something through and told the log nothing of it.

    Raises:
        InsistedInSilence: it did.
    """
    insistence = _in_force.get()
    if insistence is not None and insistence.used:
        raise InsistedInSilence("En text släpptes igenom på någons ord, men loggen fick inte veta det.")

"""What every write in a case begins and ends with."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import record
from trygghjulet.oversight.cases.models import Case
from trygghjulet.oversight.cases.rules import state


def locked_case(by: Scope, case: Case) -> Case:
    """The case as it is saved, held until the write is done."""
    by.require(Permission.WRITE_CASE, cooperation_id=case.cooperation_id)
    saved: Case | None = (
        Case.objects.select_for_update(of=("self",))
        .select_related("cooperation__area")
        .filter(pk=case.pk)
        .first()
    )
    if saved is None:
        raise Refused("Ärendet är borttaget.")
    return saved


def draft_case(by: Scope, case: Case) -> Case:
    """The case as it is saved, which must be a draft."""
    saved = locked_case(by, case)
    why_not = state.refused_change(saved.stands)
    if why_not:
        raise Refused(why_not)
    return saved


def log(by: Scope, at: datetime, case: Case, act: str, subject: Any, **details: Any) -> None:
    """One row in the log about something in a case."""
    record(by=by, at=at, cooperation_id=case.cooperation_id, act=act, subject=subject, **details)

"""The shape of every write: one function, one transaction, one row in the log inside it."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from datetime import datetime
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar

from django.db import models, transaction

from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.audit.models import AuditEntry, operations_open
from trygghjulet.foundation.privacy import insisting

#: What the log says of a look at single rows.
LOOKED: Final = "såg rader i"

P = ParamSpec("P")
R = TypeVar("R")

_recorded: ContextVar[int] = ContextVar("recorded", default=0)


class NothingRecorded(RuntimeError):
    """An operation came to its end without a row in the log."""


def operation(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function an operation: atomic, allowed to write recorded tables, and bound to leave a row in the log.

    Raises:
        NothingRecorded: the function wrote no row in the log; everything it did is rolled back.
        InsistedInSilence: a text was let through because somebody insisted, and the log was not told.
    """

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        before = _recorded.get()
        with transaction.atomic():
            token = operations_open.set(operations_open.get() + 1)
            try:
                result = function(*args, **kwargs)
            finally:
                operations_open.reset(token)
            if _recorded.get() == before:
                raise NothingRecorded(f"{function.__qualname__} skrev ingen rad i loggen.")
            insisting.refuse_silence()
        return result

    return run


def record(
    *, by: Scope, at: datetime, cooperation_id: int | None, act: str, subject: models.Model, **details: Any
) -> AuditEntry:
    """Write one row in the log, inside the operation that does what it tells of.

    Where the person insisted on a text that looks like personal data, the row says so, and why.

    Args:
        by: who does it.
        at: when, read from the clock at the edge.
        cooperation_id: whose work it is; None for the installation as a whole.
        act: what is done, as a Swedish verb phrase ("antog lägesbilden").
        subject: the row it is done to.
        details: what changed, JSON-ready.

    Raises:
        Denied: a text was insisted on by somebody else, or without the right.
    """
    details |= insisting.told_in_log(by=by, cooperation_id=cooperation_id)
    entry = AuditEntry.objects.create(
        at=at,
        actor_id=by.user_id,
        actor_name=by.user_name,
        cooperation_id=cooperation_id,
        act=act,
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        subject_name=str(subject)[:200],
        details=details,
    )
    _recorded.set(_recorded.get() + 1)
    return entry


@operation
def look(
    *, by: Scope, at: datetime, cooperation_id: int | None, subject: models.Model, rows: int, **details: Any
) -> AuditEntry:
    """Write in the log that somebody looked at single rows: every page and file that shows them says so first.

    Args:
        subject: what the rows belong to: a source's dataset or delivery, a party's field reports.
        rows: how many rows were shown.
        details: what was asked for, such as a filter; never what the rows say.
    """
    return record(
        by=by, at=at, cooperation_id=cooperation_id, act=LOOKED, subject=subject, rows=rows, **details
    )

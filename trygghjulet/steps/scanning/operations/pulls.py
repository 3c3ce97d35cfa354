"""Asking for a source to be fetched now."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.jobs.queue import later
from trygghjulet.steps.scanning import registry
from trygghjulet.steps.scanning.models import Source
from trygghjulet.steps.scanning.operations import later_services
from trygghjulet.steps.scanning.operations._common import require_source


@operation
def ask_to_pull(*, by: Scope, at: datetime, source: Source) -> UUID:
    """Put a source in the queue to be fetched; the answer is the job's number.

    Raises:
        Denied: the person may not hand in material from this source.
        Refused: such a source can't be fetched.
    """
    require_source(by, Permission.DELIVER, source)
    if registry.format_of(source.reader).service is None:
        raise Refused("Källans format går inte att hämta. Lämna in filer i stället.")
    record(by=by, at=at, cooperation_id=source.cooperation_id, act="bad om hämtning", subject=source)
    return later(later_services.pull, source_id=source.pk)

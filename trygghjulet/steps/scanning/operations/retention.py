"""Letting rows go at their date: what was frozen from them stays."""

from __future__ import annotations

from datetime import date, datetime

from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.steps.scanning.models import Dataset
from trygghjulet.steps.scanning.operations._common import require_source
from trygghjulet.steps.scanning.queries.files import scope_of_source
from trygghjulet.steps.scanning.queries.retention import due_to_go, goes


@operation
def purge(*, by: Scope, at: datetime, dataset: Dataset, on: date) -> Dataset:
    """Let a dataset's rows go. They count no more from now; the sweep takes the file when nothing else holds it.

    Adopted pictures keep their figures, and the dataset's own row stays and tells what it was.

    Raises:
        Denied: the person may not undo material from the source.
        Refused: their day has not come, or they have gone already.
    """
    require_source(by, Permission.ACCEPT, dataset.source)
    saved = Dataset.objects.select_for_update().select_related("source").get(pk=dataset.pk)
    day = goes(saved)
    if saved.purged_at is not None:
        raise Refused("Raderna är redan gallrade.")
    if day is None or day > on:
        raise Refused("Raderna ska inte gallras än. Ändra källans gallring om de ska gå tidigare.")
    saved.purged_at = at
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.source.cooperation_id,
        act="gallrade raderna i",
        subject=saved,
        rows=saved.rows,
        sha256=saved.sha256,
    )
    return saved


def purge_due(*, at: datetime, on: date) -> int:
    """Let all rows go whose day has come; the answer is how many datasets that were."""
    found = due_to_go(on=on)
    for dataset in found:
        purge(by=scope_of_source(dataset.source), at=at, dataset=dataset, on=on)
    return len(found)

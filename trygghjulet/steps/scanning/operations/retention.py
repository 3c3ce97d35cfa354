"""Letting rows go at their date: what was frozen from them stays, and what is shown of them is kept first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from itertools import groupby

from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.steps.scanning.models import Dataset
from trygghjulet.steps.scanning.operations._common import require_source
from trygghjulet.steps.scanning.queries.files import scope_of_source
from trygghjulet.steps.scanning.queries.retention import due_to_go, goes, rule_of
from trygghjulet.steps.scanning.rules import leaving


def purge(*, by: Scope, at: datetime, dataset: Dataset, on: date) -> Dataset:
    """Let a dataset's rows go. They count no more from now; the sweep takes the file when nothing else holds it.

    Adopted pictures keep their figures, rooms that show what is counted from the rows keep theirs first, and the
    dataset's own row stays and tells what it was, when its rows went and by which rule.

    Raises:
        Denied: the person may not undo material from the source.
        Refused: their day has not come, or they have gone already.
    """
    require_source(by, Permission.ACCEPT, dataset.source)
    _refuse_unless_due(Dataset.objects.select_related("source").get(pk=dataset.pk), on)
    kept = leaving.counted(at=at, datasets=(dataset.pk,))
    return _let_go(by=by, at=at, dataset=dataset, on=on, kept=kept)


def purge_due(*, at: datetime, on: date) -> int:
    """Let all rows go whose day has come; the answer is how many datasets that were."""
    found = sorted(due_to_go(on=on), key=lambda one: (one.source.cooperation_id, one.pk))
    for _, grouped in groupby(found, key=lambda one: one.source.cooperation_id):
        going = list(grouped)
        # Counted while all of them are there: what is kept is then what was shown.
        kept = leaving.counted(at=at, datasets=[dataset.pk for dataset in going])
        for dataset in going:
            _let_go(by=scope_of_source(dataset.source), at=at, dataset=dataset, on=on, kept=kept)
            kept = {}
    return len(found)


@operation
def _let_go(
    *, by: Scope, at: datetime, dataset: Dataset, on: date, kept: Mapping[str, leaving.Write]
) -> Dataset:
    saved = Dataset.objects.select_for_update().select_related("source").get(pk=dataset.pk)
    _refuse_unless_due(saved, on)
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
        rule=rule_of(saved),
        kept=leaving.written(kept),
    )
    return saved


def _refuse_unless_due(dataset: Dataset, on: date) -> None:
    day = goes(dataset)
    if dataset.purged_at is not None:
        raise Refused("Raderna är redan gallrade.")
    if day is None or day > on:
        raise Refused("Raderna ska inte gallras än. Ändra källans gallring om de ska gå tidigare.")

"""Which datasets' rows are to go, and when."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from trygghjulet.steps.scanning.models import Dataset
from trygghjulet.steps.scanning.rules.retention import goes_on


def goes(dataset: Dataset) -> date | None:
    """The day on which the rows of a dataset go, by what its source says now."""
    return goes_on(
        day=dataset.source.retention,
        months=dataset.source.retention_months,
        last_day=dataset.last_day,
        accepted_on=timezone.localdate(dataset.accepted_at),
    )


def due_to_go(*, on: date) -> list[Dataset]:
    """The datasets whose rows are to go a day or should have gone before it, of all cooperations."""
    held = Dataset.objects.filter(purged_at__isnull=True).select_related("source", "source__party")
    return [dataset for dataset in held if (day := goes(dataset)) is not None and day <= on]

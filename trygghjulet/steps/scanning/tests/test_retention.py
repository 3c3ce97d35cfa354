"""Rows go at their date; what was frozen from them stays."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from tests.cast import AT, Cast
from trygghjulet.foundation.audit.models import AuditEntry
from trygghjulet.steps.picture.models import SituationalPicture
from trygghjulet.steps.scanning import operations
from trygghjulet.steps.scanning.models import Dataset
from trygghjulet.steps.scanning.queries.retention import goes
from trygghjulet.steps.scanning.rules.retention import goes_on

pytestmark = pytest.mark.requirement("SCN-3")


@pytest.mark.parametrize(
    ("day", "months", "last_day", "expected"),
    [
        (None, None, date(2025, 1, 31), None),
        (date(2030, 1, 1), None, date(2025, 1, 31), date(2030, 1, 1)),
        (None, 1, date(2025, 1, 31), date(2025, 2, 28)),
        (None, 24, date(2024, 2, 29), date(2026, 2, 28)),
        (None, 24, None, date(2028, 3, 1)),
        (date(2026, 6, 1), 36, date(2025, 1, 31), date(2026, 6, 1)),
    ],
)
def test_rows_go_on_the_sources_day_or_after_its_months(
    day: date | None, months: int | None, last_day: date | None, expected: date | None
) -> None:
    assert goes_on(day=day, months=months, last_day=last_day, accepted_on=date(2026, 3, 1)) == expected


@pytest.mark.django_db
def test_rows_go_by_the_nightly_job_and_the_frozen_picture_stays(cast: Cast) -> None:
    dataset = cast.home.dataset
    path = Path(settings.OBSERVATIONS) / f"{dataset.sha256}.parquet"
    adopted = SituationalPicture.objects.filter(
        state="adopted", round__cooperation=cast.home.cooperation
    ).first()
    assert adopted is not None
    before = adopted.figures
    day = goes(dataset)
    assert day == date(2030, 1, 1)
    assert operations.purge_due(at=AT, on=day - timedelta(days=1)) == 0
    assert path.exists()

    assert operations.purge_due(at=AT, on=day) >= 1
    assert Dataset.objects.get(pk=dataset.pk).purged_at == AT
    assert operations.purge_due(at=AT, on=day) == 0
    adopted.refresh_from_db()
    assert adopted.figures == before
    told = AuditEntry.objects.filter(act="gallrade raderna i", subject_id=dataset.pk).get()
    assert told.details["rows"] == dataset.rows
    assert told.actor_name == "Trygghjulet"

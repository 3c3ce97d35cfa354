"""Rows go at their date; what was frozen from them stays."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from tests.cast import AT, Cast, incidents
from trygghjulet.foundation.audit.models import AuditEntry
from trygghjulet.steps.picture.models import SituationalPicture
from trygghjulet.steps.scanning import operations
from trygghjulet.steps.scanning.models import Dataset
from trygghjulet.steps.scanning.queries.retention import goes

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("SCN-3")]


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


def test_what_has_gone_is_not_taken_in_again_and_that_is_said(cast: Cast) -> None:
    dataset = cast.home.dataset
    police = cast.scope("palle")
    operations.purge_due(at=AT, on=date(2030, 1, 1))
    with pytest.raises(operations.AlreadyThere, match=r"gallrades 15 januari 2026\. De tas inte in igen"):
        operations.deliver(
            by=police,
            at=AT,
            source=cast.home.source,
            file_name="2024-2025.csv",
            chunks=(incidents(cast.home.place),),
            today=AT.date(),
        )
    assert not Dataset.objects.filter(source=dataset.source, purged_at__isnull=True).exists()

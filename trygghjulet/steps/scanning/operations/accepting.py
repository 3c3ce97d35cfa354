"""Letting a delivery count: the rows are written before the row that makes them count."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from trygghjulet.documents.numbers import number
from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.observations import store
from trygghjulet.steps.scanning.models import Dataset, Delivery, Source
from trygghjulet.steps.scanning.operations import keeping, progress, reading
from trygghjulet.steps.scanning.operations._common import AlreadyAccepted, gone, require_source
from trygghjulet.steps.scanning.operations.progress import Progress
from trygghjulet.steps.scanning.queries.files import incoming, rows_file

_WAITS = (Delivery.State.PREVIEWED, Delivery.State.ACCEPTING)


def accept(*, by: Scope, at: datetime, delivery: Delivery, only_whole: bool = False) -> Dataset:
    """Let a previewed delivery's good rows count: put them in the store, then the row that makes them count.

    A crash before that last row leaves a file that nothing points to, which the store sweeps away; whoever
    accepts again finishes the same work.

    Args:
        only_whole: all or nothing: refuse where the file has any finding.

    Raises:
        Denied: the person may not accept material from this source.
        AlreadyAccepted: the same content counts already.
        Refused: the delivery is not waiting for an answer, holds no good row, or isn't whole.
    """
    source = delivery.source
    require_source(by, Permission.ACCEPT, source)
    refuse_unless_acceptable(delivery, only_whole=only_whole)
    tell = Progress(delivery if delivery.state == Delivery.State.ACCEPTING else None)
    tell(progress.WRITES, 0, delivery.rows_good)
    found = reading.read_already(source, delivery.stored_as) or _read_again(delivery)
    try:
        store.adopt(rows_file(delivery.stored_as), sha256=found.sha256, folder=Path(settings.OBSERVATIONS))
    except FileNotFoundError:
        raise Refused("Leveransen är redan besvarad.") from None
    tell(progress.WRITES, found.rows, found.rows)
    return _count(by=by, at=at, delivery=delivery, found=found)


def refuse_unless_acceptable(delivery: Delivery, *, only_whole: bool) -> None:
    """Refuse a delivery that is answered, is still being read, holds nothing, or isn't whole where it must be.

    Raises:
        Refused: with the reason.
    """
    if delivery.state in (Delivery.State.RECEIVED, Delivery.State.READING):
        raise Refused("Filen läses fortfarande. Vänta tills den är läst, och godta den sedan.")
    if delivery.state == Delivery.State.UNREADABLE:
        raise Refused("Filen går inte att läsa, så det finns inget att godta.")
    if delivery.state not in _WAITS:
        raise Refused("Leveransen är redan besvarad.")
    if delivery.rows_good == 0:
        raise Refused("Filen har ingen rad som går att använda, så det finns inget att godta.")
    if only_whole and delivery.findings_total:
        raise Refused(
            f"Filen har {number(delivery.findings_total)} {'brist' if delivery.findings_total == 1 else 'brister'}, "
            "och du har valt att godta den bara om den är utan. Rätta filen och lämna den igen."
        )


def _read_again(delivery: Delivery) -> reading.Read:
    """Read the file once more: it was handed in to an earlier version, or the areas have changed since."""
    path = incoming() / delivery.stored_as
    if not path.exists():
        if Delivery.objects.filter(pk=delivery.pk, state__in=_WAITS).exists():
            raise Refused("Filen finns inte kvar. Avvisa leveransen och lämna filen igen.")
        raise Refused("Leveransen är redan besvarad.")
    return reading.read(
        delivery.source, path, file_name=delivery.file_name, today=delivery.delivered_at.date()
    )


@operation
def _count(*, by: Scope, at: datetime, delivery: Delivery, found: reading.Read) -> Dataset:
    Source.objects.select_for_update().get(pk=delivery.source_id)  # two at once can't count the same content
    saved = Delivery.objects.select_for_update().select_related("source").get(pk=delivery.pk)
    if saved.state not in _WAITS:
        raise Refused("Leveransen är redan besvarad.")
    same = Dataset.objects.filter(source=saved.source, sha256=found.sha256, withdrawn_at__isnull=True).first()
    if same is not None and same.purged_at is not None:
        raise AlreadyAccepted(gone(same))
    if same is not None:
        raise AlreadyAccepted(
            "Samma innehåll räknas redan i den här källan. Det räknas inte två gånger, så du kan avvisa leveransen."
        )
    dataset = Dataset(
        source=saved.source,
        delivery=saved,
        kind=found.kind,
        sha256=found.sha256,
        rows=found.rows,
        outside=found.outside,
        epsg=found.epsg,
        first_day=_day(found.first_day),
        last_day=_day(found.last_day),
        accepted_at=at,
    )
    dataset.save()
    saved.state = Delivery.State.ACCEPTED
    saved.stage = ""
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.source.cooperation_id,
        act="godtog underlaget",
        subject=dataset,
        sha256=found.sha256,
        rows=found.rows,
    )
    transaction.on_commit(lambda: keeping.clear(saved.stored_as))
    return dataset


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None

"""Handing in material, accepting it, and undoing it; rows are written before the row that makes them count."""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from django.conf import settings

from trygghjulet.analysis.ground.grid import fitting_epsg
from trygghjulet.documents.numbers import number
from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.geography.queries import tree
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.observations import store
from trygghjulet.observations.findings import Finding, Reading
from trygghjulet.observations.period import Period
from trygghjulet.observations.schema import Kind
from trygghjulet.steps.scanning import registry
from trygghjulet.steps.scanning.models import Dataset, Delivery, Source
from trygghjulet.steps.scanning.operations._common import require_source
from trygghjulet.steps.scanning.queries import counting, has_keyless_rows, keys_known, leaves_of, wider_of
from trygghjulet.steps.scanning.rules.placing import place

#: How many findings are kept with a delivery; the number of all of them is kept beside.
FINDINGS_KEPT = 500
#: How far outside the municipality a point may lie and still be told apart from a mistake, in degrees.
MARGIN = 0.25


class AlreadyAccepted(Refused):
    """The same content counts already in the source; it is not counted twice."""


def deliver(
    *, by: Scope, at: datetime, source: Source, file_name: str, chunks: Iterable[bytes], today: date
) -> Delivery:
    """Take in a file, read it, and keep what was found for a preview. Nothing counts until it is accepted.

    The file is read before the transaction begins, so that a large one keeps nobody else waiting.

    Raises:
        Denied: the person may not hand in material from this source.
        UnreadableFile: the file can't be used at all; it is not kept.
    """
    require_source(by, Permission.DELIVER, source)
    stored, size, sha256 = _keep(chunks)
    try:
        return _remember(
            by=by,
            at=at,
            source=source,
            file_name=file_name,
            stored_as=stored.name,
            size=size,
            sha256=sha256,
            reading=_told(source, _placed(source, _read(source, stored, file_name, today))),
        )
    except BaseException:
        stored.unlink(missing_ok=True)
        raise


def accept(*, by: Scope, at: datetime, delivery: Delivery) -> Dataset:
    """Let a previewed delivery's good rows count: write them to the store, then the row that makes them count.

    A crash before that last row leaves a file that nothing points to, which the store sweeps away.

    Raises:
        Denied: the person may not accept material from this source.
        AlreadyAccepted: the same content counts already.
        Refused: the delivery is not waiting for an answer, or holds no good row.
    """
    source = delivery.source
    require_source(by, Permission.ACCEPT, source)
    if delivery.state != Delivery.State.PREVIEWED:
        raise Refused("Leveransen är redan besvarad.")
    if delivery.rows_good == 0:
        raise Refused("Filen har ingen rad som går att använda, så det finns inget att godta.")
    today = delivery.delivered_at.date()
    reading = _placed(source, _read(source, incoming() / delivery.stored_as, delivery.file_name, today))
    stored = store.write(reading.rows, folder=Path(settings.OBSERVATIONS), kind=reading.kind)
    return _count(
        by=by,
        at=at,
        delivery=delivery,
        kind=reading.kind,
        sha256=stored.sha256,
        rows=stored.rows,
        outside=reading.rows["area"].null_count() if reading.kind is Kind.INCIDENTS else 0,
        epsg=reading.epsg,
        first_day=stored.period_from,
        last_day=stored.period_to,
    )


@operation
def reject(*, by: Scope, at: datetime, delivery: Delivery) -> Delivery:
    """Turn a previewed delivery away.

    Raises:
        Denied: the person may not accept or reject material from this source.
        Refused: the delivery is not waiting for an answer.
    """
    require_source(by, Permission.ACCEPT, delivery.source)
    saved = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if saved.state != Delivery.State.PREVIEWED:
        raise Refused("Leveransen är redan besvarad.")
    saved.state = Delivery.State.REJECTED
    saved.save()
    record(by=by, at=at, cooperation_id=delivery.source.cooperation_id, act="avvisade", subject=saved)
    return saved


@operation
def undo(*, by: Scope, at: datetime, dataset: Dataset, reason: str) -> Dataset:
    """Let an accepted dataset count no more. Pictures that are frozen keep their figures.

    Raises:
        Denied: the person may not undo material from this source.
        PersonalDataFound: the reason holds personal data.
        Refused: it is undone already.
    """
    require_source(by, Permission.ACCEPT, dataset.source)
    refuse_personal_data(reason)
    saved = Dataset.objects.select_for_update().select_related("delivery", "source").get(pk=dataset.pk)
    if saved.withdrawn_at is not None:
        raise Refused("Underlaget är redan ångrat.")
    saved.withdrawn_at = at
    saved.save()
    saved.delivery.state = Delivery.State.UNDONE
    saved.delivery.save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.source.cooperation_id,
        act="ångrade underlaget",
        subject=saved,
        reason=reason,
        sha256=saved.sha256,
    )
    return saved


@operation
def _remember(
    *,
    by: Scope,
    at: datetime,
    source: Source,
    file_name: str,
    stored_as: str,
    size: int,
    sha256: str,
    reading: Reading,
) -> Delivery:
    first_day, last_day = store.days_of(reading.rows, reading.kind)
    delivery = Delivery(
        source=source,
        file_name=file_name,
        stored_as=stored_as,
        size=size,
        sha256=sha256,
        rows_read=reading.rows_read,
        rows_good=reading.rows.height,
        findings=[_plain(f) for f in reading.findings[:FINDINGS_KEPT]],
        findings_total=len(reading.findings),
        notes=list(reading.notes),
        first_day=first_day,
        last_day=last_day,
        delivered_at=at,
        delivered_by=by.user_name,
    )
    delivery.save()
    record(
        by=by,
        at=at,
        cooperation_id=source.cooperation_id,
        act="lämnade",
        subject=delivery,
        sha256=sha256,
        rows_read=delivery.rows_read,
        rows_good=delivery.rows_good,
    )
    return delivery


@operation
def _count(
    *,
    by: Scope,
    at: datetime,
    delivery: Delivery,
    kind: Kind,
    sha256: str,
    rows: int,
    outside: int,
    epsg: int | None,
    first_day: date | None,
    last_day: date | None,
) -> Dataset:
    Source.objects.select_for_update().get(pk=delivery.source_id)  # two at once can't count the same content
    saved = Delivery.objects.select_for_update().select_related("source").get(pk=delivery.pk)
    if saved.state != Delivery.State.PREVIEWED:
        raise Refused("Leveransen är redan besvarad.")
    if Dataset.objects.filter(source=saved.source, sha256=sha256, withdrawn_at__isnull=True).exists():
        raise AlreadyAccepted(
            "Samma innehåll räknas redan i den här källan. Det räknas inte två gånger, så du kan avvisa leveransen."
        )
    dataset = Dataset(
        source=saved.source,
        delivery=saved,
        kind=kind,
        sha256=sha256,
        rows=rows,
        outside=outside,
        epsg=epsg,
        first_day=first_day,
        last_day=last_day,
        accepted_at=at,
    )
    dataset.save()
    saved.state = Delivery.State.ACCEPTED
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.source.cooperation_id,
        act="godtog underlaget",
        subject=dataset,
        sha256=sha256,
        rows=rows,
    )
    return dataset


def sweep(*, older_than: datetime) -> int:
    """Take away files that a crash left behind: those that no dataset and no delivery points to.

    Args:
        older_than: younger files stay, for their row may be about to be written.

    Returns:
        How many files were taken away.
    """
    known = set(Dataset.objects.values_list("sha256", flat=True))
    removed = len(store.sweep(Path(settings.OBSERVATIONS), known, older_than))
    waiting = set(Delivery.objects.values_list("stored_as", flat=True))
    for path in incoming().iterdir() if incoming().is_dir() else ():
        if path.name not in waiting and path.stat().st_mtime < older_than.timestamp():
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def incoming() -> Path:
    """Where files wait as they were handed in."""
    return Path(settings.MEDIA_ROOT)


def _keep(chunks: Iterable[bytes]) -> tuple[Path, int, str]:
    """Write what comes to a file of its own that is whole or absent; stops when the limit is passed."""
    incoming().mkdir(parents=True, exist_ok=True)
    path = incoming() / uuid.uuid4().hex
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("xb") as file:
            for chunk in chunks:
                size += len(chunk)
                digest.update(chunk)
                file.write(chunk)
                if size > settings.DELIVERY_MAX_BYTES:
                    break  # the reader refuses the file for its size; the rest need not be kept
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path, size, digest.hexdigest()


def _read(source: Source, path: Path, file_name: str, today: date) -> Reading:
    outline = source.cooperation.area.polygon
    west, south, east, north = outline.bounds
    centre = outline.centroid
    return registry.format_of(source.reader).read(
        path,
        registry.Circumstances(
            name=file_name,
            today=today,
            bounds=(west - MARGIN, south - MARGIN, east + MARGIN, north + MARGIN),
            areas=frozenset(
                text for area in tree(source.cooperation.area) for text in (area.code, area.name)
            ),
            epsg=fitting_epsg(centre.x, centre.y),
            limits=Limits(
                max_bytes=settings.DELIVERY_MAX_BYTES,
                max_rows=settings.DELIVERY_MAX_ROWS,
                max_unpacked_bytes=settings.DELIVERY_MAX_UNPACKED_BYTES,
            ),
        ),
    )


def _placed(source: Source, reading: Reading) -> Reading:
    """The reading with its incidents in their areas, and notes about those that lie in none."""
    if reading.kind is not Kind.INCIDENTS:
        return reading
    placed = place(reading.rows, leaves_of(source.cooperation), wider_of(source.cooperation))
    return replace(reading, rows=placed.rows, notes=(*reading.notes, *placed.notes))


def _told(source: Source, reading: Reading) -> Reading:
    """The reading with notes about what the source holds already."""
    if "key" not in reading.rows.columns:
        return reading
    notes = []
    if again := int(keys_known(source, reading.kind, reading.rows["key"]).sum()):
        notes.append(
            f"{number(again)} {'rad' if again == 1 else 'rader'} har en nyckel som redan räknas i källan. "
            "Varje nyckel räknas en gång, så som den senast godtagna filen har den."
        )
    if twice := _perhaps_twice(source, reading):
        notes.append(
            f"Källan har redan underlag för {' och '.join(str(period) for period in twice)}, och alla rader har "
            "inte en nyckel som skiljer dem åt. Räknas händelser två gånger? "
            "Ångra i så fall det gamla underlaget, eller avvisa den här filen."
        )
    return replace(reading, notes=(*reading.notes, *notes))


def _perhaps_twice(source: Source, reading: Reading) -> list[Period]:
    """The days of the datasets that hold some of the same days, where keys can't tell the rows apart."""
    first, last = store.days_of(reading.rows, reading.kind)
    if first is None or last is None:
        return []
    keyless = reading.rows["key"].null_count() > 0
    return [
        Period(held.first_day, held.last_day)
        for held in counting(source, reading.kind).filter(first_day__lte=last, last_day__gte=first)
        if held.first_day and held.last_day and (keyless or has_keyless_rows(held))
    ]


def _plain(finding: Finding) -> dict[str, object]:
    return {
        "row": finding.row,
        "column": finding.column,
        "value": finding.value,
        "problem": finding.problem,
        "remedy": finding.remedy,
    }

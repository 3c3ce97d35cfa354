"""Handing in material, answering what was handed in, and undoing what was accepted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from trygghjulet.documents.numbers import day
from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.jobs.queue import later as in_queue
from trygghjulet.foundation.privacy.file_names import kept_name
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.observations.findings import UnknownColumns, UnreadableFile
from trygghjulet.steps.scanning import registry
from trygghjulet.steps.scanning.models import Dataset, Delivery, Source
from trygghjulet.steps.scanning.operations import keeping, later, reading
from trygghjulet.steps.scanning.operations._common import AlreadyThere, gone, require_source
from trygghjulet.steps.scanning.operations.accepting import accept, refuse_unless_acceptable
from trygghjulet.steps.scanning.operations.receiving import (
    accept_alone as _accept_alone,
    fields_of,
    unreadable_fields,
)
from trygghjulet.steps.scanning.queries.files import ANSWERED, incoming

#: A file of so many bytes is read by a job; a smaller one while the person waits.
LARGE: Final = 2_000_000

_MAY_BE_READ_AGAIN: Final = (
    Delivery.State.PREVIEWED,
    Delivery.State.UNREADABLE,
    Delivery.State.RECEIVED,
    Delivery.State.READING,
)


def take_in(
    *,
    by: Scope,
    at: datetime,
    source: Source,
    file_name: str,
    chunks: Iterable[bytes],
    today: date,
    accept_alone: bool = False,
) -> Delivery:
    """Take in a file that was handed in or fetched. A small one is read at once, a large one by a job.

    The same content as counts already or waits for an answer is said to be so, and is neither kept nor read.

    Args:
        file_name: as it was given; one that tells of a person is kept nowhere, and a neutral one stands for it.
        accept_alone: let it count without asking anyone, if nothing is wrong with it.

    Raises:
        Denied: the person may not hand in material from this source.
        AlreadyThere: the same content counts already, or waits for an answer; with that delivery.
        UnreadableFile: a small file that can't be used at all; it is not kept. One whose columns aren't recognised
            is kept as unreadable where the format lets a person say which column is what.
    """
    require_source(by, Permission.DELIVER, source)
    file_name = kept_name(file_name, day=today)
    kept = keeping.keep(chunks, check=partial(_refuse_repeated, source))
    given: dict[str, Any] = {
        "by": by,
        "at": at,
        "source": source,
        "file_name": file_name,
        "kept": kept,
        "accept_alone": accept_alone,
    }
    try:
        if kept.size >= LARGE:
            return _receive(**given)
        delivery = _remember(
            **given, found=_looked_through(source, kept.path, file_name=file_name, today=today)
        )
    except BaseException:
        keeping.clear(kept.path.name)
        raise
    return _accept_alone(at=at, delivery=delivery)


def deliver(
    *, by: Scope, at: datetime, source: Source, file_name: str, chunks: Iterable[bytes], today: date
) -> Delivery:
    """Take in a file and read it at once whatever its size, for those who have no page to come back to.

    Raises:
        Denied: the person may not hand in material from this source.
        AlreadyThere: the same content counts already, or waits for an answer.
        UnreadableFile: the file can't be used at all; it is not kept.
    """
    require_source(by, Permission.DELIVER, source)
    file_name = kept_name(file_name, day=today)
    kept = keeping.keep(chunks, check=partial(_refuse_repeated, source))
    try:
        found = reading.read(source, kept.path, file_name=file_name, today=today)
        return _remember(by=by, at=at, source=source, file_name=file_name, kept=kept, found=fields_of(found))
    except BaseException:
        keeping.clear(kept.path.name)
        raise


def reread(*, by: Scope, at: datetime, delivery: Delivery) -> Delivery:
    """Read a delivery that waits for an answer once more, with the source's columns and settings as they are now.

    A small file is read at once, a large one by a job. One that can't be used is unreadable, and says why.

    Raises:
        Denied: the person may not hand in material from this source.
        Refused: the delivery is answered, or its file is gone.
    """
    source = Source.objects.select_related("party", "cooperation__area").get(pk=delivery.source_id)
    require_source(by, Permission.DELIVER, source)
    path = incoming() / delivery.stored_as
    if delivery.state not in _MAY_BE_READ_AGAIN:
        raise Refused("Leveransen är redan besvarad.")
    if not path.exists():
        raise Refused("Filen finns inte kvar. Avvisa leveransen och lämna filen igen.")
    if delivery.size >= LARGE:
        return _read_again(by=by, at=at, delivery=delivery, found=None)
    try:
        found = fields_of(
            reading.read(source, path, file_name=delivery.file_name, today=delivery.delivered_at.date())
        )
    except UnreadableFile as unreadable:
        found = unreadable_fields(unreadable)
    return _read_again(by=by, at=at, delivery=delivery, found=found)


def begin_accept(*, by: Scope, at: datetime, delivery: Delivery, only_whole: bool = False) -> Delivery:
    """Accept a delivery: a small one at once, a large one by a job.

    Raises:
        Denied: the person may not accept material from this source.
        AlreadyAccepted: the same content counts already.
        Refused: the delivery is not waiting for an answer, holds no good row, or isn't whole where it must be.
    """
    require_source(by, Permission.ACCEPT, delivery.source)
    if delivery.size < LARGE:
        accept(by=by, at=at, delivery=delivery, only_whole=only_whole)
        delivery.refresh_from_db()
        return delivery
    return _begin_accept(by=by, at=at, delivery=delivery, only_whole=only_whole)


@operation
def reject(*, by: Scope, at: datetime, delivery: Delivery) -> Delivery:
    """Turn a delivery away; its file is taken away.

    Raises:
        Denied: the person may not accept or reject material from this source.
        Refused: the delivery is answered already.
    """
    require_source(by, Permission.ACCEPT, delivery.source)
    saved = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if saved.state in ANSWERED:
        raise Refused("Leveransen är redan besvarad.")
    if saved.state == Delivery.State.ACCEPTING:
        raise Refused("Filen skrivs in just nu. Vänta tills det är klart, och ångra sedan underlaget.")
    saved.state = Delivery.State.REJECTED
    saved.stage = ""
    saved.save()
    record(by=by, at=at, cooperation_id=delivery.source.cooperation_id, act="avvisade", subject=saved)
    transaction.on_commit(lambda: keeping.clear(saved.stored_as))
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


def _looked_through(source: Source, path: Path, *, file_name: str, today: date) -> dict[str, Any]:
    """What a delivery is told of a small file."""
    try:
        return fields_of(reading.read(source, path, file_name=file_name, today=today))
    except UnknownColumns as unknown:
        if not registry.format_of(source.reader).columns:
            raise
        return unreadable_fields(unknown)


def _refuse_repeated(source: Source, sha256: str) -> None:
    """Say so where the same content counts already in a source or waits for an answer there."""
    same = Delivery.objects.filter(source=source, sha256=sha256)
    counted = same.filter(state=Delivery.State.ACCEPTED).first()
    purged = Dataset.objects.filter(delivery=counted, purged_at__isnull=False).first() if counted else None
    if counted is not None and purged is not None:
        raise AlreadyThere(gone(purged), counted)
    if counted is not None:
        raise AlreadyThere(
            f"Samma fil räknas redan i källan: {counted.file_name}, lämnad {_when(counted)}. "
            "Den har inte lästs igen, och inget har ändrats.",
            counted,
        )
    waiting = same.exclude(state__in=ANSWERED).first()
    if waiting is not None:
        raise AlreadyThere(
            f"Samma fil är redan lämnad och väntar på svar: {waiting.file_name}, lämnad {_when(waiting)}. "
            "Den har inte lästs igen. Godta eller avvisa den som väntar.",
            waiting,
        )


def _when(delivery: Delivery) -> str:
    return day(timezone.localtime(delivery.delivered_at).date())


def _new(
    *, by: Scope, at: datetime, source: Source, file_name: str, kept: keeping.Kept, accept_alone: bool = False
) -> Delivery:
    Source.objects.select_for_update().get(pk=source.pk)  # two at once can't hand in the same
    _refuse_repeated(source, kept.sha256)
    return Delivery(
        source=source,
        file_name=file_name,
        stored_as=kept.path.name,
        size=kept.size,
        sha256=kept.sha256,
        accept_alone=accept_alone,
        delivered_at=at,
        delivered_by=by.user_name,
    )


def _handed_in(by: Scope, at: datetime, delivery: Delivery) -> None:
    record(
        by=by,
        at=at,
        cooperation_id=delivery.source.cooperation_id,
        act="lämnade",
        subject=delivery,
        sha256=delivery.sha256,
        rows_read=delivery.rows_read,
        rows_good=delivery.rows_good,
    )


@operation
def _receive(*, by: Scope, at: datetime, **given: Any) -> Delivery:
    delivery = _new(by=by, at=at, **given)
    delivery.state = Delivery.State.RECEIVED
    delivery.save()
    delivery.task_id = in_queue(later.read, delivery_id=delivery.pk)
    delivery.save()
    _handed_in(by, at, delivery)
    return delivery


@operation
def _remember(*, by: Scope, at: datetime, found: dict[str, Any], **given: Any) -> Delivery:
    delivery = _new(by=by, at=at, **given)
    for field, value in found.items():
        setattr(delivery, field, value)
    delivery.save()
    _handed_in(by, at, delivery)
    return delivery


@operation
def _read_again(*, by: Scope, at: datetime, delivery: Delivery, found: dict[str, Any] | None) -> Delivery:
    saved = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if saved.state not in _MAY_BE_READ_AGAIN:
        raise Refused("Leveransen är redan besvarad.")
    saved.stage, saved.stage_done, saved.stage_total = "", 0, 0
    if found is None:
        saved.state, saved.refusal = Delivery.State.RECEIVED, {}
        saved.task_id = in_queue(later.read, delivery_id=saved.pk)
    else:
        for field, value in found.items():
            setattr(saved, field, value)
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=delivery.source.cooperation_id,
        act="läste om",
        subject=saved,
        rows_read=saved.rows_read,
        rows_good=saved.rows_good,
    )
    return saved


@operation
def _begin_accept(*, by: Scope, at: datetime, delivery: Delivery, only_whole: bool) -> Delivery:
    saved = Delivery.objects.select_for_update().get(pk=delivery.pk)
    refuse_unless_acceptable(saved, only_whole=only_whole)
    saved.state, saved.refusal = Delivery.State.ACCEPTING, {}
    saved.task_id = in_queue(later.accept, delivery_id=saved.pk, user_id=by.user_id, user_name=by.user_name)
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=delivery.source.cooperation_id,
        act="bad om att få godta",
        subject=saved,
        rows=saved.rows_good,
    )
    return saved

"""What a job does with a delivery: reads it, and lets it count; done again after a blow it comes to the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from trygghjulet.foundation.access.rules import Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.observations.findings import UnknownColumns, UnreadableFile
from trygghjulet.steps.scanning.models import Delivery, Source
from trygghjulet.steps.scanning.operations import reading
from trygghjulet.steps.scanning.operations.accepting import accept
from trygghjulet.steps.scanning.operations.progress import Progress
from trygghjulet.steps.scanning.queries.files import incoming, scope_of_source

_TO_READ = (Delivery.State.RECEIVED, Delivery.State.READING)
_BROKEN = {
    "problem": "Läsningen avbröts av ett fel i Trygghjulet, inte i filen.",
    "remedy": "Läs filen igen. Blir det samma fel, säg till den som sköter Trygghjulet.",
}

_NOT_WRITTEN = "Något gick fel när raderna skulle skrivas in. Försök igen."


def read_received(*, at: datetime, delivery_id: int) -> str:
    """Read a delivery that waits to be read; answer with the state that it came to.

    One that has been read or answered since is left as it is.
    """
    delivery = Delivery.objects.select_related("source__party", "source__cooperation__area").get(
        pk=delivery_id
    )
    if delivery.state not in _TO_READ:
        return delivery.state
    by = scope_of_source(delivery.source)
    _begin(by=by, at=at, delivery=delivery)
    try:
        found = reading.read(
            delivery.source,
            incoming() / delivery.stored_as,
            file_name=delivery.file_name,
            today=delivery.delivered_at.date(),
            tell=Progress(delivery),
        )
    except UnreadableFile as unreadable:
        return _settle(by=by, at=at, delivery=delivery, found=unreadable_fields(unreadable)).state
    except Exception:
        _settle(
            by=by, at=at, delivery=delivery, found={"state": Delivery.State.UNREADABLE, "refusal": _BROKEN}
        )
        raise
    saved = _settle(by=by, at=at, delivery=delivery, found=fields_of(found))
    return accept_alone(at=at, delivery=saved).state


def accept_begun(*, at: datetime, delivery_id: int, user_id: int | None, user_name: str) -> str:
    """Finish the accepting that a person has asked for, in the person's name; answer with the state.

    The right was asked for when the person asked. Where it can't be accepted, it waits for another answer, and
    the page says why.
    """
    delivery = Delivery.objects.select_related("source__party", "source__cooperation__area").get(
        pk=delivery_id
    )
    if delivery.state != Delivery.State.ACCEPTING:
        return delivery.state
    system = scope_of_source(delivery.source)
    try:
        accept(by=replace(system, user_id=user_id, user_name=user_name), at=at, delivery=delivery)
    except Refused as refused:
        _settle(
            by=system,
            at=at,
            delivery=delivery,
            found={"state": Delivery.State.PREVIEWED, "refusal": {"problem": str(refused)}},
        )
        return Delivery.State.PREVIEWED
    except Exception:
        _settle(
            by=system,
            at=at,
            delivery=delivery,
            found={"state": Delivery.State.PREVIEWED, "refusal": {"problem": _NOT_WRITTEN}},
        )
        raise
    return Delivery.State.ACCEPTED


def accept_alone(*, at: datetime, delivery: Delivery) -> Delivery:
    """Accept a delivery without asking anyone, where that was said when it came and nothing is wrong with it."""
    if not delivery.accept_alone or delivery.findings_total or not delivery.rows_good:
        return delivery
    try:
        accept(by=scope_of_source(delivery.source), at=at, delivery=delivery)
    except Refused:
        return delivery  # the same content counts already: a person may look at it
    delivery.refresh_from_db()
    return delivery


def fields_of(found: reading.Read) -> dict[str, Any]:
    """What a delivery is told of the reading, by the names of its fields."""
    return found.found | {
        "first_day": date.fromisoformat(found.first_day) if found.first_day else None,
        "last_day": date.fromisoformat(found.last_day) if found.last_day else None,
        "state": Delivery.State.PREVIEWED,
        "refusal": {},
    }


def unreadable_fields(unreadable: UnreadableFile) -> dict[str, Any]:
    """What a delivery is told of a file that can't be read: why, and that nothing came of it."""
    finding = unreadable.finding
    return {
        "state": Delivery.State.UNREADABLE,
        "refusal": {
            "row": finding.row,
            "column": finding.column,
            "value": finding.value,
            "problem": finding.problem,
            "remedy": finding.remedy,
            "asks_for_columns": isinstance(unreadable, UnknownColumns),
        },
        "rows_read": 0,
        "rows_good": 0,
        "rows_new": 0,
        "rows_changed": 0,
        "rows_known": 0,
        "findings": [],
        "findings_total": 0,
        "faults": [],
        "notes": [],
    }


@operation
def _begin(*, by: Scope, at: datetime, delivery: Delivery) -> None:
    saved = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if saved.state == Delivery.State.RECEIVED:
        saved.state = Delivery.State.READING
        saved.save()
    record(by=by, at=at, cooperation_id=delivery.source.cooperation_id, act="började läsa", subject=saved)


@operation
def _settle(*, by: Scope, at: datetime, delivery: Delivery, found: dict[str, Any]) -> Delivery:
    """Write what the work came to, unless somebody has answered the delivery meanwhile."""
    Source.objects.select_for_update().get(pk=delivery.source_id)
    saved = (
        Delivery.objects.select_for_update()
        .select_related("source__party", "source__cooperation__area")
        .get(pk=delivery.pk)
    )
    if saved.state == delivery.state or saved.state in _TO_READ:
        for field, value in found.items():
            setattr(saved, field, value)
        saved.stage, saved.stage_done, saved.stage_total = "", 0, 0
        saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.source.cooperation_id,
        act="läste" if delivery.state in _TO_READ else "kunde inte godta",
        subject=saved,
        state=saved.state,
        rows_read=saved.rows_read,
        rows_good=saved.rows_good,
    )
    return saved

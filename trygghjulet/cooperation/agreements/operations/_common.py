"""What every write about an agreement begins with: the right, the row as it is saved, and the log's row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import models

from trygghjulet.cooperation.agreements.models import (
    Agreement,
    AgreementKind,
    AgreementStep,
)
from trygghjulet.cooperation.agreements.rules.life import StepKind
from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import record
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.parties.models import Cooperation, Party

M = TypeVar("M", bound=models.Model)


def require_manager(by: Scope, agreement: Agreement) -> None:
    """Refuse whoever may not change the cooperation."""
    by.require(Permission.MANAGE, cooperation_id=agreement.cooperation_id)


def record_on(
    by: Scope, at: datetime, agreement: Agreement, act: str, subject: models.Model, **details: Any
) -> None:
    """Write the log's row of what was done to something in an agreement."""
    record(by=by, at=at, cooperation_id=agreement.cooperation_id, act=act, subject=subject, **details)


def iso(day: date | None) -> str | None:
    """A day as the log keeps it."""
    return day.isoformat() if day else None


def current(row: M, seen: int, *, within: Agreement | None = None) -> M:
    """The saved row, locked, when it is the one that the writer had before them; its revision is counted on."""
    saved: Any = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if within is not None and saved.agreement_id != within.pk:
        raise Refused("Raden hör till en annan överenskommelse.")
    refuse_if_stale(seen=seen, now=saved.revision)
    saved.revision += 1
    found: M = saved
    return found


def put(row: models.Model, **values: Any) -> dict[str, str]:
    """Set a row's values; gives those that differed, as they were."""
    before = {name: str(getattr(row, name)) for name, value in values.items() if getattr(row, name) != value}
    for name, value in values.items():
        setattr(row, name, value)
    return before


def require_own(cooperation: Cooperation, own: Party | Forum | None) -> None:
    """Refuse a party or a forum of another cooperation."""
    if isinstance(own, Forum) and own.cooperation_id != cooperation.pk:
        raise Refused("Forumet hör inte till den här samverkan.")
    if isinstance(own, Party) and not cooperation.participations.filter(party=own).exists():
        raise Refused(f"{own} är inte part i den här samverkan.")


def check_document(agreement: Agreement) -> None:
    """Refuse an agreement that points elsewhere or whose validity can't be so."""
    area, parent = agreement.area, agreement.parent
    if area is not None and not area.path.startswith(agreement.cooperation.area.path):
        raise Refused("Området hör inte till den här samverkan.")
    if agreement.kind == AgreementKind.LOCAL_AGREEMENT and (
        area is None or area == agreement.cooperation.area
    ):
        raise Refused("En lokal överenskommelse gäller ett område. Välj vilket.")
    if parent is not None and parent.cooperation_id != agreement.cooperation_id:
        raise Refused("Överenskommelsen som den följer hör till en annan samverkan.")
    if parent is not None and (parent.pk == agreement.pk or parent.parent_id is not None):
        raise Refused("En lokal överenskommelse följer en stadsövergripande. Välj en sådan.")
    if parent is not None and area is None:
        raise Refused("Bara en överenskommelse för ett område följer en annan. Välj området.")
    if agreement.valid_from and agreement.valid_until and agreement.valid_until < agreement.valid_from:
        raise Refused("Överenskommelsen slutar innan den börjar. Rätta ett av datumen.")
    if agreement.until_further_notice and agreement.valid_until:
        raise Refused("Det som gäller tills vidare har ingen sista dag. Ta bort det ena.")


def write_step(
    by: Scope, at: datetime, agreement: Agreement, kind: StepKind, on: date | None, **more: Any
) -> AgreementStep:
    """Keep a step of an agreement's life, with who entered it and when."""
    step = AgreementStep(
        agreement=agreement, kind=kind.value, on=on, entered_by=by.user_name, entered_at=at, **more
    )
    step.save()
    return step


def free_key(key: str, taken: Iterable[str]) -> str:
    """The key, with a number after it where it is taken."""
    used, wanted, number = set(taken), key or "skyldighet", 1
    while (free := wanted if number == 1 else f"{wanted}-{number}") in used:
        number += 1
    return free

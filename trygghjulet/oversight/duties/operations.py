"""Noting what has been done, taking a note back, and taking a duty over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.obligations.words import FactKind
from trygghjulet.oversight.duties.models import CompleteFrom, NotedFact


@dataclass(frozen=True)
class Noted:
    """What is noted, in the words of docs/using/duties.md. A span has its first and its last day."""

    kind: FactKind
    what: str = ""
    forum: str = ""
    area: Area | None = None
    place: str = ""
    party: str = ""
    function: str = ""
    by: Sequence[str] = ()
    to: Sequence[str] = ()
    signed_by: Sequence[str] = ()
    having: Mapping[str, Any] = field(default_factory=dict)
    on: tuple[date, date] | None = None
    period: tuple[date, date] | None = None
    holds: tuple[date | None, date | None] = (None, None)
    count: int = 1
    planned: bool = False
    duty: str = ""
    replaced_by: str = ""
    reference: str = ""
    note: str = ""


@operation
def note(*, by: Scope, at: datetime, cooperation: Cooperation, noted: Noted) -> NotedFact:
    """Note that something has been done, is planned or holds.

    Raises:
        Denied: the person may not note what has been done.
        Refused: there is no day, the days are in the wrong order, or something done lies in the time to come.
        PersonalDataFound: the texts hold personal data.
    """
    path = noted.area.path if noted.area is not None else cooperation.area.path
    if noted.area is not None and not path.startswith(cooperation.area.path):
        raise Refused("Området hör inte till den här samverkan.")
    by.require(Permission.NOTE_DONE, cooperation_id=cooperation.pk, area_path=path)
    refuse_personal_data(noted.what, noted.place, noted.reference, noted.note, noted.replaced_by)
    _check_days(noted, at.date())
    fact = NotedFact(
        cooperation=cooperation,
        kind=noted.kind.value,
        what=noted.what,
        forum=noted.forum,
        area=noted.area,
        place=noted.place,
        party=noted.party,
        function=noted.function,
        by=list(noted.by),
        to=list(noted.to),
        signed_by=list(noted.signed_by),
        having=dict(noted.having),
        on_first=noted.on[0] if noted.on else None,
        on_last=noted.on[1] if noted.on else None,
        period_first=noted.period[0] if noted.period else None,
        period_last=noted.period[1] if noted.period else None,
        holds_from=noted.holds[0],
        holds_until=noted.holds[1],
        count=noted.count,
        planned=noted.planned,
        duty=noted.duty,
        replaced_by=noted.replaced_by,
        reference=noted.reference,
        note=noted.note,
        entered_at=at,
        entered_by=by.user_name,
    )
    fact.save()
    record(by=by, at=at, cooperation_id=cooperation.pk, act="antecknade", subject=fact, kind=noted.kind.value)
    return fact


def _check_days(noted: Noted, today: date) -> None:
    first, last = noted.holds
    if noted.on is None and first is None and last is None:
        raise Refused("Ange när det gjordes, eller från och med när det gäller.")
    if noted.on is not None and noted.on[0] > noted.on[1]:
        raise Refused("Dagarna står i fel ordning.")
    if first and last and last < first:
        raise Refused("Det slutar gälla innan det börjar. Rätta ett av datumen.")
    if noted.on is not None and noted.on[0] > today and not noted.planned:
        raise Refused("Dagen har inte varit ännu. Kryssa i att det är inplanerat, eller rätta dagen.")


@operation
def take_back(*, by: Scope, at: datetime, fact: NotedFact, reason: str) -> NotedFact:
    """Take back what was noted; the row stays with the reason.

    Raises:
        Denied: the person may not note what has been done.
        Refused: it has been taken back already.
        PersonalDataFound: the reason holds personal data.
    """
    path = fact.area.path if fact.area is not None else fact.cooperation.area.path
    by.require(Permission.NOTE_DONE, cooperation_id=fact.cooperation_id, area_path=path)
    refuse_personal_data(reason)
    fresh = NotedFact.objects.select_for_update().get(pk=fact.pk)
    if fresh.withdrawn_at is not None:
        raise Refused("Anteckningen är redan tillbakatagen.")
    fresh.withdrawn_at, fresh.withdrawn_reason = at, reason
    fresh.save()
    record(
        by=by, at=at, cooperation_id=fresh.cooperation_id, act="tog tillbaka", subject=fresh, reason=reason
    )
    return fresh


@operation
def take_over(
    *, by: Scope, at: datetime, cooperation: Cooperation, duty: str, holders: Sequence[str], on: date
) -> NotedFact:
    """Let others carry a duty that nobody owns, or that is handed over.

    Raises:
        Denied: the person may not change functions.
        Refused: nobody is named, or the day has not come.
    """
    by.require(Permission.MANAGE, cooperation_id=cooperation.pk)
    if not holders:
        raise Refused("Ange vem som tar över.")
    if on > at.date():
        raise Refused("Dagen har inte varit ännu. Ange en dag som har varit.")
    fact = NotedFact(
        cooperation=cooperation,
        kind=FactKind.TAKEN_OVER.value,
        duty=duty,
        by=list(holders),
        on_first=on,
        on_last=on,
        entered_at=at,
        entered_by=by.user_name,
    )
    fact.save()
    record(
        by=by, at=at, cooperation_id=cooperation.pk, act="lämnade över skyldigheten", subject=fact, duty=duty
    )
    return fact


@operation
def say_complete_from(*, by: Scope, at: datetime, cooperation: Cooperation, day: date) -> CompleteFrom:
    """Say from which day what is recorded is all that has been done.

    Raises:
        Denied: the person may not note what has been done in the whole cooperation.
        Refused: the day has not come.
    """
    by.require(Permission.NOTE_DONE, cooperation_id=cooperation.pk)
    if day > at.date():
        raise Refused("Dagen har inte varit ännu. Ange i dag eller en tidigare dag.")
    row = CompleteFrom.objects.filter(cooperation=cooperation).first() or CompleteFrom(
        cooperation=cooperation
    )
    before = row.day.isoformat() if row.pk else None
    row.day, row.said_by = day, by.user_name
    row.save()
    record(
        by=by,
        at=at,
        cooperation_id=cooperation.pk,
        act="sade från när det är fullständigt",
        subject=row,
        before=before,
        now=day.isoformat(),
    )
    return row

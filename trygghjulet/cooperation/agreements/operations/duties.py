"""The duties that follow from an agreement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.text import slugify

from trygghjulet.cooperation.agreements.models import (
    Agreement,
    AgreementDuty,
    AgreementPart,
)
from trygghjulet.cooperation.agreements.operations._common import (
    current,
    free_key,
    iso,
    record_on,
    require_manager,
)
from trygghjulet.cooperation.agreements.queries import arrangement_of
from trygghjulet.cooperation.agreements.rules import duties as duty_rules
from trygghjulet.cooperation.agreements.rules.duties import WhenGiven
from trygghjulet.foundation.access.rules import Refused, Scope
from trygghjulet.foundation.audit.operations import operation
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.obligations import reading, words
from trygghjulet.obligations.entries import Unreadable

#: How long a key may be, with room for a number that tells two apart.
LONGEST_KEY = 70


@dataclass(frozen=True)
class DutyContent:
    """What a person writes of a duty: the rest of its table is kept as it stands."""

    title: str
    who: tuple[str, ...]
    level: str = words.Level.CITY
    when: WhenGiven = field(default_factory=WhenGiven)


@operation
def add_duty(
    *,
    by: Scope,
    at: datetime,
    agreement: Agreement,
    content: DutyContent,
    clause: str,
    kind: str = words.Kind.COOPERATION,
    part: AgreementPart | None = None,
    table: Mapping[str, Any] | None = None,
) -> AgreementDuty:
    """Add a duty of one's own, with the clause that it follows from.

    Args:
        table: what the duty's table says besides, in the words of docs/using/duties.md: what counts as done, for
            each of what, under which condition, and when where `content` cannot say it.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: the language can't read it, or the part is another agreement's.
        PersonalDataFound: the texts hold personal data.
    """
    require_manager(by, agreement)
    refuse_personal_data(content.title, clause, content.when.word)
    if part is not None and part.agreement_id != agreement.pk:
        raise Refused("Delen hör till en annan överenskommelse.")
    if not clause.strip():
        raise Refused("Skriv av klausulen som skyldigheten följer av.")
    arrangement = arrangement_of(by, agreement=agreement)
    key = free_key(slugify(content.title)[:LONGEST_KEY], agreement.duties.values_list("key", flat=True))
    whole = {
        "id": key,
        "title": content.title,
        "instrument": agreement.instrument,
        "clause": clause,
        "level": str(content.level),
        "who": list(content.who),
        "kind": str(kind),
        "evidence": _evidence(kind, key, content.who, (forum.id for forum in arrangement.forums)),
        **({} if table and "when" in table else {"when": _when(content.when, None)}),
        **duty_rules.plain(table or {}),
    }
    _read(whole, arrangement)
    duty = AgreementDuty(
        agreement=agreement, part=part, key=key, title=content.title, clause=clause, data=whole
    )
    duty.save()
    record_on(by, at, agreement, "lade till skyldigheten", duty)
    return duty


@operation
def change_duty(
    *, by: Scope, at: datetime, duty: AgreementDuty, seen: int, content: DutyContent
) -> AgreementDuty:
    """Change what a duty is called, who is to do it, on which level and when. The clause stays as it is quoted.

    Raises:
        Denied: the person may not change the cooperation.
        Stale: somebody else changed it meanwhile.
        Refused: the language can't read it so, or it has been removed.
        PersonalDataFound: the texts hold personal data.
    """
    require_manager(by, duty.agreement)
    refuse_personal_data(content.title, content.when.word)
    saved = current(duty, seen)
    if saved.ended_on is not None:
        raise Refused("Skyldigheten är borttagen och kan inte ändras.")
    table = {
        **saved.data,
        "title": content.title,
        "who": list(content.who),
        "level": str(content.level),
        "when": _when(content.when, saved.data.get("when")),
    }
    _read(table, arrangement_of(by, agreement=duty.agreement))
    before = {key: value for key, value in saved.data.items() if table.get(key) != value}
    saved.title, saved.data, saved.changed = content.title, table, saved.changed or bool(before)
    saved.revision += 1
    saved.save()
    record_on(by, at, duty.agreement, "ändrade skyldigheten", saved, before=before)
    return saved


@operation
def end_duty(*, by: Scope, at: datetime, duty: AgreementDuty, on: date, reason: str) -> AgreementDuty:
    """Remove a duty from a day; it is kept with the reason.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: it has been removed already, or no reason is given.
        PersonalDataFound: the reason holds personal data.
    """
    require_manager(by, duty.agreement)
    refuse_personal_data(reason)
    saved = AgreementDuty.objects.select_for_update().get(pk=duty.pk)
    if saved.ended_on is not None:
        raise Refused("Skyldigheten är redan borttagen.")
    if not reason.strip():
        raise Refused("Ange varför skyldigheten tas bort.")
    saved.ended_on, saved.end_reason = on, reason
    saved.revision += 1
    saved.save()
    record_on(by, at, duty.agreement, "tog bort skyldigheten", saved, on=iso(on), reason=reason)
    return saved


def _evidence(kind: str, key: str, who: Sequence[str], forums: Iterable[str]) -> dict[str, str]:
    """The facts that most likely show that a duty of the kind is met: for meetings, those of the forum itself."""
    known = set(forums)
    forum = next((one for one in who if one in known), None)
    if kind == words.Kind.MEETING and forum is not None:
        return {"kind": kind, "forum": forum}
    if kind == words.Kind.RESOURCE:
        return {"kind": words.FactKind.ARRANGEMENT.value, "what": key}
    return {"kind": kind if kind in set(words.FactKind) else words.FactKind.ACTIVITY.value, "what": key}


def _when(given: WhenGiven, before: Mapping[str, Any] | None) -> dict[str, Any]:
    try:
        return duty_rules.when_table(given, before=before)
    except ValueError as wrong:
        raise Refused(str(wrong)) from wrong


def _read(table: Mapping[str, Any], arrangement: words.Blueprint) -> words.Duty:
    """The duty, checked by the language's own reader against the agreement's arrangement."""
    try:
        return reading.read_duty(table, within=arrangement)
    except Unreadable as wrong:
        said = " ".join(f"{finding.where}: {finding.problem} {finding.remedy}" for finding in wrong.findings)
        raise Refused(f"Skyldigheten går inte att läsa. {said}") from wrong

"""Noting what the act asks for that no other room shows."""

from __future__ import annotations

from datetime import date, datetime

from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.parties.models import Cooperation, Function, PartyKind
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.oversight.law.models import LawNote
from trygghjulet.oversight.law.rules.notes import SORTS, What, fault


@operation
def note(
    *,
    by: Scope,
    at: datetime,
    cooperation: Cooperation,
    what: str,
    first: date,
    last: date | None = None,
    text: str = "",
    function: Function | None = None,
    registry_number: str = "",
    link: str = "",
) -> LawNote:
    """Note something about a paragraph of the act.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: the note lacks something, its days can't be so, or the function is another's or is named already.
        PersonalDataFound: the text holds personal data.
    """
    by.require(Permission.MANAGE, cooperation_id=cooperation.pk)
    refuse_personal_data(text, registry_number)
    if what not in list(What):
        raise Refused("Välj vad anteckningen gäller.")
    sort = SORTS[What(what)]
    lacking = fault(
        What(what), text=text, reference=registry_number or link, has_function=function is not None
    )
    if lacking:
        raise Refused(lacking[1])
    if first > at.date():
        raise Refused("Dagen har inte kommit ännu. Anteckna det när det har hänt.")
    if last is not None and not sort.lasts:
        raise Refused("Det här gjordes en dag och har inget slut. Lämna sista dagen tom.")
    if last is not None and last < first:
        raise Refused("Tiden slutar innan den börjar. Rätta ett av datumen.")
    _check_function(cooperation, What(what), function, first=first, last=last)
    saved = LawNote(
        cooperation=cooperation,
        what=what,
        text=text,
        first=first,
        last=last,
        function=function,
        registry_number=registry_number,
        link=link,
        entered_at=at,
        entered_by=by.user_name,
    )
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=cooperation.pk,
        act="antecknade om lagen",
        subject=saved,
        first=first.isoformat(),
        text=text,
    )
    return saved


@operation
def end_note(*, by: Scope, at: datetime, note: LawNote, last: date) -> LawNote:
    """Say the last day on which what a note says held.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: it was done on a day and has no end, or the end comes before the beginning.
    """
    saved = _saved(by, note)
    if not saved.sort.lasts:
        raise Refused("Det här gjordes en dag och har inget slut.")
    if last < saved.first:
        raise Refused(f"Det gäller från {saved.first}. Det kan inte sluta före det.")
    saved.last = last
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.cooperation_id,
        act="angav sista dagen för",
        subject=saved,
        last=last.isoformat(),
    )
    return saved


@operation
def remove_note(*, by: Scope, at: datetime, note: LawNote) -> None:
    """Take away a note that is wrong; what it said stays in the log.

    Raises:
        Denied: the person may not change the cooperation.
    """
    saved = _saved(by, note)
    record(
        by=by,
        at=at,
        cooperation_id=saved.cooperation_id,
        act="tog bort anteckningen om lagen",
        subject=saved,
        first=saved.first.isoformat(),
        text=saved.text,
    )
    saved.delete()


def _saved(by: Scope, note: LawNote) -> LawNote:
    by.require(Permission.MANAGE, cooperation_id=note.cooperation_id)
    saved: LawNote | None = LawNote.objects.select_for_update().filter(pk=note.pk).first()
    if saved is None:
        raise Refused("Anteckningen är redan borttagen.")
    return saved


def _check_function(
    cooperation: Cooperation, what: What, function: Function | None, *, first: date, last: date | None
) -> None:
    """One named function at a time, city-wide, and the cooperation's own."""
    if function is None:
        return
    if what is not What.FUNCTION:
        raise Refused("Bara anteckningen om samordningsfunktionen pekar ut en funktion.")
    own = function.cooperation_id == cooperation.pk and function.party.kind == PartyKind.MUNICIPALITY
    if not own or function.area_id is not None:
        raise Refused("Välj en av kommunens stadsövergripande funktioner i den här samverkan.")
    # Two who name a function at once wait for each other here.
    Cooperation.objects.select_for_update().get(pk=cooperation.pk)
    others = LawNote.objects.filter(cooperation=cooperation, what=What.FUNCTION)
    if any((one.last is None or one.last >= first) and (last is None or one.first <= last) for one in others):
        raise Refused("En annan funktion är redan utpekad den tiden. Ange först dess sista dag.")

"""What belongs to a decision beside the vote: reservations, statements, notes, and extracts that are sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import ProtectedError

from trygghjulet.cooperation.forums.models import Decision, Extract, Motion, Remark, Vote
from trygghjulet.cooperation.forums.operations._common import (
    named_in_public,
    open_decision,
    refuse,
    saved_decision,
    touched,
)
from trygghjulet.cooperation.forums.rules.meetings import not_yet
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.privacy.guard import refuse_personal_data


@dataclass(frozen=True)
class RemarkContent:
    """A reservation, a statement or a note as a person writes it down; `said_by` tells party or function."""

    kind: str
    said_by: str
    on: date | None = None
    in_favour_of: Motion | None = None
    text: str = ""


@operation
def remark(*, by: Scope, at: datetime, decision: Decision, content: RemarkContent) -> Remark:
    """Enter a reservation, a statement or a note to the minutes.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: nobody is named, the motion is another matter's, or the minutes are approved.
        PersonalDataFound: the texts hold personal data.
    """
    refuse_personal_data(content.said_by, public_names=True)
    refuse_personal_data(content.text, but=named_in_public(decision.forum))
    saved = open_decision(by, decision)
    if not content.said_by.strip():
        raise Refused("Ange vem som reserverade sig eller yttrade sig.")
    motion = content.in_favour_of
    if motion is not None and motion.decision_id != saved.pk:
        raise Refused("Yrkandet hör inte till det här beslutet.")
    if motion is not None and content.kind != Remark.Kind.RESERVATION:
        raise Refused("Bara en reservation är till förmån för ett yrkande.")
    own = Remark(
        decision=saved,
        kind=content.kind,
        by=content.said_by,
        on=content.on,
        in_favour_of=motion,
        text=content.text,
    )
    own.save()
    touched(saved)
    record(
        by=by,
        at=at,
        cooperation_id=saved.forum.cooperation_id,
        act="förde in till protokollet",
        subject=own,
        decision=str(saved),
    )
    return own


@operation
def order_extract(
    *, by: Scope, at: datetime, decision: Decision, to: str, sent_on: date | None = None
) -> Extract:
    """Note who is to have an extract of a decision. May be done after the minutes are approved.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: no receiver is named, the same one is there already, or the day has not come.
        PersonalDataFound: the receiver's name holds personal data.
    """
    refuse_personal_data(to)
    saved = saved_decision(by, decision)
    if not to.strip():
        raise Refused("Ange vem som ska ha utdraget.")
    if saved.extracts.filter(to__iexact=to.strip()).exists():
        raise Refused(f"Utdraget till {to} är redan infört.")
    own = Extract(decision=saved, to=to.strip(), sent_on=_sent_on(saved, sent_on, today=at.date()))
    own.save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.forum.cooperation_id,
        act="förde in protokollsutdraget",
        subject=own,
    )
    return own


@operation
def send_extract(*, by: Scope, at: datetime, extract: Extract, on: date) -> Extract:
    """Enter the day that an extract went out; entered anew when the first entry was wrong.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: the day has not come, or lies before the decision.
    """
    saved = saved_decision(by, extract.decision)
    own: Extract | None = saved.extracts.filter(pk=extract.pk).first()
    if own is None:
        raise Refused("Utdraget är borttaget.")
    own.sent_on = _sent_on(saved, on, today=at.date())
    own.save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.forum.cooperation_id,
        act="skickade protokollsutdraget",
        subject=own,
        on=on.isoformat(),
    )
    return own


@operation
def remove_part(*, by: Scope, at: datetime, part: Motion | Vote | Remark | Extract) -> None:
    """Take away a motion, a vote, a remark or an extract that was entered by mistake; the log keeps what it said.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: it is gone already, something else rests on it, or the minutes are approved.
    """
    decision = part.decision
    saved = saved_decision(by, decision) if isinstance(part, Extract) else open_decision(by, decision)
    own = type(part).objects.filter(decision=saved, pk=part.pk).first()
    if own is None:
        raise Refused("Det är redan borttaget.")
    record(
        by=by,
        at=at,
        cooperation_id=saved.forum.cooperation_id,
        act="tog bort ur beslutet",
        subject=own,
        decision=str(saved),
        before=_told(own),
    )
    if isinstance(own, Motion) and own.answered_by.exists():
        raise Refused("Ett bifall eller avslag gäller yrkandet. Ta bort det först.")
    try:
        own.delete()
    except ProtectedError as error:
        raise Refused("En omröstning eller en reservation gäller yrkandet. Ta bort den först.") from error
    touched(saved)


def _told(part: Motion | Vote | Remark | Extract) -> str:
    """What a part said, as the log keeps it."""
    match part:
        case Vote():
            rows = "; ".join(map(str, part.ballots.all()))
            return f"{part.proposition} ({rows})"
        case Motion() | Remark():
            return part.text
        case Extract():
            return numbers.day(part.sent_on) if part.sent_on else ""


def _sent_on(decision: Decision, on: date | None, *, today: date) -> date | None:
    if on is not None:
        refuse(not_yet(on, today=today, what="Utskicket"))
        if on < decision.on:
            raise Refused(
                f"Beslutet fattades {numbers.day(decision.on)}. Utdraget kan inte ha skickats före det."
            )
    return on

"""Entering what a forum decided: at a meeting, or on a day that no meeting is entered for."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime

from trygghjulet.cooperation.forums.models import AgendaItem, Decision, Forum, Meeting, Motion
from trygghjulet.cooperation.forums.operations._agenda import (
    decided,
    follow_outcome,
    reopen,
    stay,
    take_back_answer,
)
from trygghjulet.cooperation.forums.operations._common import (
    named_in_public,
    open_decision,
    refuse,
    refuse_if_approved,
    saved_decision,
    saved_meeting,
    writable,
)
from trygghjulet.cooperation.forums.rules.meetings import after_the_end, not_yet
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.privacy.guard import refuse_personal_data


@dataclass(frozen=True)
class DecisionContent:
    """A decision as a person writes it down; what the source does not say stays empty.

    `on` is left out for a decision at a meeting, which has the meeting's day.
    """

    title: str
    outcome: str = Decision.Outcome.OPEN
    on: date | None = None
    paragraph: str = ""
    registry_number: str = ""
    text: str = ""
    grounds: str = ""
    papers: str = ""
    item: AgendaItem | None = None
    earlier: Decision | None = None
    earlier_words: str = ""
    final_body: str = ""
    evidence_what: str = ""


#: What becomes of the point on the agenda when its matter has had an outcome.
_ITEM_STATES = {
    Decision.Outcome.ADOPTED: AgendaItem.State.HANDLED,
    Decision.Outcome.REJECTED: AgendaItem.State.HANDLED,
    Decision.Outcome.RECOMMITTED: AgendaItem.State.HANDLED,
    Decision.Outcome.TABLED: AgendaItem.State.TABLED,
}


@operation
def decide(
    *, by: Scope, at: datetime, forum: Forum, content: DecisionContent, meeting: Meeting | None = None
) -> Decision:
    """Enter a matter that a forum decided or tabled.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: the day has not come, the meeting is cancelled, locked or another forum's, the paragraph is taken, or
            what it leads back to is another forum's or later.
        PersonalDataFound: the texts hold personal data.
    """
    saved = writable(by, forum)
    decision = Decision(forum=saved, meeting=saved_meeting(saved, meeting) if meeting else None)
    _fill(decision, content, today=at.date())
    record(
        by=by,
        at=at,
        cooperation_id=saved.cooperation_id,
        act="förde in beslutet",
        subject=decision,
        outcome=decision.outcome,
        on=decision.on.isoformat(),
    )
    return decision


@operation
def change_decision(
    *, by: Scope, at: datetime, decision: Decision, seen: int, content: DecisionContent
) -> Decision:
    """Change what is entered of a decision; what stood there is kept in the log.

    Args:
        seen: the revision that the writer had before them.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Stale: somebody else changed it meanwhile.
        Refused: as when it is entered, or the meeting's minutes are approved.
        PersonalDataFound: the texts hold personal data.
    """
    saved = open_decision(by, decision)
    refuse_if_stale(seen=seen, now=saved.revision)
    before = {field.name: str(getattr(saved, field.name) or "") for field in fields(content)}
    _fill(saved, content, today=at.date())
    changed = {name: was for name, was in before.items() if was != str(getattr(saved, name) or "")}
    record(
        by=by,
        at=at,
        cooperation_id=saved.forum.cooperation_id,
        act="ändrade beslutet",
        subject=saved,
        before=changed,
    )
    return saved


@operation
def take_back_decision(*, by: Scope, at: datetime, decision: Decision, reason: str) -> None:
    """Take back a decision that was entered by mistake; the log keeps what was entered and why it went.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: no reason is given, tasks or later decisions follow from it, or the minutes are approved.
        PersonalDataFound: the reason holds personal data.
    """
    refuse_personal_data(reason)
    saved = open_decision(by, decision)
    if not reason.strip():
        raise Refused("Ange varför beslutet tas tillbaka.")
    if saved.tasks.exists():
        raise Refused("Uppgifter följer av beslutet. Avbryt dem eller låt beslutet stå.")
    if saved.later.exists():
        raise Refused("Ett senare beslut leder tillbaka till det här. Ändra det först.")
    record(
        by=by,
        at=at,
        cooperation_id=saved.forum.cooperation_id,
        act="tog tillbaka beslutet",
        subject=saved,
        before={"on": saved.on.isoformat(), "outcome": saved.outcome, "text": saved.text},
        reason=reason,
    )
    # The votes point at motions that may not go before them.
    saved.votes.all().delete()
    saved.remarks.all().delete()
    Motion.objects.filter(decision=saved).delete()
    item = saved.item if saved.outcome in _ITEM_STATES else None
    answered = decided(item) if item is not None else ""
    saved.delete()
    if item is not None:
        take_back_answer(item, was=answered)
        reopen(item)


@operation
def settle_finally(
    *,
    by: Scope,
    at: datetime,
    decision: Decision,
    final_on: date,
    final_text: str,
    final_outcome: str = Decision.Outcome.ADOPTED,
) -> Decision:
    """Enter what the body that decides in the end decided. May be done after the minutes are approved.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: no other body decides, the day has not come or lies before the forum's own decision.
        PersonalDataFound: the text holds personal data.
    """
    refuse_personal_data(final_text)
    saved = saved_decision(by, decision)
    refuse(not_yet(final_on, today=at.date(), what="Det slutliga beslutet"))
    if not saved.final_body:
        raise Refused("Beslutet avgörs av forumet självt. Ange först vem som avgör det slutligt.")
    if final_on < saved.on:
        raise Refused(
            f"Forumet beslutade {numbers.day(saved.on)}. Det slutliga beslutet kan inte vara tidigare."
        )
    if not final_text.strip():
        raise Refused("Skriv vad som beslutades slutligt.")
    if final_outcome not in (Decision.Outcome.ADOPTED, Decision.Outcome.REJECTED):
        raise Refused("Ange om det slutliga beslutet blev bifall eller avslag.")
    saved.final_on, saved.final_text, saved.final_outcome = final_on, final_text, final_outcome
    saved.revision += 1
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.forum.cooperation_id,
        act="förde in det slutliga beslutet om",
        subject=saved,
        on=final_on.isoformat(),
        body=saved.final_body,
        outcome=final_outcome,
    )
    return saved


def _fill(decision: Decision, content: DecisionContent, *, today: date) -> None:
    refuse_personal_data(
        content.title,
        content.paragraph,
        content.registry_number,
        content.papers,
        content.earlier_words,
        content.final_body,
        content.evidence_what,
    )
    refuse_personal_data(content.text, content.grounds, but=named_in_public(decision.forum))
    forum, meeting = decision.forum, decision.meeting
    before = decision.item if decision.outcome in _ITEM_STATES else None
    answered = decided(before) if before is not None else ""
    was_tabled = decision.outcome == Decision.Outcome.TABLED
    day = meeting.on if meeting else content.on
    if day is None:
        raise Refused("Ange dagen då beslutet fattades.")
    refuse(not_yet(day, today=today, what="Beslutet"))
    if meeting is None:
        refuse(after_the_end(day, ended_on=forum.ended_on))
    _refuse_misplaced(decision, content, day)
    if content.outcome == Decision.Outcome.ADOPTED and not content.text.strip():
        raise Refused("Skriv vad som beslutades.")
    taken = Decision.objects.filter(forum=forum, on=day, paragraph=content.paragraph).exclude(pk=decision.pk)
    if content.paragraph and taken.exists():
        raise Refused(
            f"{content.paragraph} {numbers.day(day)} är redan infört. Rätta det eller ändra paragrafen."
        )
    for field in fields(content):
        if field.name != "on":
            setattr(decision, field.name, getattr(content, field.name))
    if not content.final_body:
        decision.final_on, decision.final_text, decision.final_outcome = None, "", ""
    decision.on = day
    decision.revision += 1 if decision.pk else 0
    decision.save()
    state = _ITEM_STATES.get(Decision.Outcome(decision.outcome))
    if before is not None:
        take_back_answer(before, was=answered)
        if state is None or content.item is None or content.item.pk != before.pk:
            reopen(before)
    if content.item is not None and state is not None:
        if was_tabled and state != AgendaItem.State.TABLED:
            stay(content.item)
        AgendaItem.objects.filter(pk=content.item.pk).update(state=state)
        follow_outcome(content.item, on=decision.on)


def _refuse_misplaced(decision: Decision, content: DecisionContent, day: date) -> None:
    """Refuse what leads to another forum's things, or in a ring."""
    meeting, item, earlier = decision.meeting, content.item, content.earlier
    if meeting is not None:
        if meeting.state == Meeting.State.CANCELLED:
            raise Refused("Mötet är inställt. Ett beslut kan inte föras in där.")
        refuse_if_approved(meeting)
    if item is not None and (meeting is None or item.meeting_id != meeting.pk):
        raise Refused("Punkten står inte på mötets dagordning.")
    if earlier is None:
        return
    if earlier.forum_id != decision.forum_id:
        raise Refused("Den tidigare behandlingen hör till ett annat forum. Skriv den i ord i stället.")
    if earlier.pk == decision.pk or earlier.on > day:
        raise Refused("Den tidigare behandlingen måste ligga före beslutet.")
    passed = earlier
    while passed.earlier is not None:
        passed = passed.earlier
        if passed.pk == decision.pk:
            raise Refused("Beslutet kan inte vara en tidigare behandling av sig självt.")

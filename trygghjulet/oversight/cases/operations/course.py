"""The way of a case: ready, sent, taken back, decided or taken away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from trygghjulet.foundation.access.rules import Refused, Scope
from trygghjulet.foundation.audit.operations import operation
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.oversight.cases.models import Case, CaseDecision
from trygghjulet.oversight.cases.operations._common import draft_case, locked_case, log
from trygghjulet.oversight.cases.queries import awaited_in, lacks_of
from trygghjulet.oversight.cases.rules import kinds, state
from trygghjulet.oversight.cases.rules.kinds import Decider
from trygghjulet.oversight.cases.rules.state import Outcome, State


@operation
def mark_ready(*, by: Scope, at: datetime, case: Case, drawn_up_on: date) -> Case:
    """Say that a case is whole, and the day it was drawn up; from then on it is not changed.

    Raises:
        Denied: the person may not write cases here.
        Refused: something is missing, it is ready already, or the day has not been.
    """
    saved = draft_case(by, case)
    lacks = lacks_of(saved)
    if lacks:
        raise Refused(f"Ärendet är inte helt. {' '.join(one.words for one in lacks)}")
    _refuse_day(drawn_up_on, at, None, "ärendet utfärdades")
    saved.state, saved.drawn_up_on = State.READY, drawn_up_on
    saved.save()
    log(by, at, saved, "markerade som klart", saved, drawn_up_on=drawn_up_on.isoformat())
    return saved


@operation
def mark_sent(*, by: Scope, at: datetime, case: Case, sent_on: date) -> Case:
    """Say that a ready case was sent to those who decide. How it went is left open until it is known.

    Raises:
        Denied: the person may not write cases here.
        Refused: the case is not ready, or the day can't be so.
    """
    saved = locked_case(by, case)
    if saved.stands is not State.READY:
        raise Refused("Bara ett ärende som är klart kan skickas. Markera det som klart först.")
    _refuse_day(sent_on, at, saved.drawn_up_on, "ärendet skickades")
    saved.state, saved.sent_on = State.SENT, sent_on
    saved.save()
    log(by, at, saved, "skickade", saved, sent_on=sent_on.isoformat())
    return saved


@operation
def take_back(*, by: Scope, at: datetime, case: Case, reason: str) -> Case:
    """Make a ready or sent case a draft again, with the reason in the log.

    Raises:
        Denied: the person may not write cases here.
        Refused: it is a draft, a body has settled it, or no reason is given.
        PersonalDataFound: the reason holds personal data.
    """
    refuse_personal_data(reason)
    saved = locked_case(by, case)
    if saved.stands not in (State.READY, State.SENT):
        raise Refused("Bara ett ärende som är klart eller skickat kan tas tillbaka.")
    if any(one.settles for one in saved.decisions.all()):
        raise Refused("Ett beslut är redan fattat i ärendet, så det kan inte tas tillbaka.")
    if not reason.strip():
        raise Refused("Ange varför ärendet tas tillbaka.")
    _to_draft(saved)
    log(by, at, saved, "tog tillbaka", saved, reason=reason)
    return saved


@dataclass(frozen=True)
class Decided:
    """What a body came to: which, how, when, under which paragraph, and its words."""

    decider: str
    outcome: str
    decided_on: date
    paragraph: str = ""
    text: str = ""


@operation
def enter_decision(*, by: Scope, at: datetime, case: Case, decided: Decided) -> CaseDecision:
    """Enter what a body came to. When the last has settled the case it is decided; referred back it is a draft again.

    Raises:
        Denied: the person may not write cases here.
        Refused: the case was not sent, it is not that body's turn, or what is said does not hold together.
        PersonalDataFound: the texts hold personal data.
    """
    refuse_personal_data(decided.paragraph, decided.text)
    saved = locked_case(by, case)
    if saved.stands is not State.SENT:
        raise Refused("Bara ett ärende som är skickat kan få ett beslut. Ange först när det skickades.")
    waiting = awaited_in(saved)
    if decided.outcome not in list(Outcome) or decided.decider not in list(Decider):
        raise Refused("Välj vem som beslutade och hur det gick.")
    if not waiting or decided.decider != waiting[0]:
        turn = kinds.decider_called(waiting[0], saved.committee).lower() if waiting else "ingen"
        raise Refused(f"Ärendet väntar på beslut av {turn}. För in det beslutet först.")
    outcome = Outcome(decided.outcome)
    if outcome is Outcome.OTHERWISE and not decided.text.strip():
        raise Refused("Skriv vad som beslutades när det inte blev som förslaget.")
    if outcome in state.SETTLING and not decided.paragraph.strip():
        raise Refused("Ange beslutets paragraf, till exempel § 87.")
    latest = max((one.decided_on for one in saved.decisions.all()), default=saved.sent_on)
    _refuse_day(decided.decided_on, at, latest, "beslutet fattades")
    row = CaseDecision(
        case=saved,
        decider=decided.decider,
        outcome=decided.outcome,
        decided_on=decided.decided_on,
        paragraph=decided.paragraph,
        text=decided.text,
        entered_by=by.user_name,
        entered_at=at,
    )
    row.save()
    if outcome is Outcome.REFERRED_BACK:
        _to_draft(saved)
    elif outcome in state.SETTLING and len(waiting) == 1:
        saved.state = State.DECIDED
        saved.save()
    log(by, at, saved, "förde in beslutet i", saved, decider=decided.decider, outcome=decided.outcome)
    return row


@operation
def remove(*, by: Scope, at: datetime, case: Case, reason: str) -> None:
    """Take away a draft that no body has dealt with; that it was there stays in the log.

    Raises:
        Denied: the person may not write cases here.
        Refused: it is no longer a draft, a body has dealt with it, or no reason is given.
        PersonalDataFound: the reason holds personal data.
    """
    refuse_personal_data(reason)
    saved = draft_case(by, case)
    if saved.decisions.exists():
        raise Refused("Ärendet har behandlats och tas inte bort.")
    if not reason.strip():
        raise Refused("Ange varför ärendet tas bort.")
    log(by, at, saved, "tog bort ärendet", saved, reason=reason, number=saved.registry_number)
    saved.delete()


def _to_draft(case: Case) -> None:
    case.state, case.sent_on = State.DRAFT, None
    case.save()


def _refuse_day(day: date, at: datetime, earliest: date | None, what: str) -> None:
    why_not = state.refused_day(day, today=timezone.localdate(at), earliest=earliest, what=what)
    if why_not:
        raise Refused(why_not)

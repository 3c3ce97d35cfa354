"""Writing and giving the opinion on a matter, declining, and entering what came of it."""

from __future__ import annotations

from datetime import date, datetime

from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.cooperation.referrals.models import Referral
from trygghjulet.cooperation.referrals.operations._common import opened, refuse, refuse_day, writable
from trygghjulet.cooperation.referrals.rules import MatterState, obstacle
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.privacy.guard import refuse_personal_data


@operation
def write_opinion(*, by: Scope, at: datetime, referral: Referral, seen: int, text: str) -> Referral:
    """Write on the opinion before it is decided. The matter is then being prepared.

    Args:
        seen: the revision of the opinion that the writer had before them.

    Raises:
        Denied: the person may not enter what the forum does.
        Stale: somebody else wrote meanwhile.
        Refused: the opinion is given, or the forum gives none.
        PersonalDataFound: the text holds personal data.
    """
    saved = opened(by, referral)
    refuse_personal_data(text)
    refuse_if_stale(seen=seen, now=saved.opinion_revision)
    saved.opinion = text
    saved.opinion_revision += 1
    if saved.stands is MatterState.RECEIVED:
        saved.state = MatterState.PREPARING.value
    saved.save()
    record(by=by, at=at, cooperation_id=saved.cooperation_id, act="skrev på yttrandet över", subject=saved)
    return saved


@operation
def give_opinion(
    *,
    by: Scope,
    at: datetime,
    referral: Referral,
    decided_on: date,
    decided_by: Forum | None = None,
    decided_body: str = "",
    paragraph: str = "",
    advisory: bool = False,
) -> Referral:
    """Enter that the opinion was decided, as it is written.

    Raises:
        Denied: the person may not enter what the forum does.
        Refused: nothing is written, it is decided already, the day has not come or lies before the matter came
            in, or there is no decider, or there are two, or the forum is another cooperation's.
        PersonalDataFound: the texts hold personal data.
    """
    saved = _movable(by, referral, MatterState.GIVEN)
    refuse_personal_data(decided_body, paragraph)
    if not saved.opinion.strip():
        raise Refused("Yttrandet är inte skrivet. Skriv det först, eller för in att forumet avstod.")
    _refuse_decider(saved, decided_by, decided_body)
    refuse_day(decided_on, at, saved, "Beslutet")
    saved.state = MatterState.GIVEN.value
    saved.decided_by, saved.decided_body = decided_by, decided_body
    saved.decided_on, saved.paragraph, saved.advisory = decided_on, paragraph, advisory
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.cooperation_id,
        act="avgav yttrandet över",
        subject=saved,
        decided_by=saved.decider,
        decided_on=decided_on.isoformat(),
    )
    return saved


@operation
def send_opinion(*, by: Scope, at: datetime, referral: Referral, sent_on: date, sent_to: str) -> Referral:
    """Enter that the decided opinion was sent; entered anew when the first entry was wrong.

    Raises:
        Denied: the person may not enter what the forum does.
        Refused: no opinion is given, the day has not come, or lies before the decision.
        PersonalDataFound: the receivers hold personal data.
    """
    saved = writable(by, referral)
    refuse_personal_data(sent_to)
    if saved.was_declined or saved.decided_on is None:
        raise Refused("Något yttrande är inte avgivet, så det finns inget att skicka.")
    refuse_day(sent_on, at, saved, "Utskicket")
    if sent_on < saved.decided_on:
        raise Refused(
            f"Yttrandet beslutades {numbers.day(saved.decided_on)}. Det kan inte ha skickats före det."
        )
    saved.sent_on, saved.sent_to = sent_on, sent_to
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.cooperation_id,
        act="skickade yttrandet över",
        subject=saved,
        sent_to=sent_to,
        sent_on=sent_on.isoformat(),
    )
    return saved


@operation
def decline(
    *,
    by: Scope,
    at: datetime,
    referral: Referral,
    decided_on: date,
    reason: str,
    decided_by: Forum | None = None,
    decided_body: str = "",
) -> Referral:
    """Enter that no opinion is given, and why.

    Raises:
        Denied: the person may not enter what the forum does.
        Refused: an opinion is given, no reason is given, the day has not come or lies before the matter came in,
            or there is no decider, or there are two, or the forum is another cooperation's.
        PersonalDataFound: the texts hold personal data.
    """
    saved = _movable(by, referral, MatterState.DECLINED)
    refuse_personal_data(reason, decided_body)
    if not reason.strip():
        raise Refused("Ange varför inget yttrande avges.")
    _refuse_decider(saved, decided_by, decided_body)
    refuse_day(decided_on, at, saved, "Beslutet")
    saved.state = MatterState.DECLINED.value
    saved.decided_by, saved.decided_body = decided_by, decided_body
    saved.decided_on, saved.decline_reason = decided_on, reason
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.cooperation_id,
        act="avstod yttrande över",
        subject=saved,
        reason=reason,
    )
    return saved


@operation
def note_outcome(
    *, by: Scope, at: datetime, referral: Referral, outcome: str, text: str, on: date
) -> Referral:
    """Enter what came of the opinion. While that is not known yet the matter stays where it is.

    Raises:
        Denied: the person may not enter what the forum does.
        Refused: no opinion is given and the forum has not declined, there is no such outcome, or the day has
            not come or lies before the decision.
        PersonalDataFound: the text holds personal data.
    """
    saved = _movable(by, referral, MatterState.SETTLED)
    refuse_personal_data(text)
    if outcome not in Referral.Outcome.values:
        raise Refused("Välj vad det blev av yttrandet.")
    if saved.was_declined and outcome != Referral.Outcome.UNKNOWN and not text.strip():
        raise Refused("Inget yttrande avgavs. Skriv vad det blev av saken.")
    refuse_day(on, at, saved, "Utfallet")
    if saved.decided_on is not None and on < saved.decided_on:
        raise Refused("Utfallet kan inte vara känt före beslutet om yttrandet.")
    saved.outcome, saved.outcome_text, saved.outcome_on = outcome, text, on
    if outcome != Referral.Outcome.UNKNOWN:
        saved.state = MatterState.SETTLED.value
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.cooperation_id,
        act="förde in vad det blev av",
        subject=saved,
        outcome=outcome,
    )
    return saved


@operation
def reopen(*, by: Scope, at: datetime, referral: Referral, reason: str) -> Referral:
    """Open a matter again whose opinion or refusal was entered wrongly; what was entered stays in the log.

    Raises:
        Denied: the person may not enter what the forum does.
        Refused: it is open already, or its outcome is entered, or no reason is given.
        PersonalDataFound: the reason holds personal data.
    """
    saved = _movable(by, referral, MatterState.PREPARING)
    refuse_personal_data(reason)
    if not reason.strip():
        raise Refused("Ange varför ärendet öppnas igen.")
    record(
        by=by,
        at=at,
        cooperation_id=saved.cooperation_id,
        act="öppnade igen",
        subject=saved,
        reason=reason,
        before={
            "state": saved.state,
            "decided_by": saved.decider,
            "decided_on": saved.decided_on.isoformat() if saved.decided_on else "",
            "paragraph": saved.paragraph,
            "decline_reason": saved.decline_reason,
            "sent_on": saved.sent_on.isoformat() if saved.sent_on else "",
            "sent_to": saved.sent_to,
        },
    )
    saved.state = MatterState.PREPARING.value
    saved.decided_by = saved.decided_on = saved.sent_on = saved.outcome_on = None
    saved.decided_body = saved.paragraph = saved.decline_reason = saved.sent_to = ""
    saved.outcome = saved.outcome_text = ""
    saved.advisory = False
    saved.save()
    return saved


def _movable(by: Scope, referral: Referral, then: MatterState) -> Referral:
    saved = writable(by, referral)
    refuse(obstacle(saved.stands, then))
    return saved


def _refuse_decider(referral: Referral, forum: Forum | None, body: str) -> None:
    if (forum is None) == (not body):
        raise Refused("Ange vem som beslutade: ett av forumen, eller ett annat organ.")
    if forum is not None and forum.cooperation_id != referral.cooperation_id:
        raise Refused("Forumet som beslutade hör inte till den här samverkan.")

"""What was moved in a matter, and how it was voted on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from trygghjulet.cooperation.forums.models import Appointment, Ballot, Decision, Motion, Vote
from trygghjulet.cooperation.forums.operations._common import named_in_public, open_decision, touched
from trygghjulet.cooperation.forums.rules import votes as rules
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.privacy.guard import refuse_personal_data

_PROPOSALS = (Motion.Kind.PROPOSAL, Motion.Kind.MOTION, Motion.Kind.ADDITIONAL)
_ANSWERS = (Motion.Kind.APPROVAL, Motion.Kind.REJECTION)


@dataclass(frozen=True)
class MotionContent:
    """A motion as a person writes it down: told by party or function; an elected member may be named."""

    kind: str
    made_by: str
    made_on: date | None = None
    text: str = ""
    about: Motion | None = None
    outcome: str = ""


@operation
def write_motion(
    *, by: Scope, at: datetime, decision: Decision, content: MotionContent, motion: Motion | None = None
) -> Motion:
    """Enter what somebody moved in a matter, or with `motion` change what is entered of it.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: it says nothing, is made after the decision, leads to another matter's motion or to itself, or the
            minutes are approved.
        PersonalDataFound: the texts hold personal data.
    """
    refuse_personal_data(content.made_by, public_names=True)
    refuse_personal_data(content.text, but=named_in_public(decision.forum))
    saved = open_decision(by, decision)
    own = _own_motion(saved, motion) if motion else Motion(decision=saved)
    about = _own_motion(saved, content.about) if content.about else None
    if content.kind in _ANSWERS and about is None and not content.text.strip():
        raise Refused("Ange vilket yrkande det gäller, eller skriv det i ord.")
    if content.kind in _PROPOSALS and not content.text.strip():
        raise Refused("Skriv vad som yrkades.")
    if about is not None and about.pk == own.pk:
        raise Refused("Ett yrkande kan inte gälla sig självt.")
    if content.made_on is not None and content.made_on > saved.on:
        raise Refused(f"Beslutet fattades {numbers.day(saved.on)}. Yrkandet kan inte ha kommit efter det.")
    own.kind, own.made_by, own.made_on = content.kind, content.made_by, content.made_on
    own.text, own.about, own.outcome = content.text, about, content.outcome
    own.save()
    touched(saved)
    record(
        by=by,
        at=at,
        cooperation_id=saved.forum.cooperation_id,
        act="ändrade yrkandet" if motion else "förde in yrkandet",
        subject=own,
        decision=str(saved),
        outcome=own.outcome,
    )
    return own


@dataclass(frozen=True)
class VoteContent:
    """A vote as the minutes give it; a count that they don't give is None."""

    proposition: str
    kind: str = Vote.Kind.MAIN
    yes_for: Motion | None = None
    no_for: Motion | None = None
    declared_yes: int | None = None
    declared_no: int | None = None
    declared_abstaining: int | None = None


@operation
def write_vote(
    *,
    by: Scope,
    at: datetime,
    decision: Decision,
    content: VoteContent,
    ballots: Sequence[rules.Ballot],
    vote: Vote | None = None,
    seen: int | None = None,
) -> Vote:
    """Enter a vote with each member's ballot, or with `vote` change what is entered of it.

    What was declared is kept as it was said, also where the ballots come to something else: both are shown.

    Args:
        seen: the decision's revision that the writer had before them; needed when a vote is changed.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Stale: somebody else changed the decision meanwhile.
        Refused: no ballots are given, somebody is there twice, yes and no are for the same motion, something is
            another matter's, or the minutes are approved.
        PersonalDataFound: the texts hold personal data.
    """
    refuse_personal_data(content.proposition, *(ballot.voter for ballot in ballots), public_names=True)
    saved = open_decision(by, decision)
    own = Vote(decision=saved)
    if vote is not None:
        refuse_if_stale(seen=seen if seen is not None else -1, now=saved.revision)
        own = _own_vote(saved, vote)
    _refuse_unfit(content, ballots)
    places = _places(saved, ballots)
    own.kind, own.proposition = content.kind, content.proposition
    own.yes_for = _own_motion(saved, content.yes_for) if content.yes_for else None
    own.no_for = _own_motion(saved, content.no_for) if content.no_for else None
    own.declared_yes, own.declared_no = content.declared_yes, content.declared_no
    own.declared_abstaining = content.declared_abstaining
    own.save()
    own.ballots.all().delete()
    for ballot in ballots:
        Ballot(
            vote=own,
            voter=ballot.voter,
            political_party=ballot.party[:20],
            appointment=places.get(ballot.appointment or 0),
            choice=ballot.choice.value,
            serving_substitute=ballot.serving_substitute,
            chairs=ballot.chairs,
        ).save()
    touched(saved)
    record(
        by=by,
        at=at,
        cooperation_id=saved.forum.cooperation_id,
        act="ändrade omröstningen" if vote else "förde in omröstningen",
        subject=own,
        counted=rules.recount(ballots, casting_vote=False).figures,
    )
    return own


def _refuse_unfit(content: VoteContent, ballots: Sequence[rules.Ballot]) -> None:
    if not content.proposition.strip():
        raise Refused("Skriv vad ja och nej betydde.")
    if not ballots:
        raise Refused("För in minst en röst.")
    names = [ballot.voter.casefold() for ballot in ballots]
    twice = next((ballot.voter for ballot in ballots if names.count(ballot.voter.casefold()) > 1), "")
    if twice:
        raise Refused(f"{twice} står flera gånger. Varje ledamot röstar en gång.")
    if content.yes_for is not None and content.no_for is not None and content.yes_for.pk == content.no_for.pk:
        raise Refused("Ja och nej kan inte gälla samma yrkande.")


def _places(decision: Decision, ballots: Sequence[rules.Ballot]) -> dict[int, Appointment]:
    wanted = {ballot.appointment for ballot in ballots if ballot.appointment is not None}
    found = {one.pk: one for one in Appointment.objects.filter(forum=decision.forum, pk__in=wanted)}
    if wanted - found.keys():
        raise Refused("En av dem som röstar sitter inte i forumet.")
    return found


def _own_motion(decision: Decision, motion: Motion) -> Motion:
    found = Motion.objects.filter(decision=decision, pk=motion.pk).first()
    if found is None:
        raise Refused("Yrkandet hör inte till det här beslutet.")
    return found


def _own_vote(decision: Decision, vote: Vote) -> Vote:
    found = Vote.objects.filter(decision=decision, pk=vote.pk).first()
    if found is None:
        raise Refused("Omröstningen hör inte till det här beslutet.")
    return found

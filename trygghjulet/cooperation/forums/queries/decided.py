"""Reading decisions, with their votes counted anew and held against what was declared."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db import models
from django.db.models import Prefetch

from trygghjulet.cooperation.forums.models import (
    Appointment,
    Attendance,
    Composition,
    Decision,
    Forum,
    ForumKind,
    Meeting,
    Motion,
    Vote,
)
from trygghjulet.cooperation.forums.rules import votes as rules
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation


def decisions(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[Decision]:
    """The decisions of the cooperation's forums that the person may see, the latest first, with all that is in them."""
    found: models.QuerySet[Decision] = (
        Decision.objects.filter(
            forum__cooperation=cooperation, forum__cooperation_id__in=scope.cooperation_ids
        )
        .select_related("forum__area", "forum__cooperation__area", "meeting", "item", "earlier")
        .prefetch_related(Prefetch("motions", Motion.objects.select_related("about")))
        .prefetch_related(Prefetch("votes", Vote.objects.select_related("yes_for__about", "no_for__about")))
        .prefetch_related("votes__ballots", "remarks__in_favour_of", "extracts", "later")
    )
    return found


@dataclass(frozen=True)
class Counted:
    """A vote counted anew."""

    vote: Vote
    ballots: tuple[rules.Ballot, ...]
    recount: rules.Recount
    differences: tuple[str, ...]

    @property
    def parties(self) -> tuple[rules.PartyRow, ...]:
        """The ballots by political party."""
        return rules.by_party(self.ballots)

    @property
    def outcome(self) -> str:
        """What the ballots come to, in words."""
        counted = self.recount
        said = f"{counted.yes} ja, {counted.no} nej"
        said += f", {counted.abstaining} avstår" if counted.abstaining else ""
        said += f", {counted.absent} frånvarande" if counted.absent else ""
        if counted.winner is None:
            return f"{said}. Rösterna avgör inget."
        side = "Ja" if counted.winner is rules.Choice.YES else "Nej"
        by_chair = " genom ordförandens utslagsröst" if counted.casting_vote else ""
        return f"{said}. {side} vann{by_chair}."

    @property
    def agrees(self) -> bool:
        """Is there nothing to remark on?"""
        return not self.differences


def has_casting_vote(forum: Forum) -> bool:
    """Does the chair decide when the votes are equal? So in the bodies that the Local Government Act is about."""
    return forum.kind == ForumKind.BOARD


def counted(decision: Decision) -> tuple[Counted, ...]:
    """A decision's votes, each counted anew and held against what was declared and stated."""
    known = _known(decision) if decision.votes.all() else rules.Known()
    return tuple(_counted(decision, vote, known) for vote in decision.votes.all())


def ballots_of(vote: Vote) -> tuple[rules.Ballot, ...]:
    """A vote's ballots, as the rules take them."""
    return tuple(
        rules.Ballot(
            one.voter,
            rules.Choice(one.choice),
            one.political_party,
            one.serving_substitute,
            one.chairs,
            one.appointment_id,
        )
        for one in vote.ballots.all()
    )


@dataclass(frozen=True)
class Entitled:
    """Somebody who may vote at a meeting: a member who is there, or a substitute who serves."""

    appointment: Appointment
    called: str
    serves: bool
    chairs: bool


def entitled(meeting: Meeting) -> tuple[Entitled, ...]:
    """Who may vote at a meeting, as far as its attendance is entered: members there, and substitutes who serve."""
    there = [
        (one, one.appointment)
        for one in Attendance.objects.filter(meeting=meeting, appointment__isnull=False)
        .exclude(presence=Attendance.Presence.ABSENT)
        .select_related("appointment__user")
        .order_by("appointment__political_party", "pk")
        if one.appointment and (one.appointment.role == Appointment.Role.MEMBER or one.serves)
    ]
    names = _names([appointment for _, appointment in there])
    offices = (Appointment.Office.CHAIR, Appointment.Office.FIRST_VICE, Appointment.Office.SECOND_VICE)
    chair = next((held for office in offices for _, held in there if held.office == office), None)
    return tuple(
        Entitled(
            held, names[held.pk], one.serves and held.role != Appointment.Role.MEMBER, chairs=held is chair
        )
        for one, held in there
    )


def _names(appointments: list[Appointment]) -> dict[int, str]:
    """What each is called in a vote: a public name, else party and number, so that no two are called the same."""
    plain = {}
    for one in appointments:
        party = one.political_party
        named = f"{one.public_name} ({party})" if party and one.public_name else one.public_name
        plain[one.pk] = (named or party or one.called)[: rules.NAME_LENGTH - 4]
    many, so_far = Counter(plain.values()), Counter[str]()
    for one in appointments:
        name = plain[one.pk]
        so_far[name] += 1
        if many[name] > 1 or name == one.political_party:
            plain[one.pk] = f"{name} {so_far[name]}"
    return plain


def _counted(decision: Decision, vote: Vote, known: rules.Known) -> Counted:
    ballots = ballots_of(vote)
    found = rules.recount(ballots, casting_vote=has_casting_vote(decision.forum))
    declared = rules.Declared(vote.declared_yes, vote.declared_no, vote.declared_abstaining)
    stated = _stated(decision, vote, found.winner)
    return Counted(vote, ballots, found, rules.differences(ballots, found, declared, stated, known))


_POSTPONING = (Motion.Kind.TABLING, Motion.Kind.RECOMMITTAL)
_EXPECTED = {
    Motion.Kind.TABLING: Decision.Outcome.TABLED,
    Motion.Kind.RECOMMITTAL: Decision.Outcome.RECOMMITTED,
    Motion.Kind.REJECTION: Decision.Outcome.REJECTED,
}


def _stated(decision: Decision, vote: Vote, winner: rules.Choice | None) -> rules.Stated:
    if winner is None:
        return rules.Stated()
    yes = winner is rules.Choice.YES
    won, lost = (vote.yes_for, vote.no_for) if yes else (vote.no_for, vote.yes_for)
    outcome = expected = ""
    wanted: Decision.Outcome | None = None
    if won is not None:
        wanted = _EXPECTED.get(Motion.Kind(won.kind), Decision.Outcome.ADOPTED)
    elif not yes and (lost is None or lost.kind not in _POSTPONING):
        wanted = Decision.Outcome.REJECTED  # without a motion of its own, no is no to what yes was for
    if wanted is not None and vote.kind == Vote.Kind.MAIN:
        outcome, expected = f"”{decision.get_outcome_display()}”", f"”{wanted.label}”"
    return rules.Stated(
        outcome,
        expected,
        lost_but_carried=_noted(lost, Motion.Outcome.CARRIED),
        won_but_lost=_noted(won, Motion.Outcome.LOST),
    )


def _noted(motion: Motion | None, outcome: str) -> tuple[str, ...]:
    return (str(motion),) if motion is not None and motion.outcome == outcome else ()


def _known(decision: Decision) -> rules.Known:
    """What is entered of who might vote: the forum's places, and the meeting's attendance where there is one."""
    forum = decision.forum
    substitutes = frozenset(
        Appointment.objects.filter(forum=forum, role=Appointment.Role.SUBSTITUTE).values_list("pk", flat=True)
    )
    composition = Composition.objects.filter(forum=forum).first()
    serving: set[int] = set()
    away: set[int] = set()
    stood_in: dict[int, int] = {}
    if decision.meeting_id is not None:
        rows = Attendance.objects.filter(meeting_id=decision.meeting_id)
        for one in rows:
            if one.appointment_id is None:
                continue
            if one.presence == Attendance.Presence.ABSENT:
                away.add(one.appointment_id)
            elif one.serves:
                serving.add(one.appointment_id)
                if one.serves_for_id is not None:
                    stood_in[one.appointment_id] = one.serves_for_id
    return rules.Known(
        substitutes,
        frozenset(serving),
        stood_in,
        frozenset(away),
        composition.members_most if composition else None,
    )

"""Reading self-evaluations, their counted answers once they may be told, and what a forum did in a year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import models
from django.db.models import Q

from trygghjulet.cooperation.evaluations.models import (
    Answered,
    Invitation,
    PlanPoint,
    ReportSent,
    SelfEvaluation,
    Statement,
)
from trygghjulet.cooperation.evaluations.rules.asking import FEWEST, Phase, Theme, hashed
from trygghjulet.cooperation.evaluations.rules.results import Distribution, distribution, limit
from trygghjulet.cooperation.forums.models import AgendaItem, Appointment, Decision, Forum, Meeting
from trygghjulet.cooperation.referrals.models import Referral
from trygghjulet.cooperation.referrals.queries import referrals_of
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation, Holding

#: A call goes out this long before a meeting where the forum's own rules say nothing else: a week (G22, § 5).
CALL_DAYS = 7
#: Points of an agenda that nothing is dealt with in.
_NO_MATTER = (AgendaItem.Kind.FORMAL, AgendaItem.Kind.BREAK, AgendaItem.Kind.PRE_MEETING)


@dataclass(frozen=True)
class Turnout:
    """How many have answered of how many asked."""

    answered: int
    asked: int


@dataclass(frozen=True)
class Findings:
    """What an evaluation shows a day. Without `told` nothing of the answers is here, and `why` says why.

    Attributes:
        spreads: the statements with how the answers are spread, in the order of the questionnaire.
        before: last time's spreads by the statements' keys, where those may be told.
        before_year: which year that was.
        remarks: what was written in free words, by theme.
        smallest: how many must have answered.
    """

    turnout: Turnout
    told: bool
    why: str
    smallest: int
    spreads: tuple[tuple[Statement, Distribution], ...] = ()
    before: Mapping[str, Distribution] = field(default_factory=dict)
    before_year: int | None = None
    remarks: Mapping[Theme, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Dealt:
    """Something that a forum dealt with: a point of a meeting that was held, or a decision."""

    on: date
    title: str
    reference: str = ""
    outcome: str = ""


@dataclass(frozen=True)
class Activities:
    """What a forum did in a year.

    Attributes:
        held, planned, cancelled: its meetings; a planned one is still to come, or was never entered as held.
        call_days: how long before a meeting its call goes out.
        dealt: points of the meetings that were held, and decisions, by day.
        matters: what came in for an opinion, or was answered.
    """

    held: tuple[Meeting, ...]
    planned: tuple[Meeting, ...]
    cancelled: tuple[Meeting, ...]
    call_days: int
    dealt: tuple[Dealt, ...]
    matters: tuple[Referral, ...]

    @property
    def called(self) -> tuple[Meeting, ...]:
        """The held meetings whose call is known."""
        return tuple(one for one in self.held if one.call_sent_on)

    @property
    def called_in_time(self) -> tuple[Meeting, ...]:
        """Those whose call went out in time."""
        return tuple(
            one
            for one in self.called
            if one.call_sent_on and one.call_sent_on + timedelta(days=self.call_days) <= one.on
        )


def evaluations(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[SelfEvaluation]:
    """The cooperation's self-evaluations that the person may see, the newest first."""
    return (
        SelfEvaluation.objects.filter(cooperation=cooperation, cooperation_id__in=scope.cooperation_ids)
        .select_related("cooperation__area", "forum__area", "forum__cooperation__area")
        .prefetch_related("asked__function__party", "invitations", "statements", "points__owner__party")
    )


def evaluation_of(scope: Scope, *, forum: Forum, year: int) -> SelfEvaluation | None:
    """A forum's self-evaluation of a year; None where there is none."""
    return evaluations(scope, cooperation=forum.cooperation).filter(forum=forum, year=year).first()


def previous(scope: Scope, *, evaluation: SelfEvaluation) -> SelfEvaluation | None:
    """The forum's self-evaluation before this one; None where there is none."""
    earlier = evaluations(scope, cooperation=evaluation.cooperation).filter(
        forum=evaluation.forum, year__lt=evaluation.year
    )
    return earlier.order_by("-year").first()


def turnout(evaluation: SelfEvaluation, *, on: date) -> Turnout:
    """How many have answered, of those asked: who hold the functions that day or have answered, and the invited."""
    day = min(on, evaluation.closes_on)
    held = Holding.objects.filter(
        Q(until__isnull=True) | Q(until__gte=day),
        since__lte=day,
        function_id__in=[row.function_id for row in evaluation.asked.all()],
    )
    done = set(Answered.objects.filter(evaluation=evaluation).values_list("user_id", flat=True))
    standing = [one for one in evaluation.invitations.all() if one.withdrawn_on is None]
    return Turnout(
        answered=len(done) + sum(one.answered for one in standing),
        asked=len(done | set(held.values_list("user_id", flat=True))) + len(standing),
    )


def is_asked(scope: Scope, *, evaluation: SelfEvaluation, on: date) -> bool:
    """Is the person one of those who are asked that day?"""
    if scope.user_id is None:
        return False
    held = Holding.objects.filter(
        Q(until__isnull=True) | Q(until__gte=on),
        since__lte=on,
        user_id=scope.user_id,
        function_id__in=[row.function_id for row in evaluation.asked.all()],
    )
    return held.exists()


def has_answered(scope: Scope, *, evaluation: SelfEvaluation) -> bool:
    """Has the person answered?"""
    if scope.user_id is None:
        return False
    return Answered.objects.filter(evaluation=evaluation, user_id=scope.user_id).exists()


def invitation_with(secret: str) -> Invitation | None:
    """The invitation that a secret address is of; None where there is none, or it was withdrawn. Needs no sign-in."""
    return (
        Invitation.objects.filter(secret_sha256=hashed(secret), withdrawn_on__isnull=True)
        .select_related("evaluation__forum", "evaluation__cooperation")
        .first()
    )


def findings(scope: Scope, *, evaluation: SelfEvaluation, on: date) -> Findings:
    """What an evaluation shows a day: nothing before it has closed, and nothing where too few have answered.

    Before it closes whoever looked twice would see what somebody answered between.
    """
    count = turnout(evaluation, on=on)
    smallest = limit(evaluation.cooperation.smallest_count, fewest=FEWEST)
    why = _untold(evaluation, count, smallest, on)
    if why:
        return Findings(count, told=False, why=why, smallest=smallest)
    earlier = previous(scope, evaluation=evaluation)
    comparable = earlier is not None and not _untold(earlier, turnout(earlier, on=on), smallest, on)
    return Findings(
        count,
        told=True,
        why="",
        smallest=smallest,
        spreads=tuple(_spreads(evaluation)),
        before={one.key: spread for one, spread in _spreads(earlier)} if earlier and comparable else {},
        before_year=earlier.year if earlier and comparable else None,
        remarks={Theme(row.theme): tuple(row.texts) for row in evaluation.remarks.all()},
    )


def points_of(scope: Scope, *, evaluation: SelfEvaluation) -> models.QuerySet[PlanPoint]:
    """What an evaluation led to."""
    return PlanPoint.objects.filter(
        evaluation=evaluation, evaluation__cooperation_id__in=scope.cooperation_ids
    ).select_related("owner__party", "evaluation")


def members_of(scope: Scope, *, forum: Forum, first: date, last: date) -> list[Appointment]:
    """Those who have sat in a forum in a period."""
    mine = Appointment.objects.filter(forum=forum, forum__cooperation_id__in=scope.cooperation_ids)
    return list(mine.filter(Q(until__isnull=True) | Q(until__gte=first), since__lte=last))


def reports_sent(scope: Scope, *, forum: Forum, year: int) -> models.QuerySet[ReportSent]:
    """To whom a year's activity report has been sent."""
    return ReportSent.objects.filter(forum=forum, year=year, forum__cooperation_id__in=scope.cooperation_ids)


def activities_of(scope: Scope, *, forum: Forum, year: int) -> Activities:
    """What a forum did in a year: its meetings, what was dealt with there and decided, and its opinions."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    meetings = [
        one
        for one in Meeting.objects.filter(
            forum=forum, forum__cooperation_id__in=scope.cooperation_ids
        ).prefetch_related("agenda")
        if first <= one.on <= last
    ]
    meetings.sort(key=lambda one: (one.on, one.pk))

    def those(state: str) -> tuple[Meeting, ...]:
        return tuple(one for one in meetings if one.state == state)

    held = those(Meeting.State.HELD)
    return Activities(
        held=held,
        planned=those(Meeting.State.PLANNED),
        cancelled=those(Meeting.State.CANCELLED),
        call_days=CALL_DAYS if forum.call_days is None else forum.call_days,
        dealt=tuple(sorted(_dealt(forum, held, first, last), key=lambda one: one.on)),
        matters=tuple(referrals_of(scope, forum=forum, first=first, last=last)),
    )


def _dealt(forum: Forum, held: tuple[Meeting, ...], first: date, last: date) -> list[Dealt]:
    """Points of the meetings and decisions; a point that led to a decision is told once, as the decision."""
    decisions = list(Decision.objects.filter(forum=forum, on__range=(first, last)))
    decided = {one.item_id for one in decisions if one.item_id}
    points = [
        Dealt(meeting.on, item.title, item.registry_number)
        for meeting in held
        for item in meeting.agenda.all()
        if item.state == AgendaItem.State.HANDLED and item.kind not in _NO_MATTER and item.pk not in decided
    ]
    return [
        *points,
        *(Dealt(one.on, one.title, one.paragraph, one.get_outcome_display()) for one in decisions),
    ]


def _untold(evaluation: SelfEvaluation, count: Turnout, smallest: int, on: date) -> str:
    """Why nothing of the answers is told; empty where it may be."""
    if evaluation.phase(on=on) is not Phase.CLOSED:
        return "Resultatet visas när frågorna har stängt, så att ingen kan se vad den senaste svarade."
    if count.answered < smallest:
        return (
            f"Resultatet visas inte: färre än {smallest} har svarat, och svaren skulle kunna peka ut någon."
        )
    return ""


def _spreads(evaluation: SelfEvaluation) -> list[tuple[Statement, Distribution]]:
    return [
        (statement, distribution({tally.value: tally.count for tally in statement.tallies.all()}))
        for statement in evaluation.statements.prefetch_related("tallies")
    ]

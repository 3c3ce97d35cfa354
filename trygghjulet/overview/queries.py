"""Where each turn stands: what is done in every step, and what is mine to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.timezone import localdate

from trygghjulet.cooperation.agreements.queries import agreements
from trygghjulet.cooperation.forums.models import Meeting
from trygghjulet.cooperation.forums.queries import forums, meetings
from trygghjulet.foundation.access.rules import Permission, Scope
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.foundation.parties.queries import functions_in
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.foundation.rounds.queries import rounds
from trygghjulet.foundation.ui.wheel import STEPS, StepState
from trygghjulet.obligations.standing import State
from trygghjulet.oversight.duties.queries import standings
from trygghjulet.oversight.duties.rules import Judged
from trygghjulet.reports.thread import Gap, MeasureThread, Thread, thread
from trygghjulet.steps.measures.models import Measure
from trygghjulet.steps.picture.queries import picture_of
from trygghjulet.steps.scanning.models import Delivery
from trygghjulet.steps.scanning.queries import has_material, unanswered
from trygghjulet.steps.week.models import WeekPicture
from trygghjulet.steps.week.queries import pictures

#: Which right lets somebody mend a gap in which step.
_MENDS = {
    "picture": Permission.WRITE_PICTURE,
    "priorities": Permission.PRIORITISE,
    "causes": Permission.ANALYSE_CAUSES,
    "measures": Permission.PLAN,
    "followup": Permission.FOLLOW_UP,
    "feedback": Permission.FEED_BACK,
}
#: A measure that nobody has checked in for so long is worth a look.
QUIET_DAYS = 90
#: How many weeks the start page names, all but the latest and the undecided ones folded; the rest are a click away.
WEEKS = 5


@dataclass(frozen=True)
class FirstStep:
    """Something that a new cooperation does before its first turn; `href` is empty for those who may not do it."""

    title: str
    done: bool
    href: str


@dataclass(frozen=True)
class RoundState:
    """A round, what hangs together in it, how each step stands, and the gaps that the person may mend.

    `unseen` are the measures that the person may follow up and that nobody has checked in for `QUIET_DAYS`.
    """

    round: Round
    thread: Thread
    states: Mapping[str, StepState]
    mine: tuple[Gap, ...]
    unseen: tuple[Measure, ...]


@dataclass(frozen=True)
class CooperationState:
    """A cooperation as its start page shows it.

    `weeks` are the latest turns that a forum goes through week by week: they have a page and steps of their own,
    so they aren't held against the seven steps of a long turn.
    """

    cooperation: Cooperation
    titles: tuple[str, ...]
    rounds: tuple[RoundState, ...]
    weeks: tuple[WeekPicture, ...]
    waiting: tuple[Delivery, ...]

    @property
    def has_earlier_weeks(self) -> bool:
        """Are there weeks that the latest one pushes aside? One that is not decided never is."""
        return any(not picture.is_open for picture in self.weeks[1:])


def state_of(scope: Scope, *, cooperation: Cooperation, on: date) -> CooperationState:
    """Where the cooperation's rounds stand, and the deliveries that wait for the person's answer."""
    scanned = has_material(cooperation)
    weekly = pictures(scope, cooperation=cooperation)
    return CooperationState(
        cooperation=cooperation,
        titles=scope.titles_in(cooperation.pk),
        rounds=tuple(
            _state(scope, round, scanned=scanned, on=on)
            for round in rounds(scope, cooperation=cooperation).exclude(pk__in=weekly.values("round"))
        ),
        weeks=tuple(weekly.defer("figures", "told")[:WEEKS]),
        waiting=tuple(
            unanswered(scope, cooperation=cooperation).filter(
                state=Delivery.State.PREVIEWED,
                source__party_id__in=[
                    m.party_id
                    for m in scope.memberships
                    if m.cooperation_id == cooperation.pk and Permission.ACCEPT in m.role.permissions
                ],
            )
        ),
    )


def first_steps(scope: Scope, *, cooperation: Cooperation) -> tuple[FirstStep, ...]:
    """What a new cooperation does first, and which of it is done; nothing when all is."""
    manage, deliver, begin = (
        scope.allows(right, cooperation_id=cooperation.pk)
        for right in (Permission.MANAGE, Permission.DELIVER, Permission.START_ROUND)
    )
    # Founding leaves one function at each party: somebody has gone on when there is a third.
    appointed = (
        functions_in(scope, cooperation=cooperation).filter(holdings__isnull=False).distinct().count() > 2
    )
    steps = tuple(
        FirstStep(title, done, reverse(page, args=(cooperation.slug,)) if may else "")
        for title, done, page, may in (
            (
                "För in överenskommelsen",
                agreements(scope, cooperation=cooperation).exists(),
                "agreements:blueprints",
                manage,
            ),
            ("Inrätta funktioner och utse dem som ska arbeta", appointed, "overview:frame", manage),
            ("För in ett forum", forums(scope, cooperation=cooperation).exists(), "forums:set_up", manage),
            ("Lämna underlag från en källa", has_material(cooperation), "scanning:show", deliver),
            ("Starta ett varv", rounds(scope, cooperation=cooperation).exists(), "overview:new_round", begin),
        )
    )
    return () if all(step.done for step in steps) else steps


@dataclass(frozen=True)
class Ahead:
    """What the frame asks for now: the duties that are overdue, the worst first, and the next meeting."""

    overdue: tuple[Judged, ...]
    next_meeting: Meeting | None


def ahead(scope: Scope, *, cooperation: Cooperation, on: date) -> Ahead:
    """The cooperation's overdue duties and the next meeting that is planned."""
    planned = meetings(scope, cooperation=cooperation).filter(state=Meeting.State.PLANNED)
    judged = standings(scope, cooperation=cooperation, on=on)
    return Ahead(
        tuple(one for one in judged if one.standing.state is State.OVERDUE),
        planned.filter(planned_on__gte=on).order_by("planned_on", "pk").first(),
    )


def _state(scope: Scope, round: Round, *, scanned: bool, on: date) -> RoundState:
    followed = thread(scope, round=round)
    mine = tuple(
        gap
        for gap in followed.gaps
        if scope.allows(_MENDS[gap.step], cooperation_id=round.cooperation_id, area_path=round.area.path)
    )
    return RoundState(
        round,
        followed,
        _states(scope, round, followed, scanned=scanned),
        mine,
        _unseen(scope, round, followed, since=on - timedelta(days=QUIET_DAYS)),
    )


def _unseen(scope: Scope, round: Round, followed: Thread, *, since: date) -> tuple[Measure, ...]:
    """The measures that had begun by a day, and that nobody has checked in after it."""
    if not scope.allows(Permission.FOLLOW_UP, cooperation_id=round.cooperation_id, area_path=round.area.path):
        return ()
    return tuple(
        thread.measure
        for thread in _measures(followed)
        if thread.measure.first_day <= since
        and (thread.measure.last_day is None or thread.measure.last_day > since)
        and (thread.checkin is None or localdate(thread.checkin.at) <= since)
    )


def _measures(followed: Thread) -> list[MeasureThread]:
    hanging = [
        m
        for priority in followed.priorities
        for cause in priority.causes
        for m in cause.measures
        if m.measure.cause_id == cause.cause.pk  # once, also where it addresses several causes
    ]
    return [*hanging, *followed.loose]


def _states(scope: Scope, round: Round, followed: Thread, *, scanned: bool) -> Mapping[str, StepState]:
    """How each step stands: not begun, lacking something, or done as far as the thread can tell."""
    causes = [cause for priority in followed.priorities for cause in priority.causes]
    measures = _measures(followed)
    begun = {
        "scanning": scanned,
        "picture": picture_of(scope, round=round) is not None,
        "priorities": bool(followed.priorities),
        "causes": bool(causes),
        "measures": bool(measures),
        "followup": any(measure.checkin for measure in measures),
        "feedback": not any(gap.step == "feedback" for gap in followed.gaps),
    }
    lacking = {step.key: sum(gap.step == step.key for gap in followed.gaps) for step in STEPS}
    return {key: _step_state(begun[key], lacking[key]) for key in lacking}


def _step_state(begun: bool, lacking: int) -> StepState:
    if not begun:
        return StepState("Inte börjad")
    if lacking:
        return StepState("En sak kvar" if lacking == 1 else f"{lacking} saker kvar", "warning")
    return StepState("Klar", "good")

"""Where each turn stands: what is done in every step, and what is mine to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from trygghjulet.foundation.access.rules import Permission, Scope
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.foundation.rounds.queries import rounds
from trygghjulet.foundation.ui.wheel import STEPS, StepState
from trygghjulet.reports.thread import Gap, Thread, thread
from trygghjulet.steps.picture.queries import picture_of
from trygghjulet.steps.scanning.models import Delivery
from trygghjulet.steps.scanning.queries import deliveries, has_material

#: Which right lets somebody mend a gap in which step.
_MENDS = {
    "picture": Permission.WRITE_PICTURE,
    "priorities": Permission.PRIORITISE,
    "causes": Permission.ANALYSE_CAUSES,
    "measures": Permission.PLAN,
    "followup": Permission.FOLLOW_UP,
    "feedback": Permission.FEED_BACK,
}


@dataclass(frozen=True)
class RoundState:
    """A round, what hangs together in it, how each step stands, and the gaps that the person may mend."""

    round: Round
    thread: Thread
    states: Mapping[str, StepState]
    mine: tuple[Gap, ...]


@dataclass(frozen=True)
class CooperationState:
    """A cooperation as its start page shows it."""

    cooperation: Cooperation
    titles: tuple[str, ...]
    rounds: tuple[RoundState, ...]
    waiting: tuple[Delivery, ...]


def state_of(scope: Scope, *, cooperation: Cooperation) -> CooperationState:
    """Where the cooperation's rounds stand, and the deliveries that wait for an answer."""
    scanned = has_material(cooperation)
    return CooperationState(
        cooperation=cooperation,
        titles=scope.titles_in(cooperation.pk),
        rounds=tuple(
            _state(scope, round, scanned=scanned) for round in rounds(scope, cooperation=cooperation)
        ),
        waiting=tuple(
            deliveries(scope, cooperation=cooperation).filter(state=Delivery.State.PREVIEWED)
            if scope.allows(Permission.ACCEPT, cooperation_id=cooperation.pk)
            else ()
        ),
    )


def _state(scope: Scope, round: Round, *, scanned: bool) -> RoundState:
    followed = thread(scope, round=round)
    mine = tuple(
        gap
        for gap in followed.gaps
        if scope.allows(_MENDS[gap.step], cooperation_id=round.cooperation_id, area_path=round.area.path)
    )
    return RoundState(round, followed, _states(scope, round, followed, scanned=scanned), mine)


def _states(scope: Scope, round: Round, followed: Thread, *, scanned: bool) -> Mapping[str, StepState]:
    """How each step stands: not begun, lacking something, or done as far as the thread can tell."""
    causes = [cause for priority in followed.priorities for cause in priority.causes]
    measures = [measure for cause in causes for measure in cause.measures] + list(followed.loose)
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

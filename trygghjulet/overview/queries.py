"""Where each turn stands: what is done in every step, and what is mine to do."""

from __future__ import annotations

from dataclasses import dataclass

from trygghjulet.foundation.access.rules import Permission, Scope
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.foundation.rounds.queries import rounds
from trygghjulet.reports.thread import Thread, thread
from trygghjulet.steps.scanning.models import Delivery
from trygghjulet.steps.scanning.queries import deliveries

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
    """A round, what hangs together in it, and the gaps that the person may mend."""

    round: Round
    thread: Thread
    mine: tuple[str, ...]


@dataclass(frozen=True)
class CooperationState:
    """A cooperation as its start page shows it."""

    cooperation: Cooperation
    titles: tuple[str, ...]
    rounds: tuple[RoundState, ...]
    waiting: tuple[Delivery, ...]


def state_of(scope: Scope, *, cooperation: Cooperation) -> CooperationState:
    """Where the cooperation's rounds stand, and the deliveries that wait for an answer."""
    return CooperationState(
        cooperation=cooperation,
        titles=scope.titles_in(cooperation.pk),
        rounds=tuple(_state(scope, round) for round in rounds(scope, cooperation=cooperation)),
        waiting=tuple(
            deliveries(scope, cooperation=cooperation).filter(state=Delivery.State.PREVIEWED)
            if scope.allows(Permission.ACCEPT, cooperation_id=cooperation.pk)
            else ()
        ),
    )


def _state(scope: Scope, round: Round) -> RoundState:
    followed = thread(scope, round=round)
    mine = tuple(
        gap.words
        for gap in followed.gaps
        if scope.allows(_MENDS[gap.step], cooperation_id=round.cooperation_id, area_path=round.area.path)
    )
    return RoundState(round, followed, mine)

"""Agreeing on the scores, choosing what is prioritised and what is not, and the forum's decision."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from trygghjulet.cooperation.forums.models import Decision, Forum
from trygghjulet.foundation.access.rules import Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.priorities.models import (
    Candidate,
    Ground,
    Judgement,
    PriorityArea,
    PriorityChange,
)
from trygghjulet.steps.priorities.operations._common import (
    Ruling,
    decided_on,
    note_change,
    refuse_ruling,
    refuse_stage,
    refuse_strange,
    require,
)
from trygghjulet.steps.priorities.operations._scores import write_scores
from trygghjulet.steps.priorities.operations.choosing import close_ranks, last_order
from trygghjulet.steps.priorities.rules.comparing import Scores
from trygghjulet.steps.priorities.rules.stages import Stage


@operation
def agree(*, by: Scope, at: datetime, candidate: Candidate, seen: int, scores: Scores) -> Judgement:
    """Write down the scores that the parties agree on, when their sheets lie side by side.

    Raises:
        Denied: the person may not prioritise there.
        Stale: somebody else wrote down the same problem's scores meanwhile.
        PersonalDataFound: a word holds personal data.
        Refused: the sheets don't lie side by side, or a score is not of the scale.
    """
    round = candidate.matrix.round
    require(by, round)
    refuse_stage(round, at, Stage.TOGETHER)
    saved = write_scores(candidate, None, by=by, at=at, seen=seen, scores=scores)
    record(
        by=by,
        at=at,
        cooperation_id=round.cooperation_id,
        act="förde in gemensamma poäng",
        subject=saved,
        scores=saved.scores,
    )
    return saved


@operation
def settle(
    *,
    by: Scope,
    at: datetime,
    candidate: Candidate,
    seen: int,
    chosen: bool,
    reason: str = "",
    goal: str = "",
    owner: Forum | None = None,
    part_of: PriorityArea | None = None,
) -> Candidate:
    """Choose a problem, or say why it is not prioritised; both can be done anew until the forum has decided.

    Args:
        reason: why it is not prioritised; a word on why it is may be given too.
        goal, owner, part_of: of the priority area that comes of it.

    Raises:
        Denied: the person may not prioritise there.
        Stale: somebody else settled it meanwhile.
        PersonalDataFound: the texts hold personal data.
        Refused: the parties score on their own now, the reason is missing, or something is another cooperation's.
    """
    round = candidate.matrix.round
    require(by, round)
    refuse_personal_data(reason, goal)
    refuse_strange(round, forum=owner, part_of=part_of)
    refuse_stage(round, at, Stage.COLLECTING, Stage.TOGETHER)
    if not chosen and not reason.strip():
        raise Refused("Ange varför problemet inte prioriteras.")
    Round.objects.select_for_update().get(pk=round.pk)  # two people at once get two places in the order
    saved: Candidate = Candidate.objects.select_related("priority", "agreed_problem").get(pk=candidate.pk)
    refuse_if_stale(seen=seen, now=saved.revision)
    if chosen:
        saved.priority = _chosen(saved, round, goal, owner, part_of)
    elif saved.priority is not None and saved.priority.dropped_on is None:
        saved.priority.dropped_on = timezone.localdate(at)
        saved.priority.revision += 1
        saved.priority.save()
        close_ranks(round)
    saved.outcome = Candidate.Outcome.CHOSEN if chosen else Candidate.Outcome.NOT_CHOSEN
    saved.outcome_reason = reason
    saved.revision += 1
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=round.cooperation_id,
        act="prioriterade problemet" if chosen else "prioriterade inte problemet",
        subject=saved,
        reason=reason,
    )
    return saved


def _chosen(
    candidate: Candidate, round: Round, goal: str, owner: Forum | None, part_of: PriorityArea | None
) -> PriorityArea:
    """The priority area that comes of a problem, last in order; the same as before where it was chosen once."""
    priority: PriorityArea | None = candidate.priority
    if priority is None:
        priority = PriorityArea(round=round, order=last_order(round) + 1)
    elif priority.dropped_on is not None:
        priority.order, priority.dropped_on = last_order(round) + 1, None
        priority.revision += 1
    else:
        priority.revision += 1
    priority.title, priority.goal = candidate.title, goal
    priority.agreed_problem, priority.owner, priority.part_of = candidate.agreed_problem, owner, part_of
    priority.save()
    Ground.objects.filter(candidate=candidate).update(priority=priority)
    return priority


@operation
def decide(
    *,
    by: Scope,
    at: datetime,
    round: Round,
    forum: Forum | None = None,
    on: date | None = None,
    decision: Decision | None = None,
    registry_number: str = "",
    reason: str = "",
) -> PriorityChange:
    """Enter the forum's decision on the round's priorities; from then on changes need reason and decision.

    Args:
        decision: the forum's own entry of it; else the forum and the day are given.

    Raises:
        Denied: the person may not prioritise there.
        PersonalDataFound: the texts hold personal data.
        Refused: nothing is prioritised, a problem is not settled, it is decided already, or the decision can't be
            this one's.
    """
    require(by, round)
    Round.objects.select_for_update().get(pk=round.pk)
    ruling = Ruling(reason, forum, on, decision, registry_number)
    refuse_ruling(round, at, ruling)
    refuse_stage(round, at, Stage.COLLECTING, Stage.TOGETHER)
    if decided_on(ruling) is None or (forum is None and decision is None):
        raise Refused("Ange vilket forum som beslutade, och vilken dag.")
    if not PriorityArea.objects.filter(round=round, dropped_on__isnull=True).exists():
        raise Refused("Inget är prioriterat ännu, så det finns inget att besluta.")
    unsettled = Candidate.objects.filter(matrix__round=round, outcome=Candidate.Outcome.OPEN)
    titles = list(unsettled.values_list("title", flat=True))
    if titles:
        raise Refused(f"Ange först om de här prioriteras eller varför inte: {', '.join(titles)}.")
    note_change(by, at, round, PriorityChange.Kind.DECIDED, about="", ruling=ruling)
    made: PriorityChange = PriorityChange.objects.filter(round=round).latest("pk")
    record(
        by=by,
        at=at,
        cooperation_id=round.cooperation_id,
        act="förde in beslutet om prioriteringarna",
        subject=made,
        on=made.on.isoformat(),
    )
    return made

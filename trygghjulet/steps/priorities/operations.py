"""Choosing what to work on, and saying why."""

from __future__ import annotations

from datetime import datetime

from trygghjulet.cooperation.agreements.models import AgreedProblem
from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.picture.models import Finding
from trygghjulet.steps.priorities.models import Ground, PriorityArea


@operation
def choose(
    *,
    by: Scope,
    at: datetime,
    round: Round,
    title: str,
    goal: str = "",
    agreed_problem: AgreedProblem | None = None,
) -> PriorityArea:
    """Choose a problem area for the round; it goes last in order.

    Raises:
        Denied: the person may not prioritise there.
        PersonalDataFound: the texts hold personal data.
        Refused: the agreement is another cooperation's.
    """
    by.require(Permission.PRIORITISE, cooperation_id=round.cooperation_id, area_path=round.area.path)
    refuse_personal_data(title, goal)
    _refuse_strange(agreed_problem, round)
    Round.objects.select_for_update().get(pk=round.pk)  # two people at once get two places in the order
    last = PriorityArea.objects.filter(round=round).order_by("-order").first()
    priority = PriorityArea(
        round=round,
        title=title,
        goal=goal,
        agreed_problem=agreed_problem,
        order=last.order + 1 if last else 1,
    )
    priority.save()
    record(by=by, at=at, cooperation_id=round.cooperation_id, act="prioriterade", subject=priority)
    return priority


@operation
def change(
    *,
    by: Scope,
    at: datetime,
    priority: PriorityArea,
    seen: int,
    title: str,
    goal: str,
    agreed_problem: AgreedProblem | None,
) -> PriorityArea:
    """Change a priority area's wording or its tie to the agreement.

    Args:
        seen: the revision that the writer had before them.

    Raises:
        Denied: the person may not prioritise there.
        Stale: somebody else changed it meanwhile.
        PersonalDataFound: the texts hold personal data.
        Refused: the agreement is another cooperation's.
    """
    round = priority.round
    by.require(Permission.PRIORITISE, cooperation_id=round.cooperation_id, area_path=round.area.path)
    refuse_personal_data(title, goal)
    _refuse_strange(agreed_problem, round)
    saved = PriorityArea.objects.select_for_update().get(pk=priority.pk)
    refuse_if_stale(seen=seen, now=saved.revision)
    before = {"title": saved.title, "goal": saved.goal}
    saved.title, saved.goal, saved.agreed_problem = title, goal, agreed_problem
    saved.revision += 1
    saved.save()
    record(by=by, at=at, cooperation_id=round.cooperation_id, act="ändrade", subject=saved, before=before)
    return saved


@operation
def add_ground(
    *, by: Scope, at: datetime, priority: PriorityArea, reason: str, finding: Finding | None = None
) -> Ground:
    """Record why an area was prioritised, with the finding it rests on.

    Raises:
        Denied: the person may not prioritise there.
        PersonalDataFound: the reason holds personal data.
        Refused: the finding is from another cooperation's picture.
    """
    round = priority.round
    by.require(Permission.PRIORITISE, cooperation_id=round.cooperation_id, area_path=round.area.path)
    refuse_personal_data(reason)
    if finding is not None and finding.picture.round.cooperation_id != round.cooperation_id:
        raise Refused("Iakttagelsen hör till en annan samverkan.")
    ground = Ground(priority=priority, finding=finding, reason=reason)
    ground.save()
    record(
        by=by,
        at=at,
        cooperation_id=round.cooperation_id,
        act="angav skäl för",
        subject=priority,
        reason=reason,
        finding=finding.pk if finding else None,
    )
    return ground


@operation
def remove_ground(*, by: Scope, at: datetime, ground: Ground) -> None:
    """Take a ground back; what it said stays in the log.

    Raises:
        Denied: the person may not prioritise there.
    """
    round = ground.priority.round
    by.require(Permission.PRIORITISE, cooperation_id=round.cooperation_id, area_path=round.area.path)
    record(
        by=by,
        at=at,
        cooperation_id=round.cooperation_id,
        act="tog bort ett skäl för",
        subject=ground.priority,
        reason=ground.reason,
    )
    ground.delete()


def _refuse_strange(problem: AgreedProblem | None, round: Round) -> None:
    if problem is not None and problem.agreement.cooperation_id != round.cooperation_id:
        raise Refused("Överenskommelsen hör till en annan samverkan.")

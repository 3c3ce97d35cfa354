"""Goals broken down: sub-goals, and why a city-wide priority is not treated locally."""

from __future__ import annotations

from datetime import date, datetime

from trygghjulet.foundation.access.rules import Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.priorities.models import PriorityArea, SubGoal, Untreated
from trygghjulet.steps.priorities.operations._common import refuse_strange, require


@operation
def write_sub_goal(
    *,
    by: Scope,
    at: datetime,
    priority: PriorityArea,
    text: str,
    due: date | None = None,
    sub_goal: SubGoal | None = None,
    seen: int = 0,
) -> SubGoal:
    """Add a sub-goal to a priority area, or change one.

    Raises:
        Denied: the person may not prioritise there.
        Stale: somebody else changed it meanwhile.
        PersonalDataFound: the text holds personal data.
        Refused: the sub-goal is another priority's.
    """
    round = priority.round
    require(by, round)
    refuse_personal_data(text)
    before: dict[str, str] | None = None
    if sub_goal is None:
        saved = SubGoal(priority=priority)
    else:
        if sub_goal.priority_id != priority.pk:
            raise Refused("Delmålet hör till ett annat problemområde.")
        saved = SubGoal.objects.select_for_update().get(pk=sub_goal.pk)
        refuse_if_stale(seen=seen, now=saved.revision)
        before = {"text": saved.text}
        saved.revision += 1
    saved.text, saved.due = text, due
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=round.cooperation_id,
        act="ändrade delmålet" if before else "satte delmålet",
        subject=saved,
        before=before,
    )
    return saved


@operation
def remove_sub_goal(*, by: Scope, at: datetime, sub_goal: SubGoal) -> None:
    """Take a sub-goal away; what it said stays in the log.

    Raises:
        Denied: the person may not prioritise there.
    """
    round = sub_goal.priority.round
    require(by, round)
    record(
        by=by,
        at=at,
        cooperation_id=round.cooperation_id,
        act="tog bort delmålet",
        subject=sub_goal,
        text=sub_goal.text,
    )
    sub_goal.delete()


@operation
def say_untreated(
    *, by: Scope, at: datetime, round: Round, priority: PriorityArea, reason: str, seen: int = 0
) -> Untreated:
    """Say why a local round does not treat a city-wide priority, or say it in another way.

    Raises:
        Denied: the person may not prioritise there.
        Stale: somebody else changed it meanwhile.
        PersonalDataFound: the reason holds personal data.
        Refused: the reason is missing, or the priority is not a city-wide one of the same cooperation.
    """
    require(by, round)
    refuse_personal_data(reason)
    refuse_strange(round, part_of=priority)
    if not reason.strip():
        raise Refused("Ange varför det stadsövergripande problemområdet inte behandlas här.")
    Round.objects.select_for_update().get(pk=round.pk)
    known = Untreated.objects.filter(round=round, priority=priority).first()
    refuse_if_stale(seen=seen, now=known.revision if known else 0, by_name=known.by_name if known else "")
    saved = known or Untreated(round=round, priority=priority)
    before = saved.reason
    saved.reason, saved.by_name = reason, by.user_name
    saved.revision += 1
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=round.cooperation_id,
        act="angav varför det inte behandlas",
        subject=saved,
        before=before,
    )
    return saved

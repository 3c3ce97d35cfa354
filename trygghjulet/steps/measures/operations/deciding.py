"""What belongs to the plan as a whole: how it is told and followed up, and who decided it."""

from __future__ import annotations

from datetime import date, datetime

from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.audit.operations import operation
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.steps.measures.models import ActionPlan, Measure
from trygghjulet.steps.measures.operations._common import keep_as_it_was, keep_plan, open_to_change, require


@operation
def write_plan(
    *,
    by: Scope,
    at: datetime,
    plan: ActionPlan,
    seen: int,
    communication: str,
    follow_up: str,
    why: str = "",
) -> ActionPlan:
    """Write how the plan is told to those concerned, and how it is followed up.

    Raises:
        Denied: the person may not plan there.
        Stale: somebody else changed it meanwhile.
        PersonalDataFound: the texts hold personal data.
        Refused: the plan is decided and no reason is given.
    """
    require(by, plan.round)
    refuse_personal_data(communication, follow_up)
    open_to_change(plan, why=why)
    saved = ActionPlan.objects.select_for_update().get(pk=plan.pk)
    refuse_if_stale(seen=seen, now=saved.revision)
    saved.communication, saved.follow_up = communication, follow_up
    saved.revision += 1
    saved.save()
    keep_plan(by=by, at=at, plan=saved, act="skrev kommunikations- och uppföljningsplan", why=why)
    return saved


@operation
def agree_plan(*, by: Scope, at: datetime, plan: ActionPlan, agreed_by: str, agreed_on: date) -> ActionPlan:
    """Record that the group has agreed on the plan, and when.

    Raises:
        Denied: the person may not plan there.
        PersonalDataFound: the text holds personal data.
    """
    require(by, plan.round)
    refuse_personal_data(agreed_by)
    saved = ActionPlan.objects.select_for_update().get(pk=plan.pk)
    _keep_all(saved)
    saved.agreed_by, saved.agreed_on = agreed_by, agreed_on
    saved.decided_at = saved.decided_at or at
    saved.save()
    keep_plan(by=by, at=at, plan=saved, act="förde in gruppens beslut om")
    return saved


@operation
def decide_plan(
    *, by: Scope, at: datetime, plan: ActionPlan, decided_by: str, decided_on: date, registry_number: str = ""
) -> ActionPlan:
    """Record who decided the plan, and when (5 §).

    Raises:
        Denied: the person may not plan there.
        PersonalDataFound: the text holds personal data.
    """
    require(by, plan.round)
    refuse_personal_data(decided_by)
    saved = ActionPlan.objects.select_for_update().get(pk=plan.pk)
    _keep_all(saved)
    saved.decided_by, saved.decided_on, saved.registry_number = decided_by, decided_on, registry_number
    saved.decided_at = at
    saved.save()
    keep_plan(by=by, at=at, plan=saved, act="förde in beslut om")
    return saved


def _keep_all(plan: ActionPlan) -> None:
    """What is decided can be read afterwards, also of measures that were planned before histories were kept."""
    for measure in Measure.objects.filter(plan=plan).select_related("plan"):
        keep_as_it_was(measure)

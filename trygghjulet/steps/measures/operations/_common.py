"""What the writes of a plan have in common: the right, the reason that a decided plan asks for, and the history."""

from __future__ import annotations

from datetime import datetime

from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.models import AuditEntry
from trygghjulet.foundation.audit.operations import record
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.measures.models import ActionPlan, Measure, PlanChange
from trygghjulet.steps.measures.queries.history import plan_in_words, version_of


def require(by: Scope, round: Round) -> None:
    """Refuse unless the person may plan in the round.

    Raises:
        Denied: they may not.
    """
    by.require(Permission.PLAN, cooperation_id=round.cooperation_id, area_path=round.area.path)


def open_to_change(plan: ActionPlan, *, why: str) -> None:
    """Refuse a change of a decided plan that has no reason.

    Raises:
        PersonalDataFound: the reason holds personal data.
        Refused: the plan is decided and no reason is given.
    """
    refuse_personal_data(why)
    if plan.is_decided and not why.strip():
        raise Refused("Planen är beslutad. Skriv varför den ändras, så att den som beslutade kan följa det.")


def keep_as_it_was(measure: Measure) -> None:
    """Keep how a measure read before its first kept change, so that there is something to compare with."""
    if PlanChange.objects.filter(plan=measure.plan, number=measure.pk).exists():
        return
    made = (
        AuditEntry.objects.filter(subject_kind=measure._meta.label_lower, subject_id=measure.pk)
        .order_by("at")
        .first()
    )
    if made is not None:
        PlanChange(
            plan=measure.plan,
            measure=measure,
            number=measure.pk,
            about=measure.title,
            act="planerade åtgärden",
            after=version_of(measure),
            at=made.at,
            by_name=made.actor_name,
        ).save()


def keep(*, by: Scope, at: datetime, measure: Measure, act: str, why: str = "") -> None:
    """Write one row in the plan's history and one in the log: who, when, why, and how the measure reads now."""
    current = Measure.objects.get(pk=measure.pk)
    PlanChange(
        plan=current.plan,
        measure=current,
        number=current.pk,
        about=current.title,
        act=act,
        why=why.strip(),
        after=version_of(current),
        at=at,
        by_name=by.user_name,
    ).save()
    record(
        by=by,
        at=at,
        cooperation_id=current.plan.round.cooperation_id,
        act=act,
        subject=current,
        why=why.strip(),
    )


def keep_plan(*, by: Scope, at: datetime, plan: ActionPlan, act: str, why: str = "") -> None:
    """The same for what is said of the plan as a whole."""
    PlanChange(
        plan=plan,
        about="Planen som helhet",
        act=act,
        why=why.strip(),
        after=plan_in_words(plan),
        at=at,
        by_name=by.user_name,
    ).save()
    record(by=by, at=at, cooperation_id=plan.round.cooperation_id, act=act, subject=plan, why=why.strip())

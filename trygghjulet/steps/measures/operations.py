"""Planning measures, changing them, and deciding the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.parties.models import Function
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.causes.models import Cause
from trygghjulet.steps.measures.models import ActionPlan, Indicator, Measure
from trygghjulet.steps.scanning.models import Theme


@dataclass(frozen=True)
class Content:
    """Everything a plan says of one measure, as a person writes it."""

    title: str
    goals: str
    first_day: date
    last_day: date | None
    planned_by: Function
    done_by: Function
    followed_up_by: Function
    follow_up: str
    purpose: str
    prevention_type: str
    prevention_level: str
    grounds: str
    cause: Cause | None = None

    def check(self, round: Round) -> None:
        """Refuse what can't stand in the round's plan.

        Raises:
            PersonalDataFound: the texts hold personal data.
            Refused: the measure ends before it begins, or points outside the cooperation.
        """
        refuse_personal_data(self.title, self.goals, self.follow_up)
        if self.last_day is not None and self.last_day < self.first_day:
            raise Refused("Åtgärden slutar innan den börjar. Rätta datumen.")
        strangers = {f.cooperation_id for f in (self.planned_by, self.done_by, self.followed_up_by)}
        if strangers != {round.cooperation_id}:
            raise Refused("Den som planerar, genomför eller följer upp hör till en annan samverkan.")
        if (
            self.cause is not None
            and self.cause.profile.priority.round.cooperation_id != round.cooperation_id
        ):
            raise Refused("Orsaken hör till en annan samverkan.")


def _require(by: Scope, round: Round) -> None:
    by.require(Permission.PLAN, cooperation_id=round.cooperation_id, area_path=round.area.path)


@operation
def plan_measure(*, by: Scope, at: datetime, round: Round, content: Content) -> Measure:
    """Put a measure in the round's plan, which is begun if there is none.

    Raises:
        Denied: the person may not plan there.
        PersonalDataFound, Refused: see `Content.check`.
    """
    _require(by, round)
    content.check(round)
    Round.objects.select_for_update().get(pk=round.pk)  # two people at once begin one plan
    plan = ActionPlan.objects.filter(round=round).first()
    if plan is None:
        plan = ActionPlan(round=round)
        plan.save()
    measure = Measure(plan=plan, **_fields(content))
    measure.save()
    record(by=by, at=at, cooperation_id=round.cooperation_id, act="planerade åtgärden", subject=measure)
    return measure


@operation
def change_measure(*, by: Scope, at: datetime, measure: Measure, seen: int, content: Content) -> Measure:
    """Change what the plan says of a measure; what it said before stays in the log.

    Args:
        seen: the revision that the writer had before them.

    Raises:
        Denied: the person may not plan there.
        Stale: somebody else changed the measure meanwhile.
        PersonalDataFound, Refused: see `Content.check`.
    """
    round = measure.plan.round
    _require(by, round)
    content.check(round)
    saved = Measure.objects.select_for_update().get(pk=measure.pk)
    refuse_if_stale(seen=seen, now=saved.revision)
    changed = {
        name: str(getattr(saved, name))
        for name, value in _fields(content).items()
        if getattr(saved, name) != value
    }
    for name, value in _fields(content).items():
        setattr(saved, name, value)
    saved.revision += 1
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=round.cooperation_id,
        act="ändrade åtgärden",
        subject=saved,
        before=changed,
    )
    return saved


@operation
def add_indicator(
    *,
    by: Scope,
    at: datetime,
    measure: Measure,
    title: str,
    area: Area,
    categories: Sequence[str],
    theme: str = Theme.CRIME,
    centre: tuple[float, float] | None = None,
    radius: int | None = None,
) -> Indicator:
    """Say what a measure is followed by: incidents of some categories in an area, or near a point.

    Args:
        categories: the categories that count; none means all.
        theme: which kind of material they are counted in.
        centre: east and north in metres, in the coordinate system of the cooperation's material.
        radius: metres from the centre.

    Raises:
        Denied: the person may not plan there.
        Refused: the area lies outside the round's, or a centre has no radius.
    """
    round = measure.plan.round
    _require(by, round)
    refuse_personal_data(title)
    if not area.path.startswith(round.cooperation.area.path):
        raise Refused("Området hör inte till den här samverkan.")
    if (centre is None) != (radius is None):
        raise Refused("En punkt behöver ett avstånd, och ett avstånd en punkt.")
    east, north = centre if centre else (None, None)
    indicator = Indicator(
        measure=measure,
        title=title,
        area=area,
        theme=theme,
        categories=sorted(categories),
        east=east,
        north=north,
        radius=radius,
    )
    indicator.save()
    record(by=by, at=at, cooperation_id=round.cooperation_id, act="lade indikatorn", subject=indicator)
    return indicator


@operation
def decide_plan(
    *, by: Scope, at: datetime, plan: ActionPlan, decided_by: str, decided_on: date, registry_number: str = ""
) -> ActionPlan:
    """Record who decided the plan, and when (5 §).

    Raises:
        Denied: the person may not plan there.
        PersonalDataFound: the text holds personal data.
    """
    _require(by, plan.round)
    refuse_personal_data(decided_by)
    plan.decided_by, plan.decided_on, plan.registry_number = decided_by, decided_on, registry_number
    plan.save()
    record(
        by=by,
        at=at,
        cooperation_id=plan.round.cooperation_id,
        act="förde in beslut om",
        subject=plan,
        decided_by=decided_by,
        decided_on=decided_on.isoformat(),
    )
    return plan


def _fields(content: Content) -> dict[str, object]:
    return {name: getattr(content, name) for name in content.__dataclass_fields__}

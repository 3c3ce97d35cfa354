"""How a plan and its measures read in words, now, on an earlier day and when it was decided."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db import models
from django.utils import timezone

from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.steps.measures.models import ActionPlan, Measure, PlanChange
from trygghjulet.steps.measures.rules.versions import DONE, STATE, Changed, Version, differences, planned


def version_of(measure: Measure) -> list[list[str]]:
    """A measure as pairs of label and words; what is empty is left out."""
    until = numbers.day(measure.last_day) if measure.last_day else "tills vidare"
    pairs = [
        ("Åtgärd", measure.title),
        ("Orsak", _causes(measure)),
        ("Hur", measure.how),
        ("Operativa mål", measure.goals),
        ("När", f"{numbers.day(measure.first_day)}–{until}"),
        ("Planeras av", str(measure.planned_by)),
        ("Genomförs av", str(measure.done_by)),
        ("Följs upp av", str(measure.followed_up_by)),
        ("Uppföljning", measure.follow_up),
        ("Syfte", measure.get_purpose_display()),
        ("Prevention", f"{measure.get_prevention_type_display()}, {measure.get_prevention_level_display()}"),
        ("Kunskapsgrund", measure.get_grounds_display()),
        ("Planerade timmar", "" if measure.hours is None else numbers.number(measure.hours)),
        ("Planerad kostnad", "" if measure.cost is None else f"{numbers.number(measure.cost)} kr"),
        ("Kostnaden bärs av", measure.borne_by),
        ("I ordinarie verksamhetsplan", measure.get_ordinary_display()),
        (STATE, measure.get_state_display()),
        ("Varför den avbröts", measure.stopped_why),
        *_goals(measure),
        *_steps(measure),
        ("Indikatorer", ", ".join(indicator.title for indicator in measure.indicators.all())),
    ]
    return [[label, words] for label, words in pairs if words]


def plan_in_words(plan: ActionPlan) -> list[list[str]]:
    """What is said of the plan as a whole, as pairs of label and words."""
    agreed = f"{plan.agreed_by}, {numbers.day(plan.agreed_on)}" if plan.agreed_on else ""
    decided = f"{plan.decided_by}, {numbers.day(plan.decided_on)}" if plan.decided_on else ""
    pairs = [
        ("Kommunikationsplan", plan.communication),
        ("Uppföljningsplan", plan.follow_up),
        ("Gruppens beslut", agreed),
        ("Kommunens beslut", decided),
        ("Diarienummer", plan.registry_number),
    ]
    return [[label, words] for label, words in pairs if words]


def changes(scope: Scope, *, plan: ActionPlan) -> models.QuerySet[PlanChange]:
    """All that was changed in a plan, newest first."""
    return PlanChange.objects.filter(plan=plan, plan__round__cooperation_id__in=scope.cooperation_ids)


def told(found: Iterable[PlanChange]) -> list[tuple[PlanChange, Changed]]:
    """Each change with what it changed, in the order given (newest first)."""
    listed = list(found)
    earlier: dict[int | None, Version] = {}
    pairs: list[tuple[PlanChange, Changed]] = []
    for change in reversed(listed):
        before = earlier.get(change.number)
        differs = differences(before, change.after) if before is not None else ()
        pairs.append((change, Changed(change.about, change.number, before is None, differs)))
        earlier[change.number] = change.after
    return pairs[::-1]


def as_of(scope: Scope, *, plan: ActionPlan, day: date) -> list[PlanChange]:
    """The plan's measures as they read at the end of a day, in the order they were planned."""
    end = timezone.make_aware(datetime.combine(day, time.max))
    latest: dict[int | None, PlanChange] = {}
    for change in changes(scope, plan=plan).filter(at__lte=end).order_by("at", "pk"):
        latest[change.number] = change
    measures = [change for number, change in latest.items() if number is not None]
    whole = [latest[None]] if None in latest else []
    return whole + measures


def since_decision(scope: Scope, *, plan: ActionPlan) -> list[Changed]:
    """What is planned otherwise than when the plan was decided; that it is carried out is no change of it."""
    if plan.decided_at is None:
        return []
    before: dict[int | None, PlanChange] = {}
    now: dict[int | None, PlanChange] = {}
    for change in changes(scope, plan=plan).order_by("at", "pk"):
        now[change.number] = change
        if change.at <= plan.decided_at:
            before[change.number] = change
    changed = []
    for number, latest in now.items():
        then = before.get(number)
        differs = planned(differences(then.after, latest.after)) if then is not None else ()
        if then is None or differs:
            changed.append(Changed(latest.about, number, then is None, differs))
    return changed


def _causes(measure: Measure) -> str:
    first = [measure.cause] if measure.cause else []
    return "; ".join(
        f"{cause.profile.priority.order}.{cause.number} {cause.statement}"
        for cause in (*first, *measure.also.select_related("profile__priority"))
    )


def _goals(measure: Measure) -> list[tuple[str, str]]:
    """The goals, numbered within their kind."""
    counted: dict[str, int] = {}
    pairs = []
    for goal in measure.set_goals.all():
        kind = goal.get_kind_display()
        counted[kind] = counted.get(kind, 0) + 1
        parts = [
            goal.text,
            f"utgångsvärde: {goal.baseline}" if goal.baseline else "",
            f"målvärde: {goal.target}" if goal.target else "",
            f"senast {numbers.day(goal.day)}" if goal.day else "",
        ]
        pairs.append((f"{kind} {counted[kind]}", ", ".join(part for part in parts if part)))
    return pairs


def _steps(measure: Measure) -> list[tuple[str, str]]:
    """The steps by name, so that a new one in between does not make the others look changed."""
    pairs: list[tuple[str, str]] = []
    named: dict[str, int] = {}
    for step in measure.steps.all():
        named[step.title] = named.get(step.title, 0) + 1
        name = step.title if named[step.title] == 1 else f"{step.title} ({named[step.title]})"
        doer = f", {step.done_by}" if step.done_by else ""
        pairs.append((f"Steg: {name}", numbers.days(step.first_day, step.last_day) + doer))
        pairs.append((f"{DONE}{name}", numbers.day(step.done_on) if step.done_on else ""))
    return pairs

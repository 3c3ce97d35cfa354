"""Planning measures, changing them, putting them in order and telling how far they have come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from trygghjulet.foundation.access.rules import Refused, Scope
from trygghjulet.foundation.audit.operations import operation
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.parties.models import Function
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.causes.models import Cause
from trygghjulet.steps.measures.models import ActionPlan, Goal, Indicator, Measure, MeasureStep, State
from trygghjulet.steps.measures.operations._common import keep, keep_as_it_was, open_to_change, require
from trygghjulet.steps.measures.queries import entry_of
from trygghjulet.steps.measures.rules.known import Entry
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
    also: tuple[Cause, ...] = ()
    how: str = ""
    hours: int | None = None
    cost: int | None = None
    borne_by: str = ""
    ordinary: str = ""

    def check(self, round: Round) -> None:
        """Refuse what can't stand in the round's plan.

        Raises:
            PersonalDataFound: the texts hold personal data.
            Refused: the measure ends before it begins, or points outside the cooperation.
        """
        refuse_personal_data(self.title, self.goals, self.follow_up, self.how, self.borne_by)
        if self.last_day is not None and self.last_day < self.first_day:
            raise Refused("Åtgärden slutar innan den börjar. Rätta datumen.")
        strangers = {f.cooperation_id for f in (self.planned_by, self.done_by, self.followed_up_by)}
        if strangers != {round.cooperation_id}:
            raise Refused("Den som planerar, genomför eller följer upp hör till en annan samverkan.")
        for cause in (*((self.cause,) if self.cause else ()), *self.also):
            if cause.profile.priority.round.cooperation_id != round.cooperation_id:
                raise Refused("Orsaken hör till en annan samverkan.")

    def causes(self) -> list[Cause]:
        """All the causes, each once; where none is put first, the first of the others is."""
        return list(dict.fromkeys((*((self.cause,) if self.cause else ()), *self.also)))

    def fields(self) -> dict[str, object]:
        """What stands in the measure's own row."""
        kept = {name: getattr(self, name) for name in self.__dataclass_fields__ if name != "also"}
        return kept | {"cause": next(iter(self.causes()), None)}


@operation
def plan_measure(
    *,
    by: Scope,
    at: datetime,
    round: Round,
    content: Content,
    why: str = "",
    library_key: str = "",
    counted: Mapping[str, Sequence[str]] | None = None,
) -> Measure:
    """Put a measure in the round's plan, which is begun if there is none.

    One made from the library keeps the link, and gets the entry's goals, steps and indicators as a proposal.

    Args:
        why: the reason, which a decided plan asks for.
        library_key: the entry it is made from.
        counted: the categories that the material has, by theme; an indicator is proposed of those only.

    Raises:
        Denied: the person may not plan there.
        PersonalDataFound, Refused: see `Content.check`; or the plan is decided and no reason is given.
    """
    require(by, round)
    content.check(round)
    entry = entry_of(by, cooperation=round.cooperation, key=library_key) if library_key else None
    if library_key and entry is None:
        raise Refused("Åtgärden finns inte i biblioteket. Välj en annan, eller börja utan mall.")
    Round.objects.select_for_update().get(pk=round.pk)  # two people at once begin one plan
    plan = ActionPlan.objects.filter(round=round).first()
    if plan is None:
        plan = ActionPlan(round=round)
        plan.save()
    open_to_change(plan, why=why)
    last = Measure.objects.filter(plan=plan).order_by("-order").first()
    measure = Measure(
        plan=plan, library_key=library_key, order=last.order + 1 if last else 1, **content.fields()
    )
    measure.save()
    measure.also.set(content.causes()[1:])
    if entry is not None:
        _propose(measure, entry, counted or {})
    keep(by=by, at=at, measure=measure, act="planerade åtgärden", why=why)
    return measure


def _propose(measure: Measure, entry: Entry, counted: Mapping[str, Sequence[str]]) -> None:
    """Copy what an entry proposes, moved to the measure's own days."""
    for proposed in entry.goals:
        Goal(measure=measure, kind=proposed.kind, text=proposed.text).save()
    for step in entry.steps:
        first = measure.first_day + timedelta(weeks=step.week)
        MeasureStep(
            measure=measure, title=step.title, first_day=first, last_day=first + timedelta(weeks=step.weeks)
        ).save()
    for follows in entry.indicators:
        found = sorted(set(follows.categories) & set(counted.get(follows.theme, ())))
        if found:
            Indicator(
                measure=measure,
                title=follows.title,
                area=measure.plan.round.area,
                theme=follows.theme,
                categories=found,
            ).save()


@operation
def change_measure(
    *, by: Scope, at: datetime, measure: Measure, seen: int, content: Content, why: str = ""
) -> Measure:
    """Change what the plan says of a measure; what it said before stays in the plan's history.

    Args:
        seen: the revision that the writer had before them.
        why: the reason, which a decided plan asks for.

    Raises:
        Denied: the person may not plan there.
        Stale: somebody else changed the measure meanwhile.
        PersonalDataFound, Refused: see `Content.check`; or the plan is decided and no reason is given.
    """
    round = measure.plan.round
    require(by, round)
    content.check(round)
    open_to_change(measure.plan, why=why)
    saved = Measure.objects.select_for_update().get(pk=measure.pk)
    refuse_if_stale(seen=seen, now=saved.revision)
    keep_as_it_was(saved)
    for name, value in content.fields().items():
        setattr(saved, name, value)
    saved.revision += 1
    saved.save()
    saved.also.set(content.causes()[1:])
    keep(by=by, at=at, measure=saved, act="ändrade åtgärden", why=why)
    return saved


@operation
def set_state(*, by: Scope, at: datetime, measure: Measure, to: str, why: str = "") -> Measure:
    """Say how far a measure has come; one that is stopped says why.

    Raises:
        Denied: the person may not plan there.
        PersonalDataFound: the reason holds personal data.
        Refused: it stands so already, or it is stopped without a reason.
    """
    require(by, measure.plan.round)
    refuse_personal_data(why)
    saved = Measure.objects.select_for_update().get(pk=measure.pk)
    if to not in State.values:
        raise Refused("Läget finns inte. Välj planerad, pågår, genomförd eller avbruten.")
    if to == saved.state:
        raise Refused(f"Åtgärden är redan {State(to).label.lower()}.")
    if to == State.STOPPED and not why.strip():
        raise Refused("Skriv varför åtgärden avbryts. Det behövs i uppföljningen och till nästa varv.")
    keep_as_it_was(saved)
    saved.state = to
    saved.stopped_why = why.strip() if to == State.STOPPED else ""
    saved.revision += 1
    saved.save()
    keep(by=by, at=at, measure=saved, act=f"satte läget {State(to).label.lower()} på", why=why)
    return saved


@operation
def move_measure(*, by: Scope, at: datetime, measure: Measure, up: bool) -> Measure:
    """Let a measure change places with the one before or after it under the same problem.

    Raises:
        Denied: the person may not plan there.
        Refused: there is none to change places with.
    """
    require(by, measure.plan.round)
    # One at a time, so that two who move at once don't give two measures the same place.
    ActionPlan.objects.select_for_update().get(pk=measure.plan_id)
    listed = [
        one
        for one in Measure.objects.filter(plan=measure.plan).select_related("cause__profile")
        if _problem(one) == _problem(measure)
    ]
    listed.sort(key=lambda one: (one.order, one.cause.number if one.cause else 0, one.first_day, one.pk))
    at_place = next(n for n, one in enumerate(listed) if one.pk == measure.pk)
    beside = at_place - 1 if up else at_place + 1
    if not 0 <= beside < len(listed):
        raise Refused(f"Åtgärden ligger redan {'först' if up else 'sist'}.")
    listed[at_place], listed[beside] = listed[beside], listed[at_place]
    for place, one in enumerate(listed, start=1):
        Measure.objects.filter(pk=one.pk).update(order=place)
    moved = Measure.objects.get(pk=measure.pk)
    keep(by=by, at=at, measure=moved, act="flyttade upp" if up else "flyttade ner")
    return moved


def _problem(measure: Measure) -> int | None:
    return measure.cause.profile.priority_id if measure.cause else None


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
    why: str = "",
) -> Indicator:
    """Say what a measure is followed by: incidents of some categories in an area, or near a point.

    Args:
        categories: the categories that count; none means all.
        theme: which kind of material they are counted in.
        centre: east and north in metres, in the coordinate system of the cooperation's material.
        radius: metres from the centre.
        why: the reason, which a decided plan asks for.

    Raises:
        Denied: the person may not plan there.
        Refused: the area lies outside the round's, a centre has no radius, or the plan is decided and no reason given.
    """
    round = measure.plan.round
    require(by, round)
    refuse_personal_data(title)
    open_to_change(measure.plan, why=why)
    if not area.path.startswith(round.cooperation.area.path):
        raise Refused("Området hör inte till den här samverkan.")
    if (centre is None) != (radius is None):
        raise Refused("En punkt behöver ett avstånd, och ett avstånd en punkt.")
    keep_as_it_was(measure)
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
    keep(by=by, at=at, measure=measure, act="lade en indikator till", why=why)
    return indicator

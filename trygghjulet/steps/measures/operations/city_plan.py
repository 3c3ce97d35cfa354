"""The city-wide handlingsplan: planned for a year, followed all along, compiled and told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.parties.models import Cooperation, Function
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.steps.measures.models import CityActivity, CityPlan, State


@dataclass(frozen=True)
class ActivityContent:
    """An activity as a person writes it."""

    title: str
    goal: str
    done_by: Function
    first_day: date
    last_day: date

    def check(self, plan: CityPlan) -> None:
        """Refuse what can't stand in the year's plan.

        Raises:
            PersonalDataFound: the texts hold personal data.
            Refused: the days lie outside the year or in wrong order, or somebody of another cooperation is to do it.
        """
        refuse_personal_data(self.title, self.goal)
        if self.last_day < self.first_day:
            raise Refused("Aktiviteten slutar innan den börjar. Rätta datumen.")
        if not self.first_day.year <= plan.year <= self.last_day.year:
            raise Refused(
                f"Aktiviteten ligger utanför {plan.year}. Rätta datumen, eller lägg den i ett annat år."
            )
        if self.done_by.cooperation_id != plan.cooperation_id:
            raise Refused("Den ansvariga hör till en annan samverkan.")


@operation
def begin_city_plan(
    *, by: Scope, at: datetime, cooperation: Cooperation, year: int, purpose: str = ""
) -> CityPlan:
    """Begin a year's plan; what goes on from the year before comes along.

    Raises:
        Denied: the person may not plan for the whole cooperation.
        PersonalDataFound: the purpose holds personal data.
        Refused: the year has a plan already.
    """
    _require(by, cooperation)
    refuse_personal_data(purpose)
    Cooperation.objects.select_for_update().get(pk=cooperation.pk)
    if CityPlan.objects.filter(cooperation=cooperation, year=year).exists():
        raise Refused(f"Det finns redan en handlingsplan för {year}.")
    plan = CityPlan(cooperation=cooperation, year=year, purpose=purpose)
    plan.save()
    for left in CityActivity.objects.filter(plan__cooperation=cooperation, plan__year=year - 1, goes_on=True):
        CityActivity(
            plan=plan,
            title=left.title,
            goal=left.goal,
            done_by=left.done_by,
            first_day=date(year, 1, 1),
            last_day=date(year, 12, 31),
        ).save()
    record(by=by, at=at, cooperation_id=cooperation.pk, act="påbörjade", subject=plan)
    return plan


@operation
def decide_city_plan(
    *, by: Scope, at: datetime, plan: CityPlan, decided_by: str, decided_on: date
) -> CityPlan:
    """Record who decided the year's plan, and when.

    Raises:
        Denied: the person may not plan for the whole cooperation.
        PersonalDataFound: the text holds personal data.
    """
    _require(by, plan.cooperation)
    refuse_personal_data(decided_by)
    saved = _held(plan)
    saved.decided_by, saved.decided_on = decided_by, decided_on
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.cooperation_id,
        act="förde in beslut om",
        subject=saved,
        decided_by=decided_by,
        decided_on=decided_on.isoformat(),
    )
    return saved


@operation
def add_activity(*, by: Scope, at: datetime, plan: CityPlan, content: ActivityContent) -> CityActivity:
    """Put an activity in the year's plan.

    Raises:
        Denied: the person may not plan for the whole cooperation.
        PersonalDataFound, Refused: see `ActivityContent.check`; or the year is compiled.
    """
    _require(by, plan.cooperation)
    content.check(plan)
    _refuse_compiled(_held(plan))
    activity = CityActivity(plan=plan, **vars(content))
    activity.save()
    record(by=by, at=at, cooperation_id=plan.cooperation_id, act="planerade aktiviteten", subject=activity)
    return activity


@operation
def change_activity(
    *, by: Scope, at: datetime, activity: CityActivity, seen: int, content: ActivityContent
) -> CityActivity:
    """Change an activity; what it said before stays in the log.

    Raises:
        Denied: the person may not plan for the whole cooperation.
        Stale: somebody else changed it meanwhile.
        PersonalDataFound, Refused: see `ActivityContent.check`; or the year is compiled.
    """
    plan = activity.plan
    _require(by, plan.cooperation)
    content.check(plan)
    _refuse_compiled(_held(plan))
    saved = CityActivity.objects.select_for_update().get(pk=activity.pk)
    refuse_if_stale(seen=seen, now=saved.revision)
    before = {n: str(getattr(saved, n)) for n, value in vars(content).items() if getattr(saved, n) != value}
    for name, value in vars(content).items():
        setattr(saved, name, value)
    saved.revision += 1
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=plan.cooperation_id,
        act="ändrade aktiviteten",
        subject=saved,
        before=before,
    )
    return saved


@operation
def follow_activity(
    *, by: Scope, at: datetime, activity: CityActivity, seen: int, to: str, result: str, goes_on: bool = False
) -> CityActivity:
    """Say how far an activity has come, what came of it and whether it goes on next year.

    Raises:
        Denied: the person may not plan for the whole cooperation.
        Stale: somebody else changed it meanwhile.
        PersonalDataFound: the result holds personal data.
        Refused: it is over without a word of what came of it, or the year is compiled.
    """
    plan = activity.plan
    _require(by, plan.cooperation)
    refuse_personal_data(result)
    _refuse_compiled(_held(plan))
    if to not in State.values:
        raise Refused("Läget finns inte. Välj planerad, pågår, genomförd eller avbruten.")
    if to in {State.DONE, State.STOPPED} and not result.strip():
        raise Refused("Skriv vad det blev av aktiviteten, eller varför den avbröts.")
    saved = CityActivity.objects.select_for_update().get(pk=activity.pk)
    refuse_if_stale(seen=seen, now=saved.revision)
    saved.state, saved.result, saved.goes_on = to, result.strip(), goes_on
    saved.revision += 1
    saved.save()
    record(
        by=by, at=at, cooperation_id=plan.cooperation_id, act="följde upp aktiviteten", subject=saved, to=to
    )
    return saved


@operation
def compile_city_plan(*, by: Scope, at: datetime, plan: CityPlan, summary: str, on: date) -> CityPlan:
    """Close a year: its results in short, after every activity has been followed up.

    Raises:
        Denied: the person may not plan for the whole cooperation.
        PersonalDataFound: the summary holds personal data.
        Refused: the year is compiled, has nothing in it, or an activity is neither over nor goes on.
    """
    _require(by, plan.cooperation)
    refuse_personal_data(summary)
    saved = _held(plan)
    _refuse_compiled(saved)
    activities = list(saved.activities.all())
    if not activities:
        raise Refused("Planen har ingen aktivitet att sammanställa.")
    left = [a.title for a in activities if a.state not in {State.DONE, State.STOPPED} and not a.goes_on]
    if left:
        named = ", ".join(f"”{title}”" for title in left)
        raise Refused(f"Följ upp {named} först: genomförd, avbruten eller fortsätter nästa år.")
    saved.summary, saved.compiled_on = summary, on
    saved.save()
    record(by=by, at=at, cooperation_id=saved.cooperation_id, act="sammanställde", subject=saved)
    return saved


@operation
def tell_city_plan(*, by: Scope, at: datetime, plan: CityPlan, how: str, on: date) -> CityPlan:
    """Note that the local organisations have been told of the year's results.

    Raises:
        Denied: the person may not plan for the whole cooperation.
        PersonalDataFound: the words hold personal data.
        Refused: the year is not compiled yet.
    """
    _require(by, plan.cooperation)
    refuse_personal_data(how)
    saved = _held(plan)
    if saved.compiled_on is None:
        raise Refused("Sammanställ året först, så finns det något att redovisa.")
    saved.told_how, saved.told_on = how, on
    saved.save()
    record(by=by, at=at, cooperation_id=saved.cooperation_id, act="redovisade", subject=saved, how=how)
    return saved


def _require(by: Scope, cooperation: Cooperation) -> None:
    by.require(Permission.PLAN, cooperation_id=cooperation.pk, area_path=cooperation.area.path)


def _held(plan: CityPlan) -> CityPlan:
    """The plan as it stands, held so that nobody compiles it meanwhile."""
    held: CityPlan = CityPlan.objects.select_for_update().get(pk=plan.pk)
    return held


def _refuse_compiled(plan: CityPlan) -> None:
    if plan.compiled_on is not None:
        raise Refused(f"Året {plan.year} är sammanställt och ändras inte längre.")

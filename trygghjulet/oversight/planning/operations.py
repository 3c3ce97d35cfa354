"""Setting how meetings are planned, proposing a year's, and accepting a proposal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime

from trygghjulet.cooperation.forums.models import Meeting
from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.oversight.planning.models import (
    ForumWish,
    PlanningSettings,
    Proposal,
    ProposedMeeting,
    SchoolHoliday,
)
from trygghjulet.oversight.planning.queries import Planned
from trygghjulet.oversight.planning.rules import asked_said, turns_said


@operation
def set_up(
    *,
    by: Scope,
    at: datetime,
    cooperation: Cooperation,
    july_off: bool,
    min_preparation: int,
    max_preparation: int,
    max_reporting: int,
    lead_days: int,
    one_a_day: str,
) -> PlanningSettings:
    """Set how a cooperation's meetings are planned.

    Raises:
        Denied: the person may not plan meetings in the whole cooperation.
        Refused: the longest time for preparation is shorter than the shortest.
    """
    by.require(Permission.RECORD_MEETINGS, cooperation_id=cooperation.pk)
    if max_preparation < min_preparation:
        raise Refused("Beredningens längsta tid är kortare än den kortaste. Ändra en av dem.")
    saved, _ = PlanningSettings.objects.select_for_update().update_or_create(
        cooperation=cooperation,
        defaults={
            "july_off": july_off,
            "min_preparation": min_preparation,
            "max_preparation": max_preparation,
            "max_reporting": max_reporting,
            "lead_days": lead_days,
            "one_a_day": one_a_day,
        },
    )
    record(by=by, at=at, cooperation_id=cooperation.pk, act="ställde in mötesplaneringen", subject=saved)
    return saved


@operation
def enter_holiday(
    *,
    by: Scope,
    at: datetime,
    cooperation: Cooperation,
    name: str,
    first: date,
    last: date,
    firm: bool = True,
) -> SchoolHoliday:
    """Enter a time without meetings.

    Raises:
        Denied: the person may not plan meetings in the whole cooperation.
        Refused: it ends before it begins.
        PersonalDataFound: the name holds personal data.
    """
    by.require(Permission.RECORD_MEETINGS, cooperation_id=cooperation.pk)
    refuse_personal_data(name)
    if last < first:
        raise Refused("Den sista dagen ligger före den första.")
    made = SchoolHoliday(cooperation=cooperation, name=name, first=first, last=last, firm=firm)
    made.save()
    record(by=by, at=at, cooperation_id=cooperation.pk, act="förde in en ledighet", subject=made)
    return made


@operation
def remove_holiday(*, by: Scope, at: datetime, holiday: SchoolHoliday) -> None:
    """Take a time without meetings away.

    Raises:
        Denied: the person may not plan meetings in the whole cooperation.
    """
    by.require(Permission.RECORD_MEETINGS, cooperation_id=holiday.cooperation_id)
    record(by=by, at=at, cooperation_id=holiday.cooperation_id, act="tog bort en ledighet", subject=holiday)
    holiday.delete()


@operation
def wish(
    *,
    by: Scope,
    at: datetime,
    cooperation: Cooperation,
    key: str,
    weekdays: Iterable[int] = (),
    meetings: int = 0,
    left_out: bool = False,
) -> ForumWish:
    """Say what is wished for a forum in the plans.

    Raises:
        Denied: the person may not plan meetings in the whole cooperation.
    """
    by.require(Permission.RECORD_MEETINGS, cooperation_id=cooperation.pk)
    saved, _ = ForumWish.objects.select_for_update().update_or_create(
        cooperation=cooperation,
        key=key,
        defaults={"weekdays": sorted(set(weekdays)), "meetings": meetings, "left_out": left_out},
    )
    record(by=by, at=at, cooperation_id=cooperation.pk, act="förde in ett önskemål", subject=saved)
    return saved


@operation
def propose(*, by: Scope, at: datetime, cooperation: Cooperation, year: int, found: Planned) -> Proposal:
    """Keep a plan as a proposal. What was proposed for the year before and not accepted goes.

    Raises:
        Denied: the person may not plan meetings in the whole cooperation.
    """
    by.require(Permission.RECORD_MEETINGS, cooperation_id=cooperation.pk)
    Proposal.objects.filter(cooperation=cooperation, year=year, state=Proposal.State.PROPOSED).delete()
    problem, blueprint = found.plan.problem, found.arrangement.blueprint
    made = Proposal(
        cooperation=cooperation,
        year=year,
        made_on=problem.at,
        settled=found.plan.settled,
        settings={
            "min_preparation": problem.wishes.min_preparation,
            "max_preparation": problem.wishes.max_preparation,
            "max_reporting": problem.wishes.max_reporting,
            "lead_days": problem.wishes.lead_days,
            "one_a_day": problem.wishes.one_a_day.value,
            "asked": any(one.duty for one in (*problem.needs, *problem.chains)),
            "endings": [[title, day.isoformat()] for title, day in found.endings],
            "off": [[one.name, one.first.isoformat(), one.last.isoformat(), one.firm] for one in problem.off],
        },
        unmet=[asdict(one) for one in found.plan.unmet],
    )
    made.save()
    for one in found.plan.new:
        ProposedMeeting(
            proposal=made,
            forum=found.forum(one),
            forum_name=problem.name(one.body)[:250],
            on=one.on,
            full_day=one.full_day,
            convened_by=found.convener(one),
            turns=turns_said(one, blueprint)[:400],
            asked=asked_said(one, blueprint)[:600],
            reason=one.reason[:600],
        ).save()
    record(
        by=by,
        at=at,
        cooperation_id=cooperation.pk,
        act="tog fram ett förslag till",
        subject=made,
        meetings=len(found.plan.new),
        unmet=len(found.plan.unmet),
    )
    return made


@operation
def accept(*, by: Scope, at: datetime, proposal: Proposal, planned: Mapping[int, Meeting]) -> Proposal:
    """Accept a proposal whose meetings have been planned in their forums.

    Args:
        by, at: who, and when.
        proposal: which.
        planned: the meetings that were made of the proposed ones, by the proposed one's number.

    Raises:
        Denied: the person may not plan meetings in the whole cooperation.
        Refused: it is accepted already.
    """
    by.require(Permission.RECORD_MEETINGS, cooperation_id=proposal.cooperation_id)
    saved = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if saved.state == Proposal.State.ACCEPTED:
        raise Refused("Förslaget är redan godtaget.")
    for one in saved.meetings.all():
        if one.pk in planned:
            one.meeting = planned[one.pk]
            one.save()
    saved.state, saved.accepted_on = Proposal.State.ACCEPTED, at.date()
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.cooperation_id,
        act="godtog",
        subject=saved,
        meetings=len(planned),
    )
    return saved

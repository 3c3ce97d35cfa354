"""Setting up a working group with its written assignment, changing it, and taking its report back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from trygghjulet.cooperation.forums.models import (
    Appointment,
    Assignment,
    Forum,
    ForumKind,
    ForumLink,
    LinkKind,
    Meeting,
)
from trygghjulet.cooperation.forums.operations._common import locked, refuse, require_parties
from trygghjulet.cooperation.forums.operations.bodies import refuse_meeting_after, save_new
from trygghjulet.cooperation.forums.rules.assignments import Days, refusal
from trygghjulet.cooperation.forums.rules.meetings import out_of_time
from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.parties.models import Function, Party
from trygghjulet.foundation.privacy.guard import refuse_personal_data


@dataclass(frozen=True)
class AssignmentContent:
    """An assignment as the issuer writes it: what happened, why the group is there and what it is to reach."""

    purpose: str
    goals: str
    problem: str = ""
    until: date | None = None
    report_by: date | None = None


@dataclass(frozen=True)
class GroupMember:
    """Somebody who is to be in a group: a title at a party."""

    title: str
    party: Party | None = None


@operation
def set_up_group(
    *,
    by: Scope,
    at: datetime,
    issuer: Forum,
    name: str,
    content: AssignmentContent,
    members: Sequence[GroupMember] = (),
    led_by: Party | None = None,
    issued_on: date | None = None,
    first_meeting: date | None = None,
) -> Assignment:
    """Set up a working group under a leading group at once: the group, its assignment, its members, its first meeting.

    It works where the issuer does, reports to it, and raises its matters to it.

    Raises:
        Denied: the person may not change the cooperation, or enter its meetings where one is given.
        Refused: the issuer has ended, the name is taken, the days don't go together, or a party is not in the
            cooperation.
        PersonalDataFound: a text holds personal data.
    """
    by.require(Permission.MANAGE, cooperation_id=issuer.cooperation_id)
    refuse_personal_data(
        name, content.purpose, content.goals, content.problem, *(one.title for one in members)
    )
    saved = locked(issuer)
    day = issued_on or at.date()
    if saved.ended_on is not None and saved.ended_on < day:
        raise Refused(f"{saved} har upphört och kan inte tillsätta en grupp.")
    refuse(refusal(Days(day, content.until, content.report_by)))
    refuse(out_of_time(first_meeting or day))
    if first_meeting is not None and first_meeting < day:
        raise Refused("Det första mötet ligger före dagen då uppdraget gavs. Rätta en av dagarna.")
    group = Forum(
        cooperation=saved.cooperation,
        name=name,
        kind=ForumKind.WORKING,
        area=saved.area,
        led_by=led_by,
        part_of=saved,
        purpose=content.purpose,
    )
    save_new(group)
    for kind in (LinkKind.REPORTS_TO, LinkKind.RAISES_TO):
        ForumLink(forum=group, kind=kind, to=saved).save()
    assignment = Assignment(forum=group, issued_by=saved, issued_on=day, **_columns(content))
    assignment.save()
    _appoint(assignment, members)
    if first_meeting is not None:
        Meeting(forum=group, state=Meeting.State.PLANNED, planned_on=first_meeting).save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.cooperation_id,
        act="tillsatte gruppen och gav den sitt uppdrag",
        subject=assignment,
        issuer=saved.name,
        members=[one.title for one in members],
        first_meeting=first_meeting.isoformat() if first_meeting else None,
    )
    return assignment


def _appoint(assignment: Assignment, members: Sequence[GroupMember]) -> None:
    group = assignment.forum
    require_parties(group.cooperation, *(one.party for one in members))
    for one in members:
        # A title that is a function's own lets whoever holds it be called and reached.
        function = Function.objects.filter(
            cooperation=group.cooperation, party=one.party, title__iexact=one.title.strip()
        ).first()
        Appointment(
            forum=group,
            title=one.title,
            function=function,
            organisation=one.party.name if one.party else "",
            party=one.party,
            since=assignment.issued_on,
            until=assignment.until,
            appointed_by=assignment.issued_by.name,
        ).save()


@operation
def change_assignment(
    *, by: Scope, at: datetime, assignment: Assignment, content: AssignmentContent, seen: int
) -> Assignment:
    """Change an assignment that has not been reported back.

    Args:
        seen: the revision that the writer had before them.

    Raises:
        Denied: the person may not change the cooperation.
        Stale: somebody else changed it meanwhile.
        Refused: it is reported back, or the days don't go together.
        PersonalDataFound: a text holds personal data.
    """
    by.require(Permission.MANAGE, cooperation_id=assignment.forum.cooperation_id)
    refuse_personal_data(content.purpose, content.goals, content.problem)
    saved = _saved(assignment)
    refuse_if_stale(seen=seen, now=saved.revision)
    if saved.reported_on is not None:
        raise Refused(
            "Uppdraget är återrapporterat och står kvar som det var. Ge ett nytt uppdrag i stället."
        )
    refuse(refusal(Days(saved.issued_on, content.until, content.report_by)))
    columns = _columns(content)
    changed = sorted(name for name, value in columns.items() if getattr(saved, name) != value)
    if "until" in changed:
        # Those who were to sit as long as the assignment lasts do so still.
        appointed = Appointment.objects.filter(forum=saved.forum, until=saved.until, end_reason="")
        for one in appointed.filter(since__lte=content.until) if content.until else appointed:
            one.until = content.until
            one.revision += 1
            one.save()
    for name, value in columns.items():
        setattr(saved, name, value)
    saved.revision += 1
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.forum.cooperation_id,
        act="ändrade uppdraget",
        subject=saved,
        changed=changed,
    )
    return saved


@operation
def report_back(
    *, by: Scope, at: datetime, assignment: Assignment, on: date, outcome: str, group_ends: bool = False
) -> Assignment:
    """Take a group's report back: what it came to. The assignment is closed by it; the group too, where that is said.

    Raises:
        Denied: the person may not enter the group's meetings, or end it where that is said.
        Refused: it is reported back already, the day lies before the assignment or has not come, or the group has a
            meeting to come and was to end.
        PersonalDataFound: the outcome holds personal data.
    """
    group = assignment.forum
    by.require(Permission.RECORD_MEETINGS, cooperation_id=group.cooperation_id, area_path=group.area_path)
    if group_ends:
        by.require(Permission.MANAGE, cooperation_id=group.cooperation_id)
    refuse_personal_data(outcome)
    saved = _saved(assignment)
    if saved.reported_on is not None:
        raise Refused("Uppdraget är redan återrapporterat.")
    if on > at.date():
        raise Refused("Återrapporten kan inte vara lämnad en dag som inte har varit. Rätta dagen.")
    refuse(refusal(Days(saved.issued_on, saved.until, saved.report_by, on)))
    if group_ends and saved.forum.ended_on is None:
        refuse_meeting_after(saved.forum, on)
        saved.forum.ended_on, saved.forum.end_reason = on, "Uppdraget är återrapporterat."
        saved.forum.save()
    saved.reported_on, saved.outcome = on, outcome
    saved.revision += 1
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=group.cooperation_id,
        act="återrapporterade",
        subject=saved,
        on=on.isoformat(),
        group_ends=group_ends,
    )
    return saved


def _saved(assignment: Assignment) -> Assignment:
    forum = locked(assignment.forum)
    saved = Assignment.objects.select_related("issued_by").get(pk=assignment.pk)
    saved.forum = forum
    return saved


def _columns(content: AssignmentContent) -> dict[str, object]:
    return {one.name: getattr(content, one.name) for one in fields(content)}

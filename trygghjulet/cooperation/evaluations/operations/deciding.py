"""What a self-evaluation leads to: the points of next year's plan, and the report that was sent."""

from __future__ import annotations

from datetime import date, datetime

from trygghjulet.cooperation.evaluations.models import (
    PlanPoint,
    ReportSent,
    SelfEvaluation,
)
from trygghjulet.cooperation.evaluations.operations._common import (
    refuse_strangers,
    writable,
)
from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.parties.models import Function
from trygghjulet.foundation.privacy.guard import refuse_personal_data


@operation
def add_point(
    *, by: Scope, at: datetime, evaluation: SelfEvaluation, text: str, owner: Function, due: date
) -> PlanPoint:
    """Decide on something to change: a point of next year's plan.

    Raises:
        Denied: the person may not enter what the forum does.
        Refused: the function is another cooperation's, or the day lies before the evaluation opened.
        PersonalDataFound: the text holds personal data.
    """
    saved = writable(by, evaluation)
    _refuse_unfit_point(saved, text, owner, due)
    point = PlanPoint(evaluation=saved, text=text, owner=owner, due=due)
    point.save()
    record(by=by, at=at, cooperation_id=saved.cooperation_id, act="beslutade i nästa års plan", subject=point)
    return point


@operation
def change_point(
    *, by: Scope, at: datetime, point: PlanPoint, seen: int, text: str, owner: Function, due: date
) -> PlanPoint:
    """Change a point that is not settled.

    Args:
        seen: the revision that the writer had before them.

    Raises:
        Denied: the person may not enter what the forum does.
        Stale: somebody else changed it meanwhile.
        Refused: it is settled, the function is another's, or the day lies before the evaluation opened.
        PersonalDataFound: the text holds personal data.
    """
    evaluation, saved = _point(by, point)
    _refuse_unfit_point(evaluation, text, owner, due)
    refuse_if_stale(seen=seen, now=saved.revision)
    if saved.state != PlanPoint.State.OPEN:
        raise Refused("Punkten är avgjord. Avgör den på nytt om det blev fel.")
    saved.text, saved.owner, saved.due = text, owner, due
    saved.revision += 1
    saved.save()
    record(
        by=by, at=at, cooperation_id=evaluation.cooperation_id, act="ändrade i nästa års plan", subject=saved
    )
    return saved


@operation
def remove_point(*, by: Scope, at: datetime, point: PlanPoint) -> None:
    """Take a point that is not settled out of the plan.

    Raises:
        Denied: the person may not enter what the forum does.
        Refused: it is settled, and so belongs to what was done.
    """
    evaluation, saved = _point(by, point)
    if saved.state != PlanPoint.State.OPEN:
        raise Refused("Punkten är avgjord och hör till det som har gjorts. Den tas inte bort.")
    record(
        by=by,
        at=at,
        cooperation_id=evaluation.cooperation_id,
        act="tog bort ur nästa års plan",
        subject=saved,
    )
    saved.delete()


@operation
def judge_point(*, by: Scope, at: datetime, point: PlanPoint, done: bool, words: str, on: date) -> PlanPoint:
    """Enter whether a point was done, and how it went; entered anew when the first entry was wrong.

    Raises:
        Denied: the person may not enter what the forum does.
        Refused: the day has not come, or something was not done and no reason is given.
        PersonalDataFound: the words hold personal data.
    """
    evaluation, saved = _point(by, point)
    refuse_personal_data(words)
    if on > at.date():
        raise Refused(f"{numbers.day(on)} har inte varit än. Ange en dag till och med i dag.")
    if not done and not words.strip():
        raise Refused("Skriv varför det inte gjordes.")
    saved.state = (PlanPoint.State.DONE if done else PlanPoint.State.NOT_DONE).value
    saved.words, saved.judged_on = words, on
    saved.revision += 1
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=evaluation.cooperation_id,
        act="avgjorde i nästa års plan",
        subject=saved,
        done=done,
    )
    return saved


@operation
def record_report_sent(*, by: Scope, at: datetime, forum: Forum, year: int, to: str, on: date) -> ReportSent:
    """Enter that a year's activity report was sent to somebody.

    Raises:
        Denied: the person may not enter what the forum does.
        Refused: it is sent there already, or the day has not come or lies before the year.
        PersonalDataFound: the receiver's name holds personal data.
    """
    by.require(Permission.RECORD_MEETINGS, cooperation_id=forum.cooperation_id, area_path=forum.area_path)
    refuse_personal_data(to)
    if on > at.date():
        raise Refused(f"Utskicket {numbers.day(on)} har inte varit än. Ange en dag till och med i dag.")
    if on.year < year:
        raise Refused(f"Berättelsen gäller {year}. Den kan inte ha skickats före det året.")
    if ReportSent.objects.filter(forum=forum, year=year, to=to).exists():
        raise Refused(f"Det är redan infört att berättelsen för {year} har skickats till {to}.")
    sent = ReportSent(forum=forum, year=year, to=to, on=on)
    sent.save()
    record(by=by, at=at, cooperation_id=forum.cooperation_id, act="förde in utskicket av", subject=sent)
    return sent


def _point(by: Scope, point: PlanPoint) -> tuple[SelfEvaluation, PlanPoint]:
    evaluation = writable(by, point.evaluation)
    return evaluation, PlanPoint.objects.select_for_update().get(pk=point.pk)


def _refuse_unfit_point(evaluation: SelfEvaluation, text: str, owner: Function, due: date) -> None:
    refuse_personal_data(text)
    refuse_strangers(evaluation.cooperation, [owner])
    if due < evaluation.opens_on:
        raise Refused(f"Självvärderingen öppnade {numbers.day(evaluation.opens_on)}. Ange en dag efter det.")

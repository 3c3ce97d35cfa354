"""Enters what Solvik's forums were asked about and answered, and how they looked over their own work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings

from trygghjulet.cooperation.evaluations import operations as evaluations
from trygghjulet.cooperation.evaluations.models import SelfEvaluation
from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.cooperation.referrals import operations as referrals
from trygghjulet.cooperation.referrals.models import Referral as ReferralRow
from trygghjulet.demo.content.agreement import STRATEGIC_COUNCIL
from trygghjulet.demo.content.evaluations import EVALUATIONS, SENT, Evaluation
from trygghjulet.demo.content.referrals import REFERRALS, Referral
from trygghjulet.demo.people import person
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation, Function, Party


def look_over(by: Scope, *, cooperation: Cooperation, scope_called: Callable[[str], Scope]) -> None:
    """The matters with their opinions, and the self-evaluations with their answers and reports.

    Args:
        by: the coordinator, who enters it.
        cooperation: Solvik's.
        scope_called: the scope of somebody in the cast by first name, for those who answer.
    """
    for matter in REFERRALS:
        _refer(by, cooperation, matter)
    for written in EVALUATIONS:
        _evaluate(by, cooperation, written, scope_called)
    council = _forum(cooperation, STRATEGIC_COUNCIL)
    for to, on in SENT:
        evaluations.record_report_sent(by=by, at=_at(on), forum=council, year=2025, to=to, on=on)


def _refer(by: Scope, cooperation: Cooperation, written: Referral) -> None:
    forum = _forum(cooperation, written.forum)
    referral = referrals.receive(
        by=by,
        at=_at(written.received_on),
        cooperation=cooperation,
        content=referrals.Content(
            kind=written.kind,
            plan_kind=written.plan_kind,
            title=written.title,
            sender=written.sender,
            registry_number=written.registry_number,
            summary=written.summary,
            received_on=written.received_on,
            answer_by=written.answer_by,
            forum=forum,
        ),
        about_individual=False,
    )
    for view in written.views:
        asked = referrals.ask_view(
            by=by,
            at=_at(written.received_on),
            referral=referral,
            party=Party.objects.get(name=view.party),
            function=_function(cooperation, view.function),
            question=view.question,
            wanted_by=view.wanted_by,
        )
        if view.given_on:
            referrals.write_view(
                by=by, at=_at(view.given_on), view=asked, seen=0, text=view.text, given_on=view.given_on
            )
    _answer(by, referral, written, forum)


def _answer(by: Scope, referral: ReferralRow, written: Referral, forum: Forum) -> None:
    if written.opinion:
        day = written.decided_on or written.received_on
        referrals.write_opinion(by=by, at=_at(day, 9), referral=referral, seen=0, text=written.opinion)
    if written.decided_on is None:
        return
    at = _at(written.decided_on)
    if written.decline_reason:
        referrals.decline(
            by=by,
            at=at,
            referral=referral,
            decided_on=written.decided_on,
            reason=written.decline_reason,
            decided_by=forum,
        )
        return
    referrals.give_opinion(
        by=by,
        at=at,
        referral=referral,
        decided_on=written.decided_on,
        decided_by=forum,
        paragraph=written.paragraph,
        advisory=written.advisory,
    )
    if written.sent_on:
        referrals.send_opinion(
            by=by, at=_at(written.sent_on), referral=referral, sent_on=written.sent_on, sent_to=written.sender
        )
    if written.outcome and written.outcome_on:
        referrals.note_outcome(
            by=by,
            at=_at(written.outcome_on),
            referral=referral,
            outcome=written.outcome,
            text=written.outcome_text,
            on=written.outcome_on,
        )


def _evaluate(
    by: Scope, cooperation: Cooperation, written: Evaluation, scope_called: Callable[[str], Scope]
) -> None:
    opened, closed = _at(written.opens_on, 8), _at(written.closes_on)
    evaluation = evaluations.plan(
        by=by,
        at=opened,
        forum=_forum(cooperation, written.forum),
        year=written.year,
        opens_on=written.opens_on,
        closes_on=written.closes_on,
        asked=[_function(cooperation, person(name).title) for name in written.functions],
    )
    invited = [
        evaluations.invite(by=by, at=opened, evaluation=evaluation, title=title, organisation=organisation)[0]
        for title, organisation in written.invited
    ]
    for number in range(len(written.answers)):
        answers = _answers(evaluation, written, number)
        if number < len(written.functions):
            scope = scope_called(written.functions[number])
            evaluations.answer(of=scope, at=closed, evaluation=evaluation, answers=answers)
        else:
            invitation = invited[number - len(written.functions)]
            evaluations.answer_invited(at=closed, invitation=invitation, answers=answers)
    for point in written.points:
        decided = evaluations.add_point(
            by=by,
            at=closed,
            evaluation=evaluation,
            text=point.text,
            owner=_function(cooperation, point.owner),
            due=point.due,
        )
        if point.done is not None and point.judged_on:
            evaluations.judge_point(
                by=by,
                at=_at(point.judged_on),
                point=decided,
                done=point.done,
                words=point.words,
                on=point.judged_on,
            )


def _answers(evaluation: SelfEvaluation, written: Evaluation, number: int) -> evaluations.Answers:
    """What one of them answered; the free words are spread over the first who answered."""
    return evaluations.Answers(
        values={
            statement.pk: value
            for statement, value in zip(evaluation.statements.all(), written.answers[number], strict=True)
        },
        remarks={theme: texts[number] for theme, texts in written.remarks.items() if number < len(texts)},
    )


def _forum(cooperation: Cooperation, name: str) -> Forum:
    return Forum.objects.get(cooperation=cooperation, name=name)


def _function(cooperation: Cooperation, title: str) -> Function:
    return Function.objects.get(cooperation=cooperation, title=title)


def _at(day: date, hour: int = 11) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=ZoneInfo(settings.TIME_ZONE))

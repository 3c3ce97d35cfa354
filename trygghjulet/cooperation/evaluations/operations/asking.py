"""Planning a self-evaluation: when, which statements, and who is asked."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, datetime

from django.utils.text import slugify

from trygghjulet.cooperation.evaluations.models import (
    AskedFunction,
    Invitation,
    SelfEvaluation,
    Statement,
)
from trygghjulet.cooperation.evaluations.operations._common import (
    refuse,
    refuse_strangers,
    writable,
)
from trygghjulet.cooperation.evaluations.rules.asking import (
    DEFAULT,
    MOST_STATEMENTS,
    Phase,
    Theme,
    hashed,
    not_changeable,
    unfit_days,
)
from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.parties.models import Function
from trygghjulet.foundation.privacy.guard import refuse_personal_data


@operation
def plan(
    *,
    by: Scope,
    at: datetime,
    forum: Forum,
    year: int,
    opens_on: date,
    closes_on: date,
    asked: Sequence[Function] = (),
) -> SelfEvaluation:
    """Plan a forum's evaluation of itself a year, with last year's statements, or the house's own the first time.

    Args:
        asked: the functions whose holders answer when signed in. Members without an account are invited.

    Raises:
        Denied: the person may not enter what the forum does.
        Refused: there is one for the year already, the days are no range, or a function is another cooperation's.
    """
    by.require(Permission.RECORD_MEETINGS, cooperation_id=forum.cooperation_id, area_path=forum.area_path)
    Forum.objects.select_for_update().get(pk=forum.pk)
    if SelfEvaluation.objects.filter(forum=forum, year=year).exists():
        raise Refused(f"{forum} har redan en självvärdering för {year}.")
    refuse(unfit_days(opens_on, closes_on, before=None, today=at.date()))
    refuse_strangers(forum.cooperation, asked)
    before = SelfEvaluation.objects.filter(forum=forum, year__lt=year).order_by("-year").first()
    evaluation = SelfEvaluation(
        cooperation=forum.cooperation, forum=forum, year=year, opens_on=opens_on, closes_on=closes_on
    )
    evaluation.save()
    rows = (
        [(one.key, one.theme, one.text) for one in before.statements.all()]
        if before
        else [(one.key, one.theme.value, one.text) for one in DEFAULT]
    )
    for order, (key, theme, text) in enumerate(rows, start=1):
        Statement(evaluation=evaluation, key=key, theme=theme, text=text, order=order).save()
    _ask(evaluation, asked)
    record(
        by=by,
        at=at,
        cooperation_id=forum.cooperation_id,
        act="planerade",
        subject=evaluation,
        asked=len(asked),
    )
    return evaluation


@operation
def change(
    *,
    by: Scope,
    at: datetime,
    evaluation: SelfEvaluation,
    seen: int,
    opens_on: date,
    closes_on: date,
    asked: Sequence[Function],
) -> SelfEvaluation:
    """Change when an evaluation is open and who is asked. Once it has opened, functions are only added.

    Args:
        seen: the revision that the writer had before them.

    Raises:
        Denied: the person may not enter what the forum does.
        Stale: somebody else changed it meanwhile.
        Refused: it is closed, the days don't fit, or a function is another's or would be taken away.
    """
    saved = writable(by, evaluation)
    refuse_if_stale(seen=seen, now=saved.revision)
    today = at.date()
    refuse(unfit_days(opens_on, closes_on, before=(saved.opens_on, saved.closes_on), today=today))
    refuse_strangers(saved.cooperation, asked)
    known = {row.function_id for row in saved.asked.all()}
    gone = known - {function.pk for function in asked}
    if gone and saved.phase(on=today) is not Phase.PLANNED:
        raise Refused("Frågorna är öppna. Fler kan tillfrågas, men ingen tas bort.")
    saved.asked.filter(function_id__in=gone).delete()
    _ask(saved, [function for function in asked if function.pk not in known])
    saved.opens_on, saved.closes_on = opens_on, closes_on
    saved.revision += 1
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.cooperation_id,
        act="ändrade",
        subject=saved,
        days=[opens_on.isoformat(), closes_on.isoformat()],
        asked=len(asked),
    )
    return saved


@operation
def remove(*, by: Scope, at: datetime, evaluation: SelfEvaluation) -> None:
    """Take away an evaluation that was planned by mistake.

    Raises:
        Denied: the person may not enter what the forum does.
        Refused: it has opened.
    """
    saved = _before_opening(by, at, evaluation)
    record(by=by, at=at, cooperation_id=saved.cooperation_id, act="tog bort", subject=saved)
    saved.delete()


@operation
def add_statement(*, by: Scope, at: datetime, evaluation: SelfEvaluation, theme: str, text: str) -> Statement:
    """Add a statement to agree with or not, last of its theme.

    Raises:
        Denied: the person may not enter what the forum does.
        Refused: the questions are open, the statement is there already, or there are many.
        PersonalDataFound: the text holds personal data.
    """
    saved = _before_opening(by, at, evaluation)
    refuse_personal_data(text)
    if theme not in [one.value for one in Theme]:
        raise Refused("Välj vad påståendet handlar om.")
    mine = list(saved.statements.all())
    if len(mine) >= MOST_STATEMENTS:
        raise Refused(f"Frågorna har redan {MOST_STATEMENTS} påståenden. Ta bort något först.")
    if any(one.text == text for one in mine):
        raise Refused("Det påståendet finns redan.")
    key = base = slugify(text)[:50] or "pastaende"
    number, taken = 2, {one.key for one in mine}
    while key in taken:
        key, number = f"{base}-{number}", number + 1
    added = Statement(
        evaluation=saved,
        key=key,
        theme=theme,
        text=text,
        order=max((one.order for one in mine), default=0) + 1,
    )
    added.save()
    record(by=by, at=at, cooperation_id=saved.cooperation_id, act="lade till påståendet", subject=added)
    return added


@operation
def change_statement(*, by: Scope, at: datetime, statement: Statement, seen: int, text: str) -> Statement:
    """Change how a statement is worded. It is then compared with last year's, so a new matter is a new statement.

    Args:
        seen: the revision that the writer had before them.

    Raises:
        Denied: the person may not enter what the forum does.
        Stale: somebody else changed it meanwhile.
        Refused: the questions are open.
        PersonalDataFound: the text holds personal data.
    """
    evaluation = _before_opening(by, at, statement.evaluation)
    refuse_personal_data(text)
    saved = Statement.objects.select_for_update().get(pk=statement.pk)
    refuse_if_stale(seen=seen, now=saved.revision)
    before, saved.text = saved.text, text
    saved.revision += 1
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=evaluation.cooperation_id,
        act="ändrade påståendet",
        subject=saved,
        before=before,
    )
    return saved


@operation
def remove_statement(*, by: Scope, at: datetime, statement: Statement) -> None:
    """Take away a statement.

    Raises:
        Denied: the person may not enter what the forum does.
        Refused: the questions are open, or it is the only one.
    """
    evaluation = _before_opening(by, at, statement.evaluation)
    if evaluation.statements.count() == 1:
        raise Refused("Det är det enda påståendet. Lägg till ett annat först.")
    record(
        by=by, at=at, cooperation_id=evaluation.cooperation_id, act="tog bort påståendet", subject=statement
    )
    Statement.objects.filter(pk=statement.pk).delete()


@operation
def invite(
    *, by: Scope, at: datetime, evaluation: SelfEvaluation, title: str, organisation: str = ""
) -> tuple[Invitation, str]:
    """Invite a member without an account; the answer is the invitation and its secret, which is told only now.

    Raises:
        Denied: the person may not enter what the forum does.
        Refused: the questions have closed.
        PersonalDataFound: the title or the organisation holds personal data.
    """
    saved = writable(by, evaluation)
    refuse_personal_data(title, organisation)
    if saved.phase(on=at.date()) is Phase.CLOSED:
        raise Refused(f"Frågorna stängde {numbers.day(saved.closes_on)}. Ingen mer kan bjudas in.")
    secret = secrets.token_urlsafe(32)
    invitation = Invitation(
        evaluation=saved, title=title, organisation=organisation, secret_sha256=hashed(secret)
    )
    invitation.save()
    record(by=by, at=at, cooperation_id=saved.cooperation_id, act="bjöd in att svara", subject=invitation)
    return invitation, secret


@operation
def withdraw(*, by: Scope, at: datetime, invitation: Invitation) -> Invitation:
    """Withdraw an invitation: its address leads nowhere any more. One that was lost is withdrawn and made anew.

    Raises:
        Denied: the person may not enter what the forum does.
        Refused: it has been used, and so is counted.
    """
    evaluation = writable(by, invitation.evaluation)
    saved = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if saved.answered:
        raise Refused("Inbjudan är använd, och svaret är räknat. Den kan inte återkallas.")
    saved.withdrawn_on = saved.withdrawn_on or at.date()
    saved.save()
    record(
        by=by, at=at, cooperation_id=evaluation.cooperation_id, act="återkallade inbjudan till", subject=saved
    )
    return saved


def _before_opening(by: Scope, at: datetime, evaluation: SelfEvaluation) -> SelfEvaluation:
    saved = writable(by, evaluation)
    refuse(not_changeable(saved.phase(on=at.date()), saved.opens_on))
    return saved


def _ask(evaluation: SelfEvaluation, functions: Sequence[Function]) -> None:
    for function in functions:
        AskedFunction(evaluation=evaluation, function=function).save()

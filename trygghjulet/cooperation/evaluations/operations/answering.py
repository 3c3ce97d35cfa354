"""Answering a self-evaluation: each once, and only as counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q

from trygghjulet.cooperation.evaluations.models import (
    Answered,
    Invitation,
    Remarks,
    SelfEvaluation,
    Tally,
)
from trygghjulet.cooperation.evaluations.operations._common import (
    locked,
    refuse,
)
from trygghjulet.cooperation.evaluations.rules.asking import (
    UNKNOWN,
    VALUES,
    Theme,
    not_answerable,
)
from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.parties.models import Holding
from trygghjulet.foundation.privacy.guard import refuse_personal_data

#: What the log calls somebody who answered at a secret address: who it was is not known, and not asked.
INVITED = Scope(user_id=None, user_name="En inbjuden ledamot")


@dataclass(frozen=True)
class Answers:
    """One person's answers: to each statement by its number, and free words by theme."""

    values: Mapping[int, int]
    remarks: Mapping[str, str] = field(default_factory=dict)


@operation
def answer(*, of: Scope, at: datetime, evaluation: SelfEvaluation, answers: Answers) -> None:
    """Answer as somebody signed in, once. That they did is kept; what they answered is only counted.

    Raises:
        Denied: the person may not see the cooperation.
        Refused: the questions aren't open, the person is not asked or has answered, or an answer is missing.
        PersonalDataFound: the free words hold personal data.
    """
    of.require(Permission.SEE, cooperation_id=evaluation.cooperation_id)
    saved = locked(evaluation)
    if of.user_id is None or not _is_asked(saved, of.user_id, at.date()):
        raise Refused("Frågorna går till forumets ledamöter. Din funktion är inte bland de tillfrågade.")
    if Answered.objects.filter(evaluation=saved, user_id=of.user_id).exists():
        raise Refused("Du har redan svarat.")
    _count(saved, answers, at)
    Answered(evaluation=saved, user_id=of.user_id).save()
    record(by=of, at=at, cooperation_id=saved.cooperation_id, act="besvarade", subject=saved)


@operation
def answer_invited(*, at: datetime, invitation: Invitation, answers: Answers) -> None:
    """Answer at the secret address of an invitation, once.

    Raises:
        Refused: the questions aren't open, the invitation is used or withdrawn, or an answer is missing.
        PersonalDataFound: the free words hold personal data.
    """
    evaluation = locked(invitation.evaluation)
    saved = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if saved.withdrawn_on is not None:
        raise Refused("Inbjudan är återkallad.")
    if saved.answered:
        raise Refused("Inbjudan är redan använd. Ditt svar är räknat.")
    _count(evaluation, answers, at)
    saved.answered = True
    saved.save()
    record(by=INVITED, at=at, cooperation_id=evaluation.cooperation_id, act="besvarade", subject=evaluation)


def _is_asked(evaluation: SelfEvaluation, user_id: int, on: date) -> bool:
    held = Holding.objects.filter(Q(until__isnull=True) | Q(until__gte=on), user_id=user_id, since__lte=on)
    return held.filter(function_id__in=evaluation.asked.values("function_id")).exists()


def _count(evaluation: SelfEvaluation, answers: Answers, at: datetime) -> None:
    """Add one person's answers to the counts. The evaluation is locked, so nobody else counts meanwhile."""
    refuse(not_answerable(evaluation.phase(on=at.date()), evaluation.opens_on, evaluation.closes_on))
    refuse_personal_data(*answers.remarks.values())
    for statement in evaluation.statements.all():
        value = answers.values.get(statement.pk)
        if value not in (*VALUES, UNKNOWN):
            raise Refused("Besvara alla påståenden. Välj ”Vet inte” där du inte kan säga något.")
        tally, _ = Tally.objects.get_or_create(statement=statement, value=value)
        tally.count += 1
        tally.save()
    for theme in Theme:
        if text := answers.remarks.get(theme.value, "").strip():
            remarks, _ = Remarks.objects.get_or_create(evaluation=evaluation, theme=theme.value)
            remarks.texts = sorted([*remarks.texts, text])
            remarks.save()

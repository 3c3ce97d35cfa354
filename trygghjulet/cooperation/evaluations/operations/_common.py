"""What the room's writes have in common: the evaluation locked, and what is another cooperation's refused."""

from __future__ import annotations

from collections.abc import Sequence

from trygghjulet.cooperation.evaluations.models import (
    SelfEvaluation,
)
from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.parties.models import Cooperation, Function


def locked(evaluation: SelfEvaluation) -> SelfEvaluation:
    """The evaluation as it is saved, kept from others until the end."""
    SelfEvaluation.objects.select_for_update().get(pk=evaluation.pk)
    return SelfEvaluation.objects.select_related(
        "cooperation__area", "forum__area", "forum__cooperation__area"
    ).get(pk=evaluation.pk)


def writable(by: Scope, evaluation: SelfEvaluation) -> SelfEvaluation:
    saved = locked(evaluation)
    by.require(
        Permission.RECORD_MEETINGS, cooperation_id=saved.cooperation_id, area_path=saved.forum.area_path
    )
    return saved


def refuse_strangers(cooperation: Cooperation, functions: Sequence[Function]) -> None:
    for function in functions:
        if function.cooperation_id != cooperation.pk:
            raise Refused(f"Funktionen {function.title} hör inte till den här samverkan.")


def refuse(reason: str) -> None:
    if reason:
        raise Refused(reason)

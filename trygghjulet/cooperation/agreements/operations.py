"""Entering an agreement with the problem areas it points out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from trygghjulet.cooperation.agreements.models import AgreedProblem, Agreement
from trygghjulet.foundation.access.rules import Permission, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.foundation.privacy.guard import refuse_personal_data


@operation
def enter(
    *,
    by: Scope,
    at: datetime,
    cooperation: Cooperation,
    title: str,
    purposes: str,
    fields_of_work: str,
    problems: Sequence[tuple[str, str]] = (),
    valid_from: date | None = None,
    valid_until: date | None = None,
    decided_on: date | None = None,
    signed_on: date | None = None,
    registry_number: str = "",
) -> Agreement:
    """Enter an agreement as it was made; each problem area is given as title and wording.

    Raises:
        Denied: the person may not change the cooperation.
        PersonalDataFound: the texts hold personal data.
    """
    by.require(Permission.MANAGE, cooperation_id=cooperation.pk)
    refuse_personal_data(title, purposes, fields_of_work, *(text for problem in problems for text in problem))
    agreement = Agreement(
        cooperation=cooperation,
        title=title,
        purposes=purposes,
        fields_of_work=fields_of_work,
        valid_from=valid_from,
        valid_until=valid_until,
        decided_on=decided_on,
        signed_on=signed_on,
        registry_number=registry_number,
    )
    agreement.save()
    for problem_title, text in problems:
        AgreedProblem(agreement=agreement, title=problem_title, text=text).save()
    record(by=by, at=at, cooperation_id=cooperation.pk, act="förde in överenskommelsen", subject=agreement)
    return agreement

"""Entering an agreement, changing what it says of itself, and what it replaces."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from trygghjulet.cooperation.agreements.models import (
    AgreedProblem,
    Agreement,
    AgreementKind,
    Succession,
)
from trygghjulet.cooperation.agreements.operations._common import (
    check_document,
    current,
    put,
    record_on,
    require_manager,
    write_step,
)
from trygghjulet.cooperation.agreements.rules.life import StepKind
from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.foundation.privacy.guard import refuse_personal_data


@operation
def enter(
    *,
    by: Scope,
    at: datetime,
    cooperation: Cooperation,
    title: str,
    purposes: str = "",
    fields_of_work: str = "",
    problems: Sequence[tuple[str, str]] = (),
    valid_from: date | None = None,
    valid_until: date | None = None,
    decided_on: date | None = None,
    signed_on: date | None = None,
    registry_number: str = "",
    kind: str = AgreementKind.AGREEMENT,
    area: Area | None = None,
    parent: Agreement | None = None,
    until_further_notice: bool = False,
    goal: str = "",
    is_draft: bool = False,
) -> Agreement:
    """Enter an agreement as it was made, or a draft; each problem area is given as title and wording.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: the area or the agreement that it follows is another cooperation's, or the validity can't be so.
        PersonalDataFound: the texts hold personal data.
    """
    by.require(Permission.MANAGE, cooperation_id=cooperation.pk)
    refuse_personal_data(
        title, purposes, fields_of_work, goal, *(text for problem in problems for text in problem)
    )
    agreement = Agreement(
        cooperation=cooperation,
        title=title,
        kind=kind,
        area=area,
        parent=parent,
        purposes=purposes,
        fields_of_work=fields_of_work,
        goal=goal,
        valid_from=valid_from,
        valid_until=valid_until,
        until_further_notice=until_further_notice,
        registry_number=registry_number,
    )
    check_document(agreement)
    agreement.save()
    for problem_title, text in problems:
        AgreedProblem(agreement=agreement, title=problem_title, text=text).save()
    if is_draft:
        write_step(by, at, agreement, StepKind.DRAFT, at.date())
    taken = [(decided_on, StepKind.DECIDED), (signed_on, StepKind.SIGNED)]
    for day, step in sorted((day, step) for day, step in taken if day is not None):
        write_step(by, at, agreement, step, day)
    record(by=by, at=at, cooperation_id=cooperation.pk, act="förde in överenskommelsen", subject=agreement)
    return agreement


@operation
def change(
    *,
    by: Scope,
    at: datetime,
    agreement: Agreement,
    seen: int,
    title: str,
    purposes: str = "",
    fields_of_work: str = "",
    goal: str = "",
    kind: str = AgreementKind.AGREEMENT,
    area: Area | None = None,
    parent: Agreement | None = None,
    valid_from: date | None = None,
    valid_until: date | None = None,
    until_further_notice: bool = False,
    registry_number: str = "",
) -> Agreement:
    """Change what is said of an agreement as a whole; what was said before stays in the log.

    Raises:
        Denied: the person may not change the cooperation.
        Stale: somebody else changed it meanwhile.
        Refused: see `enter`.
        PersonalDataFound: the texts hold personal data.
    """
    require_manager(by, agreement)
    refuse_personal_data(title, purposes, fields_of_work, goal)
    saved = current(agreement, seen)
    before = put(
        saved,
        title=title,
        purposes=purposes,
        fields_of_work=fields_of_work,
        goal=goal,
        kind=kind,
        area=area,
        parent=parent,
        valid_from=valid_from,
        valid_until=valid_until,
        until_further_notice=until_further_notice,
        registry_number=registry_number,
    )
    check_document(saved)
    saved.save()
    record_on(by, at, saved, "ändrade överenskommelsen", saved, before=before)
    return saved


@operation
def follow(*, by: Scope, at: datetime, agreement: Agreement, predecessor: Agreement) -> Succession:
    """Say that the agreement follows on another.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: the other is another cooperation's or itself, follows on this one, or is said already.
    """
    require_manager(by, agreement)
    if predecessor.cooperation_id != agreement.cooperation_id:
        raise Refused("Överenskommelsen som den följer på hör till en annan samverkan.")
    if predecessor.pk == agreement.pk:
        raise Refused("En överenskommelse kan inte följa på sig själv.")
    if agreement.pk in _before(predecessor):
        raise Refused(f"{predecessor} följer redan på {agreement}. De kan inte följa på varandra.")
    if Succession.objects.filter(predecessor=predecessor, successor=agreement).exists():
        raise Refused(f"Det står redan att den följer på {predecessor}.")
    succession = Succession(predecessor=predecessor, successor=agreement)
    succession.save()
    record_on(by, at, agreement, "knöt till sin föregångare", agreement, predecessor=predecessor.title)
    return succession


def _before(agreement: Agreement) -> set[int]:
    """The agreements that one follows on, all the way back."""
    found: set[int] = set()
    waiting = [agreement.pk]
    while waiting:
        earlier = Succession.objects.filter(successor_id__in=waiting).values_list("predecessor_id", flat=True)
        waiting = [pk for pk in earlier if pk not in found]
        found.update(waiting)
    return found

"""Choosing what to work on and saying why; after the forum's decision only with reason and a new decision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from trygghjulet.cooperation.agreements.models import AgreedProblem
from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.cooperation.governance.models import GoverningDocument
from trygghjulet.foundation.access.rules import Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.picture.models import Finding
from trygghjulet.steps.priorities.models import Candidate, Ground, PriorityArea, PriorityChange
from trygghjulet.steps.priorities.operations._common import (
    Ruling,
    note_change,
    refuse_silent_change,
    refuse_strange,
    require,
)


@operation
def choose(
    *,
    by: Scope,
    at: datetime,
    round: Round,
    title: str,
    goal: str = "",
    agreed_problem: AgreedProblem | None = None,
    owner: Forum | None = None,
    part_of: PriorityArea | None = None,
    ruling: Ruling | None = None,
) -> PriorityArea:
    """Choose a problem area for the round without weighing it in the matrix; it goes last in order.

    Args:
        ruling: why, and the forum's decision, when the round's priorities are decided already.

    Raises:
        Denied: the person may not prioritise there.
        PersonalDataFound: the texts hold personal data.
        Refused: something is another cooperation's, or the priorities are decided and reason or decision is missing.
    """
    require(by, round)
    refuse_personal_data(title, goal)
    refuse_strange(round, problem=agreed_problem, forum=owner, part_of=part_of)
    Round.objects.select_for_update().get(pk=round.pk)  # two people at once get two places in the order
    decided = refuse_silent_change(round, at, ruling)
    priority = PriorityArea(
        round=round,
        title=title,
        goal=goal,
        agreed_problem=agreed_problem,
        owner=owner,
        part_of=part_of,
        order=last_order(round) + 1,
    )
    priority.save()
    if decided and ruling:
        note_change(by, at, round, PriorityChange.Kind.ADDED, about=title, ruling=ruling)
    record(by=by, at=at, cooperation_id=round.cooperation_id, act="prioriterade", subject=priority)
    return priority


@operation
def change(
    *,
    by: Scope,
    at: datetime,
    priority: PriorityArea,
    seen: int,
    title: str,
    goal: str,
    agreed_problem: AgreedProblem | None,
    owner: Forum | None = None,
    part_of: PriorityArea | None = None,
    ruling: Ruling | None = None,
) -> PriorityArea:
    """Change a priority area's wording, its owner or its ties to the agreement and to the city-wide priorities.

    Args:
        seen: the revision that the writer had before them.
        ruling: why, and the forum's decision, when the round's priorities are decided and title or goal changes.

    Raises:
        Denied: the person may not prioritise there.
        Stale: somebody else changed it meanwhile.
        PersonalDataFound: the texts hold personal data.
        Refused: something is another cooperation's, or reason or decision is missing.
    """
    round = priority.round
    require(by, round)
    refuse_personal_data(title, goal)
    refuse_strange(round, problem=agreed_problem, forum=owner, part_of=part_of)
    saved = PriorityArea.objects.select_for_update().get(pk=priority.pk)
    refuse_if_stale(seen=seen, now=saved.revision)
    before = {"title": saved.title, "goal": saved.goal}
    reworded = before != {"title": title, "goal": goal}
    decided = refuse_silent_change(round, at, ruling) if reworded else None
    saved.title, saved.goal, saved.agreed_problem = title, goal, agreed_problem
    saved.owner, saved.part_of = owner, part_of
    saved.revision += 1
    saved.save()
    if decided and ruling:
        note_change(by, at, round, PriorityChange.Kind.REWORDED, about=title, ruling=ruling)
    record(by=by, at=at, cooperation_id=round.cooperation_id, act="ändrade", subject=saved, before=before)
    return saved


@operation
def drop(
    *, by: Scope, at: datetime, priority: PriorityArea, seen: int, reason: str, ruling: Ruling | None = None
) -> PriorityArea:
    """Take a problem area off the list, with the reason; what hangs on it stays.

    Args:
        ruling: the forum's decision, when the round's priorities are decided; its reason is then the reason.

    Raises:
        Denied: the person may not prioritise there.
        Stale: somebody else changed it meanwhile.
        PersonalDataFound: the reason holds personal data.
        Refused: reason or decision is missing, or it is dropped already.
    """
    round = priority.round
    require(by, round)
    refuse_personal_data(reason)
    if not reason.strip():
        raise Refused("Ange varför problemområdet stryks.")
    Round.objects.select_for_update().get(pk=round.pk)
    saved = PriorityArea.objects.select_for_update().get(pk=priority.pk)
    refuse_if_stale(seen=seen, now=saved.revision)
    if saved.dropped_on is not None:
        raise Refused("Problemområdet är redan struket.")
    decided = refuse_silent_change(round, at, ruling)
    saved.dropped_on = (ruling.on if ruling and ruling.on else None) or timezone.localdate(at)
    saved.revision += 1
    saved.save()
    for candidate in Candidate.objects.filter(priority=saved):
        candidate.outcome, candidate.outcome_reason = Candidate.Outcome.NOT_CHOSEN, reason
        candidate.revision += 1
        candidate.save()
    close_ranks(round)
    if decided and ruling:
        note_change(by, at, round, PriorityChange.Kind.DROPPED, about=saved.title, ruling=ruling)
    record(by=by, at=at, cooperation_id=round.cooperation_id, act="strök", subject=saved, reason=reason)
    return saved


@operation
def reorder(
    *,
    by: Scope,
    at: datetime,
    round: Round,
    seen: Sequence[int],
    order: Sequence[int],
    ruling: Ruling | None = None,
) -> None:
    """Put the round's priorities in another order.

    Args:
        seen: the keys of the priorities in the order that the writer had before them.
        order: the same keys in the new order.
        ruling: why, and the forum's decision, when the round's priorities are decided already.

    Raises:
        Denied: the person may not prioritise there.
        PersonalDataFound: the reason holds personal data.
        Refused: somebody else changed the list meanwhile, the order does not hold each priority once, or reason or
            decision is missing.
    """
    require(by, round)
    Round.objects.select_for_update().get(pk=round.pk)
    standing = {one.pk: one for one in PriorityArea.objects.filter(round=round, dropped_on__isnull=True)}
    if list(seen) != list(standing):
        raise Refused("Listan har ändrats sedan du öppnade sidan. Läs om sidan och ordna igen.")
    if sorted(order) != sorted(standing):
        raise Refused("Varje problemområde ska ha sin egen plats i ordningen.")
    if list(order) == list(seen):
        raise Refused("Ordningen är densamma som förut.")
    decided = refuse_silent_change(round, at, ruling)
    for place, key in enumerate(order, 1):
        one = standing[key]
        if one.order != place:
            one.order = place
            one.revision += 1
            one.save()
    if decided and ruling:
        note_change(by, at, round, PriorityChange.Kind.REORDERED, about="", ruling=ruling)
    record(
        by=by,
        at=at,
        cooperation_id=round.cooperation_id,
        act="ändrade ordningen på prioriteringarna i",
        subject=round,
        order=[standing[key].title for key in order],
    )


@operation
def add_ground(
    *,
    by: Scope,
    at: datetime,
    priority: PriorityArea,
    reason: str,
    finding: Finding | None = None,
    document: GoverningDocument | None = None,
) -> Ground:
    """Record why an area was prioritised, with the finding or the governing document it rests on.

    Raises:
        Denied: the person may not prioritise there.
        PersonalDataFound: the reason holds personal data.
        Refused: the finding or the document is another cooperation's.
    """
    round = priority.round
    require(by, round)
    refuse_personal_data(reason)
    refuse_strange(round, finding=finding, document=document)
    ground = Ground(priority=priority, finding=finding, document=document, reason=reason)
    ground.save()
    record(
        by=by,
        at=at,
        cooperation_id=round.cooperation_id,
        act="angav skäl för",
        subject=priority,
        reason=reason,
        finding=finding.pk if finding else None,
        document=document.pk if document else None,
    )
    return ground


@operation
def remove_ground(*, by: Scope, at: datetime, ground: Ground) -> None:
    """Take a ground back; what it said stays in the log.

    Raises:
        Denied: the person may not prioritise there.
    """
    of: PriorityArea | Candidate
    if ground.priority is not None:
        of, round = ground.priority, ground.priority.round
    elif ground.candidate is not None:
        of, round = ground.candidate, ground.candidate.matrix.round
    else:
        raise Refused("Skälet hör inte till något.")
    require(by, round)
    record(
        by=by,
        at=at,
        cooperation_id=round.cooperation_id,
        act="tog bort ett skäl för",
        subject=of,
        reason=ground.reason,
    )
    ground.delete()


def last_order(round: Round) -> int:
    """The last place in the order that is taken."""
    last = PriorityArea.objects.filter(round=round, dropped_on__isnull=True).order_by("-order").first()
    return last.order if last else 0


def close_ranks(round: Round) -> None:
    """Let the standing priorities be numbered from one without gaps."""
    for place, one in enumerate(PriorityArea.objects.filter(round=round, dropped_on__isnull=True), 1):
        if one.order != place:
            one.order = place
            one.save()

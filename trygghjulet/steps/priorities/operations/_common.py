"""What the room's writes share: the right, the stage, and a later change's reason and decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from trygghjulet.cooperation.agreements.models import AgreedProblem
from trygghjulet.cooperation.forums.models import Decision, Forum
from trygghjulet.cooperation.governance.models import GoverningDocument
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.picture.models import Finding
from trygghjulet.steps.priorities.models import (
    Criterion,
    PriorityArea,
    PriorityChange,
    PriorityMatrix,
    Sheet,
)
from trygghjulet.steps.priorities.queries.standing import first_criteria, stage, state_now
from trygghjulet.steps.priorities.rules.reach import require_own
from trygghjulet.steps.priorities.rules.stages import Stage

_WRONG_STAGE: Mapping[Stage, str] = {
    Stage.COLLECTING: "Poängsättningen är inte öppnad ännu.",
    Stage.OWN: "Parterna poängsätter var för sig. Vänta tills svaren ligger sida vid sida.",
    Stage.TOGETHER: "Svaren ligger redan sida vid sida och kan inte ändras. Enas om poängen i stället.",
    Stage.DECIDED: "Prioriteringarna är beslutade. Lägg till, stryk eller ändra ett problemområde med skäl och beslut.",
}


@dataclass(frozen=True)
class Ruling:
    """Why priorities are changed within the period, and the forum's decision.

    Attributes:
        on: when it was decided; the decision's own day where a decision is pointed to.
    """

    reason: str
    forum: Forum | None = None
    on: date | None = None
    decision: Decision | None = None
    registry_number: str = ""


def require(by: Scope, round: Round) -> None:
    """Refuse who may not prioritise in the round."""
    by.require(Permission.PRIORITISE, cooperation_id=round.cooperation_id, area_path=round.area.path)


def refuse_stage(round: Round, at: datetime, *allowed: Stage) -> None:
    """Refuse what is not done in the stage that the round's choice stands in.

    Raises:
        Refused: with where it stands and what to do.
    """
    now = stage(round, today=timezone.localdate(at))
    if now not in allowed:
        raise Refused(_WRONG_STAGE[now])


def refuse_strange(
    round: Round,
    *,
    problem: AgreedProblem | None = None,
    finding: Finding | None = None,
    document: GoverningDocument | None = None,
    forum: Forum | None = None,
    part_of: PriorityArea | None = None,
) -> None:
    """Refuse what belongs to another cooperation, or can't be broken down here.

    Raises:
        Refused: with what is wrong.
    """
    mine = round.cooperation_id
    if problem is not None and problem.agreement.cooperation_id != mine:
        raise Refused("Överenskommelsen hör till en annan samverkan.")
    if finding is not None and finding.picture.round.cooperation_id != mine:
        raise Refused("Iakttagelsen hör till en annan samverkan.")
    if document is not None and document.cooperation_id != mine:
        raise Refused("Dokumentet hör till en annan samverkan.")
    if forum is not None and forum.cooperation_id != mine:
        raise Refused("Forumet hör till en annan samverkan.")
    if part_of is None:
        return
    if part_of.round.cooperation_id != mine:
        raise Refused("Prioriteringen hör till en annan samverkan.")
    if round.is_city_wide or not part_of.round.is_city_wide:
        raise Refused("Bara ett lokalt problemområde kan bryta ned ett stadsövergripande.")


def ensured_matrix(round: Round) -> PriorityMatrix:
    """The round's matrix; made with the criteria of the cooperation's latest one when it is first needed."""
    Round.objects.select_for_update().get(pk=round.pk)  # two people at once get one matrix
    known = PriorityMatrix.objects.filter(round=round).first()
    if known is not None:
        known.round = round
        return known
    first = first_criteria(round.cooperation)
    matrix = PriorityMatrix(round=round)
    matrix.save()
    for order, asked in enumerate(first, 1):
        Criterion(
            matrix=matrix,
            key=asked.key,
            group=asked.group,
            name=asked.name,
            question=asked.question,
            order=order,
        ).save()
    return matrix


def refuse_silent_change(round: Round, at: datetime, ruling: Ruling | None) -> PriorityChange | None:
    """Refuse a change of decided priorities without reason and decision.

    Returns:
        The latest decision or change; None where nothing is decided, and a change is free.

    Raises:
        Refused: with what is missing or wrong.
    """
    latest: PriorityChange | None = PriorityChange.objects.filter(round=round).order_by("on", "pk").last()
    if latest is None:
        return None
    if ruling is None or not ruling.reason.strip():
        raise Refused("Prioriteringarna är beslutade. Ange varför de ändras, och forumets beslut.")
    on = decided_on(ruling)
    if on is None or (ruling.forum is None and ruling.decision is None):
        raise Refused("Ange vilket forum som beslutade ändringen, och vilken dag.")
    refuse_ruling(round, at, ruling)
    if on < latest.on:
        raise Refused(f"Beslutet är äldre än det senaste, från {numbers.day(latest.on)}. Rätta dagen.")
    return latest


def refuse_ruling(round: Round, at: datetime, ruling: Ruling) -> None:
    """Refuse a decision that can't be this one's.

    Raises:
        Refused: it is another cooperation's or another forum's, or lies ahead.
        PersonalDataFound: the reason holds personal data.
    """
    refuse_personal_data(ruling.reason, ruling.registry_number)
    refuse_strange(round, forum=ruling.forum)
    if ruling.decision is not None:
        refuse_strange(round, forum=ruling.decision.forum)
        if ruling.forum is not None and ruling.forum.pk != ruling.decision.forum_id:
            raise Refused("Beslutet är fattat av ett annat forum än det som är valt.")
    on = decided_on(ruling)
    if on is not None and on > timezone.localdate(at):
        raise Refused("Beslutets dag har inte varit ännu. Rätta dagen.")


def decided_on(ruling: Ruling) -> date | None:
    """When it was decided: as given, else the decision's own day."""
    return ruling.on or (ruling.decision.on if ruling.decision else None)


def note_change(by: Scope, at: datetime, round: Round, kind: str, *, about: str, ruling: Ruling) -> None:
    """Add a row to the history: what was done, why, by whose decision, and how the list stands now."""
    on = decided_on(ruling)
    PriorityChange(
        round=round,
        kind=kind,
        about=about,
        reason=ruling.reason,
        forum=ruling.forum or (ruling.decision.forum if ruling.decision else None),
        on=on or timezone.localdate(at),
        decision=ruling.decision,
        registry_number=ruling.registry_number
        or (ruling.decision.registry_number if ruling.decision else ""),
        state=state_now(round),
        by_name=by.user_name,
        at=at,
    ).save()


def own_sheet(by: Scope, sheet: Sheet) -> Round:
    """The round of a sheet that the person may score on.

    Raises:
        Denied: the person may not prioritise there, or the sheet is another party's.
    """
    round: Round = sheet.matrix.round
    require_own(
        by,
        cooperation_id=round.cooperation_id,
        party_id=sheet.party_id,
        area_path=round.area.path,
        party=sheet.party.name,
    )
    return round

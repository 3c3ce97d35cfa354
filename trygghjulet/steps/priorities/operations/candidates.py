"""Putting problems up to choose among, with their grounds."""

from __future__ import annotations

from datetime import datetime

from trygghjulet.cooperation.agreements.models import AgreedProblem
from trygghjulet.cooperation.governance.models import GoverningDocument
from trygghjulet.foundation.access.rules import Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.picture.models import Finding
from trygghjulet.steps.priorities.models import Candidate, Ground, Judgement, PriorityMatrix, Sheet
from trygghjulet.steps.priorities.operations._common import (
    ensured_matrix,
    refuse_stage,
    refuse_strange,
    require,
)
from trygghjulet.steps.priorities.rules.stages import Stage


@operation
def put_up(
    *,
    by: Scope,
    at: datetime,
    round: Round,
    title: str,
    about: str = "",
    category: str = "",
    agreed_problem: AgreedProblem | None = None,
    finding: Finding | None = None,
    document: GoverningDocument | None = None,
    reason: str = "",
) -> Candidate:
    """Put a problem up to choose among, with a first ground where there is one.

    Args:
        category: the type that the picture counts it as.

    Raises:
        Denied: the person may not prioritise there.
        PersonalDataFound: the texts hold personal data.
        Refused: a party has handed in its scores, or something is another cooperation's.
    """
    require(by, round)
    refuse_personal_data(title, about, reason)
    refuse_strange(round, problem=agreed_problem, finding=finding, document=document)
    matrix = ensured_matrix(round)
    refuse_stage(round, at, Stage.COLLECTING, Stage.OWN)
    _refuse_handed_in(matrix)
    if Candidate.objects.filter(matrix=matrix, title__iexact=title.strip()).exists():
        raise Refused(f"”{title.strip()}” är redan uppsatt.")
    last = Candidate.objects.filter(matrix=matrix).order_by("-order").first()
    candidate = Candidate(
        matrix=matrix,
        title=title,
        about=about,
        category=category,
        agreed_problem=agreed_problem,
        order=last.order + 1 if last else 1,
        put_up_by=by.user_name,
    )
    candidate.save()
    if finding or document or reason.strip():
        said = reason.strip() or (
            "Lägesbilden pekar ut det." if finding else f"Pekas ut i {document.title if document else ''}."
        )
        Ground(candidate=candidate, finding=finding, document=document, reason=said).save()
    record(by=by, at=at, cooperation_id=round.cooperation_id, act="satte upp problemet", subject=candidate)
    return candidate


@operation
def change_candidate(
    *,
    by: Scope,
    at: datetime,
    candidate: Candidate,
    seen: int,
    title: str,
    about: str,
    category: str,
    agreed_problem: AgreedProblem | None,
) -> Candidate:
    """Word a problem that is put up in another way; the scores stay.

    Raises:
        Denied: the person may not prioritise there.
        Stale: somebody else changed it meanwhile.
        PersonalDataFound: the texts hold personal data.
        Refused: the choice is decided, or the agreement is another cooperation's.
    """
    round = candidate.matrix.round
    require(by, round)
    refuse_personal_data(title, about)
    refuse_strange(round, problem=agreed_problem)
    refuse_stage(round, at, Stage.COLLECTING, Stage.OWN, Stage.TOGETHER)
    saved = Candidate.objects.select_for_update().get(pk=candidate.pk)
    refuse_if_stale(seen=seen, now=saved.revision)
    before = {"title": saved.title, "about": saved.about}
    saved.title, saved.about, saved.category = title, about, category
    saved.agreed_problem = agreed_problem
    saved.revision += 1
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=round.cooperation_id,
        act="ändrade problemet",
        subject=saved,
        before=before,
    )
    return saved


@operation
def withdraw(*, by: Scope, at: datetime, candidate: Candidate) -> None:
    """Take back a problem that was put up by mistake, before anybody has scored; what it said stays in the log.

    Raises:
        Denied: the person may not prioritise there.
        Refused: it is scored already, or settled: say then why it isn't prioritised.
    """
    round = candidate.matrix.round
    require(by, round)
    refuse_stage(round, at, Stage.COLLECTING, Stage.OWN)
    if candidate.outcome or Judgement.objects.filter(candidate=candidate).exists():
        raise Refused("Problemet är redan bedömt. Ange i stället varför det inte prioriteras.")
    record(
        by=by,
        at=at,
        cooperation_id=round.cooperation_id,
        act="tog tillbaka problemet",
        subject=candidate,
        about=candidate.about,
    )
    candidate.delete()


@operation
def argue(
    *,
    by: Scope,
    at: datetime,
    candidate: Candidate,
    reason: str,
    finding: Finding | None = None,
    document: GoverningDocument | None = None,
) -> Ground:
    """Add a ground to a problem that is put up, with the finding or the governing document it rests on.

    Raises:
        Denied: the person may not prioritise there.
        PersonalDataFound: the reason holds personal data.
        Refused: the finding or the document is another cooperation's.
    """
    round = candidate.matrix.round
    require(by, round)
    refuse_personal_data(reason)
    refuse_strange(round, finding=finding, document=document)
    ground = Ground(
        candidate=candidate, priority=candidate.priority, finding=finding, document=document, reason=reason
    )
    ground.save()
    record(
        by=by,
        at=at,
        cooperation_id=round.cooperation_id,
        act="angav skäl för",
        subject=candidate,
        reason=reason,
        finding=finding.pk if finding else None,
        document=document.pk if document else None,
    )
    return ground


def _refuse_handed_in(matrix: PriorityMatrix) -> None:
    done = Sheet.objects.filter(matrix=matrix, handed_in_at__isnull=False).select_related("party").first()
    if done is not None:
        raise Refused(
            f"{done.party} har redan lämnat in sina poäng. Be dem ta tillbaka bladet, så går det att sätta upp fler."
        )

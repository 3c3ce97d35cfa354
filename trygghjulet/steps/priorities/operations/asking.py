"""The criteria of a round's matrix, worded by the cooperation itself before the scoring is opened."""

from __future__ import annotations

from datetime import datetime

from trygghjulet.foundation.access.rules import Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.priorities.models import Criterion
from trygghjulet.steps.priorities.operations._common import ensured_matrix, refuse_stage, require
from trygghjulet.steps.priorities.rules.criteria import MOST
from trygghjulet.steps.priorities.rules.stages import Stage


@operation
def add_criterion(
    *, by: Scope, at: datetime, round: Round, group: str, name: str, question: str
) -> Criterion:
    """Add a criterion to the round's matrix.

    Raises:
        Denied: the person may not prioritise there.
        PersonalDataFound: the texts hold personal data.
        Refused: the scoring is open, or there are too many.
    """
    require(by, round)
    refuse_personal_data(name, question)
    refuse_stage(round, at, Stage.COLLECTING)
    matrix = ensured_matrix(round)
    known = list(Criterion.objects.filter(matrix=matrix))
    if len(known) >= MOST:
        raise Refused(f"Fler än {MOST} kriterier går inte att hålla isär. Ta bort något först.")
    if any(one.name.casefold() == name.strip().casefold() for one in known):
        raise Refused(f"Kriteriet ”{name.strip()}” finns redan.")
    taken = {one.key for one in known}
    key = next(key for number in range(1, 2 * MOST + 2) if (key := f"eget-{number}") not in taken)
    criterion = Criterion(
        matrix=matrix,
        key=key,
        group=group,
        name=name,
        question=question,
        order=max((one.order for one in known), default=0) + 1,
    )
    criterion.save()
    record(by=by, at=at, cooperation_id=round.cooperation_id, act="lade till kriteriet", subject=criterion)
    return criterion


@operation
def change_criterion(
    *, by: Scope, at: datetime, criterion: Criterion, seen: int, name: str, question: str
) -> Criterion:
    """Word a criterion in another way.

    Raises:
        Denied: the person may not prioritise there.
        Stale: somebody else changed it meanwhile.
        PersonalDataFound: the texts hold personal data.
        Refused: the scoring is open.
    """
    round = criterion.matrix.round
    require(by, round)
    refuse_personal_data(name, question)
    refuse_stage(round, at, Stage.COLLECTING)
    saved = Criterion.objects.select_for_update().get(pk=criterion.pk)
    refuse_if_stale(seen=seen, now=saved.revision)
    before = {"name": saved.name, "question": saved.question}
    saved.name, saved.question = name, question
    saved.revision += 1
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=round.cooperation_id,
        act="ändrade kriteriet",
        subject=saved,
        before=before,
    )
    return saved


@operation
def remove_criterion(*, by: Scope, at: datetime, criterion: Criterion) -> None:
    """Take a criterion out of the round's matrix.

    Raises:
        Denied: the person may not prioritise there.
        Refused: the scoring is open, or it is the last one.
    """
    round = criterion.matrix.round
    require(by, round)
    refuse_stage(round, at, Stage.COLLECTING)
    if Criterion.objects.filter(matrix=criterion.matrix).count() == 1:
        raise Refused("Det sista kriteriet kan inte tas bort.")
    record(by=by, at=at, cooperation_id=round.cooperation_id, act="tog bort kriteriet", subject=criterion)
    criterion.delete()

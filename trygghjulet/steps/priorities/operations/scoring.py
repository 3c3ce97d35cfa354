"""Scoring: opened for the parties, done by each on its own sheet, and handed in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone

from trygghjulet.foundation.access.rules import Denied, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.parties.models import Participation, Party
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.priorities.models import (
    Candidate,
    Criterion,
    Judgement,
    PriorityMatrix,
    Sheet,
)
from trygghjulet.steps.priorities.operations._common import own_sheet, refuse_stage, require
from trygghjulet.steps.priorities.operations._scores import write_scores
from trygghjulet.steps.priorities.rules.comparing import Scores
from trygghjulet.steps.priorities.rules.stages import Stage


@operation
def open_scoring(
    *, by: Scope, at: datetime, round: Round, parties: Sequence[Party], show_on: date | None = None
) -> PriorityMatrix:
    """Let each party score on its own.

    Args:
        show_on: the day when the sheets are shown even if somebody has not handed in.

    Raises:
        Denied: the person may not prioritise there.
        Refused: there is nothing to score, nobody to do it, or the day has been.
    """
    require(by, round)
    refuse_stage(round, at, Stage.COLLECTING)
    matrix = PriorityMatrix.objects.select_for_update().filter(round=round).first()
    if matrix is None or not Candidate.objects.filter(matrix=matrix).exists():
        raise Refused("Sätt upp minst ett problem att poängsätta först.")
    if not parties:
        raise Refused("Välj vilka parter som ska poängsätta.")
    inside = set(
        Participation.objects.filter(cooperation_id=round.cooperation_id).values_list("party_id", flat=True)
    )
    if any(party.pk not in inside for party in parties):
        raise Denied("En av parterna hör inte till samverkan.")
    _refuse_past(show_on, at)
    matrix.opened_on, matrix.show_on = timezone.localdate(at), show_on
    matrix.revision += 1
    matrix.save()
    for party in parties:
        Sheet(matrix=matrix, party=party).save()
    record(
        by=by,
        at=at,
        cooperation_id=round.cooperation_id,
        act="öppnade poängsättningen",
        subject=matrix,
        parties=[party.name for party in parties],
        show_on=show_on.isoformat() if show_on else None,
    )
    return matrix


@operation
def set_show_on(*, by: Scope, at: datetime, matrix: PriorityMatrix, show_on: date) -> PriorityMatrix:
    """Set or move the day when the sheets are shown even if somebody has not handed in.

    Raises:
        Denied: the person may not prioritise there.
        Refused: nobody scores now, or the day has been.
    """
    round = matrix.round
    require(by, round)
    refuse_stage(round, at, Stage.OWN)
    _refuse_past(show_on, at)
    saved: PriorityMatrix = PriorityMatrix.objects.select_for_update().get(pk=matrix.pk)
    before = saved.show_on.isoformat() if saved.show_on else None
    saved.show_on = show_on
    saved.revision += 1
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=round.cooperation_id,
        act="bestämde när poängen visas",
        subject=saved,
        before=before,
        after=show_on.isoformat(),
    )
    return saved


@operation
def score(
    *, by: Scope, at: datetime, sheet: Sheet, candidate: Candidate, seen: int, scores: Scores
) -> Judgement:
    """Score a problem on one's own party's sheet; criteria left out stay unanswered.

    Args:
        seen: the revision that the writer had before them; 0 for a first one.

    Raises:
        Denied: it is another party's sheet.
        Stale: a colleague scored the same problem meanwhile.
        PersonalDataFound: a word holds personal data.
        Refused: the sheet is handed in, or a score is not of the scale.
    """
    round = own_sheet(by, sheet)
    refuse_stage(round, at, Stage.OWN)
    if sheet.handed_in_at is not None:
        raise Refused("Bladet är inlämnat. Ta tillbaka det först.")
    saved = write_scores(candidate, sheet, by=by, at=at, seen=seen, scores=scores)
    # What was answered is the party's own until the sheets are shown, and so is not told in the log.
    record(by=by, at=at, cooperation_id=round.cooperation_id, act="poängsatte", subject=saved)
    return saved


@operation
def hand_in(*, by: Scope, at: datetime, sheet: Sheet) -> Sheet:
    """Hand in the party's sheet.

    Raises:
        Denied: it is another party's sheet.
        Refused: answers are missing, or it is handed in already.
    """
    round = own_sheet(by, sheet)
    refuse_stage(round, at, Stage.OWN)
    saved: Sheet = Sheet.objects.select_for_update().get(pk=sheet.pk)
    if saved.handed_in_at is not None:
        raise Refused("Bladet är redan inlämnat.")
    keys = list(Criterion.objects.filter(matrix=sheet.matrix).values_list("key", flat=True))
    given = {one.candidate_id: one.scores for one in Judgement.objects.filter(sheet=sheet)}
    missing = {
        one.title: left
        for one in Candidate.objects.filter(matrix=sheet.matrix)
        if (left := sum(key not in given.get(one.pk, {}) for key in keys))
    }
    if missing:
        told = "; ".join(f"{title}: {left}" for title, left in missing.items())
        raise Refused(f"Svar saknas ({told}). Välj Kan inte bedömas där ni inte vet, och lämna sedan in.")
    saved.handed_in_at, saved.handed_in_by = at, by.user_name
    saved.save()
    record(by=by, at=at, cooperation_id=round.cooperation_id, act="lämnade in poängen", subject=saved)
    return saved


@operation
def take_back(*, by: Scope, at: datetime, sheet: Sheet) -> Sheet:
    """Take back one's party's sheet while the others have not handed in.

    Raises:
        Denied: it is another party's sheet.
        Refused: it is not handed in, or the sheets lie side by side.
    """
    round = own_sheet(by, sheet)
    refuse_stage(round, at, Stage.OWN)
    saved: Sheet = Sheet.objects.select_for_update().get(pk=sheet.pk)
    if saved.handed_in_at is None:
        raise Refused("Bladet är inte inlämnat.")
    saved.handed_in_at, saved.handed_in_by = None, ""
    saved.save()
    record(by=by, at=at, cooperation_id=round.cooperation_id, act="tog tillbaka poängen", subject=saved)
    return saved


def _refuse_past(show_on: date | None, at: datetime) -> None:
    if show_on is not None and show_on <= timezone.localdate(at):
        raise Refused("Dagen då poängen visas måste ligga framåt i tiden.")

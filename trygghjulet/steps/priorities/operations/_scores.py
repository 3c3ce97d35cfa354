"""Saving the scores of a problem, on a party's sheet or as agreed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from trygghjulet.foundation.access.rules import Refused, Scope
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.steps.priorities.models import Candidate, Criterion, Judgement, Sheet
from trygghjulet.steps.priorities.rules.comparing import Scores
from trygghjulet.steps.priorities.rules.criteria import HIGHEST

_LONGEST_WHY: Final = 300


def write_scores(
    candidate: Candidate, sheet: Sheet | None, *, by: Scope, at: datetime, seen: int, scores: Scores
) -> Judgement:
    """Save the scores of a problem, on a sheet or as agreed, when they are of the scale and nobody was quicker.

    Raises:
        Stale: somebody else saved meanwhile.
        PersonalDataFound: a word holds personal data.
        Refused: a score is not of the scale, a criterion not of the matrix, or a word too long.
    """
    refuse_personal_data(*(one.why for one in scores.values()))
    if sheet is not None and sheet.matrix_id != candidate.matrix_id:
        raise Refused("Problemet hör till en annan matris.")
    names: Mapping[str, str] = dict(
        Criterion.objects.filter(matrix_id=candidate.matrix_id).values_list("key", "name")
    )
    for key, one in scores.items():
        if key not in names:
            raise Refused("Ett av kriterierna finns inte i matrisen. Läs om sidan.")
        if one.value is not None and not 0 <= one.value <= HIGHEST:
            raise Refused(
                f"{names[key]}: ange ett steg från 0 till {HIGHEST}, eller att det inte kan bedömas."
            )
        if len(one.why) > _LONGEST_WHY:
            raise Refused(f"{names[key]}: korta orden till högst {_LONGEST_WHY} tecken.")
    Candidate.objects.select_for_update().get(pk=candidate.pk)  # two first writers at once: one is told
    saved = Judgement.objects.filter(candidate=candidate, sheet=sheet).first()
    refuse_if_stale(seen=seen, now=saved.revision if saved else 0, by_name=saved.by_name if saved else "")
    judgement = saved or Judgement(candidate=candidate, sheet=sheet)
    judgement.scores = {key: [one.value, one.why] for key, one in scores.items()}
    judgement.by_name, judgement.at = by.user_name, at
    judgement.revision += 1
    judgement.save()
    return judgement

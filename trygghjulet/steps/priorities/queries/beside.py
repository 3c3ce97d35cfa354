"""What the round's picture says of the problems that are put up, as the reader may see it."""

from __future__ import annotations

from collections.abc import Iterable

from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.picture.queries import picture_of, seen_by
from trygghjulet.steps.priorities.models import Candidate
from trygghjulet.steps.priorities.rules.beside import Told, told


def told_by_figures(
    scope: Scope, *, round: Round, problems: Iterable[Candidate]
) -> dict[int, tuple[Told, ...]]:
    """What the figures of the round's picture say of each problem, by its key; empty where there is no picture."""
    picture = picture_of(scope, round=round)
    if picture is None:
        return {}
    figures = seen_by(scope, picture=picture).figures
    return {
        one.pk: told(
            figures,
            category=one.category,
            # Findings of an earlier edition have other keys, and then say nothing of these figures.
            keys={ground.finding.key for ground in one.grounds.all() if ground.finding},
        )
        for one in problems
    }

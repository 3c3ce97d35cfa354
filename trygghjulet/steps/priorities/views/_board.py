"""The matrix with what the figures say, and how its scores are told in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.http import Http404, HttpRequest

from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.priorities.queries import (
    Board,
    board,
    candidates,
    told_by_figures,
)
from trygghjulet.steps.priorities.queries.weighing import Line
from trygghjulet.steps.priorities.rules.comparing import Score, Scores
from trygghjulet.steps.priorities.rules.criteria import words_of


def board_of(here: Here, round: Round) -> Board:
    """The matrix with what the figures say.

    Raises:
        Http404: nothing is put up in the round.
    """
    put_up = candidates(here.scope, round=round)
    shown = board(
        here.scope,
        round=round,
        today=here.today,
        told=told_by_figures(here.scope, round=round, problems=put_up),
    )
    if shown is None:
        raise Http404
    return shown


def answered(pairs: Iterable[tuple[Line, Score | None]]) -> Scores:
    """Scores by the criterion they are of, those that are missing left out."""
    return {line.criterion.key: score for line, score in pairs if score is not None}


def told_beside(line: Line) -> list[str]:
    """What the figures say in a criterion, for the hint beside a field."""
    return [f"Lägesbilden: {one.text} Källa: {one.source}." for one in line.told]


def scores_now(request: HttpRequest, shown: Board, scores: Mapping[str, Score], now: int) -> str:
    """The scores as they are saved, when a colleague was quicker."""
    if request.method != "POST" or request.POST.get("seen") == str(now):
        return ""
    return "\n".join(
        f"{one.name}: {words_of(known.value)}{f' ({known.why})' if known.why else ''}"
        for one in shown.criteria
        if (known := scores.get(one.key)) is not None
    )

"""The matrix as it may be read: one's own sheet alone, and all sheets side by side when they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Prefetch

from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.foundation.ui.live import mark_of
from trygghjulet.steps.priorities.models import (
    Candidate,
    Criterion,
    Ground,
    Judgement,
    PriorityArea,
    PriorityChange,
    PriorityMatrix,
    Sheet,
)
from trygghjulet.steps.priorities.queries.standing import criteria_of, matrix_of, may_score, stage
from trygghjulet.steps.priorities.rules.beside import Told
from trygghjulet.steps.priorities.rules.comparing import (
    Difference,
    Score,
    Scores,
    Sum,
    difference,
    sum_of,
)
from trygghjulet.steps.priorities.rules.criteria import GROUP_WORDS, Group, words_of
from trygghjulet.steps.priorities.rules.stages import Stage

#: How many differences are pointed out to be talked about first.
_TALKED_ABOUT = 6


@dataclass(frozen=True)
class Cell:
    """A score with whose it is."""

    whose: str
    score: Score | None

    @property
    def words(self) -> str:
        """The step, or that nothing is answered."""
        return words_of(self.score.value) if self.score else "Inget svar"

    @property
    def short(self) -> str:
        """The step as one sign, for a narrow column."""
        if self.score is None:
            return "–"
        return "?" if self.score.value is None else str(self.score.value)

    @property
    def why(self) -> str:
        """The word given with it."""
        return self.score.why if self.score else ""


@dataclass(frozen=True)
class Line:
    """One criterion of one problem: each shown sheet's score, what was agreed, and what the figures say."""

    criterion: Criterion
    cells: tuple[Cell, ...]
    agreed: Cell
    told: tuple[Told, ...] = ()

    @cached_property
    def difference(self) -> Difference:
        """How far apart the parties are."""
        return difference([cell.score for cell in self.cells])

    @property
    def common(self) -> Score | None:
        """What all have answered alike; None where they differ or somebody has not answered."""
        scores = [cell.score for cell in self.cells]
        first = scores[0] if scores else None
        if first is None or any(one is None or one.value != first.value for one in scores):
            return None
        return Score(first.value)


@dataclass(frozen=True)
class GroupSum:
    """The sums of a group of criteria: each sheet's, and the agreed one."""

    group: str
    sums: tuple[tuple[str, Sum], ...]
    agreed: Sum


@dataclass(frozen=True)
class Weighed:
    """A problem with its lines."""

    candidate: Candidate
    lines: tuple[Line, ...]
    sums: tuple[GroupSum, ...]
    agreed: Judgement | None

    @property
    def revision(self) -> int:
        """Of what was agreed."""
        return self.agreed.revision if self.agreed else 0

    @property
    def is_agreed(self) -> bool:
        """Is there an agreed score for every criterion?"""
        return all(line.agreed.score is not None for line in self.lines)

    @property
    def groups(self) -> list[tuple[str, list[Line]]]:
        """The lines by group."""
        return [
            (words, mine)
            for group, words in GROUP_WORDS.items()
            if (mine := [line for line in self.lines if line.criterion.group == group])
        ]


@dataclass(frozen=True)
class Board:
    """A round's matrix as somebody may see it.

    Attributes:
        sheets: those whose scores are shown.
        hidden: those whose scores are not shown yet.
    """

    matrix: PriorityMatrix
    stage: Stage
    criteria: tuple[Criterion, ...]
    sheets: tuple[Sheet, ...]
    hidden: tuple[Sheet, ...]
    problems: tuple[Weighed, ...]

    @property
    def every_sheet(self) -> list[Sheet]:
        """All sheets, shown or not."""
        return sorted((*self.sheets, *self.hidden), key=lambda sheet: sheet.party.name)

    @property
    def to_talk_about(self) -> list[tuple[Weighed, Line]]:
        """The largest differences that nothing is agreed about yet."""
        found = [
            (problem, line)
            for problem in self.problems
            for line in problem.lines
            if line.agreed.score is None and line.difference.weight >= 1
        ]
        return sorted(found, key=lambda pair: -pair[1].difference.weight)[:_TALKED_ABOUT]

    def of(self, candidate_id: int) -> Weighed | None:
        """One problem of the board."""
        return next((one for one in self.problems if one.candidate.pk == candidate_id), None)


def board(
    scope: Scope, *, round: Round, today: date, told: dict[int, tuple[Told, ...]] | None = None
) -> Board | None:
    """The round's matrix; sheets of other parties are left out until they are shown. None where nothing is put up.

    Args:
        told: what the figures say of each problem, by its key.
    """
    matrix = matrix_of(scope, round=round)
    if matrix is None:
        return None
    now = stage(round, today=today)
    every = list(Sheet.objects.filter(matrix=matrix).select_related("party", "matrix__round__area"))
    open_to_all = now in (Stage.TOGETHER, Stage.DECIDED)
    shown = tuple(one for one in every if open_to_all or may_score(scope, sheet=one))
    criteria = tuple(criteria_of(matrix))
    given = Judgement.objects.filter(candidate__matrix=matrix)
    by_key = {(one.candidate_id, one.sheet_id): one for one in given}
    return Board(
        matrix,
        now,
        criteria,
        shown,
        tuple(one for one in every if one not in shown),
        tuple(
            _weighed(candidate, criteria, shown, by_key, (told or {}).get(candidate.pk, ()))
            for candidate in candidates(scope, round=round)
        ),
    )


def candidates(scope: Scope, *, round: Round) -> list[Candidate]:
    """The problems put up in a round, in order, with their grounds."""
    return list(
        Candidate.objects.filter(matrix__round=round, matrix__round__cooperation_id__in=scope.cooperation_ids)
        .select_related(
            "agreed_problem__agreement",
            "priority__owner",
            "matrix__round__area",
            "matrix__round__cooperation__area",
        )
        .prefetch_related(Prefetch("grounds", Ground.objects.select_related("finding", "document")))
    )


def sheets(scope: Scope, *, round: Round) -> list[Sheet]:
    """The sheets of a round: who is to score, and who has handed in."""
    return list(
        Sheet.objects.filter(
            matrix__round=round, matrix__round__cooperation_id__in=scope.cooperation_ids
        ).select_related("party", "matrix__round__area", "matrix__round__cooperation")
    )


def scores_of(judgement: Judgement | None) -> Scores:
    """A judgement's scores; none where there is no judgement."""
    return {} if judgement is None else {k: Score(value, why) for k, (value, why) in judgement.scores.items()}


def mark(round: Round, *, today: date) -> str:
    """A mark of all that the pages of the matrix show: another as soon as somebody has done something."""
    parts: list[Any] = [today]
    matrix = PriorityMatrix.objects.filter(round=round).values_list("pk", "revision").first()
    parts.append(matrix)
    if matrix:
        here = {"matrix_id": matrix[0]}
        parts += Criterion.objects.filter(**here).values_list("pk", "revision")
        parts += Candidate.objects.filter(**here).values_list("pk", "revision")
        parts += Sheet.objects.filter(**here).values_list("pk", "handed_in_at")
        parts += Judgement.objects.filter(candidate__matrix_id=matrix[0]).values_list("pk", "revision")
        parts += Ground.objects.filter(candidate__matrix_id=matrix[0]).values_list("pk", flat=True)
    parts += PriorityArea.objects.filter(round=round).values_list("pk", "revision", "order")
    parts += PriorityChange.objects.filter(round=round).values_list("pk", flat=True)
    return mark_of(parts)


def _weighed(
    candidate: Candidate,
    criteria: Sequence[Criterion],
    shown: Sequence[Sheet],
    by_key: dict[tuple[int, int | None], Judgement],
    told: Sequence[Told],
) -> Weighed:
    given = [(sheet.party.name, scores_of(by_key.get((candidate.pk, sheet.pk)))) for sheet in shown]
    agreed = by_key.get((candidate.pk, None))
    together = scores_of(agreed)
    lines = tuple(
        Line(
            criterion,
            tuple(Cell(whose, scores.get(criterion.key)) for whose, scores in given),
            Cell("Gemensamt", together.get(criterion.key)),
            tuple(one for one in told if one.criterion == criterion.key),
        )
        for criterion in criteria
    )
    sums = tuple(
        GroupSum(
            GROUP_WORDS[group],
            tuple((whose, sum_of(scores, keys)) for whose, scores in given),
            sum_of(together, keys),
        )
        for group in Group
        if (keys := [one.key for one in criteria if one.group == group])
    )
    return Weighed(candidate, lines, sums, agreed)

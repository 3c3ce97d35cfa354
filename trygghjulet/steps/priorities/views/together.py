"""The pages where the sheets lie side by side, and where the parties agree and choose."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.rounds.door import round_page
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.foundation.ui.live import unchanged
from trygghjulet.steps.picture.queries import findings_told
from trygghjulet.steps.priorities import operations
from trygghjulet.steps.priorities.forms.weighing import (
    ScoresForm,
    SettleForm,
)
from trygghjulet.steps.priorities.models import Candidate
from trygghjulet.steps.priorities.queries import (
    board,
    city_wide_priorities,
    mark,
)
from trygghjulet.steps.priorities.queries.weighing import Line
from trygghjulet.steps.priorities.rules.stages import SENTENCES, Stage
from trygghjulet.steps.priorities.views._board import answered, board_of, scores_now, told_beside
from trygghjulet.steps.priorities.views._common import (
    address,
    context_of,
    find_candidate,
    page,
    require,
    standing_forums,
)


@round_page
def matrix(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Every problem against every criterion: the parties side by side, and what was agreed."""
    marked = mark(round, today=here.today)
    if same := unchanged(request, marked):
        return same
    shown = board(here.scope, round=round, today=here.today)
    return render(
        request,
        "priorities/matrix.html",
        context_of(
            here,
            round,
            mark=marked,
            board=shown,
            stage=shown.stage.value if shown else Stage.COLLECTING.value,
            sentence=SENTENCES[shown.stage] if shown else "",
            may_write=here.may(Permission.PRIORITISE, round.area.path),
        ),
    )


@round_page
def problem(request: HttpRequest, here: Here, round: Round, candidate_id: int) -> HttpResponse:
    """One problem with its grounds and, criterion by criterion, what is told of it and what was answered."""
    marked = mark(round, today=here.today)
    if same := unchanged(request, marked):
        return same
    shown = board_of(here, round)
    weighed = shown.of(candidate_id)
    if weighed is None:
        raise Http404
    return render(
        request,
        "priorities/problem.html",
        context_of(
            here,
            round,
            mark=marked,
            board=shown,
            weighed=weighed,
            stage=shown.stage.value,
            told=findings_told(here.scope, cooperation=here.cooperation),
            may_write=here.may(Permission.PRIORITISE, round.area.path),
        ),
    )


@round_page
def agree(request: HttpRequest, here: Here, round: Round, candidate_id: int) -> HttpResponse:
    """Write down the scores that the parties agree on."""
    require(here, round)
    shown = board_of(here, round)
    weighed = shown.of(candidate_id)
    if weighed is None:
        raise Http404
    saved = answered((line, line.agreed.score) for line in weighed.lines)
    begun = {
        line.criterion.key: alike
        for line in weighed.lines
        if line.agreed.score is None and (alike := line.common) is not None
    }
    form = ScoresForm(
        request.POST or None,
        initial={"seen": weighed.revision},
        criteria=shown.criteria,
        scores={**begun, **saved},
        hints={line.criterion.key: (*told_beside(line), *_answers(line)) for line in weighed.lines},
    )
    return page(
        request,
        here,
        round,
        form=form,
        act=lambda given: operations.agree(
            by=here.scope,
            at=here.at,
            candidate=weighed.candidate,
            seen=given["seen"],
            scores=form.scores,
        ),
        done=f"De gemensamma poängen för ”{weighed.candidate.title}” är sparade.",
        title=f"Enas om: {weighed.candidate.title}",
        lead="Där ni har svarat lika är svaret ifyllt. Tala om resten, och skriv gärna vad som avgjorde.",
        back=address("problem", here, round, weighed.candidate.pk),
        saved_now=scores_now(request, shown, saved, weighed.revision),
    )


@round_page
def settle(request: HttpRequest, here: Here, round: Round, candidate_id: int) -> HttpResponse:
    """Choose a problem, or say why it is not prioritised."""
    require(here, round)
    candidate = find_candidate(here, round, candidate_id)
    late = request.method == "POST" and request.POST.get("seen") != str(candidate.revision)
    return page(
        request,
        here,
        round,
        form=SettleForm(
            request.POST or None,
            initial=SettleForm.initial_of(candidate),
            forums=standing_forums(here),
            city_wide=city_wide_priorities(here.scope, round=round),
        ),
        act=lambda given: operations.settle(
            by=here.scope,
            at=here.at,
            candidate=candidate,
            seen=given["seen"],
            chosen=given["chosen"] == "yes",
            reason=given["reason"],
            goal=given["goal"],
            owner=given["owner"],
            part_of=given.get("part_of"),
        ),
        done=f"”{candidate.title}” är avgjort.",
        title=f"Prioriteras det? {candidate.title}",
        lead="Poängen är ett stöd för samtalet. De avgör inte.",
        saved_now=_outcome(candidate) if late else "",
    )


def _outcome(candidate: Candidate) -> str:
    goal = candidate.priority.goal if candidate.priority else ""
    return "\n\n".join(filter(None, (str(candidate.get_outcome_display()), candidate.outcome_reason, goal)))


def _answers(line: Line) -> list[str]:
    return [
        f"{cell.whose}: {cell.words.lower()}{f' ({cell.why})' if cell.why else ''}." for cell in line.cells
    ]

"""The pages where each party scores on its own sheet, and hands it in."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from trygghjulet.foundation.access.rules import ROLES, Permission
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.parties.queries import functions_in, parties_in
from trygghjulet.foundation.rounds.door import round_page
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.foundation.ui.live import unchanged
from trygghjulet.steps.priorities import operations
from trygghjulet.steps.priorities.forms.weighing import (
    OpenForm,
    ScoresForm,
    ShowOnForm,
)
from trygghjulet.steps.priorities.models import PriorityMatrix, Sheet
from trygghjulet.steps.priorities.queries import (
    mark,
    matrix_of,
    sheets,
)
from trygghjulet.steps.priorities.rules.reach import require_own
from trygghjulet.steps.priorities.views._board import answered, board_of, scores_now, told_beside
from trygghjulet.steps.priorities.views._common import (
    address,
    context_of,
    done_at_once,
    page,
    require,
)


@round_page
def open_scoring(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Let each party score on its own."""
    require(here, round)
    scoring = [
        one.party_id
        for one in functions_in(here.scope, cooperation=here.cooperation)
        if Permission.PRIORITISE in ROLES[one.role].permissions
        and round.area.path.startswith(one.area.path if one.area else "")
    ]
    parties = parties_in(here.scope, cooperation=here.cooperation).filter(pk__in=scoring)
    return page(
        request,
        here,
        round,
        form=OpenForm(request.POST or None, initial={"parties": parties}, parties=parties),
        act=lambda given: operations.open_scoring(
            by=here.scope,
            at=here.at,
            round=round,
            parties=list(given["parties"]),
            show_on=given["show_on"],
        ),
        done="Poängsättningen är öppen. Varje part poängsätter nu för sig.",
        title="Öppna poängsättningen",
        lead="Därefter går kriterierna inte att ändra i det här varvet.",
        submit="Öppna",
    )


@round_page
def show_on(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Set the day when the sheets are shown at the latest."""
    require(here, round)
    known = _matrix(here, round)
    return page(
        request,
        here,
        round,
        form=ShowOnForm(request.POST or None, initial={"show_on": known.show_on}),
        act=lambda given: operations.set_show_on(
            by=here.scope, at=here.at, matrix=known, show_on=given["show_on"]
        ),
        done="Dagen är sparad.",
        title="När poängen visas senast",
        lead="Den dagen läggs bladen sida vid sida även om någon inte har lämnat in.",
    )


@round_page
def own_sheet(request: HttpRequest, here: Here, round: Round, sheet_id: int) -> HttpResponse:
    """One's own party's sheet."""
    sheet = _own_sheet(here, round, sheet_id)
    marked = mark(round, today=here.today)
    if same := unchanged(request, marked):
        return same
    shown = board_of(here, round)
    mine = [one for one in shown.sheets if one.pk == sheet.pk]
    column = shown.sheets.index(mine[0])
    rows = [
        (
            weighed,
            [(line, line.cells[column]) for line in weighed.lines],
            sum(line.cells[column].score is None for line in weighed.lines),
        )
        for weighed in shown.problems
    ]
    return render(
        request,
        "priorities/sheet.html",
        context_of(
            here,
            round,
            mark=marked,
            sheet=sheet,
            board=shown,
            rows=rows,
            missing=sum(left for _, _, left in rows),
            stage=shown.stage.value,
        ),
    )


@round_page
def score(request: HttpRequest, here: Here, round: Round, sheet_id: int, candidate_id: int) -> HttpResponse:
    """Score a problem on one's own party's sheet."""
    sheet = _own_sheet(here, round, sheet_id)
    shown = board_of(here, round)
    weighed = shown.of(candidate_id)
    if weighed is None:
        raise Http404
    column = [one.pk for one in shown.sheets].index(sheet.pk)
    scores = answered((line, line.cells[column].score) for line in weighed.lines)
    known = weighed.candidate.judgements.filter(sheet=sheet).first()
    now = known.revision if known else 0
    form = ScoresForm(
        request.POST or None,
        initial={"seen": now},
        criteria=shown.criteria,
        scores=scores,
        hints={line.criterion.key: told_beside(line) for line in weighed.lines},
    )
    return page(
        request,
        here,
        round,
        form=form,
        act=lambda given: operations.score(
            by=here.scope,
            at=here.at,
            sheet=sheet,
            candidate=weighed.candidate,
            seen=given["seen"],
            scores=form.scores,
        ),
        done=f"Poängen för ”{weighed.candidate.title}” är sparade.",
        title=weighed.candidate.title,
        lead=f"{sheet.party} poängsätter för sig. {weighed.candidate.about}".strip(),
        back=address("sheet", here, round, sheet.pk),
        saved_now=scores_now(request, shown, scores, now),
    )


@require_POST
@round_page
def hand_in(request: HttpRequest, here: Here, round: Round, sheet_id: int) -> HttpResponse:
    """Hand in one's own party's sheet."""
    sheet = _own_sheet(here, round, sheet_id)
    return done_at_once(
        request,
        lambda: operations.hand_in(by=here.scope, at=here.at, sheet=sheet),
        done="Poängen är inlämnade.",
        back=address("sheet", here, round, sheet.pk),
    )


@require_POST
@round_page
def take_back(request: HttpRequest, here: Here, round: Round, sheet_id: int) -> HttpResponse:
    """Take back one's own party's sheet."""
    sheet = _own_sheet(here, round, sheet_id)
    return done_at_once(
        request,
        lambda: operations.take_back(by=here.scope, at=here.at, sheet=sheet),
        done="Bladet är tillbaka hos er.",
        back=address("sheet", here, round, sheet.pk),
    )


def _matrix(here: Here, round: Round) -> PriorityMatrix:
    known = matrix_of(here.scope, round=round)
    if known is None:
        raise Http404
    return known


def _own_sheet(here: Here, round: Round, sheet_id: int) -> Sheet:
    """One's own party's sheet.

    Raises:
        Http404: there is no such sheet in the round.
        Denied: it is another party's.
    """
    known = next((one for one in sheets(here.scope, round=round) if one.pk == sheet_id), None)
    if known is None:
        raise Http404
    require_own(
        here.scope,
        cooperation_id=round.cooperation_id,
        party_id=known.party_id,
        area_path=round.area.path,
        party=known.party.name,
    )
    return known

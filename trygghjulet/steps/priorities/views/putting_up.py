"""The pages where problems are put up, and where the criteria are worded."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from trygghjulet.cooperation.agreements.queries import agreed_problems
from trygghjulet.cooperation.governance.queries import documents
from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.rounds.door import round_page
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.picture.queries import findings, findings_told, known_categories
from trygghjulet.steps.priorities import operations
from trygghjulet.steps.priorities.forms.choosing import GroundForm
from trygghjulet.steps.priorities.forms.weighing import (
    CandidateForm,
    CriterionForm,
    NewCandidateForm,
    NewCriterionForm,
)
from trygghjulet.steps.priorities.models import Criterion
from trygghjulet.steps.priorities.queries import (
    criteria_of,
    matrix_of,
)
from trygghjulet.steps.priorities.views._common import (
    address,
    context_of,
    done_at_once,
    find_candidate,
    page,
    require,
)


@round_page
def put_up(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Put a problem up to choose among; a finding or an agreed problem in the address fills the form in."""
    require(here, round)
    form = NewCandidateForm(
        request.POST or None,
        initial=_started(request, here, round),
        categories=_categories(round),
        problems=agreed_problems(here.scope, cooperation=here.cooperation),
        findings=findings(here.scope, round=round),
        told=findings_told(here.scope, cooperation=here.cooperation),
        documents=documents(here.scope, cooperation=here.cooperation),
    )
    return page(
        request,
        here,
        round,
        form=form,
        act=lambda given: operations.put_up(
            by=here.scope,
            at=here.at,
            round=round,
            title=given["title"],
            about=given["about"],
            category=given["category"],
            agreed_problem=given["agreed_problem"],
            finding=given["finding"],
            document=given.get("document"),
            reason=given["reason"],
        ),
        done="Problemet är uppsatt.",
        title="Sätt upp ett problem",
        lead="Sätt hellre upp ett för mycket än ett för lite. Ni väljer sedan.",
        submit="Sätt upp",
    )


def _started(request: HttpRequest, here: Here, round: Round) -> dict[str, Any]:
    """What the form begins with, from the finding or the agreed problem that was pointed at."""
    started: dict[str, Any] = {}
    finding = request.GET.get("iakttagelse", "")
    if finding.isdecimal():
        known = findings(here.scope, round=round).filter(pk=finding).first()
        if known is not None:
            started["finding"] = known
            if known.key.startswith("category:"):
                started["category"] = known.key.removeprefix("category:")
    problem = request.GET.get("problem", "")
    if problem.isdecimal():
        agreed = agreed_problems(here.scope, cooperation=here.cooperation).filter(pk=problem).first()
        if agreed is not None:
            started |= {"agreed_problem": agreed, "title": agreed.title[:160], "about": agreed.text}
    return started


def _categories(round: Round) -> list[str]:
    return list(dict.fromkeys(name for names in known_categories(round).values() for name in names))


@round_page
def edit_candidate(request: HttpRequest, here: Here, round: Round, candidate_id: int) -> HttpResponse:
    """Word a problem that is put up in another way."""
    require(here, round)
    candidate = find_candidate(here, round, candidate_id)
    late = request.method == "POST" and request.POST.get("seen") != str(candidate.revision)
    return page(
        request,
        here,
        round,
        form=CandidateForm(
            request.POST or None,
            initial={
                "title": candidate.title,
                "about": candidate.about,
                "category": candidate.category,
                "agreed_problem": candidate.agreed_problem,
                "seen": candidate.revision,
            },
            categories=list(dict.fromkeys((*_categories(round), *filter(None, [candidate.category])))),
            problems=agreed_problems(here.scope, cooperation=here.cooperation),
        ),
        act=lambda given: operations.change_candidate(
            by=here.scope,
            at=here.at,
            candidate=candidate,
            seen=given["seen"],
            title=given["title"],
            about=given["about"],
            category=given["category"],
            agreed_problem=given["agreed_problem"],
        ),
        done="Ändringen är sparad.",
        title="Ändra problemet",
        lead="Poäng som redan är satta står kvar.",
        back=address("problem", here, round, candidate.pk),
        saved_now=f"{candidate.title}\n\n{candidate.about}" if late else "",
    )


@round_page
def argue(request: HttpRequest, here: Here, round: Round, candidate_id: int) -> HttpResponse:
    """Add a ground to a problem that is put up."""
    require(here, round)
    candidate = find_candidate(here, round, candidate_id)
    return page(
        request,
        here,
        round,
        form=GroundForm(
            request.POST or None,
            findings=findings(here.scope, round=round),
            told=findings_told(here.scope, cooperation=here.cooperation),
            documents=documents(here.scope, cooperation=here.cooperation),
        ),
        act=lambda given: operations.argue(
            by=here.scope,
            at=here.at,
            candidate=candidate,
            reason=given["reason"],
            finding=given["finding"],
            document=given.get("document"),
        ),
        done="Skälet är sparat.",
        title=f"Skäl för: {candidate.title}",
        lead="Knyt skälet till det i lägesbilden eller i ett styrande dokument som det vilar på.",
        back=address("problem", here, round, candidate.pk),
    )


@require_POST
@round_page
def withdraw(request: HttpRequest, here: Here, round: Round, candidate_id: int) -> HttpResponse:
    """Take back a problem that was put up by mistake."""
    candidate = find_candidate(here, round, candidate_id)
    return done_at_once(
        request,
        lambda: operations.withdraw(by=here.scope, at=here.at, candidate=candidate),
        done="Problemet är tillbakataget. Det finns kvar i loggen.",
        back=address("show", here, round),
    )


@round_page
def criteria(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """The round's criteria."""
    known = matrix_of(here.scope, round=round)
    return render(
        request,
        "priorities/criteria.html",
        context_of(
            here,
            round,
            criteria=criteria_of(known) if known else [],
            may_change=here.may(Permission.PRIORITISE, round.area.path)
            and known is not None
            and known.opened_on is None,
        ),
    )


@round_page
def add_criterion(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Add a criterion."""
    require(here, round)
    return page(
        request,
        here,
        round,
        form=NewCriterionForm(request.POST or None),
        act=lambda given: operations.add_criterion(
            by=here.scope,
            at=here.at,
            round=round,
            group=given["group"],
            name=given["name"],
            question=given["question"],
        ),
        done="Kriteriet är tillagt.",
        title="Lägg till ett kriterium",
        lead="Det gäller det här varvet, och nästa varv börjar med samma.",
        back=address("criteria", here, round),
    )


@round_page
def edit_criterion(request: HttpRequest, here: Here, round: Round, criterion_id: int) -> HttpResponse:
    """Word a criterion in another way."""
    require(here, round)
    known = _find_criterion(here, round, criterion_id)
    late = request.method == "POST" and request.POST.get("seen") != str(known.revision)
    return page(
        request,
        here,
        round,
        form=CriterionForm(
            request.POST or None,
            initial={"name": known.name, "question": known.question, "seen": known.revision},
        ),
        act=lambda given: operations.change_criterion(
            by=here.scope,
            at=here.at,
            criterion=known,
            seen=given["seen"],
            name=given["name"],
            question=given["question"],
        ),
        done="Kriteriet är ändrat.",
        title="Ändra kriteriet",
        lead="Tidigare varv behåller sina ord.",
        back=address("criteria", here, round),
        saved_now=f"{known.name}\n\n{known.question}" if late else "",
    )


@require_POST
@round_page
def remove_criterion(request: HttpRequest, here: Here, round: Round, criterion_id: int) -> HttpResponse:
    """Take a criterion away."""
    known = _find_criterion(here, round, criterion_id)
    return done_at_once(
        request,
        lambda: operations.remove_criterion(by=here.scope, at=here.at, criterion=known),
        done="Kriteriet är borttaget.",
        back=address("criteria", here, round),
    )


def _find_criterion(here: Here, round: Round, criterion_id: int) -> Criterion:
    return get_object_or_404(
        Criterion.objects.select_related("matrix__round__area", "matrix__round__cooperation").filter(
            matrix__round=round, matrix__round__cooperation_id__in=here.scope.cooperation_ids
        ),
        pk=criterion_id,
    )

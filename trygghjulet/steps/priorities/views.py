"""The pages where problem areas are chosen and grounds recorded."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from trygghjulet.cooperation.agreements.queries import agreed_problems
from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.rounds.door import round_page
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.steps.picture.queries import findings, findings_told
from trygghjulet.steps.priorities import operations
from trygghjulet.steps.priorities.forms import GroundForm, PriorityForm
from trygghjulet.steps.priorities.models import Ground, PriorityArea
from trygghjulet.steps.priorities.queries import priorities


def _context(here: Here, round: Round, **more: Any) -> dict[str, Any]:
    return {"here": here, "round": round, "step": "priorities", **more}


def _require(here: Here, round: Round) -> None:
    here.scope.require(Permission.PRIORITISE, cooperation_id=here.cooperation.pk, area_path=round.area.path)


def _back(here: Here, round: Round) -> str:
    return reverse("priorities:show", args=(here.cooperation.slug, round.pk))


@round_page
def show(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """The round's priorities with their grounds."""
    context = _context(
        here,
        round,
        priorities=priorities(here.scope, round=round),
        findings=findings(here.scope, round=round),
        told=findings_told(here.scope, cooperation=here.cooperation),
        may_write=here.may(Permission.PRIORITISE, round.area.path),
    )
    return render(request, "priorities/show.html", context)


@round_page
def new(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Choose a problem area."""
    _require(here, round)
    problems = agreed_problems(here.scope, cooperation=here.cooperation)
    return form_page(
        request,
        form=PriorityForm(request.POST or None, problems=problems),
        act=lambda given: operations.choose(
            by=here.scope,
            at=here.at,
            round=round,
            title=given["title"],
            goal=given["goal"],
            agreed_problem=given["agreed_problem"],
        ),
        done="Problemområdet är prioriterat. Ange nu skälen.",
        back=_back(here, round),
        template="rounds/form.html",
        context=_context(
            here,
            round,
            title="Prioritera ett problemområde",
            lead="Välj något som ni kan påverka tillsammans.",
        ),
    )


@round_page
def edit(request: HttpRequest, here: Here, round: Round, priority_id: int) -> HttpResponse:
    """Change a priority's wording."""
    _require(here, round)
    priority = get_object_or_404(priorities(here.scope, round=round), pk=priority_id)
    initial = {
        "title": priority.title,
        "goal": priority.goal,
        "agreed_problem": priority.agreed_problem,
        "seen": priority.revision,
    }
    return form_page(
        request,
        form=PriorityForm(
            request.POST or None,
            initial=initial,
            problems=agreed_problems(here.scope, cooperation=here.cooperation),
        ),
        act=lambda given: operations.change(
            by=here.scope,
            at=here.at,
            priority=priority,
            seen=given["seen"],
            title=given["title"],
            goal=given["goal"],
            agreed_problem=given["agreed_problem"],
        ),
        done="Ändringen är sparad.",
        back=_back(here, round),
        template="rounds/form.html",
        context=_context(
            here,
            round,
            title="Ändra problemområdet",
            lead="Det som stod förut finns kvar i loggen.",
            saved_now=_saved_now(request, priority),
        ),
    )


@round_page
def ground(request: HttpRequest, here: Here, round: Round, priority_id: int) -> HttpResponse:
    """Record a ground for a priority."""
    _require(here, round)
    priority = get_object_or_404(priorities(here.scope, round=round), pk=priority_id)
    return form_page(
        request,
        form=GroundForm(
            request.POST or None,
            findings=findings(here.scope, round=round),
            told=findings_told(here.scope, cooperation=here.cooperation),
        ),
        act=lambda given: operations.add_ground(
            by=here.scope, at=here.at, priority=priority, reason=given["reason"], finding=given["finding"]
        ),
        done="Skälet är sparat.",
        back=_back(here, round),
        template="rounds/form.html",
        context=_context(
            here,
            round,
            title=f"Skäl för: {priority.title}",
            lead="Knyt skälet till det i lägesbilden som det vilar på, så att tråden håller.",
        ),
    )


@require_POST
@round_page
def remove_ground(request: HttpRequest, here: Here, round: Round, ground_id: int) -> HttpResponse:
    """Take a ground back."""
    mine = Ground.objects.filter(priority__in=priorities(here.scope, round=round))
    operations.remove_ground(by=here.scope, at=here.at, ground=get_object_or_404(mine, pk=ground_id))
    messages.success(request, "Skälet är borttaget. Det finns kvar i loggen.")
    return redirect(_back(here, round))


def _saved_now(request: HttpRequest, priority: PriorityArea) -> str:
    """What is saved now, shown beside what a writer sent when somebody else was quicker."""
    if request.method != "POST" or request.POST.get("seen") == str(priority.revision):
        return ""
    return f"{priority.title}\n\n{priority.goal}"

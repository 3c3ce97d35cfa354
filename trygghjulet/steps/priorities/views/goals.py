"""Goals broken down: the tree from both ends, sub-goals, and why a city-wide priority is not treated."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.rounds.door import round_page
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.priorities import operations
from trygghjulet.steps.priorities.forms.choosing import SubGoalForm, UntreatedForm
from trygghjulet.steps.priorities.models import SubGoal
from trygghjulet.steps.priorities.queries import asked_of, priorities, tree_of
from trygghjulet.steps.priorities.views._common import (
    address,
    context_of,
    done_at_once,
    find_priority,
    page,
    require,
)


@round_page
def goals(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Goals from the agreement and the city down to sub-goals."""
    tree = tree_of(here.scope, round=round)
    own = [one for one in priorities(here.scope, round=round) if round.is_city_wide or not one.part_of_id]
    return render(
        request,
        "priorities/goals.html",
        context_of(
            here,
            round,
            tree=tree,
            loose=[] if round.is_city_wide else own,
            gaps=sum(answer.is_gap for branch in tree for answer in branch.answers),
            may_write=here.may(Permission.PRIORITISE, round.area.path),
        ),
    )


@round_page
def sub_goal(request: HttpRequest, here: Here, round: Round, priority_id: int) -> HttpResponse:
    """Add a sub-goal."""
    require(here, round)
    priority = find_priority(here, round, priority_id)
    return page(
        request,
        here,
        round,
        form=SubGoalForm(request.POST or None),
        act=lambda given: operations.write_sub_goal(
            by=here.scope, at=here.at, priority=priority, text=given["text"], due=given["due"]
        ),
        done="Delmålet är sparat.",
        title=f"Delmål för: {priority.title}",
        lead=f"Målet: {priority.goal}" if priority.goal else "Problemområdet har inget mål ännu.",
        back=address("goals", here, round),
    )


@round_page
def edit_sub_goal(request: HttpRequest, here: Here, round: Round, sub_goal_id: int) -> HttpResponse:
    """Change a sub-goal."""
    require(here, round)
    known = _find(here, round, sub_goal_id)
    late = request.method == "POST" and request.POST.get("seen") != str(known.revision)
    return page(
        request,
        here,
        round,
        form=SubGoalForm(
            request.POST or None, initial={"text": known.text, "due": known.due, "seen": known.revision}
        ),
        act=lambda given: operations.write_sub_goal(
            by=here.scope,
            at=here.at,
            priority=known.priority,
            text=given["text"],
            due=given["due"],
            sub_goal=known,
            seen=given["seen"],
        ),
        done="Delmålet är ändrat.",
        title="Ändra delmålet",
        lead=known.priority.title,
        back=address("goals", here, round),
        saved_now=known.text if late else "",
    )


@require_POST
@round_page
def remove_sub_goal(request: HttpRequest, here: Here, round: Round, sub_goal_id: int) -> HttpResponse:
    """Take a sub-goal away."""
    known = _find(here, round, sub_goal_id)
    return done_at_once(
        request,
        lambda: operations.remove_sub_goal(by=here.scope, at=here.at, sub_goal=known),
        done="Delmålet är borttaget. Det finns kvar i loggen.",
        back=address("goals", here, round),
    )


@round_page
def untreated(request: HttpRequest, here: Here, round: Round, priority_id: int) -> HttpResponse:
    """Say why a city-wide priority is not treated in a local round."""
    branch = next((b for b in asked_of(here.scope, round=round) if b.priority.pk == priority_id), None)
    if branch is None:
        raise Http404
    require(here, round)
    known = branch.answers[0].untreated
    now = known.revision if known else 0
    late = request.method == "POST" and request.POST.get("seen") != str(now)
    return page(
        request,
        here,
        round,
        form=UntreatedForm(
            request.POST or None, initial={"reason": known.reason if known else "", "seen": now}
        ),
        act=lambda given: operations.say_untreated(
            by=here.scope,
            at=here.at,
            round=round,
            priority=branch.priority,
            reason=given["reason"],
            seen=given["seen"],
        ),
        done="Skälet är sparat.",
        title=f"Behandlas inte här: {branch.priority.title}",
        lead="Varje stadsövergripande problemområde ska behandlas lokalt, eller så säger ni varför inte.",
        saved_now=known.reason if known and late else "",
    )


def _find(here: Here, round: Round, sub_goal_id: int) -> SubGoal:
    mine = SubGoal.objects.filter(priority__in=priorities(here.scope, round=round))
    return get_object_or_404(
        mine.select_related("priority__round__area", "priority__round__cooperation"), pk=sub_goal_id
    )

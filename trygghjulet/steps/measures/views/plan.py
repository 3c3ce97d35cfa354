"""The plan as a whole: its columns, its time line, its history, and who decided it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.rounds.door import round_page
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.foundation.ui.live import mark_of, unchanged
from trygghjulet.steps.measures import operations
from trygghjulet.steps.measures.forms.deciding import AgreementForm, DayForm, DecisionForm, PlanForm
from trygghjulet.steps.measures.models import ActionPlan, Measure
from trygghjulet.steps.measures.queries import (
    as_of,
    changes,
    measures,
    plan_of,
    since_decision,
    told,
)
from trygghjulet.steps.measures.rules.timeline import timeline
from trygghjulet.steps.measures.section import bars_of
from trygghjulet.steps.measures.views._common import (
    address,
    context_of,
    done_at_once,
    find_measure,
    find_plan,
    is_overtaken,
    page,
    require,
)


@round_page
def show(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """The plan in Brå's columns; what others do in it shows within seconds."""
    plan = plan_of(here.scope, round=round)
    newest = changes(here.scope, plan=plan).first() if plan else None
    mark = mark_of((plan.pk if plan else 0, plan.revision if plan else 0, newest.pk if newest else 0))
    if (same := unchanged(request, mark)) is not None:
        return same
    listed = list(measures(here.scope, round=round))
    context = context_of(
        here,
        round,
        plan=plan,
        mark=mark,
        newest=newest,
        measures=listed,
        sums=_sums(listed),
        chart=timeline(bars_of(listed), on=here.today) if listed else None,
        changed=len(since_decision(here.scope, plan=plan)) if plan else 0,
        may_write=here.may(Permission.PLAN, round.area.path),
    )
    return render(request, "measures/show.html", context)


def _sums(listed: list[Measure]) -> dict[str, Any]:
    """What the whole plan takes, and how much of it is in somebody's ordinary plan."""
    hours = [one.hours for one in listed if one.hours is not None]
    cost = [one.cost for one in listed if one.cost is not None]
    return {
        "measures": len(listed),
        "hours": sum(hours) if hours else None,
        "cost": sum(cost) if cost else None,
        "unsaid": sum(one.hours is None and one.cost is None for one in listed),
        "ordinary": sum(one.ordinary in {"yes", "partly"} for one in listed),
        "done": sum(one.state == "done" for one in listed),
        "under_way": sum(one.state == "under_way" for one in listed),
    }


@round_page
def history(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Every change of the plan, how it read on a day, and what is changed since it was decided."""
    plan = find_plan(here, round)
    form = DayForm(request.GET if "dag" in request.GET else None)
    day: date | None = form.cleaned_data["dag"] if form.is_bound and form.is_valid() else None
    context = context_of(
        here,
        round,
        plan=plan,
        form=form,
        day=day,
        version=as_of(here.scope, plan=plan, day=day) if day else [],
        changes=told(changes(here.scope, plan=plan)),
        since=since_decision(here.scope, plan=plan),
    )
    return render(request, "measures/history.html", context)


@round_page
def write(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Write the communication plan and the follow-up plan."""
    require(here, round)
    plan = find_plan(here, round)
    saved = f"{plan.communication}\n\n{plan.follow_up}" if is_overtaken(request, plan.revision) else ""
    return page(
        request,
        here,
        round,
        form=PlanForm(
            request.POST or None,
            initial={
                "communication": plan.communication,
                "follow_up": plan.follow_up,
                "seen": plan.revision,
            },
            decided=plan.is_decided,
        ),
        act=lambda given: operations.write_plan(by=here.scope, at=here.at, plan=plan, **given),
        done="Planerna är sparade.",
        title="Kommunikation och uppföljning",
        lead="De beslutas tillsammans med åtgärderna, så att det är klart vem som berättar och vem som följer upp.",
        saved_now=saved,
    )


@round_page
def agree(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Record that the group has agreed on the plan."""
    require(here, round)
    plan = find_plan(here, round)
    return page(
        request,
        here,
        round,
        form=AgreementForm(
            request.POST or None, initial={"agreed_by": plan.agreed_by, "agreed_on": plan.agreed_on}
        ),
        act=lambda given: operations.agree_plan(by=here.scope, at=here.at, plan=plan, **given),
        done="Gruppens beslut är infört.",
        title="Gruppens beslut om åtgärdsplanen",
        lead=f"Gruppen som ska göra arbetet enas om planen. {_lacks(plan)}",
    )


@round_page
def decide(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Record the plan's decision."""
    require(here, round)
    plan = find_plan(here, round)
    initial = {
        "decided_by": plan.decided_by,
        "decided_on": plan.decided_on,
        "registry_number": plan.registry_number,
    }
    return page(
        request,
        here,
        round,
        form=DecisionForm(request.POST or None, initial=initial),
        act=lambda given: operations.decide_plan(by=here.scope, at=here.at, plan=plan, **given),
        done="Beslutet är fört in.",
        title="Beslut om åtgärdsplanen",
        lead=(
            "Kommunen ska besluta om planen med lägesbilden som underlag (5 § lagen 2023:196). "
            f"{_lacks(plan)}"
        ),
    )


def _lacks(plan: ActionPlan) -> str:
    """What is usually decided together with the measures and isn't written yet."""
    empty = [
        name
        for name, text in (("kommunikationsplan", plan.communication), ("uppföljningsplan", plan.follow_up))
        if not text.strip()
    ]
    return f"Planen har ingen {' och ingen '.join(empty)} ännu." if empty else ""


@require_POST
@round_page
def move(request: HttpRequest, here: Here, round: Round, measure_id: int, way: str) -> HttpResponse:
    """Let a measure change places with the one before or after it."""
    measure = find_measure(here, round, measure_id)
    return done_at_once(
        request,
        lambda: operations.move_measure(by=here.scope, at=here.at, measure=measure, up=way == "upp"),
        done="Ordningen är ändrad.",
        back=f"{address('show', here, round)}#atgard-{measure.pk}",
    )

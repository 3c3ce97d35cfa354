"""What the room's pages share: the right, finding what an address names, and the page around a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from trygghjulet.foundation.access.rules import Permission, Refused
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.steps.measures.models import ActionPlan, Goal, Measure, MeasureStep
from trygghjulet.steps.measures.queries import measures, plan_of


def context_of(here: Here, round: Round, **more: Any) -> dict[str, Any]:
    """What every page of the room in a round needs."""
    return {"here": here, "round": round, "step": "measures", **more}


def require(here: Here, round: Round) -> None:
    """Refuse who may not plan in the round."""
    here.scope.require(Permission.PLAN, cooperation_id=here.cooperation.pk, area_path=round.area.path)


def may_plan_all(here: Here) -> bool:
    """May the person plan for the whole cooperation?"""
    return here.may(Permission.PLAN, here.cooperation.area.path)


def require_all(here: Here) -> None:
    """Refuse who may not plan for the whole cooperation."""
    here.scope.require(
        Permission.PLAN, cooperation_id=here.cooperation.pk, area_path=here.cooperation.area.path
    )


def address(name: str, here: Here, round: Round, *numbers: int) -> str:
    """The address of one of the room's pages."""
    return reverse(f"measures:{name}", args=(here.cooperation.slug, round.pk, *numbers))


def page(
    request: HttpRequest,
    here: Here,
    round: Round,
    *,
    form: forms.Form,
    act: Callable[[Mapping[str, Any]], object],
    done: str,
    title: str,
    lead: str,
    back: str = "",
    submit: str = "Spara",
    saved_now: str = "",
    leads_to: Callable[[Any], str] | None = None,
) -> HttpResponse:
    """A page around a form in the round; it leads back to the plan where nothing else is said."""
    return form_page(
        request,
        form=form,
        act=act,
        done=done,
        back=back or address("show", here, round),
        template="rounds/form.html",
        context=context_of(here, round, title=title, lead=lead, submit=submit, saved_now=saved_now),
        leads_to=leads_to,
    )


def done_at_once(request: HttpRequest, act: Callable[[], object], *, done: str, back: str) -> HttpResponse:
    """Do what a single button asks for, and say that it was done, or why not."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(back)


def find_plan(here: Here, round: Round) -> ActionPlan:
    """The round's plan, or a page that is not found."""
    plan = plan_of(here.scope, round=round)
    if plan is None:
        raise Http404
    return plan


def is_decided(here: Here, round: Round) -> bool:
    """Is there a plan, and is it decided, so that a change needs its reason?"""
    plan = plan_of(here.scope, round=round)
    return plan is not None and plan.is_decided


def find_measure(here: Here, round: Round, measure_id: int) -> Measure:
    """A measure of the round's plan."""
    return get_object_or_404(measures(here.scope, round=round), pk=measure_id)


def find_step(here: Here, round: Round, step_id: int) -> MeasureStep:
    """A step of a measure in the round's plan."""
    return get_object_or_404(
        MeasureStep.objects.select_related("measure__plan__round__area", "measure__plan__round__cooperation"),
        pk=step_id,
        measure__plan__round=round,
    )


def find_goal(here: Here, round: Round, goal_id: int) -> Goal:
    """A goal of a measure in the round's plan."""
    return get_object_or_404(
        Goal.objects.select_related("measure__plan__round__area", "measure__plan__round__cooperation"),
        pk=goal_id,
        measure__plan__round=round,
    )


def is_overtaken(request: HttpRequest, revision: int) -> bool:
    """Was the form that is sent made from an older version than the saved one?"""
    return request.method == "POST" and request.POST.get("seen") != str(revision)

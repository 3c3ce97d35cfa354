"""The city-wide handlingsplan: the year, its activities, what came of them, and telling of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.parties.queries import functions_in
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.steps.measures import operations
from trygghjulet.steps.measures.forms.city_plan import (
    ActivityForm,
    CompileForm,
    FollowForm,
    ToldForm,
    YearForm,
)
from trygghjulet.steps.measures.forms.deciding import DecisionForm
from trygghjulet.steps.measures.models import CityActivity, CityPlan
from trygghjulet.steps.measures.operations import ActivityContent
from trygghjulet.steps.measures.queries import city_plans
from trygghjulet.steps.measures.rules.timeline import timeline
from trygghjulet.steps.measures.section import activity_bars
from trygghjulet.steps.measures.views._common import is_overtaken, may_plan_all, require_all


def _address(here: Here, plan: CityPlan) -> str:
    return reverse("city_plan:show", args=(here.cooperation.slug, plan.year))


def _find(here: Here, year: int) -> CityPlan:
    return get_object_or_404(city_plans(here.scope, cooperation=here.cooperation), year=year)


def _find_activity(here: Here, activity_id: int) -> CityActivity:
    return get_object_or_404(
        CityActivity.objects.select_related("plan__cooperation__area"),
        pk=activity_id,
        plan__in=city_plans(here.scope, cooperation=here.cooperation),
    )


def _page(
    request: HttpRequest,
    here: Here,
    *,
    form: forms.Form,
    act: Callable[[Mapping[str, Any]], object],
    done: str,
    back: str,
    title: str,
    lead: str,
    saved_now: str = "",
) -> HttpResponse:
    return form_page(
        request,
        form=form,
        act=act,
        done=done,
        back=back,
        template="measures/city_form.html",
        context={"here": here, "title": title, "lead": lead, "saved_now": saved_now},
    )


@cooperation_page
def index(request: HttpRequest, here: Here) -> HttpResponse:
    """The newest year's plan, or the place to begin one."""
    newest = city_plans(here.scope, cooperation=here.cooperation).first()
    if newest is not None:
        return redirect(_address(here, newest))
    return render(request, "measures/city_plan.html", {"here": here, "may_write": may_plan_all(here)})


@cooperation_page
def show(request: HttpRequest, here: Here, year: int) -> HttpResponse:
    """A year's plan with its activities and results."""
    plan = _find(here, year)
    activities = list(plan.activities.all())
    context = {
        "here": here,
        "plan": plan,
        "years": city_plans(here.scope, cooperation=here.cooperation),
        "activities": activities,
        "chart": timeline(activity_bars(activities), on=here.today) if activities else None,
        "may_write": may_plan_all(here),
    }
    return render(request, "measures/city_plan.html", context)


@cooperation_page
def begin(request: HttpRequest, here: Here) -> HttpResponse:
    """Begin a year's plan."""
    require_all(here)
    newest = city_plans(here.scope, cooperation=here.cooperation).first()
    return _page(
        request,
        here,
        form=YearForm(request.POST or None, initial={"year": newest.year + 1 if newest else here.today.year}),
        act=lambda given: operations.begin_city_plan(
            by=here.scope, at=here.at, cooperation=here.cooperation, **given
        ),
        done="Årets plan är påbörjad.",
        back=reverse("city_plan:index", args=(here.cooperation.slug,)),
        title="Ny handlingsplan",
        lead="Det som fortsätter från året före följer med.",
    )


@cooperation_page
def decide(request: HttpRequest, here: Here, year: int) -> HttpResponse:
    """Record who decided the year's plan."""
    require_all(here)
    plan = _find(here, year)
    form = DecisionForm(
        request.POST or None, initial={"decided_by": plan.decided_by, "decided_on": plan.decided_on}
    )
    del form.fields["registry_number"]
    return _page(
        request,
        here,
        form=form,
        act=lambda given: operations.decide_city_plan(by=here.scope, at=here.at, plan=plan, **given),
        done="Beslutet är fört in.",
        back=_address(here, plan),
        title=f"Beslut om handlingsplanen {plan.year}",
        lead="Vilket forum på den stadsövergripande nivån beslutade, och när?",
    )


@cooperation_page
def add(request: HttpRequest, here: Here, year: int) -> HttpResponse:
    """Put an activity in the year's plan."""
    require_all(here)
    plan = _find(here, year)
    return _page(
        request,
        here,
        form=ActivityForm(
            request.POST or None, functions=functions_in(here.scope, cooperation=here.cooperation)
        ),
        act=lambda given: operations.add_activity(
            by=here.scope, at=here.at, plan=plan, content=_content(given)
        ),
        done="Aktiviteten står i planen.",
        back=_address(here, plan),
        title=f"Ny aktivitet {plan.year}",
        lead="Det som den centrala nivån själv gör: utbildningar, stöd till de lokala grupperna, gemensamma underlag.",
    )


@cooperation_page
def change(request: HttpRequest, here: Here, activity_id: int) -> HttpResponse:
    """Change an activity."""
    require_all(here)
    activity = _find_activity(here, activity_id)
    initial = {name: getattr(activity, name) for name in ActivityContent.__dataclass_fields__}
    return _page(
        request,
        here,
        form=ActivityForm(
            request.POST or None,
            initial=initial | {"seen": activity.revision},
            functions=functions_in(here.scope, cooperation=here.cooperation),
        ),
        act=lambda given: operations.change_activity(
            by=here.scope, at=here.at, activity=activity, seen=given["seen"], content=_content(given)
        ),
        done="Aktiviteten är ändrad.",
        back=_address(here, activity.plan),
        title="Ändra aktiviteten",
        lead="Det som stod förut finns kvar i loggen.",
        saved_now=f"{activity.title}\n\n{activity.goal}" if is_overtaken(request, activity.revision) else "",
    )


@cooperation_page
def follow(request: HttpRequest, here: Here, activity_id: int) -> HttpResponse:
    """Say how far an activity has come and what came of it."""
    require_all(here)
    activity = _find_activity(here, activity_id)
    initial = {
        "to": activity.state,
        "result": activity.result,
        "goes_on": activity.goes_on,
        "seen": activity.revision,
    }
    return _page(
        request,
        here,
        form=FollowForm(request.POST or None, initial=initial),
        act=lambda given: operations.follow_activity(by=here.scope, at=here.at, activity=activity, **given),
        done="Uppföljningen är sparad.",
        back=_address(here, activity.plan),
        title="Följ upp aktiviteten",
        lead=f"{activity.title}. Målet: {activity.goal}",
        saved_now=activity.result if is_overtaken(request, activity.revision) else "",
    )


@cooperation_page
def sum_up(request: HttpRequest, here: Here, year: int) -> HttpResponse:
    """Close the year with its results in short."""
    require_all(here)
    plan = _find(here, year)
    return _page(
        request,
        here,
        form=CompileForm(request.POST or None, initial={"on": here.today}),
        act=lambda given: operations.compile_city_plan(by=here.scope, at=here.at, plan=plan, **given),
        done="Året är sammanställt.",
        back=_address(here, plan),
        title=f"Sammanställ {plan.year}",
        lead="När året är sammanställt ändras det inte längre. Varje aktivitet ska vara uppföljd.",
    )


@cooperation_page
def tell(request: HttpRequest, here: Here, year: int) -> HttpResponse:
    """Note that the local organisations were told."""
    require_all(here)
    plan = _find(here, year)
    return _page(
        request,
        here,
        form=ToldForm(request.POST or None, initial={"on": here.today}),
        act=lambda given: operations.tell_city_plan(by=here.scope, at=here.at, plan=plan, **given),
        done="Redovisningen är noterad.",
        back=_address(here, plan),
        title=f"Redovisa {plan.year} för de lokala grupperna",
        lead="När och hur fick de lokala grupperna veta vad det blev av året, och vad nästa år innehåller?",
    )


def _content(given: Mapping[str, Any]) -> ActivityContent:
    return ActivityContent(**{name: given[name] for name in ActivityContent.__dataclass_fields__})

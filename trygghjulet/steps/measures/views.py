"""The pages of the action plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.geography.queries import tree
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.parties.queries import functions_in
from trygghjulet.foundation.rounds.door import round_page
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.steps.causes.queries import causes
from trygghjulet.steps.measures import operations
from trygghjulet.steps.measures.forms import DecisionForm, IndicatorForm, MeasureForm
from trygghjulet.steps.measures.operations import Content
from trygghjulet.steps.measures.queries import measures, plan_of
from trygghjulet.steps.picture.queries import known_categories


def _context(here: Here, round: Round, **more: Any) -> dict[str, Any]:
    return {"here": here, "round": round, "step": "measures", **more}


def _require(here: Here, round: Round) -> None:
    here.scope.require(Permission.PLAN, cooperation_id=here.cooperation.pk, area_path=round.area.path)


def _back(here: Here, round: Round) -> str:
    return reverse("measures:show", args=(here.cooperation.slug, round.pk))


def _content(given: Mapping[str, Any]) -> Content:
    return Content(**{name: given[name] for name in Content.__dataclass_fields__})


@round_page
def show(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """The plan in Brå's columns."""
    context = _context(
        here,
        round,
        plan=plan_of(here.scope, round=round),
        measures=measures(here.scope, round=round),
        may_write=here.may(Permission.PLAN, round.area.path),
    )
    return render(request, "measures/show.html", context)


@round_page
def new(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Plan a measure."""
    _require(here, round)
    return form_page(
        request,
        form=MeasureForm(
            request.POST or None,
            initial={"cause": request.GET.get("orsak")},
            causes=causes(here.scope, round=round),
            functions=functions_in(here.scope, cooperation=here.cooperation),
        ),
        act=lambda given: operations.plan_measure(
            by=here.scope, at=here.at, round=round, content=_content(given)
        ),
        done="Åtgärden står i planen.",
        back=_back(here, round),
        template="rounds/form.html",
        context=_context(
            here,
            round,
            title="Ny åtgärd",
            lead="En åtgärd i taget. Knyt den till den orsak som den ska påverka.",
        ),
    )


@round_page
def edit(request: HttpRequest, here: Here, round: Round, measure_id: int) -> HttpResponse:
    """Change a measure."""
    _require(here, round)
    measure = get_object_or_404(measures(here.scope, round=round), pk=measure_id)
    initial = {name: getattr(measure, name) for name in Content.__dataclass_fields__}
    overtaken = request.method == "POST" and request.POST.get("seen") != str(measure.revision)
    return form_page(
        request,
        form=MeasureForm(
            request.POST or None,
            initial=initial | {"seen": measure.revision},
            causes=causes(here.scope, round=round),
            functions=functions_in(here.scope, cooperation=here.cooperation),
        ),
        act=lambda given: operations.change_measure(
            by=here.scope, at=here.at, measure=measure, seen=given["seen"], content=_content(given)
        ),
        done="Åtgärden är ändrad.",
        back=_back(here, round),
        template="rounds/form.html",
        context=_context(
            here,
            round,
            title="Ändra åtgärden",
            lead="Det som stod förut finns kvar i loggen.",
            saved_now=f"{measure.title}\n\n{measure.goals}\n\n{measure.follow_up}" if overtaken else "",
        ),
    )


@round_page
def add_indicator(request: HttpRequest, here: Here, round: Round, measure_id: int) -> HttpResponse:
    """Say what a measure is followed by."""
    _require(here, round)
    measure = get_object_or_404(measures(here.scope, round=round), pk=measure_id)
    return form_page(
        request,
        form=IndicatorForm(
            request.POST or None,
            initial={"area": round.area_id},
            areas=tree(round.area),
            categories=known_categories(round),
        ),
        act=lambda given: operations.add_indicator(by=here.scope, at=here.at, measure=measure, **given),
        done="Indikatorn är sparad. Serien syns i uppföljningen.",
        back=_back(here, round),
        template="rounds/form.html",
        context=_context(
            here,
            round,
            title="Ny indikator",
            lead=f"Vad ska ha förändrats om åtgärden hjälper? {measure.title}",
        ),
    )


@round_page
def decide(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Record the plan's decision."""
    _require(here, round)
    plan = plan_of(here.scope, round=round)
    if plan is None:
        raise Http404
    initial = {
        "decided_by": plan.decided_by,
        "decided_on": plan.decided_on,
        "registry_number": plan.registry_number,
    }
    return form_page(
        request,
        form=DecisionForm(request.POST or None, initial=initial),
        act=lambda given: operations.decide_plan(by=here.scope, at=here.at, plan=plan, **given),
        done="Beslutet är fört in.",
        back=_back(here, round),
        template="rounds/form.html",
        context=_context(
            here,
            round,
            title="Beslut om åtgärdsplanen",
            lead="Kommunen ska besluta om planen med lägesbilden som underlag (5 § lagen 2023:196).",
        ),
    )

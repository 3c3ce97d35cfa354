"""The pages of the follow-up."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.rounds.door import round_page
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.steps.followup import operations
from trygghjulet.steps.followup.forms import CheckInForm
from trygghjulet.steps.followup.queries import followed
from trygghjulet.steps.followup.section import blocks
from trygghjulet.steps.measures.queries import measures


def _context(here: Here, round: Round, **more: Any) -> dict[str, Any]:
    return {"here": here, "round": round, "step": "followup", **more}


@round_page
def show(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Every measure: its light, its words and its indicators' series."""
    listed = [
        {
            "item": item,
            "series": [(s, blocks(here.scope, round=round, item=item, series=s)) for s in item.series],
        }
        for item in followed(here.scope, round=round)
    ]
    context = _context(here, round, listed=listed, may_write=here.may(Permission.FOLLOW_UP, round.area.path))
    return render(request, "followup/show.html", context)


@round_page
def check_in(request: HttpRequest, here: Here, round: Round, measure_id: int) -> HttpResponse:
    """Say whether a measure is done as planned."""
    here.scope.require(Permission.FOLLOW_UP, cooperation_id=here.cooperation.pk, area_path=round.area.path)
    measure = get_object_or_404(measures(here.scope, round=round), pk=measure_id)
    return form_page(
        request,
        form=CheckInForm(request.POST or None),
        act=lambda given: operations.check_in(by=here.scope, at=here.at, measure=measure, **given),
        done="Avstämningen är sparad.",
        back=reverse("followup:show", args=(here.cooperation.slug, round.pk)),
        template="rounds/form.html",
        context=_context(
            here, round, title="Stäm av åtgärden", lead=f"{measure.title}. Tidigare avstämningar står kvar."
        ),
    )

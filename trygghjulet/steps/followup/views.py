"""The pages of the follow-up."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from trygghjulet.foundation.access.rules import Permission, Refused
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.parties.queries import parties_in
from trygghjulet.foundation.rounds.door import round_page
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.steps.followup import operations
from trygghjulet.steps.followup.forms import ApprovalForm, CheckInForm
from trygghjulet.steps.followup.models import IndicatorApproval
from trygghjulet.steps.followup.queries import followed
from trygghjulet.steps.followup.section import blocks, own_blocks
from trygghjulet.steps.measures.queries import measures
from trygghjulet.steps.scanning.rules.sharing import require_owner


def _context(here: Here, round: Round, **more: Any) -> dict[str, Any]:
    return {"here": here, "round": round, "step": "followup", **more}


@round_page
def show(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Every measure: its light, its words and its indicators' series."""
    answers_for = _answers_for(here)
    listed = [
        {
            "item": item,
            "told": [
                (
                    told,
                    blocks(item, told),
                    [party for party in told.asked if party.pk in answers_for],
                    [approval for approval in told.approvals if approval.party_id in answers_for],
                )
                for told in item.told
            ],
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


@round_page
def approve(request: HttpRequest, here: Here, round: Round, indicator_id: int, party_id: int) -> HttpResponse:
    """The owner's people read an indicator counted from their rows, and let others see its sums."""
    party = get_object_or_404(parties_in(here.scope, cooperation=here.cooperation), pk=party_id)
    found = [
        (item, told)
        for item in followed(here.scope, round=round)
        for told in item.told
        if told.indicator.pk == indicator_id
    ]
    if not found:
        raise Http404
    require_owner(
        here.scope,
        Permission.ACCEPT,
        cooperation_id=here.cooperation.pk,
        owner_id=party.pk,
        owner_name=party.name,
    )
    item, told = found[0]
    return form_page(
        request,
        form=ApprovalForm(request.POST or None, initial={"begins": item.measure.first_day}),
        act=lambda given: operations.approve(
            by=here.scope, at=here.at, indicator=told.indicator, party=party, begins=given["begins"]
        ),
        done="Godkänt. Andra ser nu siffrorna, med små antal dolda.",
        back=_back(here, round, item.measure.pk),
        template="followup/approve.html",
        context=_context(
            here,
            round,
            item=item,
            told=told,
            party=party,
            waits=party in told.asked,
            blocks=own_blocks(item, told) if not told.waits_for else blocks(item, told),
        ),
    )


@round_page
@require_POST
def withdraw(request: HttpRequest, here: Here, round: Round, approval_id: int) -> HttpResponse:
    """Take back the owner's word."""
    approval = get_object_or_404(
        IndicatorApproval.objects.select_related("party", "indicator__measure__plan__round"),
        indicator__measure__plan__round=round,
        pk=approval_id,
    )
    try:
        operations.withdraw(by=here.scope, at=here.at, approval=approval)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Godkännandet är återtaget. Andra ser inte siffrorna längre.")
    return redirect(_back(here, round, approval.indicator.measure_id))


def _back(here: Here, round: Round, measure_id: int) -> str:
    return f"{reverse('followup:show', args=(here.cooperation.slug, round.pk))}#atgard-{measure_id}"


def _answers_for(here: Here) -> set[int]:
    """The parties whose material the person may answer for."""
    return {
        m.party_id
        for m in here.scope.memberships
        if m.cooperation_id == here.cooperation.pk and Permission.ACCEPT in m.role.permissions
    }

"""Answering a delivery, and undoing what was accepted."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from trygghjulet.documents.numbers import number
from trygghjulet.foundation.access.rules import Permission, Refused
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.ui.onward import onward
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.steps.scanning import operations
from trygghjulet.steps.scanning.forms.deliveries import UndoForm
from trygghjulet.steps.scanning.models import Delivery
from trygghjulet.steps.scanning.queries import datasets, deliveries
from trygghjulet.steps.scanning.rules.sharing import require_owner
from trygghjulet.steps.scanning.views.preview import show_preview


@require_POST
@cooperation_page
def accept(request: HttpRequest, here: Here, delivery_id: int) -> HttpResponse:
    """Let a delivery count: a small one at once, a large one by a job that its page follows."""
    delivery = get_object_or_404(deliveries(here.scope, cooperation=here.cooperation), pk=delivery_id)
    try:
        delivery = operations.begin_accept(
            by=here.scope, at=here.at, delivery=delivery, only_whole="only_whole" in request.POST
        )
    except Refused as refused:
        return show_preview(request, here, delivery, refused=str(refused), status=422)
    if delivery.state == Delivery.State.ACCEPTING:
        messages.success(request, "Filen skrivs in. Du kan stänga sidan och komma tillbaka.")
        return redirect("scanning:preview", here.cooperation.slug, delivery.pk)
    rows = "rad" if delivery.rows_good == 1 else "rader"
    messages.success(request, f"Underlaget räknas nu: {number(delivery.rows_good)} {rows}.")
    return redirect("scanning:show", here.cooperation.slug)


@require_POST
@cooperation_page
def reject(request: HttpRequest, here: Here, delivery_id: int) -> HttpResponse:
    """Turn a delivery away."""
    delivery = get_object_or_404(deliveries(here.scope, cooperation=here.cooperation), pk=delivery_id)
    try:
        operations.reject(by=here.scope, at=here.at, delivery=delivery)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Leveransen är avvisad. Inget i den räknas.")
    return redirect("scanning:show", here.cooperation.slug)


@require_POST
@cooperation_page
def reread(request: HttpRequest, here: Here, delivery_id: int) -> HttpResponse:
    """Read a delivery once more."""
    delivery = get_object_or_404(deliveries(here.scope, cooperation=here.cooperation), pk=delivery_id)
    try:
        operations.reread(by=here.scope, at=here.at, delivery=delivery)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("scanning:preview", here.cooperation.slug, delivery.pk)


@cooperation_page
def undo(request: HttpRequest, here: Here, dataset_id: int) -> HttpResponse:
    """Let an accepted dataset count no more, told beforehand what that takes away."""
    dataset = get_object_or_404(datasets(here.scope, cooperation=here.cooperation), pk=dataset_id)
    require_owner(
        here.scope,
        Permission.ACCEPT,
        cooperation_id=here.cooperation.pk,
        owner_id=dataset.source.party_id,
        owner_name=dataset.source.party.name,
    )
    return form_page(
        request,
        form=UndoForm(request.POST or None),
        act=lambda given: operations.undo(by=here.scope, at=here.at, dataset=dataset, reason=given["reason"]),
        done="Underlaget är ångrat och räknas inte längre. Antagna lägesbilder behåller sina siffror.",
        back=reverse("scanning:show", args=(here.cooperation.slug,)),
        template="scanning/undo.html",
        context={
            "here": here,
            "dataset": dataset,
            "drafts": onward("dataset", here.scope, dataset).get(dataset.pk, ()),
        },
    )

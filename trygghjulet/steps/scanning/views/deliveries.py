"""The pages where material is handed in, previewed, accepted and undone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from trygghjulet.documents.numbers import number
from trygghjulet.foundation.access.rules import Denied, Permission, Refused
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.parties.queries import parties_in
from trygghjulet.foundation.rounds.door import round_page
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.foundation.rounds.queries import lessons_before
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.observations.findings import UnreadableFile
from trygghjulet.steps.scanning import operations, registry
from trygghjulet.steps.scanning.forms.deliveries import DeliveryForm, SourceForm, UndoForm
from trygghjulet.steps.scanning.models import Delivery, Source
from trygghjulet.steps.scanning.queries import datasets, deliveries, sources
from trygghjulet.steps.scanning.rules.sharing import require_owner, sees_rows


@round_page
def show_in_round(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """The material as the first step of a round: what there is, and what the last round taught."""
    context = _overview(here) | {
        "round": round,
        "step": "scanning",
        "lessons": lessons_before(here.scope, round=round),
    }
    return render(request, "scanning/round.html", context)


@cooperation_page
def show(request: HttpRequest, here: Here) -> HttpResponse:
    """All sources and what has been handed in."""
    return render(request, "scanning/show.html", _overview(here))


@cooperation_page
def new_source(request: HttpRequest, here: Here) -> HttpResponse:
    """Register a source."""
    here.scope.require(Permission.DELIVER, cooperation_id=here.cooperation.pk)
    return form_page(
        request,
        form=SourceForm(request.POST or None, parties=parties_in(here.scope, cooperation=here.cooperation)),
        act=lambda given: operations.add_source(
            by=here.scope, at=here.at, cooperation=here.cooperation, **given
        ),
        done="Källan finns. Lämna nu den första filen.",
        back=reverse("scanning:show", args=(here.cooperation.slug,)),
        template="scanning/form.html",
        context={
            "here": here,
            "title": "Ny källa",
            "lead": "En källa har en ägare, ett format och en regel för vem som ser vad.",
        },
    )


@cooperation_page
def deliver(request: HttpRequest, here: Here, source_id: int) -> HttpResponse:
    """Hand in a file; it is read at once and shown as a preview."""
    source = get_object_or_404(sources(here.scope, cooperation=here.cooperation), pk=source_id)
    require_owner(
        here.scope,
        Permission.DELIVER,
        cooperation_id=here.cooperation.pk,
        owner_id=source.party_id,
        owner_name=source.party.name,
    )
    form = DeliveryForm(request.POST or None, request.FILES or None, source=source)
    refusal: UnreadableFile | None = None
    if request.method == "POST" and form.is_valid():
        file: UploadedFile[bytes] = form.cleaned_data["file"]
        try:
            delivery = operations.deliver(
                by=here.scope,
                at=here.at,
                source=source,
                file_name=file.name or "fil",
                chunks=file.chunks(),
                today=here.today,
            )
        except UnreadableFile as unreadable:
            refusal = unreadable
        else:
            return redirect("scanning:preview", here.cooperation.slug, delivery.pk)
    context = {
        "here": here,
        "source": source,
        "format": registry.format_of(source.reader),
        "form": form,
        "back": reverse("scanning:show", args=(here.cooperation.slug,)),
        "refusal": refusal,
    }
    refused = refusal is not None or (form.is_bound and bool(form.errors))
    return render(request, "scanning/deliver.html", context, status=422 if refused else 200)


@cooperation_page
def preview(request: HttpRequest, here: Here, delivery_id: int) -> HttpResponse:
    """What was found in a delivery, before and after it is answered."""
    delivery = get_object_or_404(deliveries(here.scope, cooperation=here.cooperation), pk=delivery_id)
    source = delivery.source
    if not sees_rows(
        here.scope, cooperation_id=here.cooperation.pk, owner_id=source.party_id, sharing=source.sharing
    ):
        raise Denied(f"Raderna stannar hos {source.party}. Ni får ta del av summorna i lägesbilden.")
    return render(request, "scanning/preview.html", _preview(here, delivery))


@require_POST
@cooperation_page
def accept(request: HttpRequest, here: Here, delivery_id: int) -> HttpResponse:
    """Let a delivery count."""
    delivery = get_object_or_404(deliveries(here.scope, cooperation=here.cooperation), pk=delivery_id)
    try:
        dataset = operations.accept(by=here.scope, at=here.at, delivery=delivery)
    except Refused as refused:
        return render(
            request, "scanning/preview.html", _preview(here, delivery, refused=str(refused)), status=422
        )
    rows = "rad" if dataset.rows == 1 else "rader"
    messages.success(request, f"Underlaget räknas nu: {number(dataset.rows)} {rows}.")
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


@cooperation_page
def undo(request: HttpRequest, here: Here, dataset_id: int) -> HttpResponse:
    """Let an accepted dataset count no more."""
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
        template="scanning/form.html",
        context={
            "here": here,
            "title": f"Ångra underlaget {dataset}",
            "lead": "Utkast till lägesbilder räknas om utan det. Det som redan är antaget ändras inte.",
            "submit": "Ångra underlaget",
        },
    )


def _overview(here: Here) -> dict[str, Any]:
    return {
        "here": here,
        "sources": sources(here.scope, cooperation=here.cooperation),
        "datasets": datasets(here.scope, cooperation=here.cooperation),
        "waiting": deliveries(here.scope, cooperation=here.cooperation).filter(
            state=Delivery.State.PREVIEWED
        ),
        "may_deliver": here.may(Permission.DELIVER),
        "my_parties": {
            m.party_id
            for m in here.scope.memberships
            if m.cooperation_id == here.cooperation.pk and Permission.DELIVER in m.role.permissions
        },
    }


def _preview(here: Here, delivery: Delivery, *, refused: str = "") -> dict[str, Any]:
    source: Source = delivery.source
    waiting = delivery.state == Delivery.State.PREVIEWED
    mine = any(
        m.party_id == source.party_id and Permission.ACCEPT in m.role.permissions
        for m in here.scope.memberships
        if m.cooperation_id == here.cooperation.pk
    )
    return {
        "here": here,
        "delivery": delivery,
        "format": registry.format_of(source.reader),
        "may_answer": waiting and mine,
        "rows_left_out": delivery.rows_read - delivery.rows_good,
        "findings_hidden": delivery.findings_total - len(delivery.findings),
        "refused": refused,
    }

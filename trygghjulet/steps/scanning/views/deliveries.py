"""The pages where material is seen and handed in."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.rounds.door import round_page
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.foundation.rounds.queries import lessons_before
from trygghjulet.observations.findings import UnreadableFile
from trygghjulet.steps.scanning import operations, registry
from trygghjulet.steps.scanning.forms.deliveries import DeliveryForm
from trygghjulet.steps.scanning.queries import (
    datasets,
    held_by_source,
    sources,
    unanswered,
    unmapped_in,
    with_few,
)
from trygghjulet.steps.scanning.queries.alike import format_like_sent
from trygghjulet.steps.scanning.rules.sharing import require_owner
from trygghjulet.steps.scanning.views import expected
from trygghjulet.steps.scanning.views.belonging import belongs

_RENAMED: Final = (
    "Filens namn ser ut att innehålla personuppgifter, så det sparas inte. Här och i loggen heter den {name}. "
    "Byt gärna namn på filen hos er också."
)


@round_page
def show_in_round(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """The material as the first step of a round: what there is, and what the last round taught."""
    context = _overview(here) | {
        "round": round,
        "step": "scanning",
        "lessons": lessons_before(here.scope, round=round),
        **expected.panel(here, round),
    }
    return render(request, "scanning/round.html", context)


@cooperation_page
def show(request: HttpRequest, here: Here) -> HttpResponse:
    """All sources and what has been handed in."""
    return render(request, "scanning/show.html", _overview(here))


@cooperation_page
def deliver(request: HttpRequest, here: Here, source_id: int) -> HttpResponse:
    """Hand in a file: a small one is read at once and shown as a preview, a large one by a job."""
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
    already: operations.AlreadyThere | None = None
    likely: registry.Format | None = None
    if request.method == "POST" and form.is_valid():
        file: UploadedFile[bytes] = form.cleaned_data["file"]
        try:
            delivery = operations.take_in(
                by=here.scope,
                at=here.at,
                source=source,
                file_name=file.name or "fil",
                chunks=file.chunks(),
                today=here.today,
            )
        except UnreadableFile as unreadable:
            refusal = unreadable
            likely = format_like_sent(
                file.chunks(), file_name=file.name or "fil", but=source.reader, today=here.today
            )
        except operations.AlreadyThere as there:
            already = there
        else:
            if file.name and delivery.file_name != file.name:
                messages.warning(request, _RENAMED.format(name=delivery.file_name))
            return redirect("scanning:preview", here.cooperation.slug, delivery.pk)
    context = {
        "here": here,
        "source": source,
        "format": registry.format_of(source.reader),
        "form": form,
        "back": reverse("scanning:show", args=(here.cooperation.slug,)),
        "refusal": refusal,
        "already": already,
        **belongs(here, likely),
    }
    refused = refusal is not None or already is not None or (form.is_bound and bool(form.errors))
    return render(request, "scanning/deliver.html", context, status=422 if refused else 200)


def _overview(here: Here) -> dict[str, Any]:
    counting = datasets(here.scope, cooperation=here.cooperation)
    return {
        "here": here,
        "sources": sources(here.scope, cooperation=here.cooperation),
        "datasets": counting,
        "held": held_by_source(list(counting)),
        "few": with_few(here.scope, datasets=counting),
        "unmapped": unmapped_in(here.scope, cooperation=here.cooperation),
        "waiting": unanswered(here.scope, cooperation=here.cooperation),
        "may_deliver": here.may(Permission.DELIVER),
        "my_parties": {
            m.party_id
            for m in here.scope.memberships
            if m.cooperation_id == here.cooperation.pk and Permission.DELIVER in m.role.permissions
        },
    }

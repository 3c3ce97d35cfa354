"""Fetching a source now, and the keys with which other systems send to it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from trygghjulet.foundation.access.rules import Permission, Refused
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.privacy.guard import PersonalDataFound
from trygghjulet.steps.scanning.forms.keys import KeyForm
from trygghjulet.steps.scanning.models import Source
from trygghjulet.steps.scanning.operations.pulls import ask_to_pull
from trygghjulet.steps.scanning.operations.pushed import make_key, revoke_key, takes_pushed
from trygghjulet.steps.scanning.queries import sources
from trygghjulet.steps.scanning.queries.pushed import keys_of, waiting
from trygghjulet.steps.scanning.rules.sharing import require_owner


@require_POST
@cooperation_page
def pull(request: HttpRequest, here: Here, source_id: int) -> HttpResponse:
    """Put a source in the queue to be fetched."""
    source = _source(here, source_id)
    try:
        ask_to_pull(by=here.scope, at=here.at, source=source)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Källan hämtas strax. Det som kommer syns här när det är läst.")
    return redirect("scanning:source", here.cooperation.slug, source.pk)


@cooperation_page
def keys(request: HttpRequest, here: Here, source_id: int) -> HttpResponse:
    """A source's keys; a new one is shown once, on the page that answers."""
    source = _source(here, source_id)
    here.scope.require(Permission.MANAGE, cooperation_id=here.cooperation.pk)
    require_owner(
        here.scope,
        Permission.DELIVER,
        cooperation_id=here.cooperation.pk,
        owner_id=source.party_id,
        owner_name=source.party.name,
    )
    if not takes_pushed(source):
        raise Http404
    form, secret = KeyForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            _, secret = make_key(by=here.scope, at=here.at, source=source, label=form.cleaned_data["label"])
        except (Refused, PersonalDataFound) as refusal:
            form.add_error("label", str(refusal))
        else:
            form = KeyForm()
    context = {
        "here": here,
        "source": source,
        "keys": keys_of(here.scope, cooperation=here.cooperation, source=source),
        "waiting": waiting(source),
        "form": form,
        "secret": secret,
        "address": request.build_absolute_uri(reverse("open311:requests", args=(source.pk, "json"))),
    }
    refused = form.is_bound and bool(form.errors)
    return render(request, "scanning/keys.html", context, status=422 if refused else 200)


@require_POST
@cooperation_page
def revoke(request: HttpRequest, here: Here, source_id: int, key_id: int) -> HttpResponse:
    """Let a key open nothing any more."""
    source = _source(here, source_id)
    key = get_object_or_404(keys_of(here.scope, cooperation=here.cooperation, source=source), pk=key_id)
    try:
        revoke_key(by=here.scope, at=here.at, key=key)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Nyckeln är återkallad. Den öppnar inget längre.")
    return redirect("scanning:keys", here.cooperation.slug, source.pk)


def _source(here: Here, source_id: int) -> Source:
    found: Source = get_object_or_404(
        sources(here.scope, cooperation=here.cooperation).select_related("cooperation__area"), pk=source_id
    )
    return found

"""Saying what came of reports, one or several at once, and choosing who sees a party's reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString

from trygghjulet.foundation.access.rules import Permission, Refused
from trygghjulet.foundation.audit.operations import look
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.parties.queries import parties_managed
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.steps.field import operations
from trygghjulet.steps.field.forms import AnswerForm, SharingForm
from trygghjulet.steps.field.models import Report
from trygghjulet.steps.field.queries import sharing_of, visible
from trygghjulet.steps.field.rules.naming import title_of
from trygghjulet.steps.field.views._common import when_of, where_of

#: How many reports are answered at once.
_MOST = 200


@cooperation_page
def answer(request: HttpRequest, here: Here) -> HttpResponse:
    """Answer the chosen reports. `next` in the address or the form says where one came from."""
    if not any(
        m.cooperation_id == here.cooperation.pk and Permission.FEED_BACK in m.role.permissions
        for m in here.scope.memberships
    ):
        here.scope.require(Permission.FEED_BACK, cooperation_id=here.cooperation.pk)
    sent = request.POST if request.method == "POST" else request.GET
    chosen = _chosen(here, sent)
    back = _back(request, here, sent)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            given = operations.answer(by=here.scope, at=here.at, reports=chosen, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            one = len(given) == 1
            messages.success(
                request, "Svaret är skickat." if one else f"Svaret är skickat om {len(given)} rapporter."
            )
            return HttpResponseRedirect(back)
    if chosen:
        look(
            by=here.scope,
            at=here.at,
            cooperation_id=here.cooperation.pk,
            subject=chosen[0] if len(chosen) == 1 else here.cooperation,
            rows=len(chosen),
            what="fältrapporter",
        )
    context = {
        "here": here,
        "form": form,
        "chosen": [
            (report, title_of(report.category), when_of(report), where_of(report)) for report in chosen
        ],
        "back": back,
        "hidden": _hidden(chosen, back),
    }
    return render(request, "field/answer.html", context, status=422 if form.is_bound and form.errors else 200)


@cooperation_page
def sharing(request: HttpRequest, here: Here) -> HttpResponse:
    """Choose who sees the single reports of a party that one looks after."""
    managed = parties_managed(here.scope, cooperation=here.cooperation)
    if not managed:
        here.scope.require(Permission.MANAGE, cooperation_id=here.cooperation.pk)
    party = managed.first()
    now = "yes" if party is None or sharing_of(cooperation=here.cooperation, party=party) else "no"

    def act(given: Mapping[str, Any]) -> None:
        operations.set_sharing(by=here.scope, at=here.at, cooperation=here.cooperation, **given)

    return form_page(
        request,
        form=SharingForm(request.POST or None, parties=managed, initial={"party": party, "rows_shared": now}),
        act=act,
        done="Valet är sparat och gäller från och med nu.",
        back=reverse("field:reports", args=(here.cooperation.slug,)),
        template="field/form.html",
        context={
            "here": here,
            "title": "Vem ser era fältrapporter?",
            "lead": "Den gemensamma bilden bygger på att parterna ser varandras rapporter. "
            "Måste raderna stanna hos er visas bara summor för de andra.",
        },
    )


def _chosen(here: Here, sent: QueryDict) -> list[Report]:
    numbers = [
        int(pk) for pk in sent.getlist("report")[:_MOST] if pk.isascii() and pk.isdigit() and len(pk) < 18
    ]
    return list(visible(here.scope, cooperation=here.cooperation).filter(pk__in=numbers))


def _hidden(chosen: Sequence[Report], back: str) -> SafeString:
    """What the form sends beside the answer: which reports, and where to go then."""
    fields = [*(("report", report.pk) for report in chosen), ("next", back)]
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', fields)


def _back(request: HttpRequest, here: Here, sent: QueryDict) -> str:
    wanted = sent.get("next", "")
    if wanted and url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    ):
        return wanted
    return reverse("field:reports", args=(here.cooperation.slug,))

"""Reporting as an ordinary form, and what the reporter may do with a report for an hour."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from trygghjulet.foundation.access.rules import Denied, Refused
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.privacy.guard import PersonalDataFound
from trygghjulet.foundation.ui.insistence import Insisting
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.steps.field import operations
from trygghjulet.steps.field.forms import ReportForm, initial_of
from trygghjulet.steps.field.queries import latest_of, require_photo_remover
from trygghjulet.steps.field.views._common import addresses, find, report_form

_TEMPLATE = "field/form.html"


@cooperation_page
def new(request: HttpRequest, here: Here) -> HttpResponse:
    """Report what one sees. The script on the page keeps it on the phone first; without it this is a plain form."""
    form = report_form(here, request)
    insisting = Insisting(request, form, here=here)
    _, places = latest_of(here.scope, cooperation=here.cooperation, today=here.today)
    if request.method == "POST" and insisting.is_valid():
        given = form.cleaned_data
        try:
            with insisting.in_force():
                taken = operations.send(
                    by=here.scope,
                    at=here.at,
                    cooperation=here.cooperation,
                    party=given["party"],
                    key=given["key"],
                    content=form.content,
                    written_at=here.at,
                    photo=given["photo"],
                )
        except PersonalDataFound as found:
            insisting.place(found)
        except operations.KeyTaken:
            # A plain form is written when it is sent, so the same form sent again always differs by its time.
            messages.success(request, "Rapporten är redan mottagen.")
            return HttpResponseRedirect(_index(here))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            tied = taken.report.place if form.content.place is None else None
            told = f" Den är mottagen som {tied.name}." if tied else ""
            messages.success(request, f"Rapporten är skickad.{told} Här ser du vad som händer med den.")
            return HttpResponseRedirect(_page(here, taken.report.pk))
    context = {
        "here": here,
        "form": insisting.offer(),
        "latest_places": places,
        "phone": addresses(here) | {"user": here.scope.user_id},
        "back": _index(here),
    }
    return render(request, "field/new.html", context, status=422 if form.is_bound else 200)


@cooperation_page
def mend(request: HttpRequest, here: Here, report_id: int) -> HttpResponse:
    """Put a report right while it is fresh."""
    report = find(here, report_id)
    if report.by_id != here.scope.user_id:
        raise Denied("Rapporten ägs av den som skrev den. Ingen annan kan ändra den eller ta tillbaka den.")
    form = ReportForm(
        request.POST if request.method == "POST" else None,
        cooperation=here.cooperation,
        initial=initial_of(report),
    )
    return form_page(
        request,
        form=form,
        act=lambda given: operations.mend(
            by=here.scope, at=here.at, report=report, seen=given["seen"] or 0, content=form.content
        ),
        done="Rapporten är rättad.",
        back=_page(here, report_id),
        template="field/mend.html",
        context={"here": here, "report": report},
    )


@cooperation_page
def withdraw(request: HttpRequest, here: Here, report_id: int) -> HttpResponse:
    """Take back a report that should not have been sent."""
    report = find(here, report_id)
    if report.by_id != here.scope.user_id:
        raise Denied("Rapporten ägs av den som skrev den. Ingen annan kan ändra den eller ta tillbaka den.")
    return _confirmed(
        request,
        here,
        act=lambda _: operations.withdraw(by=here.scope, at=here.at, report=report),
        done="Rapporten är återtagen.",
        back=_page(here, report_id),
        about={
            "title": "Ta tillbaka rapporten",
            "lead": "Den räknas inte längre och syns bara för dig. Fotot tas bort för gott.",
            "submit": "Ta tillbaka rapporten",
        },
    )


@cooperation_page
def remove_photo(request: HttpRequest, here: Here, report_id: int) -> HttpResponse:
    """Take away a photo, such as one that shows who somebody is."""
    report = find(here, report_id)
    require_photo_remover(here.scope, report=report)
    return _confirmed(
        request,
        here,
        act=lambda _: operations.remove_photo(by=here.scope, at=here.at, report=report),
        done="Fotot är borttaget.",
        back=_page(here, report_id),
        about={
            "title": "Ta bort fotot",
            "lead": "Fotot tas bort för gott. Rapporten står kvar.",
            "submit": "Ta bort fotot",
        },
    )


def _confirmed(
    request: HttpRequest,
    here: Here,
    *,
    act: Any,
    done: str,
    back: str,
    about: Mapping[str, str],
) -> HttpResponse:
    return form_page(
        request,
        form=django_forms.Form(request.POST or None),
        act=act,
        done=done,
        back=back,
        template=_TEMPLATE,
        context={"here": here, **about},
    )


def _index(here: Here) -> str:
    return reverse("field:index", args=(here.cooperation.slug,))


def _page(here: Here, report_id: int) -> str:
    return reverse("field:show", args=(here.cooperation.slug, report_id))

"""The one way a page with a form works: check, do, say that it was done, go back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from trygghjulet.foundation.access.rules import Refused
from trygghjulet.foundation.audit.rules import Stale
from trygghjulet.foundation.privacy.guard import PersonalDataFound
from trygghjulet.foundation.ui.insistence import Insisting


def form_page(
    request: HttpRequest,
    *,
    form: forms.Form,
    act: Callable[[Mapping[str, Any]], object],
    done: str,
    back: str,
    template: str,
    context: Mapping[str, Any],
    leads_to: Callable[[Any], str] | None = None,
) -> HttpResponse:
    """Show a form; when it is sent and right, do the act and go back with a message.

    A text that looks like personal data is shown with what was found, where and why. One who has the right may then
    insist, with a reason, on what may be insisted on; it holds for this act and these pieces only.

    Args:
        form: bound to what was sent, or unbound.
        act: takes the cleaned values; a `Refused` from it becomes an error on the page, with all that was
            written still there.
        done: what is said when it was done.
        back: the address to go to then.
        template: the page around the form.
        context: what the page needs beside the form.
        leads_to: the address of what was made, given what the act returned; without it `back` is where one comes.
    """
    insisting = Insisting(request, form, here=context.get("here"))
    if request.method == "POST" and insisting.is_valid():
        try:
            with insisting.in_force():
                made = act(form.cleaned_data)
        except PersonalDataFound as found:
            insisting.place(found)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            if isinstance(refusal, Stale):
                # The page now shows what is saved beside what was written: sending it again joins the two.
                sent = request.POST.copy()
                sent["seen"] = str(refusal.now)
                form.data = sent
        else:
            messages.success(request, done)
            return HttpResponseRedirect(leads_to(made) if leads_to else back)
    return render(
        request,
        template,
        {**context, "form": insisting.offer(), "back": back},
        status=422 if insisting.is_refused else 200,
    )

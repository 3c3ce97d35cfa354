"""What every page of a case begins with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.oversight.cases.models import Case
from trygghjulet.oversight.cases.queries import cases

TONES: Mapping[str, str] = {"draft": "neutral", "ready": "info", "sent": "warning", "decided": "good"}


def require_writer(here: Here) -> None:
    """Refuse, with the reason, who may not write cases here."""
    here.scope.require(Permission.WRITE_CASE, cooperation_id=here.cooperation.pk)


def case_of(here: Here, case_id: int) -> Case:
    """The case, or 404 where there is none to see."""
    return get_object_or_404(cases(here.scope, cooperation=here.cooperation), pk=case_id)


def writable(here: Here, case_id: int) -> Case:
    """The case, for somebody who may write in it."""
    found = case_of(here, case_id)
    require_writer(here)
    return found


def address(case: Case, anchor: str = "") -> str:
    """The case's page, or a place on it."""
    page = reverse("cases:show", args=(case.cooperation.slug, case.pk))
    return f"{page}#{anchor}" if anchor else page


def case_form(
    request: HttpRequest,
    here: Here,
    case: Case,
    *,
    form: forms.Form,
    act: Callable[[Mapping[str, Any]], object],
    done: str,
    title: str,
    lead: str = "",
    anchor: str = "",
    **context: Any,
) -> HttpResponse:
    """A page with a form that changes something in a case."""
    return form_page(
        request,
        form=form,
        act=act,
        done=done,
        back=address(case, anchor),
        template="cases/form.html",
        context={"here": here, "case": case, "title": title, "lead": lead, **context},
    )

"""The pages where functions are set up and people come and go."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.geography.queries import tree
from trygghjulet.foundation.parties import operations
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.parties.forms import AppointmentForm, EndForm, FunctionForm
from trygghjulet.foundation.parties.models import Function, Holding
from trygghjulet.foundation.parties.queries import functions_in, parties_managed
from trygghjulet.foundation.ui.pages import form_page

_TEMPLATE = "parties/form.html"


def _back(here: Here) -> str:
    return reverse("overview:frame", args=(here.cooperation.slug,))


@cooperation_page
def new_function(request: HttpRequest, here: Here) -> HttpResponse:
    """Set up a function."""
    here.scope.require(Permission.MANAGE, cooperation_id=here.cooperation.pk)
    return form_page(
        request,
        form=FunctionForm(
            request.POST or None,
            parties=parties_managed(here.scope, cooperation=here.cooperation),
            areas=tree(here.cooperation.area),
        ),
        act=lambda given: operations.add_function(
            by=here.scope, at=here.at, cooperation=here.cooperation, **given
        ),
        done="Funktionen är inrättad. Utse nu någon till den.",
        back=_back(here),
        template=_TEMPLATE,
        context={
            "here": here,
            "title": "Ny funktion",
            "lead": "Uppgifter och rättigheter hör till funktionen, så att de står kvar när personer byts.",
        },
    )


@cooperation_page
def appoint(request: HttpRequest, here: Here, function_id: int) -> HttpResponse:
    """Let a person hold a function; a new account's first password is shown once."""
    here.scope.require(Permission.MANAGE, cooperation_id=here.cooperation.pk)
    function = get_object_or_404(functions_in(here.scope, cooperation=here.cooperation), pk=function_id)
    _require_manager(here, function)
    password = secrets.token_urlsafe(12)

    def act(given: Mapping[str, Any]) -> None:
        known = User.objects.knows(given["email"])
        operations.appoint(by=here.scope, at=here.at, function=function, password=password, **given)
        if known:
            messages.info(request, "Kontot fanns redan. Personen loggar in som förut.")
        else:
            _show_once(request, given["email"], password)

    return form_page(
        request,
        form=AppointmentForm(request.POST or None, initial={"since": here.today}),
        act=act,
        done="Personen är utsedd.",
        back=_back(here),
        template=_TEMPLATE,
        context={
            "here": here,
            "title": f"Utse någon till {function.title}",
            "lead": "Den som utses får logga in och göra det som funktionens roll får.",
        },
    )


@cooperation_page
def end_holding(request: HttpRequest, here: Here, holding_id: int) -> HttpResponse:
    """Let a person's time in a function end."""
    holding = _holding(here, holding_id)
    return form_page(
        request,
        form=EndForm(request.POST or None, initial={"last_day": here.today}),
        act=lambda given: operations.end_holding(
            by=here.scope, at=here.at, holding=holding, last_day=given["last_day"]
        ),
        done="Tiden i funktionen är avslutad. Funktionen står kvar.",
        back=_back(here),
        template=_TEMPLATE,
        context={
            "here": here,
            "title": f"Avsluta {holding.user.name} som {holding.function.title}",
            "lead": "Från dagen efter får personen inte längre göra det som funktionen får.",
            "submit": "Avsluta",
        },
    )


@cooperation_page
def give_password(request: HttpRequest, here: Here, holding_id: int) -> HttpResponse:
    """Give a person a new first password, which is shown once."""
    holding = _holding(here, holding_id)
    password = secrets.token_urlsafe(12)

    def act(_: Mapping[str, Any]) -> None:
        operations.give_password(by=here.scope, at=here.at, holding=holding, password=password)
        _show_once(request, holding.user.email, password)

    return form_page(
        request,
        form=forms.Form(request.POST or None),
        act=act,
        done="Personen har ett nytt lösenord.",
        back=_back(here),
        template=_TEMPLATE,
        context={
            "here": here,
            "title": f"Nytt lösenord till {holding.user.name}",
            "lead": "Det gamla slutar gälla genast, och den som är inloggad med det loggas ut.",
            "submit": "Ge ett nytt lösenord",
        },
    )


def _holding(here: Here, holding_id: int) -> Holding:
    """Somebody's time in a function of the cooperation that the person who asks looks after."""
    here.scope.require(Permission.MANAGE, cooperation_id=here.cooperation.pk)
    mine = Holding.objects.filter(function__in=functions_in(here.scope, cooperation=here.cooperation))
    holding = get_object_or_404(mine.select_related("function__party", "user"), pk=holding_id)
    _require_manager(here, holding.function)
    return holding


def _require_manager(here: Here, function: Function) -> None:
    here.scope.require_manager(
        cooperation_id=here.cooperation.pk, party_id=function.party_id, party=function.party.name
    )


def _show_once(request: HttpRequest, email: str, password: str) -> None:
    messages.warning(
        request,
        f"Första lösenordet för {email} är {password} och visas bara nu. "
        "Lämna det på ett säkert sätt, och be personen att byta det.",
    )

"""The pages where the blueprints' forums are set up, and where what they tell of those that are there is brought."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.cooperation.forums.operations import set_up
from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.ui.fields import offer
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.overview.organising.bringing import bring, lacking
from trygghjulet.overview.organising.missing import Missing, missing_forums


class ChosenForm(forms.Form):
    """Which of the forums, all of them ticked from the beginning."""

    chosen = forms.MultipleChoiceField(
        label="Forum",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst ett."},
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, chosen=choices)
        self.fields["chosen"].initial = [value for value, _ in choices]


@cooperation_page
def set_up_forums(request: HttpRequest, here: Here) -> HttpResponse:
    """Set up the forums that the blueprints name, all at once or some of them, with what the blueprints tell."""
    here.scope.require(Permission.MANAGE, cooperation_id=here.cooperation.pk)
    missing = missing_forums(here)
    by_value = {one.value: one for one in missing}

    def act(given: Any) -> list[Forum]:
        with transaction.atomic():
            made = [_set_up(here, by_value[value]) for value in given["chosen"]]
            bring(by=here.scope, at=here.at, cooperation=here.cooperation, wanted=made)
        return made

    return form_page(
        request,
        form=ChosenForm(request.POST or None, choices=[(one.value, one.name) for one in missing]),
        act=act,
        done="Forumen är inrättade, med det som mallen säger om dem. Nu kan möten planeras och platser tillsättas.",
        back=reverse("forums:index", args=(here.cooperation.slug,)),
        template="overview/form.html",
        context={
            "here": here,
            "title": "Inrätta forumen som mallen nämner",
            "lead": "Varje forum får sitt syfte, sin plats i organisationen, sina platser, sin turordning och sin "
            "sändlista från mallen. Ta bort krysset vid dem som ni inte har."
            if missing
            else "Alla forum som mallarna nämner finns redan.",
            "submit": "Inrätta",
        },
    )


@cooperation_page
def bring_told(request: HttpRequest, here: Here) -> HttpResponse:
    """Bring what the blueprints tell of the forums that are there already."""
    here.scope.require(Permission.MANAGE, cooperation_id=here.cooperation.pk)
    there = lacking(here.scope, cooperation=here.cooperation)
    by_value = {str(forum.pk): forum for forum, _ in there}

    def act(given: Any) -> int:
        with transaction.atomic():
            return bring(
                by=here.scope,
                at=here.at,
                cooperation=here.cooperation,
                wanted=[by_value[value] for value in given["chosen"]],
            )

    return form_page(
        request,
        form=ChosenForm(
            request.POST or None,
            choices=[(str(forum.pk), f"{forum.name}: {words}") for forum, words in there],
        ),
        act=act,
        done="Det som mallen säger är infört. Det som redan var infört är orört.",
        back=reverse("forums:index", args=(here.cooperation.slug,)),
        template="overview/form.html",
        context={
            "here": here,
            "title": "Hämta sammansättning, turordning och sändlistor från mallen",
            "lead": "Bara det som saknas förs in. Det ni har skrivit själva ändras inte."
            if there
            else "Allt som mallarna säger om era forum är redan infört.",
            "submit": "Hämta",
        },
    )


def _set_up(here: Here, one: Missing) -> Forum:
    return set_up(
        by=here.scope,
        at=here.at,
        cooperation=here.cooperation,
        name=one.name,
        kind=one.kind,
        area=one.area,
        key=one.key,
    )

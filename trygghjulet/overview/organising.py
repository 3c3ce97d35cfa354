"""Setting up the forums that the blueprints name: what a new municipality does right after it has started from one."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from trygghjulet.cooperation.agreements.models import AgreementActor
from trygghjulet.cooperation.agreements.queries import actors_of
from trygghjulet.cooperation.agreements.rules import blueprints
from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.cooperation.forums.operations import set_up
from trygghjulet.cooperation.forums.queries import forums
from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.geography.queries import tree
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.obligations.words import Level


@dataclass(frozen=True)
class Missing:
    """A forum that a blueprint names and the cooperation does not have yet."""

    key: str
    name: str
    kind: str
    area: Area | None = None

    @property
    def value(self) -> str:
        """What the form sends for it."""
        return f"{self.key}/{self.area.pk if self.area else ''}"


class ForumsForm(forms.Form):
    """Which of the forums to set up."""

    chosen = forms.MultipleChoiceField(
        label="Forum att inrätta",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst ett."},
    )

    def __init__(self, *args: Any, missing: list[Missing], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["chosen"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(one.value, one.name) for one in missing]
            field.initial = [one.value for one in missing]


def missing_forums(here: Here) -> list[Missing]:
    """The forums that the blueprints name and that do not exist; local ones once for each local area."""
    there = {(forum.key, forum.area_id) for forum in forums(here.scope, cooperation=here.cooperation)}
    names = {forum.name for forum in forums(here.scope, cooperation=here.cooperation)}
    root = here.cooperation.area
    local = [area for area in tree(root) if area.parent_id == root.pk]
    found: list[Missing] = []
    for actor in actors_of(here.scope, here.cooperation).filter(kind=AgreementActor.Kind.FORUM, forum=None):
        told, listed = None, frozenset[str]()
        if actor.blueprint in blueprints.names():
            source = blueprints.load(actor.blueprint)
            told = next((one for one in source.forums if one.id == actor.key), None)
            listed = frozenset(one.name for one in source.areas)
        kind = (told.kind if told else "") or "working"
        places: list[Area | None] = list(local) if told and told.level is Level.LOCAL and local else [None]
        for area in places:
            name = (actor.name if area is None else local_name(actor.name, area.name, listed))[:120]
            if (actor.key, area.pk if area else None) not in there and name not in names:
                found.append(Missing(actor.key, name, kind, area))
                names.add(name)
    return found


def local_name(name: str, area: str, listed: Collection[str]) -> str:
    """What a local forum is called in one area: in the place of the source's own areas where the name lists them."""
    for found in re.finditer(r"[\w-]+(?:/[\w-]+)+", name):
        if set(found[0].split("/")) <= set(listed):
            return f"{name[: found.start()]}{area}{name[found.end() :]}"
    return f"{name}, {area}"


@cooperation_page
def set_up_forums(request: HttpRequest, here: Here) -> HttpResponse:
    """Set up the forums that the blueprints name, all at once or some of them."""
    here.scope.require(Permission.MANAGE, cooperation_id=here.cooperation.pk)
    missing = missing_forums(here)
    by_value = {one.value: one for one in missing}

    def act(given: Any) -> list[Forum]:
        return [
            set_up(
                by=here.scope,
                at=here.at,
                cooperation=here.cooperation,
                name=by_value[value].name,
                kind=by_value[value].kind,
                area=by_value[value].area,
                key=by_value[value].key,
            )
            for value in given["chosen"]
        ]

    return form_page(
        request,
        form=ForumsForm(request.POST or None, missing=missing),
        act=act,
        done="Forumen är inrättade. Nu kan möten planeras och föras in.",
        back=reverse("overview:frame", args=(here.cooperation.slug,)),
        template="overview/form.html",
        context={
            "here": here,
            "title": "Inrätta forumen som mallen nämner",
            "lead": "Skyldigheterna räknar möten i de här forumen. Ta bort krysset vid dem som ni inte har."
            if missing
            else "Alla forum som mallarna nämner finns redan.",
            "submit": "Inrätta",
        },
    )

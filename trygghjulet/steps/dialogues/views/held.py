"""The pages of dialogues and walks as wholes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.ui.badges import Badge
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.foundation.ui.tables import Column, Link, Table
from trygghjulet.steps.dialogues import operations
from trygghjulet.steps.dialogues.forms import DialogueForm, EnterForm
from trygghjulet.steps.dialogues.models import Dialogue, Point
from trygghjulet.steps.dialogues.queries import consultations, dialogues, following, points
from trygghjulet.steps.dialogues.rules.themes import Theme, Tone
from trygghjulet.steps.dialogues.views._common import (
    FORM,
    choices,
    find,
    following_table,
    index_address,
    page_address,
    widest,
    writable,
)

_TONES = {Tone.GOOD: "good", Tone.BAD: "bad", Tone.WISH: "info", Tone.FACT: "neutral"}


@cooperation_page
def index(request: HttpRequest, here: Here) -> HttpResponse:
    """What has been heard, what is to follow, and what citizens have chosen."""
    found = list(dialogues(here.scope, cooperation=here.cooperation).prefetch_related("points"))
    waiting = following(points(here.scope, cooperation=here.cooperation), on=here.today)
    context = {
        "here": here,
        "dialogues": Table(
            "Dialoger och vandringar",
            (
                Column("Namn"),
                Column("Slag"),
                Column("Hölls", "date"),
                Column("Område"),
                Column("Punkter", "number"),
            ),
            [
                (
                    Link(one.title, reverse("dialogues:show", args=(here.cooperation.slug, one.pk))),
                    one.get_kind_display(),
                    one.held_on,
                    one.area.name,
                    len(one.points.all()),
                )
                for one in found
            ],
            empty="Ingen dialog och ingen vandring är införd ännu.",
        ),
        "late": sum(row.late for row in waiting),
        "waiting": sum(not row.state.is_settled for row in waiting),
        "consultations": Table(
            "Samråd",
            (Column("Fråga"), Column("Område"), Column("Till", "date"), Column("Svar", "number")),
            [
                (
                    Link(
                        one.question, reverse("dialogues:consultation", args=(here.cooperation.slug, one.pk))
                    ),
                    one.area.name,
                    one.last_day,
                    one.answers,
                )
                for one in consultations(here.scope, cooperation=here.cooperation)
            ],
            empty="Inget samråd är infört ännu.",
        ),
        "may_enter": here.may(Permission.HOLD_DIALOGUES),
    }
    return render(request, "dialogues/index.html", context)


@cooperation_page
def show(request: HttpRequest, here: Here, dialogue_id: int) -> HttpResponse:
    """A dialogue with its points by theme, and what follows of them."""
    dialogue = find(here, dialogue_id)
    found = list(points(here.scope, cooperation=here.cooperation).filter(dialogue=dialogue))
    may = here.may(Permission.HOLD_DIALOGUES, dialogue.area.path)
    context = {
        "here": here,
        "dialogue": dialogue,
        "points": len(found),
        "themes": [
            (Theme(theme).words, _points_table(here, Theme(theme), rows, may=may))
            for theme in Theme
            if (rows := [point for point in found if point.theme == theme.value])
        ],
        "following": following_table(here, following(found, on=here.today), may=may, of_one=True),
        "followed": any(point.is_followed for point in found),
        "may_enter": may,
    }
    return render(request, "dialogues/show.html", context)


@cooperation_page
def new(request: HttpRequest, here: Here) -> HttpResponse:
    """Enter a talk or a walk, with its notes at once."""
    here.scope.require(Permission.HOLD_DIALOGUES, cooperation_id=here.cooperation.pk, area_path=widest(here))
    form = EnterForm(request.POST or None, **choices(here))

    def act(given: Mapping[str, Any]) -> Dialogue:
        return operations.enter(
            by=here.scope,
            at=here.at,
            cooperation=here.cooperation,
            held=form.held,
            said=operations.said_in(given["notes"]),
        )

    return form_page(
        request,
        form=form,
        act=act,
        done="Sparat. Gå igenom punkterna: rätta tema och ton, och skriv vad som ska göras.",
        back=index_address(here),
        template=FORM,
        context={
            "here": here,
            "title": "För in en dialog eller vandring",
            "lead": "Skriv ramen och klistra in anteckningarna. Punkterna sorteras åt dig och rättas på nästa sida.",
        },
        leads_to=lambda made: reverse("dialogues:sort", args=(here.cooperation.slug, made.pk)),
    )


@cooperation_page
def edit(request: HttpRequest, here: Here, dialogue_id: int) -> HttpResponse:
    """Change what is told of a dialogue."""
    dialogue = writable(here, dialogue_id)
    form = DialogueForm(request.POST or None, initial=DialogueForm.initial_of(dialogue), **choices(here))
    return form_page(
        request,
        form=form,
        act=lambda given: operations.change(
            by=here.scope, at=here.at, dialogue=dialogue, seen=given["seen"], held=form.held
        ),
        done="Ändringarna är sparade.",
        back=page_address(here, dialogue),
        template=FORM,
        context={"here": here, "title": f"Ändra {dialogue.title}", "lead": "Punkterna ändras var för sig."},
    )


def _points_table(here: Here, theme: Theme, rows: list[Point], *, may: bool) -> Table:
    return Table(
        f"Punkter om {theme.words.lower()}",
        (Column("Nr", "text"), Column("Vad som sades eller sågs"), Column("Ton"), Column("Var"), Column("")),
        [
            (
                str(point.number),
                point.text,
                Badge(Tone(point.tone).words, _TONES[Tone(point.tone)]),
                point.place.name if point.place else point.spot,
                Link(
                    "Ändra",
                    reverse(
                        "dialogues:edit_point", args=(here.cooperation.slug, point.dialogue_id, point.pk)
                    ),
                    about=f"punkt {point.number}",
                )
                if may
                else None,
            )
            for point in rows
        ],
    )

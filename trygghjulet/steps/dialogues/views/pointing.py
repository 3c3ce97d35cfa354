"""The pages of the points of a dialogue, and of what follows of them."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from trygghjulet.foundation.access.rules import Permission, Refused
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.steps.dialogues import operations
from trygghjulet.steps.dialogues.forms import NotesForm, PointForm, SortForm, StateForm
from trygghjulet.steps.dialogues.models import Point
from trygghjulet.steps.dialogues.queries import following, points, standing
from trygghjulet.steps.dialogues.rules.following import State
from trygghjulet.steps.dialogues.views._common import FORM, following_table, page_address, places, writable


@cooperation_page
def more(request: HttpRequest, here: Here, dialogue_id: int) -> HttpResponse:
    """Add points to a dialogue."""
    dialogue = writable(here, dialogue_id)
    return form_page(
        request,
        form=NotesForm(request.POST or None),
        act=lambda given: operations.add(
            by=here.scope, at=here.at, dialogue=dialogue, said=operations.said_in(given["notes"])
        ),
        done="Punkterna är sparade.",
        back=page_address(here, dialogue),
        template=FORM,
        context={
            "here": here,
            "title": f"Fler punkter från {dialogue.title}",
            "lead": "Skriv om platser och händelser, aldrig om enskilda personer.",
        },
        leads_to=lambda _: reverse("dialogues:sort", args=(here.cooperation.slug, dialogue.pk)),
    )


@cooperation_page
def sort(request: HttpRequest, here: Here, dialogue_id: int) -> HttpResponse:
    """Go through all points of a dialogue at once: theme, tone, and what is to be done by whom."""
    dialogue = writable(here, dialogue_id)
    found = list(points(here.scope, cooperation=here.cooperation).filter(dialogue=dialogue))
    rows = [
        (
            point,
            SortForm(
                request.POST or None,
                prefix=f"p{point.pk}",
                initial={
                    "theme": point.theme,
                    "tone": point.tone,
                    "to_do": point.to_do,
                    "owner": point.owner,
                    "seen": point.revision,
                },
            ),
        )
        for point in found
    ]
    refusal = ""
    if request.method == "POST" and all(form.is_valid() for _, form in rows):
        try:
            with transaction.atomic():
                for point, form in rows:
                    _resort(here, point, form)
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, "Punkterna är sparade.")
            return redirect("dialogues:show", here.cooperation.slug, dialogue.pk)
    wrong = bool(refusal) or any(form.is_bound and form.errors for _, form in rows)
    context = {"here": here, "dialogue": dialogue, "rows": rows, "refusal": refusal, "wrong": wrong}
    return render(request, "dialogues/sort.html", context, status=422 if wrong else 200)


@cooperation_page
def edit_point(request: HttpRequest, here: Here, dialogue_id: int, point_id: int) -> HttpResponse:
    """Change a point."""
    dialogue = writable(here, dialogue_id)
    point = get_object_or_404(Point, dialogue=dialogue, pk=point_id)
    form = PointForm(request.POST or None, initial=PointForm.initial_of(point), places=places(here))
    return form_page(
        request,
        form=form,
        act=lambda given: operations.change_point(
            by=here.scope, at=here.at, point=point, seen=given["seen"], said=form.said
        ),
        done="Punkten är sparad.",
        back=page_address(here, dialogue),
        template=FORM,
        context={"here": here, "title": f"Punkt {point.number}", "lead": str(dialogue)},
    )


@cooperation_page
def tell(request: HttpRequest, here: Here, dialogue_id: int, point_id: int) -> HttpResponse:
    """Tell how far what a point asks for has come."""
    dialogue = writable(here, dialogue_id)
    point = get_object_or_404(
        points(here.scope, cooperation=here.cooperation), dialogue=dialogue, pk=point_id
    )
    now = standing(point, on=here.today)
    return form_page(
        request,
        form=StateForm(request.POST or None, now=now.state),
        act=lambda given: operations.tell(
            by=here.scope, at=here.at, point=point, state=State(given["state"]), words=given["words"]
        ),
        done="Läget är sparat.",
        back=page_address(here, dialogue) + "#att-folja",
        template=FORM,
        context={
            "here": here,
            "title": "Hur har det gått?",
            "lead": f"{point.to_do or point.text} Nu: {now.state.words.lower()}.",
        },
    )


@cooperation_page
def following_list(request: HttpRequest, here: Here) -> HttpResponse:
    """Everything that is to come of dialogues and walks, the late first."""
    rows = following(points(here.scope, cooperation=here.cooperation), on=here.today)
    table = following_table(here, rows, may=here.may(Permission.HOLD_DIALOGUES), of_one=False)
    return render(request, "dialogues/following.html", {"here": here, "table": table})


def _resort(here: Here, point: Point, form: SortForm) -> None:
    given = form.cleaned_data
    if not form.has_changed():
        return
    said = operations.Said(
        text=point.text,
        theme=given["theme"],
        tone=given["tone"],
        spot=point.spot,
        place=point.place,
        group=point.group,
        owner=given["owner"],
        to_do=given["to_do"],
        due=point.due,
    )
    operations.change_point(by=here.scope, at=here.at, point=point, seen=given["seen"], said=said)

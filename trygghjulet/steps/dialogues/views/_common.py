"""What the pages of dialogues share: finding things, asking for the right, and the list of what follows."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse

from trygghjulet.documents.numbers import day
from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.geography.models import Place
from trygghjulet.foundation.geography.queries import tree
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.parties.queries import parties_in
from trygghjulet.foundation.ui.badges import Badge
from trygghjulet.foundation.ui.tables import Column, Link, Table
from trygghjulet.steps.dialogues.models import Dialogue
from trygghjulet.steps.dialogues.queries import Followed, dialogues
from trygghjulet.steps.dialogues.rules.following import State

FORM: Final = "dialogues/form.html"
_STATES: Final = {
    State.OPEN: "warning",
    State.HANDED_OVER: "info",
    State.PLANNED: "info",
    State.DONE: "good",
    State.NOT_DONE: "neutral",
}


def find(here: Here, dialogue_id: int) -> Dialogue:
    """A dialogue that the person may see, or 404."""
    return get_object_or_404(dialogues(here.scope, cooperation=here.cooperation), pk=dialogue_id)


def writable(here: Here, dialogue_id: int) -> Dialogue:
    """A dialogue that the person may write in; says why where not."""
    dialogue = find(here, dialogue_id)
    here.scope.require(
        Permission.HOLD_DIALOGUES, cooperation_id=here.cooperation.pk, area_path=dialogue.area.path
    )
    return dialogue


def choices(here: Here) -> dict[str, Any]:
    """What the form of a dialogue chooses among."""
    return {
        "areas": tree(here.cooperation.area),
        "parties": parties_in(here.scope, cooperation=here.cooperation),
        "places": places(here),
    }


def places(here: Here) -> QuerySet[Place]:
    """The known places there are now."""
    return Place.objects.filter(root_id=here.cooperation.area_id, closed_on__isnull=True)


def widest(here: Here) -> str:
    """The path of an area that the person may enter dialogues in, for the question whether the form is of use."""
    paths = [
        m.area_path
        for m in here.scope.memberships
        if m.cooperation_id == here.cooperation.pk and Permission.HOLD_DIALOGUES in m.role.permissions
    ]
    return min(paths, key=len, default="")


def index_address(here: Here) -> str:
    """Where all dialogues are."""
    return reverse("dialogues:index", args=(here.cooperation.slug,))


def page_address(here: Here, dialogue: Dialogue) -> str:
    """A dialogue's own page."""
    return reverse("dialogues:show", args=(here.cooperation.slug, dialogue.pk))


def following_table(here: Here, rows: list[Followed], *, may: bool, of_one: bool) -> Table:
    """What is to follow, with a way to tell how it goes; `of_one` dialogue or of all."""
    slug = here.cooperation.slug
    columns = [
        Column("Ska göras"),
        Column("Råder över det"),
        Column("Senast"),
        Column("Läge"),
        Column("Vad som hänt"),
    ]
    return Table(
        "Det som ska följa",
        [*columns, *(() if of_one else (Column("Från"),)), Column("")],
        [
            (
                row.point.to_do,
                row.point.owner or "Inte utrett",
                day(row.point.due) if row.point.due else "",
                (
                    Badge(row.state.words, _STATES[row.state]),
                    *((Badge("Sen", "bad"),) if row.late else ()),
                ),
                row.words,
                *(
                    ()
                    if of_one
                    else (
                        Link(
                            row.point.dialogue.title,
                            reverse("dialogues:show", args=(slug, row.point.dialogue_id)),
                        ),
                    )
                ),
                Link(
                    "Berätta",
                    reverse("dialogues:tell", args=(slug, row.point.dialogue_id, row.point.pk)),
                    about=f"om punkt {row.point.number}",
                )
                if may
                else None,
            )
            for row in rows
        ],
        empty="Inget väntar.",
    )

"""The record of a dialogue or a safety walk as a whole document, to publish and to come back to."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.urls import reverse

from trygghjulet.documents.numbers import day, number
from trygghjulet.documents.tree import Document
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.ui.tables import Link
from trygghjulet.reports.ways_out import Sheet, ways_out
from trygghjulet.steps.dialogues.queries import dialogues, points
from trygghjulet.steps.dialogues.section import walk_sections


def _sheet(here: Here, dialogue_id: int) -> Sheet:
    dialogue = get_object_or_404(dialogues(here.scope, cooperation=here.cooperation), pk=dialogue_id)
    found = list(points(here.scope, cooperation=here.cooperation).filter(dialogue=dialogue))
    where = " ".join(filter(None, (dialogue.place.name if dialogue.place else "", dialogue.where)))
    people = f"ungefär {number(dialogue.people)}" if dialogue.people else ""
    facts = (
        ("Slag", dialogue.get_kind_display()),
        ("Hölls", day(dialogue.held_on)),
        ("Område", dialogue.area.name),
        ("Var", where),
        ("Ljus", dialogue.get_light_display() if dialogue.light else ""),
        ("Deltog", ", ".join(filter(None, (dialogue.groups, people)))),
        ("Hölls av", dialogue.party.name),
    )
    return Sheet(
        Document(
            title=dialogue.title,
            subtitle=f"Protokoll, {dialogue.cooperation.name}",
            facts=tuple((what, said) for what, said in facts if said),
            sections=walk_sections(dialogue, found, on=here.today),
        ),
        trail=(
            Link("Dialoger", reverse("dialogues:index", args=(here.cooperation.slug,))),
            Link(dialogue.title, reverse("dialogues:show", args=(here.cooperation.slug, dialogue_id))),
        ),
    )


WAYS_OUT = ways_out("walk_document", _sheet)

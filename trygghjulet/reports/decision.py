"""An extract from the minutes: one decision as a whole document."""

from __future__ import annotations

from datetime import date

from django.shortcuts import get_object_or_404
from django.urls import reverse

from trygghjulet.cooperation.forums.models import Decision
from trygghjulet.cooperation.forums.queries import decisions
from trygghjulet.cooperation.forums.section.decisions import section
from trygghjulet.documents import numbers
from trygghjulet.documents.tree import Document
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.ui.tables import Link
from trygghjulet.reports.ways_out import Sheet, ways_out


def decision_document(decision: Decision, *, on: date) -> Document:
    """A decision as it stands in the minutes, for whoever is to have the extract."""
    forum = decision.forum
    return Document(
        title=f"Protokollsutdrag. {decision}",
        subtitle=f"{forum.name} {numbers.day(decision.on)}",
        facts=(
            ("Forum", forum.name),
            ("Beslutsdag", numbers.day(decision.on)),
            ("Paragraf", decision.paragraph or "Saknas"),
            ("Diarienummer", decision.registry_number or "Saknas"),
            ("Utdraget gjort", numbers.day(on)),
        ),
        sections=section(decision),
    )


def _sheet(here: Here, forum_id: int, decision_id: int) -> Sheet:
    mine = decisions(here.scope, cooperation=here.cooperation).filter(forum_id=forum_id)
    decision = get_object_or_404(mine, pk=decision_id)
    slug = here.cooperation.slug
    return Sheet(
        decision_document(decision, on=here.today),
        trail=(
            Link(decision.forum.name, reverse("forums:show", args=(slug, forum_id))),
            Link(str(decision), reverse("forums:decision", args=(slug, forum_id, decision_id))),
        ),
    )


WAYS_OUT = ways_out("decision_extract", _sheet)

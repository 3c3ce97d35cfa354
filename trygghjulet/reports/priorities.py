"""The matrix of a round as a sheet to print: the problems against the criteria, what was chosen and what was not."""

from __future__ import annotations

from datetime import date

from django.http import Http404
from django.urls import reverse

from trygghjulet.documents import numbers
from trygghjulet.documents.tree import Document
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.foundation.rounds.queries import rounds
from trygghjulet.foundation.ui.tables import Link
from trygghjulet.reports.ways_out import Sheet, ways_out
from trygghjulet.steps.priorities.queries import changes
from trygghjulet.steps.priorities.section import matrix_sections, section


def matrix_document(scope: Scope, *, round: Round, on: date) -> Document:
    """The matrix as the person may see it on a day: sheets that are not shown yet are left out."""
    decided = changes(scope, round=round)
    first = decided[0] if decided else None
    return Document(
        title="Prioriteringar",
        subtitle=f"{round}. Problemen mot kriterierna, det som valdes och det som inte valdes.",
        facts=(
            ("Samverkan", round.cooperation.name),
            ("Område", round.area.name),
            ("Period", round.days),
            (
                "Beslutat",
                f"{first.forum.name if first.forum else 'Forumet'}, {numbers.day(first.on)}"
                if first
                else "Inte beslutat",
            ),
            ("Framtagen", numbers.day(on)),
        ),
        sections=(*matrix_sections(scope, round=round, on=on), *section(scope, round=round)),
    )


def _sheet(here: Here, round_id: int) -> Sheet:
    round = rounds(here.scope, cooperation=here.cooperation).filter(pk=round_id).first()
    if round is None:
        raise Http404
    slug = here.cooperation.slug
    return Sheet(
        matrix_document(here.scope, round=round, on=here.today),
        trail=(
            Link(str(round), reverse("overview:thread", args=(slug, round.pk))),
            Link("Prioritering", reverse("priorities:show", args=(slug, round.pk))),
        ),
        cover=False,
    )


WAYS_OUT = ways_out("priorities_document", _sheet)

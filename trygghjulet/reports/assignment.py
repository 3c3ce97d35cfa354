"""A working group's assignment as a whole document: the directive that it works by."""

from __future__ import annotations

from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from trygghjulet.cooperation.forums.models import Assignment
from trygghjulet.cooperation.forums.queries import forums
from trygghjulet.cooperation.forums.queries.organisation import assignment_of
from trygghjulet.cooperation.forums.section.assignment import facts, section
from trygghjulet.documents.tree import Document
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.ui.tables import Link
from trygghjulet.reports.ways_out import Sheet, ways_out


def assignment_document(scope: Scope, *, assignment: Assignment, on: date) -> Document:
    """The directive as it stands, with those who are in the group that day."""
    return Document(
        title=f"Uppdragsdirektiv för {assignment.forum.name}",
        subtitle=f"Uppdrag från {assignment.issued_by.name}",
        facts=facts(assignment),
        sections=section(scope, assignment=assignment, on=on),
    )


def _sheet(here: Here, forum_id: int) -> Sheet:
    forum = get_object_or_404(forums(here.scope, cooperation=here.cooperation), pk=forum_id)
    assignment = assignment_of(here.scope, forum=forum)
    if assignment is None:
        raise Http404
    return Sheet(
        assignment_document(here.scope, assignment=assignment, on=here.today),
        trail=(Link(forum.name, reverse("forums:show", args=(here.cooperation.slug, forum.pk))),),
    )


WAYS_OUT = ways_out("assignment", _sheet)

"""A working group's assignment as a whole document: the directive that it works by."""

from __future__ import annotations

from datetime import date

from trygghjulet.cooperation.forums.models import Assignment
from trygghjulet.cooperation.forums.section.assignment import facts, section
from trygghjulet.documents.tree import Document
from trygghjulet.foundation.access.rules import Scope


def assignment_document(scope: Scope, *, assignment: Assignment, on: date) -> Document:
    """The directive as it stands, with those who are in the group that day."""
    return Document(
        title=f"Uppdragsdirektiv för {assignment.forum.name}",
        subtitle=f"Uppdrag från {assignment.issued_by.name}",
        facts=facts(assignment),
        sections=section(scope, assignment=assignment, on=on),
    )

"""An extract from the minutes: one decision as a whole document."""

from __future__ import annotations

from datetime import date

from trygghjulet.cooperation.forums.models import Decision
from trygghjulet.cooperation.forums.section.decisions import section
from trygghjulet.documents import numbers
from trygghjulet.documents.tree import Document


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

"""The alternatives for the strategic council, held against 10 § of the act, as a whole document."""

from __future__ import annotations

from datetime import date

from trygghjulet.documents import numbers
from trygghjulet.documents.tree import Document
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.oversight.strategic_council.queries import trials
from trygghjulet.oversight.strategic_council.section import SOURCE, section
from trygghjulet.reports.ways_out import Sheet, ways_out


def council_document(scope: Scope, *, cooperation: Cooperation, on: date) -> Document:
    """The saved alternatives beside each other, as they stand on a day."""
    return Document(
        title="Alternativ för det strategiska rådet",
        subtitle=f"{cooperation.area.name}. Prövade kriterium för kriterium.",
        facts=(
            ("Kommun", cooperation.area.name),
            ("Samverkan", cooperation.name),
            ("Prövat mot", SOURCE),
            ("Bedömt", numbers.day(on)),
        ),
        sections=section(trials(scope, cooperation=cooperation, on=on)),
    )


def _sheet(here: Here) -> Sheet:
    return Sheet(council_document(here.scope, cooperation=here.cooperation, on=here.today))


WAYS_OUT = ways_out("council_comparison", _sheet, page=False)

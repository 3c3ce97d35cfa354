"""The yearly account of the act as a whole document."""

from __future__ import annotations

from datetime import date

from trygghjulet.documents import numbers
from trygghjulet.documents.tree import Document
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.oversight.law.queries import account_of
from trygghjulet.oversight.law.rules.act import IN_FORCE
from trygghjulet.oversight.law.section import SOURCE, section


def law_years(today: date) -> range:
    """The years that an account can be given for: from the act's first to the present one."""
    return range(IN_FORCE.year, today.year + 1)


def law_document(scope: Scope, *, cooperation: Cooperation, year: int, on: date) -> Document:
    """The account of a year, judged on its last day, or today while the year goes on."""
    first, last = max(date(year, 1, 1), IN_FORCE), min(date(year, 12, 31), on)
    found = account_of(scope, cooperation=cooperation, on=last)
    return Document(
        title=f"Redovisning enligt lagen om kommuners ansvar för brottsförebyggande arbete {year}",
        subtitle=f"{cooperation.area.name}. Paragraf för paragraf.",
        facts=(
            ("Kommun", cooperation.area.name),
            ("Samverkan", cooperation.name),
            ("Period", numbers.days(first, last)),
            ("Bedömd", numbers.day(last)),
            ("Källa", SOURCE),
            ("Framtagen", numbers.day(on)),
        ),
        sections=section(found, first=first, last=last),
    )

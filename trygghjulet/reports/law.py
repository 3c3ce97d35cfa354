"""The yearly account of the act as a whole document."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from trygghjulet.documents import numbers
from trygghjulet.documents.tree import Document
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.foundation.ui.tables import Link
from trygghjulet.oversight.law.queries import account_of
from trygghjulet.oversight.law.rules.act import IN_FORCE
from trygghjulet.oversight.law.section import SOURCE, section
from trygghjulet.reports.ways_out import Sheet, ways_out


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


def _sheet(here: Here, ar: str) -> Sheet:
    year, slug = _year(ar, here.today), here.cooperation.slug
    return Sheet(
        law_document(here.scope, cooperation=here.cooperation, year=year, on=here.today),
        trail=(Link("Lagen", reverse("law:show", args=(slug,))),),
        choices=tuple(
            Link(str(other), "" if other == year else f"?ar={other}") for other in law_years(here.today)
        ),
        choices_about="Visa ett annat år",
        query=f"?ar={year}",
        contents=True,
    )


def _year(given: str, today: date) -> int:
    """The year that is asked for; the present one where none is, or none that can be accounted for."""
    year = int(given) if given.isascii() and given.isdigit() and len(given) == 4 else today.year
    return year if year in law_years(today) else today.year


WAYS_OUT = ways_out("law_account", _sheet, asked=("ar",))

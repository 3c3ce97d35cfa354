"""An official case as a whole document, in the order of its kind."""

from __future__ import annotations

from datetime import date

from django.shortcuts import get_object_or_404
from django.urls import reverse

from trygghjulet.documents import numbers
from trygghjulet.documents.tree import Document
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.privacy.withholding import for_the_public
from trygghjulet.foundation.ui.tables import Link
from trygghjulet.oversight.cases.models import Case
from trygghjulet.oversight.cases.queries import cases
from trygghjulet.oversight.cases.rules.state import State
from trygghjulet.oversight.cases.section import section
from trygghjulet.reports.ways_out import Sheet, ways_out


def case_document(case: Case, *, on: date) -> Document:
    """The case with its head and its parts; a case is a public act, so small counts are withheld."""
    drawn_up = (
        numbers.day(case.drawn_up_on) if case.drawn_up_on else f"Inte utfärdat. Utkast {numbers.day(on)}"
    )
    facts = (
        ("Utfärdat", drawn_up),
        ("Diarienummer", case.registry_number or "Saknas"),
        ("Förvaltning", case.office),
        ("Handläggare", case.author.title if case.author else "Inte angiven"),
        ("Till", case.decided_by),
        ("Bereds i", case.forum.name if case.forum else ""),
        ("Läge", case.get_state_display() if case.stands is State.DRAFT else ""),
    )
    document = Document(
        title=case.title,
        subtitle=f"{case.get_kind_display()}. {case.cooperation.name}",
        facts=tuple((name, value) for name, value in facts if value),
        sections=section(case),
    )
    return for_the_public(document, smallest=case.cooperation.smallest_count)


def _sheet(here: Here, case_id: int) -> Sheet:
    case = get_object_or_404(cases(here.scope, cooperation=here.cooperation), pk=case_id)
    slug = here.cooperation.slug
    return Sheet(
        case_document(case, on=here.today),
        trail=(
            Link("Ärenden", reverse("cases:index", args=(slug,))),
            Link(case.title, reverse("cases:show", args=(slug, case.pk))),
        ),
        contents=True,
    )


WAYS_OUT = ways_out("case_document", _sheet)

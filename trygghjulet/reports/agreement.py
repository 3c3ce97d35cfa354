"""An agreement as a whole document, to decide on and sign."""

from __future__ import annotations

from datetime import date

from django.shortcuts import get_object_or_404

from trygghjulet.cooperation.agreements.models import Agreement
from trygghjulet.cooperation.agreements.queries import agreements, standing_of, validity_of
from trygghjulet.cooperation.agreements.section import section
from trygghjulet.documents import numbers
from trygghjulet.documents.tree import Document
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.door import Here
from trygghjulet.reports.ways_out import Sheet, ways_out


def agreement_document(scope: Scope, *, agreement: Agreement, on: date) -> Document:
    """The agreement with its parts, annexes, duties and the lines to sign on."""
    return Document(
        title=agreement.title,
        subtitle=f"{agreement.get_kind_display()}. {agreement.cooperation.name}",
        facts=(
            ("Samverkan", agreement.cooperation.name),
            ("Område", agreement.area.name if agreement.area else "Stadsövergripande"),
            ("Gäller", validity_of(scope, agreement=agreement)),
            ("Läge", standing_of(scope, agreement=agreement, on=on).words),
            ("Diarienummer", agreement.registry_number or "Saknas"),
            ("Framtagen", numbers.day(on)),
        ),
        sections=section(scope, agreement=agreement, on=on),
    )


def _sheet(here: Here, agreement_id: int) -> Sheet:
    mine = agreements(here.scope, cooperation=here.cooperation)
    agreement = get_object_or_404(mine, pk=agreement_id)
    return Sheet(agreement_document(here.scope, agreement=agreement, on=here.today))


WAYS_OUT = ways_out("agreement_document", _sheet, page=False)

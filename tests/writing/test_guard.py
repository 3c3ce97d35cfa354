"""No free text takes in personal data, whatever it looks like and whichever operation it is given to."""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.writing.acts import ACTS
from trygghjulet.foundation.audit.models import AuditEntry
from trygghjulet.foundation.privacy.guard import PersonalDataFound

pytestmark = pytest.mark.requirement("SEC-4")

#: The Tax Agency's own examples, and numbers that belong to nobody.
PERSONAL = {
    "personnummer": "811218-9876",
    "samordningsnummer": "811278-9873",
    "telefonnummer": "070-174 06 05",
    "e-postadress": "anna.andersson@exempel.example",
    "registreringsnummer": "ABC 123",
}
FIELDS = [(act.name, text) for act in ACTS.values() for text in act.texts]


@pytest.mark.parametrize(("name", "text"), FIELDS)
def test_no_text_takes_in_personal_data(cast: Cast, name: str, text: str) -> None:
    before = AuditEntry.objects.count()
    for kind, personal in PERSONAL.items():
        with pytest.raises(PersonalDataFound) as refusal:
            ACTS[name].do(cast, **{text: f"Enligt {personal} var det mörkt."})
        assert personal in str(refusal.value), kind
    assert AuditEntry.objects.count() == before

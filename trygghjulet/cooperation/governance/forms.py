"""Forms for the register of governing documents."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from trygghjulet.cooperation.governance.models import DocumentKind, GoverningDocument
from trygghjulet.cooperation.governance.operations import Content
from trygghjulet.cooperation.governance.rules import Validity
from trygghjulet.foundation.parties.models import Party
from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.fields import choose_among

#: What the states are called where people read them.
NAMES = {
    Validity.VALID: "Giltig",
    Validity.REVIEW: "Ses över snart",
    Validity.RUN_OUT: "Har gått ut",
    Validity.COMING: "Gäller inte än",
    Validity.ENDED: "Upphört",
    Validity.UNKNOWN: "Okänt",
}


class DocumentForm(forms.Form):
    """What is known of a governing document."""

    title = GuardedTextField(label="Titel", rows=1, max_length=200)
    kind = forms.ChoiceField(label="Slag", choices=[("", "Välj"), *DocumentKind.choices])
    party = forms.ModelChoiceField(
        label="Hos part", queryset=Party.objects.none(), required=False, empty_label="Gemensamt eller okänt"
    )
    decided_by = GuardedTextField(
        label="Beslutat av",
        rows=1,
        max_length=120,
        required=False,
        help_text="Till exempel: Kommunfullmäktige.",
    )
    applies_to = GuardedTextField(label="Gäller för", rows=1, max_length=300, required=False)
    decided_on = forms.DateField(label="Beslutat", required=False)
    paragraph = GuardedTextField(label="Paragraf", rows=1, max_length=20, required=False)
    registry_number = GuardedTextField(label="Diarienummer", rows=1, max_length=40, required=False)
    valid_from = forms.DateField(label="Gäller från", required=False)
    valid_until = forms.DateField(label="Gäller till och med", required=False)
    until_further_notice = forms.BooleanField(label="Gäller tills vidare", required=False)
    last_revised_on = forms.DateField(label="Senast reviderat", required=False)
    owner = GuardedTextField(
        label="Ansvarig funktion",
        rows=1,
        max_length=120,
        required=False,
        help_text="En funktion, inte en person: den står kvar när personer byts.",
    )
    link = forms.URLField(
        label="Länk", max_length=500, required=False, assume_scheme="https", help_text="Där dokumentet finns."
    )
    replaces = forms.ModelChoiceField(
        label="Ersätter",
        queryset=GoverningDocument.objects.none(),
        required=False,
        empty_label="Inget dokument i registret",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(
        self,
        *args: Any,
        parties: QuerySet[Party],
        documents: QuerySet[GoverningDocument],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        choose_among(self, party=parties, replaces=documents)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        first, last = given.get("valid_from"), given.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", "Dokumentet slutar gälla innan det börjar. Rätta ett av datumen.")
        if last and given.get("until_further_notice"):
            self.add_error(
                "valid_until",
                "Ett dokument gäller antingen tills vidare eller till en viss dag. Välj ett av dem.",
            )
        return given

    @property
    def content(self) -> Content:
        """What was written, as the operations take it."""
        return Content(**{name: value for name, value in self.cleaned_data.items() if name != "seen"})

    @staticmethod
    def initial_of(document: GoverningDocument) -> dict[str, Any]:
        """What stands in the fields before anything is changed."""
        return {
            **{name: getattr(document, name) for name in Content.__dataclass_fields__},
            "seen": document.revision,
        }


class EndForm(forms.Form):
    """The day from which a document no longer applies."""

    ended_on = forms.DateField(label="Upphävt från och med")


class FilterForm(forms.Form):
    """Which documents to list. A value that is none of the choices filters nothing."""

    slag = forms.ChoiceField(label="Slag", required=False, choices=[("", "Alla"), *DocumentKind.choices])
    lage = forms.ChoiceField(
        label="Läge", required=False, choices=[("", "Alla"), *((v.value, NAMES[v]) for v in Validity)]
    )

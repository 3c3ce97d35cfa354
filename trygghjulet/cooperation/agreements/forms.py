"""The form that enters an agreement."""

from __future__ import annotations

from typing import Any

from django import forms

from trygghjulet.foundation.privacy.forms import GuardedTextField


class AgreementForm(forms.Form):
    """What the act asks for, when it is valid, and the problem areas it points out."""

    title = GuardedTextField(label="Titel", rows=1, max_length=200)
    purposes = GuardedTextField(label="Syften", rows=4, help_text="För vilka syften samverkan ska ske (9 §).")
    fields_of_work = GuardedTextField(
        label="Områden", rows=4, help_text="Inom vilka områden samverkan ska ske (9 §)."
    )
    problems = GuardedTextField(
        label="Problemområden",
        rows=5,
        required=False,
        help_text="Ett per rad, så som överenskommelsen skriver dem.",
    )
    valid_from = forms.DateField(label="Gäller från", required=False)
    valid_until = forms.DateField(label="Gäller till och med", required=False)
    decided_on = forms.DateField(label="Beslutad", required=False)
    signed_on = forms.DateField(label="Undertecknad", required=False)
    registry_number = forms.CharField(label="Diarienummer", max_length=40, required=False)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        first, last = given.get("valid_from"), given.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", "Överenskommelsen slutar innan den börjar. Rätta ett av datumen.")
        return given | {
            "problems": [
                (line.strip(), "") for line in given.get("problems", "").splitlines() if line.strip()
            ]
        }

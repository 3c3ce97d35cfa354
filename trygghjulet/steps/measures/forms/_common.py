"""What forms of a plan have in common: the reason that a decided plan's change asks for."""

from __future__ import annotations

from typing import Any

from django import forms

from trygghjulet.foundation.privacy.forms import GuardedTextField


class ReasonForm(forms.Form):
    """A form of something in a plan; asks why where the plan is decided."""

    why = GuardedTextField(
        label="Varför ändras planen?",
        rows=2,
        help_text="Planen är beslutad. Skälet står i planens historik, tillsammans med ditt namn och dagen.",
    )

    def __init__(self, *args: Any, decided: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if decided:
            self.order_fields([*(name for name in self.fields if name != "why"), "why"])
        else:
            del self.fields["why"]

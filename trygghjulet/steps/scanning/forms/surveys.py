"""What somebody wants to see of a survey's question: by what, and which answers counted together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from trygghjulet.observations.answers import Question


class ShownForm(forms.Form):
    """By what the shares are parted, and for those who see the rows which answers count."""

    fraga = forms.CharField(widget=forms.HiddenInput)
    grupp = forms.ChoiceField(label="Dela upp efter", required=False)
    svar = forms.MultipleChoiceField(
        label="Svar som räknas ihop", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        data: Any = None,
        *,
        groups: Sequence[Question],
        answers: Sequence[str],
        may_choose: bool,
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.fields["grupp"].choices = [("", "Område"), *((g.name, g.title) for g in groups)]  # type: ignore[attr-defined]  # a choice field has choices
        self.fields["svar"].choices = [(answer, answer) for answer in answers]  # type: ignore[attr-defined]  # as above
        if not may_choose:
            del self.fields["svar"]

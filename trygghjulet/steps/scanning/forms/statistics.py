"""What somebody wants to see of a source's published figures: which measure, which areas, which groups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from trygghjulet.foundation.ui.fields import offer
from trygghjulet.steps.scanning.rules.figures import Measure


class MeasureForm(forms.Form):
    """Which measure is shown."""

    matt = forms.ChoiceField(label="Mått", required=False)

    def __init__(self, *args: Any, measures: Sequence[Measure], **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, matt=[(one.name, one.words) for one in measures])


class LinesForm(forms.Form):
    """Which areas and groups are laid beside each other."""

    omrade = forms.MultipleChoiceField(label="Områden", required=False, widget=forms.CheckboxSelectMultiple)
    grupp = forms.MultipleChoiceField(label="Grupper", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(
        self,
        *args: Any,
        areas: Sequence[tuple[str, str]],
        groups: Sequence[tuple[str, str]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        offer(self, omrade=areas, grupp=groups)

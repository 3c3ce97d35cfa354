"""The form that starts a round."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.rounds.models import Rhythm
from trygghjulet.foundation.ui.fields import choose_among


class RoundForm(forms.Form):
    """Area, rhythm and period of a new turn."""

    area = forms.ModelChoiceField(
        label="Område",
        queryset=Area.objects.none(),
        empty_label="Välj",
        help_text="Hela staden eller en del av den.",
    )
    rhythm = forms.ChoiceField(
        label="Rytm", choices=Rhythm.choices, widget=forms.RadioSelect, initial=Rhythm.YEARLY
    )
    first_day = forms.DateField(label="Perioden börjar")
    last_day = forms.DateField(label="Perioden slutar")

    def __init__(self, *args: Any, areas: QuerySet[Area], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, area=areas)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        first, last = given.get("first_day"), given.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", "Perioden slutar innan den börjar. Rätta ett av datumen.")
        return given

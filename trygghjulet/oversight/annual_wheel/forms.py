"""The forms of the wheel: what is shown of it, and a party's own process."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.db.models import QuerySet

from trygghjulet.foundation.parties.models import Party
from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.fields import choose_among, offer
from trygghjulet.oversight.annual_wheel.queries import Wheel
from trygghjulet.oversight.annual_wheel.rules.year import Choice


class ChoiceForm(forms.Form):
    """Which part of the wheel is asked for."""

    forum = forms.ChoiceField(label="Forum", required=False)
    party = forms.ChoiceField(label="Part", required=False)
    function = forms.ChoiceField(label="Funktion", required=False)
    mine = forms.BooleanField(label="Bara det som vilar på mig", required=False)

    def __init__(self, *args: Any, wheel: Wheel, **options: Any) -> None:
        super().__init__(*args, **options)
        self._wheel = wheel
        offer(
            self,
            forum=[("", "Alla forum"), *wheel.forums],
            party=[("", "Alla parter"), *wheel.parties],
            function=[("", "Alla funktioner"), *wheel.functions],
        )

    @property
    def choice(self) -> Choice:
        """What is asked for; a value that is none of the choices asks for nothing."""
        self.is_valid()
        given = self.cleaned_data if self.is_bound else {}
        return replace(
            self._wheel.mine,
            forum=given.get("forum", ""),
            party=given.get("party", ""),
            function=given.get("function", ""),
            mine=given.get("mine", False),
        )


class ProcessForm(forms.Form):
    """A party's own process."""

    title = GuardedTextField(
        label="Vad",
        rows=1,
        max_length=120,
        help_text="Till exempel: Stadens budget beslutas, eller Polisens operativa plan tas fram.",
    )
    party = forms.ModelChoiceField(
        label="Part", queryset=Party.objects.none(), required=False, empty_label="Flera eller ingen särskild"
    )
    first = forms.DateField(label="Första dagen")
    last = forms.DateField(label="Sista dagen", help_text="Samma dag om det gäller en enda dag.")
    repeats = forms.BooleanField(label="Återkommer samma dagar varje år", required=False)
    link = forms.URLField(
        label="Länk",
        required=False,
        max_length=300,
        assume_scheme="https",
        help_text="Där den som vill kan läsa mer.",
    )

    def __init__(self, *args: Any, parties: QuerySet[Party], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, party=parties)

"""Forms for the city-wide handlingsplan."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from trygghjulet.foundation.parties.models import Function
from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.fields import choose_among
from trygghjulet.steps.measures.models import State


class YearForm(forms.Form):
    """A new year's plan."""

    year = forms.IntegerField(label="År", min_value=2000, max_value=2100)
    purpose = GuardedTextField(label="Vad ska året leda till?", rows=3, required=False)


class ActivityForm(forms.Form):
    """One thing that the central level does."""

    title = GuardedTextField(label="Aktivitet", rows=1, max_length=200)
    goal = GuardedTextField(label="Mål", rows=2, help_text="Vad ska ha hänt när aktiviteten är klar?")
    done_by = forms.ModelChoiceField(label="Ansvarig", queryset=Function.objects.none(), empty_label="Välj")
    first_day = forms.DateField(label="Från")
    last_day = forms.DateField(label="Till")
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, functions: QuerySet[Function], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, done_by=functions)


class FollowForm(forms.Form):
    """How far an activity has come, and what came of it."""

    to = forms.ChoiceField(label="Läge", choices=State.choices, widget=forms.RadioSelect)
    result = GuardedTextField(
        label="Resultat",
        rows=3,
        required=False,
        help_text="Vad blev det? Behövs när den är genomförd eller avbruten.",
    )
    goes_on = forms.BooleanField(label="Fortsätter nästa år", required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)


class CompileForm(forms.Form):
    """The year's results in short."""

    summary = GuardedTextField(
        label="Årets resultat i korthet",
        rows=5,
        help_text="Vad nåddes, vad nåddes inte, och vad lär det inför nästa år?",
    )
    on = forms.DateField(label="Sammanställd den")


class ToldForm(forms.Form):
    """How the local organisations were told."""

    how = GuardedTextField(
        label="Hur?", rows=1, max_length=200, help_text="Till exempel: Möte med de lokala styrgrupperna."
    )
    on = forms.DateField(label="När?")

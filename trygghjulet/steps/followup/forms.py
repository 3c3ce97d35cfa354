"""The form for a check-in."""

from __future__ import annotations

from django import forms

from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.steps.followup.models import Light


class CheckInForm(forms.Form):
    """Was it done as planned?"""

    light = forms.ChoiceField(
        label="Görs åtgärden som planerat?", choices=Light.choices, widget=forms.RadioSelect
    )
    words = GuardedTextField(
        label="Hur och varför?",
        rows=4,
        help_text="Vad har gjorts, vad har ändrats, vad hjälpte och vad hindrade?",
    )
    hours = forms.IntegerField(label="Nedlagda timmar", min_value=0, max_value=100_000, required=False)
    cost = forms.IntegerField(label="Kostnad i kronor", min_value=0, max_value=1_000_000_000, required=False)
    finished = forms.BooleanField(
        label="Uppföljningen av åtgärden är klar",
        required=False,
        help_text="Indikatorernas siffror behålls då som de är nu, också när nytt underlag kommer eller rader gallras. "
        "En senare avstämning kan öppna uppföljningen igen.",
    )


class ApprovalForm(forms.Form):
    """What the person had before them when they said yes."""

    begins = forms.DateField(widget=forms.HiddenInput)

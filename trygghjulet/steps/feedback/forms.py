"""Forms for feedback and lessons."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from trygghjulet.foundation.parties.models import Function
from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.fields import choose_among
from trygghjulet.steps.measures.models import Measure


class FeedbackForm(forms.Form):
    """What is told to whom."""

    receiver = GuardedTextField(
        label="Till vem?",
        rows=1,
        max_length=160,
        help_text="Till exempel: boende i Centrum, styrgruppen, personalen.",
    )
    message = GuardedTextField(
        label="Budskap", rows=4, help_text="Vad gjordes, vad blev det, och vad händer nu?"
    )
    channel = GuardedTextField(
        label="Hur?",
        rows=1,
        max_length=120,
        help_text="Till exempel: öppet möte, kommunens webbplats, arbetsplatsträff.",
    )
    due = forms.DateField(label="Senast")
    responsible = forms.ModelChoiceField(
        label="Ansvarig", queryset=Function.objects.none(), empty_label="Välj"
    )
    measure = forms.ModelChoiceField(
        label="Om åtgärden", queryset=Measure.objects.none(), required=False, empty_label="Gäller hela varvet"
    )

    def __init__(
        self, *args: Any, functions: QuerySet[Function], measures: QuerySet[Measure], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        choose_among(self, responsible=functions, measure=measures)


class LessonForm(forms.Form):
    """Something learnt for the next round."""

    text = GuardedTextField(
        label="Lärdom", rows=3, help_text="Vad vill ni att nästa varv börjar med, eller gör annorlunda?"
    )

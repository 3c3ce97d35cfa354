"""Forms for the steps, goals and state of a measure."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from trygghjulet.foundation.parties.models import Function
from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.fields import choose_among
from trygghjulet.steps.measures.forms._common import ReasonForm
from trygghjulet.steps.measures.models import GoalKind, Indicator, State


class StepForm(ReasonForm):
    """A step on the way."""

    title = GuardedTextField(
        label="Steg", rows=1, max_length=200, help_text="Till exempel: Upphandla armaturer."
    )
    done_by = forms.ModelChoiceField(
        label="Vem gör det?",
        queryset=Function.objects.none(),
        required=False,
        empty_label="Den som genomför åtgärden",
    )
    first_day = forms.DateField(label="Från")
    last_day = forms.DateField(label="Till")
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, functions: QuerySet[Function], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, done_by=functions)


class GoalForm(ReasonForm):
    """A goal of one of the three kinds."""

    kind = forms.ChoiceField(
        label="Slag av mål",
        choices=(
            (GoalKind.EFFECT, "Effektmål: vad ska bli annorlunda för dem som berörs?"),
            (GoalKind.PROCESS, "Processmål: hur ska det gå till?"),
            (GoalKind.PRODUCTION, "Produktionsmål: vad ska bli gjort, och hur mycket?"),
        ),
        widget=forms.RadioSelect,
    )
    text = GuardedTextField(
        label="Mål",
        rows=2,
        help_text="Använd ord för rörelse: minska, öka, färre, fler. "
        "Till exempel: Misshandel på torget minskar med en fjärdedel till den 31 december 2026.",
    )
    baseline = GuardedTextField(
        label="Utgångsvärde",
        rows=1,
        max_length=120,
        required=False,
        help_text="Till exempel: 48 anmälda per år.",
    )
    target = GuardedTextField(
        label="Målvärde", rows=1, max_length=120, required=False, help_text="Till exempel: högst 36 per år."
    )
    day = forms.DateField(label="Senast den", required=False)
    indicator = forms.ModelChoiceField(
        label="Indikator som visar det",
        queryset=Indicator.objects.none(),
        required=False,
        empty_label="Ingen av åtgärdens indikatorer",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, indicators: QuerySet[Indicator], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, indicator=indicators)


class RemovalForm(ReasonForm):
    """Something is taken out of the plan; only the reason is asked for, where the plan is decided."""


class StateForm(forms.Form):
    """How far a measure has come."""

    to = forms.ChoiceField(label="Läge", choices=State.choices, widget=forms.RadioSelect)
    why = GuardedTextField(label="Varför?", rows=2, required=False, help_text="Behövs om åtgärden avbryts.")


class DoneForm(forms.Form):
    """The day a step was done."""

    on = forms.DateField(label="Klart den", required=False, help_text="Lämna tomt om det inte är klart.")

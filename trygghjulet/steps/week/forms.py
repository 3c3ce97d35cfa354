"""Forms for the week: its setting, its words, focus, measures, how they go, and its end without a decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.foundation.geography.models import Area, Place
from trygghjulet.foundation.parties.models import Function
from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.fields import ScaleSelect, choose_among, offer
from trygghjulet.steps.week.models import Focus, Outcome, WeekSetting


class SettingForm(forms.Form):
    """Which forum goes through the week, where, and how long a stretch."""

    forum = forms.ModelChoiceField(label="Forum", queryset=Forum.objects.none(), empty_label="Välj")
    area = forms.ModelChoiceField(label="Område", queryset=Area.objects.none(), empty_label="Välj")
    days = forms.TypedChoiceField(
        label="Varje bild täcker",
        coerce=int,
        choices=WeekSetting.Days.choices,
        initial=WeekSetting.Days.WEEK,
        widget=forms.RadioSelect,
        help_text="Räknat bakåt från dagen före mötet.",
    )
    active = forms.BooleanField(
        label="Gör utkastet av sig självt klockan 5.30 på mötets dag", required=False, initial=True
    )

    def __init__(self, *args: Any, forums: QuerySet[Forum], areas: QuerySet[Area], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, forum=forums, area=areas)


class WordsForm(forms.Form):
    """What the figures don't say."""

    assessment = GuardedTextField(
        label="Vår bedömning",
        rows=7,
        required=False,
        help_text="Hur ser ni på veckan? En tom rad börjar ett nytt stycke. Skriv aldrig om enskilda.",
    )
    causes = GuardedTextField(
        label="Möjliga orsaker",
        rows=5,
        required=False,
        help_text="Vad kan ligga bakom, och hur säkra är ni? Siffrorna säger aldrig varför.",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)


class FocusForm(forms.Form):
    """What the coming week is directed at."""

    place = forms.ModelChoiceField(
        label="Känd plats", queryset=Place.objects.none(), required=False, empty_label="Ingen särskild"
    )
    category = forms.ChoiceField(label="Typ", required=False)
    area = forms.ModelChoiceField(
        label="Område", queryset=Area.objects.none(), required=False, empty_label="Inget särskilt"
    )
    title = GuardedTextField(
        sensitive=True,
        label="Eller med egna ord",
        rows=1,
        max_length=160,
        required=False,
        help_text="Lämna tomt om plats, typ eller område räcker.",
    )
    why = GuardedTextField(label="Varför just detta?", sensitive=True, rows=2, required=False)
    cause = GuardedTextField(label="Möjlig orsak", sensitive=True, rows=2, required=False)

    def __init__(
        self,
        *args: Any,
        places: QuerySet[Place],
        areas: QuerySet[Area],
        categories: Sequence[tuple[str, str]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        choose_among(self, place=places, area=areas)
        offer(self, category=[("", "Ingen särskild"), *categories])


class MeasureForm(forms.Form):
    """What is done: what, where, by whom, by when, and how it begins."""

    title = GuardedTextField(label="Vad ska göras?", rows=1, max_length=200)
    focus = forms.ModelChoiceField(
        label="Fokus", queryset=Focus.objects.none(), required=False, empty_label="Inget av veckans fokus"
    )
    where = GuardedTextField(
        label="Var?", rows=1, max_length=160, required=False, help_text="Lämna tomt om fokus säger det."
    )
    done_by = forms.ModelChoiceField(
        label="Vem gör det?", queryset=Function.objects.none(), empty_label="Välj"
    )
    due = forms.DateField(label="Senast")
    first_step = GuardedTextField(label="Första steg", rows=1, max_length=200, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(
        self, *args: Any, functions: QuerySet[Function], focus: QuerySet[Focus], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        choose_among(self, done_by=functions, focus=focus)


class StateForm(forms.Form):
    """How it went, in words, where a button alone does not say enough."""

    words = GuardedTextField(label="Hur gick det?", rows=2, max_length=300, required=False)


class OutcomeForm(forms.Form):
    """What came of a focus."""

    outcome = forms.ChoiceField(label="Vad blev det?", choices=Outcome.choices, widget=ScaleSelect)
    words = GuardedTextField(label="I ord", rows=2, required=False)


class CloseForm(forms.Form):
    """Why a week is closed without a decision."""

    why = GuardedTextField(
        label="Varför beslutades veckan inte?",
        rows=2,
        max_length=300,
        help_text="Till exempel: Mötet ställdes in för storhelgen.",
    )

"""Forms for measures, indicators and the plan's decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.parties.models import Function
from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.fields import choose_among, offer
from trygghjulet.steps.causes.models import Cause
from trygghjulet.steps.measures.models import Grounds, PreventionLevel, PreventionType, Purpose
from trygghjulet.steps.scanning.models import Theme


class MeasureForm(forms.Form):
    """One measure in Brå's columns, and what it is for."""

    cause = forms.ModelChoiceField(
        label="Orsak",
        queryset=Cause.objects.none(),
        required=False,
        empty_label="Knyts inte till någon orsak",
        help_text="Vilken orsak ska åtgärden påverka?",
    )
    title = GuardedTextField(label="Åtgärd", rows=1, max_length=200, help_text="Vad ska göras?")
    goals = GuardedTextField(
        label="Operativa mål", rows=3, help_text="Specifikt, mätbart, accepterat, realistiskt och tidsatt."
    )
    first_day = forms.DateField(label="När: från")
    last_day = forms.DateField(
        label="När: till", required=False, help_text="Lämna tomt om åtgärden pågår tills vidare."
    )
    planned_by = forms.ModelChoiceField(
        label="Vem planerar?", queryset=Function.objects.none(), empty_label="Välj"
    )
    done_by = forms.ModelChoiceField(
        label="Vem genomför?", queryset=Function.objects.none(), empty_label="Välj"
    )
    followed_up_by = forms.ModelChoiceField(
        label="Vem följer upp?", queryset=Function.objects.none(), empty_label="Välj"
    )
    follow_up = GuardedTextField(
        label="Uppföljning", rows=2, help_text="När och hur ser ni om åtgärden blev gjord och om den hjälpte?"
    )
    purpose = forms.ChoiceField(label="Syfte", choices=Purpose.choices, widget=forms.RadioSelect)
    prevention_type = forms.ChoiceField(
        label="Typ av prevention", choices=PreventionType.choices, widget=forms.RadioSelect
    )
    prevention_level = forms.ChoiceField(
        label="Åtgärden är",
        choices=(
            (PreventionLevel.UNIVERSAL, "Universell: riktas till alla"),
            (PreventionLevel.SELECTIVE, "Selektiv: riktas till grupper eller platser med högre risk"),
            (PreventionLevel.INDICATED, "Indikerad: riktas till dem som redan har problem"),
        ),
        widget=forms.RadioSelect,
    )
    grounds = forms.ChoiceField(label="Kunskapsgrund", choices=Grounds.choices, widget=forms.RadioSelect)
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(
        self, *args: Any, causes: QuerySet[Cause], functions: QuerySet[Function], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        choose_among(self, cause=causes, planned_by=functions, done_by=functions, followed_up_by=functions)


class IndicatorForm(forms.Form):
    """What a measure is followed by."""

    title = GuardedTextField(
        label="Indikator", rows=1, max_length=160, help_text="Till exempel: Våld utomhus i Centrum."
    )
    area = forms.ModelChoiceField(label="Område", queryset=Area.objects.none(), empty_label="Välj")
    categories = forms.MultipleChoiceField(
        label="Typer",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Välj inga för att räkna alla.",
    )

    def __init__(
        self, *args: Any, areas: QuerySet[Area], categories: Mapping[str, Sequence[str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        choose_among(self, area=areas)
        offer(
            self,
            categories=[
                (Theme(theme).label, [(f"{theme}:{name}", name) for name in names])
                for theme, names in categories.items()
                if names
            ],
        )

    def clean(self) -> dict[str, Any]:
        """The theme and the categories apart; one indicator counts in one kind of material."""
        given: dict[str, Any] = super().clean() or {}
        chosen = [choice.partition(":") for choice in given.get("categories", ())]
        themes = {theme for theme, _, _ in chosen} or {Theme.CRIME.value}
        if len(themes) > 1:
            self.add_error(
                "categories", "Välj typer ur ett slags underlag i taget, och gör två indikatorer om ni vill."
            )
        return given | {"theme": themes.pop(), "categories": [name for _, _, name in chosen]}


class DecisionForm(forms.Form):
    """Who decided the plan, and when (5 §)."""

    decided_by = GuardedTextField(
        label="Beslutad av", rows=1, max_length=160, help_text="Till exempel: Kommunstyrelsen, § 112."
    )
    decided_on = forms.DateField(label="Beslutsdag")
    registry_number = forms.CharField(label="Diarienummer", max_length=40, required=False)

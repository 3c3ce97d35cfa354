"""Forms for measures and their indicators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet

from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.parties.models import Function
from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.fields import choose_among, offer
from trygghjulet.steps.causes.models import Cause
from trygghjulet.steps.measures.forms._common import ReasonForm
from trygghjulet.steps.measures.models import Grounds, Ordinary, PreventionLevel, PreventionType, Purpose
from trygghjulet.steps.scanning.models import Theme


class MeasureForm(ReasonForm):
    """One measure in Brå's columns, what it is for and what it takes."""

    headings: ClassVar[dict[str, str]] = {
        "cause": "Orsak och åtgärd",
        "first_day": "När och vem",
        "follow_up": "Uppföljning och slag",
        "hours": "Resurser",
    }

    cause = forms.ModelChoiceField(
        label="Orsak",
        queryset=Cause.objects.none(),
        required=False,
        empty_label="Knyts inte till någon orsak",
        help_text="Vilken orsak ska åtgärden påverka?",
    )
    also = forms.ModelMultipleChoiceField(
        label="Även de här orsakerna",
        queryset=Cause.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Om åtgärden möter fler orsaker än den första.",
    )
    title = GuardedTextField(label="Åtgärd", rows=1, max_length=200, help_text="Vad ska göras?")
    how = GuardedTextField(
        label="Hur görs det?",
        rows=3,
        required=False,
        help_text="Stegen lägger du till när åtgärden är sparad.",
    )
    goals = GuardedTextField(
        label="Operativa mål",
        rows=3,
        help_text="Kort. Effekt-, process- och produktionsmål med SMART-hjälp sätter du när åtgärden är sparad.",
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
    grounds = forms.ChoiceField(
        label="Kunskapsgrund",
        choices=Grounds.choices,
        widget=forms.RadioSelect,
        help_text="Vad är känt om effekten? Biblioteket säger det om kända åtgärder.",
    )
    hours = forms.IntegerField(
        label="Planerade arbetstimmar", required=False, min_value=0, max_value=1_000_000
    )
    cost = forms.IntegerField(
        label="Planerad kostnad i kronor", required=False, min_value=0, max_value=2_000_000_000
    )
    borne_by = GuardedTextField(
        label="Vem bär kostnaden?",
        rows=1,
        max_length=160,
        required=False,
        help_text="Till exempel: Tekniska nämnden.",
    )
    ordinary = forms.ChoiceField(
        label="Ingår i ordinarie verksamhetsplan?",
        choices=(("", "Inte sagt än"), *Ordinary.choices),
        required=False,
        widget=forms.RadioSelect,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(
        self, *args: Any, causes: QuerySet[Cause], functions: QuerySet[Function], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        choose_among(
            self, cause=causes, also=causes, planned_by=functions, done_by=functions, followed_up_by=functions
        )


class IndicatorForm(ReasonForm):
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

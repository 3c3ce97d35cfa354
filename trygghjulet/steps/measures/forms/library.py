"""Forms for the library: what is looked for, entries of one's own, and experiences."""

from __future__ import annotations

from typing import Any

from django import forms

from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.fields import offer
from trygghjulet.steps.measures.models import Grounds, PreventionLevel, PreventionType, Purpose
from trygghjulet.steps.measures.rules.known import GRADES, PERSPECTIVES


class SearchForm(forms.Form):
    """What somebody looks for in the library; sent as an address that can be shared."""

    sok = forms.CharField(label="Sök", required=False, max_length=80)
    problem = forms.ChoiceField(label="Problem", required=False)
    sida = forms.ChoiceField(
        label="Påverkar", required=False, choices=(("", "Alla sidor"), *PERSPECTIVES.items())
    )
    grund = forms.ChoiceField(
        label="Kunskapsgrund",
        required=False,
        choices=(("", "Alla grunder"), *((key, words) for key, (words, _) in GRADES.items())),
    )

    def __init__(self, *args: Any, problems: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, problem=[("", "Alla problem"), *((one, one) for one in problems)])


class EntryForm(forms.Form):
    """A measure of one's own in the library."""

    title = GuardedTextField(label="Åtgärd", rows=1, max_length=160)
    what = GuardedTextField(label="Vad är det?", rows=3)
    problems = GuardedTextField(
        label="Passar mot", rows=1, max_length=300, required=False, help_text="Problem, med komma mellan."
    )
    perspectives = forms.MultipleChoiceField(
        label="Påverkar", choices=PERSPECTIVES.items(), widget=forms.CheckboxSelectMultiple, required=False
    )
    how = GuardedTextField(label="Så gör man", rows=4, required=False, help_text="Ett steg på varje rad.")
    takes = GuardedTextField(label="Det här krävs", rows=2, required=False)
    known = GuardedTextField(
        label="Vad vet ni om effekten?", rows=3, help_text="Skriv det också om ni inte vet något."
    )
    grade = forms.ChoiceField(
        label="Kunskapsgrund",
        choices=[(key, f"{words}: {means[0].lower()}{means[1:]}") for key, (words, means) in GRADES.items()],
        initial=Grounds.UNTESTED,
        widget=forms.RadioSelect,
    )
    references = forms.CharField(
        label="Källor",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Författare, år, titel och utgivare. Behövs om grunden säger att något är visat.",
    )
    side_effects = GuardedTextField(
        label="Bieffekter och förflyttning", rows=2, required=False, help_text="Vad kan bli sämre, och var?"
    )
    follow_up = GuardedTextField(label="Så följs den upp", rows=2, required=False)
    purpose = forms.ChoiceField(label="Syfte", choices=Purpose.choices, widget=forms.RadioSelect)
    prevention_type = forms.ChoiceField(
        label="Typ av prevention", choices=PreventionType.choices, widget=forms.RadioSelect
    )
    prevention_level = forms.ChoiceField(
        label="Åtgärden är", choices=PreventionLevel.choices, widget=forms.RadioSelect
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)


class ExperienceForm(forms.Form):
    """What was seen when a measure of the library was tried here."""

    where = GuardedTextField(
        label="Var och när", rows=1, max_length=160, help_text="Till exempel: Stationstorget, våren 2025."
    )
    text = GuardedTextField(
        label="Vad hände?",
        rows=4,
        help_text="Vad gick bra, vad gick sämre, och vad skulle ni göra annorlunda?",
    )

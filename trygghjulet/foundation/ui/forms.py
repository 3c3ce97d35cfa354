"""The form of the gallery: one field of each sort that the pages use."""

from __future__ import annotations

from django import forms


class SampleForm(forms.Form):
    """Nothing that is written in it is kept."""

    title = forms.CharField(
        label="Problemområde",
        max_length=60,
        help_text="Kort och konkret, till exempel: Våld kring stationen.",
    )
    text = forms.CharField(label="Mål", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    day = forms.DateField(label="Börjar", help_text="Den första dag som åtgärden gäller.")
    area = forms.ChoiceField(label="Område", choices=[("", "Välj"), ("c", "Centrum"), ("h", "Hamnen")])
    purpose = forms.ChoiceField(
        label="Syfte",
        choices=[("crime", "Brottsförebyggande"), ("safety", "Trygghetsskapande")],
        widget=forms.RadioSelect,
        help_text="Välj det som åtgärden främst ska åstadkomma.",
    )
    crimes = forms.MultipleChoiceField(
        label="Brottstyper",
        required=False,
        choices=[("a", "Misshandel utomhus"), ("b", "Skadegörelse"), ("c", "Cykelstöld")],
        widget=forms.CheckboxSelectMultiple,
    )
    file = forms.FileField(label="Underlag", required=False, help_text="CSV eller Excel, högst 200 MB.")
    agreed = forms.BooleanField(label="Styrgruppen har beslutat om åtgärden")

"""Forms for the picture's texts, findings, settings and adoption."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.fields import choose_among


class TextForm(forms.Form):
    """The text of one part."""

    text = GuardedTextField(
        label="Text",
        rows=14,
        required=False,
        help_text="En tom rad börjar ett nytt stycke. Skriv aldrig om enskilda.",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)


class FindingForm(forms.Form):
    """A finding of people's own."""

    statement = GuardedTextField(
        label="Iakttagelse",
        rows=3,
        help_text="En sak i taget, till exempel: Boende vid parken undviker den efter klockan 20.",
    )


class SettingsForm(forms.Form):
    """How the figures are counted."""

    cell_size = forms.TypedChoiceField(
        label="Rutornas sida",
        coerce=int,
        choices=((100, "100 meter"), (250, "250 meter"), (500, "500 meter"), (1000, "1 000 meter")),
        initial=250,
        widget=forms.RadioSelect,
        help_text="Små rutor visar platsen tydligare men kräver fler händelser.",
    )


class AdoptionForm(forms.Form):
    """Which forum adopted the picture, and when."""

    forum = forms.ModelChoiceField(label="Forum", queryset=Forum.objects.none(), empty_label="Välj")
    on = forms.DateField(label="Datum för beslutet")
    registry_number = forms.CharField(label="Diarienummer", max_length=40, required=False)
    seen_sha256 = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, forums: QuerySet[Forum], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, forum=forums)

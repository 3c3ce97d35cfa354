"""The form that each paragraph of a meeting's notes is sent with, by its script or without one."""

from __future__ import annotations

from typing import Any

from django import forms

from trygghjulet.cooperation.forums.models import AgendaItem, Meeting
from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.fields import choose_among


class NoteForm(forms.Form):
    """A paragraph: whose it is on the device, where it stands, and what it was written on.

    The space at the end of what somebody is writing is kept: the next word comes after it.
    """

    key = forms.UUIDField(label="Stycke", widget=forms.HiddenInput())
    item = forms.ModelChoiceField(
        label="Punkt", queryset=AgendaItem.objects.none(), required=False, widget=forms.HiddenInput()
    )
    seen = forms.IntegerField(label="Läst", min_value=0, required=False, widget=forms.HiddenInput())
    on_own = forms.BooleanField(label="På eget", required=False, widget=forms.HiddenInput())
    # The operation knows which names of elected members may stand in the text.
    text = GuardedTextField(label="Text", required=False, strip=False, public_names=True)

    def __init__(self, *args: Any, meeting: Meeting, **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, item=AgendaItem.objects.filter(meeting=meeting))

    def clean_seen(self) -> int:
        return self.cleaned_data.get("seen") or 0


class StrikeForm(forms.Form):
    """Whether a paragraph is struck or brought back."""

    struck = forms.BooleanField(label="Struken", required=False)

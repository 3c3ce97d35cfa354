"""The form that makes a key for another system."""

from __future__ import annotations

from django import forms


class KeyForm(forms.Form):
    """Who is to have the key."""

    label = forms.CharField(
        label="Vilket system får nyckeln?",
        max_length=120,
        help_text="Till exempel: Kommunens felanmälan, produktion. Inga namn på personer.",
    )

"""Forms for what each party is to bring to a round."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from trygghjulet.foundation.parties.models import Party
from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.fields import choose_among
from trygghjulet.steps.scanning.models import Source


class ContributionForm(forms.Form):
    """One thing that a party is to bring."""

    party = forms.ModelChoiceField(label="Vem", queryset=Party.objects.none(), empty_label="Välj")
    what = GuardedTextField(
        label="Vad", rows=1, max_length=200, help_text="Till exempel: Felanmälningar för hela perioden."
    )
    source = forms.ModelChoiceField(
        label="Kommer som fil till källan",
        queryset=Source.objects.none(),
        required=False,
        empty_label="Kommer inte som fil",
        help_text="Med en källa syns det av sig självt när underlaget täcker perioden.",
    )
    due = forms.DateField(label="Senast", required=False)

    def __init__(
        self, *args: Any, parties: QuerySet[Party], sources: QuerySet[Source], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        choose_among(self, party=parties, source=sources)


class NoteForm(forms.Form):
    """That something has come, or why it does not."""

    came_on = forms.DateField(label="Kom den", required=False)
    left_out_because = GuardedTextField(
        label="Eller: kommer inte, därför att", rows=2, max_length=500, required=False
    )

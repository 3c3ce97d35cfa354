"""Forms for sources and deliveries."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from trygghjulet.foundation.parties.models import Party
from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.fields import choose_among, offer
from trygghjulet.steps.scanning import registry
from trygghjulet.steps.scanning.models import Sharing, Source, Theme


class SourceForm(forms.Form):
    """Where material comes from, who owns it and who sees what."""

    name = GuardedTextField(
        label="Namn", rows=1, max_length=120, help_text="Till exempel: Polisens anmälda händelser."
    )
    party = forms.ModelChoiceField(label="Ägare", queryset=Party.objects.none(), empty_label="Välj")
    reader = forms.ChoiceField(label="Format", widget=forms.RadioSelect)
    theme = forms.ChoiceField(
        label="Vad underlaget handlar om", choices=Theme.choices, widget=forms.RadioSelect
    )
    sharing = forms.ChoiceField(
        label="Vem ser vad", choices=Sharing.choices, widget=forms.RadioSelect, initial=Sharing.SUMS
    )
    definition = GuardedTextField(
        label="Vad siffrorna betyder",
        rows=2,
        help_text="En mening som följer med siffrorna, till exempel: Anmälda brott efter brottsplats.",
    )
    retention = forms.DateField(
        label="Raderna gallras",
        required=False,
    )

    def __init__(self, *args: Any, parties: QuerySet[Party], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, party=parties)
        offer(
            self,
            reader=[(f.key, f"{f.title}: {f.sentence}") for f in registry.formats()],
        )


class DeliveryForm(forms.Form):
    """A file for a source."""

    file = forms.FileField(label="Fil", allow_empty_file=True)

    def __init__(self, *args: Any, source: Source, **options: Any) -> None:
        super().__init__(*args, **options)
        accepts = registry.format_of(source.reader).accepts
        self.fields["file"].help_text = f"Det här formatet kommer som {', '.join(accepts)}."
        self.fields["file"].widget.attrs["accept"] = ",".join(accepts)


class UndoForm(forms.Form):
    """Why a dataset should count no more."""

    reason = GuardedTextField(label="Varför ångras underlaget?", rows=2)

"""Forms for deliveries."""

from __future__ import annotations

from typing import Any

from django import forms

from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.steps.scanning import registry
from trygghjulet.steps.scanning.models import Source


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

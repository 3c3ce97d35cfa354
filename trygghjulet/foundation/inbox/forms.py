"""The form where one switches messages off and on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from trygghjulet.foundation.inbox.kinds import Kind
from trygghjulet.foundation.inbox.models import Channel


class PreferenceForm(forms.Form):
    """Every kind of message with a box for each channel; one that is not ticked is off."""

    def __init__(
        self, *args: Any, kinds: Iterable[Kind], off: Iterable[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._kinds, switched_off = tuple(kinds), frozenset(off)
        for kind in self._kinds:
            self.fields[kind.key] = forms.MultipleChoiceField(
                label=kind.title,
                help_text=kind.sentence,
                required=False,
                choices=Channel.choices,
                widget=forms.CheckboxSelectMultiple,
                initial=[c for c in Channel.values if (kind.key, c) not in switched_off],
            )

    def wanted(self) -> Mapping[tuple[str, str], bool]:
        """What was ticked, by kind and channel."""
        return {
            (kind.key, channel): channel in self.cleaned_data[kind.key]
            for kind in self._kinds
            for channel in Channel.values
        }

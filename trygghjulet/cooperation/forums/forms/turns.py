"""The forms that say what goes in turns, and who steps in for whom."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from trygghjulet.cooperation.forums.models import TurnRule
from trygghjulet.foundation.parties.models import Party
from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.fields import Choices, choose_among, offer

_PLACES = ("first", "second", "third", "fourth")


def _party(label: str, *, required: bool) -> forms.ModelChoiceField[Party]:
    return forms.ModelChoiceField(
        label=label,
        queryset=Party.objects.none(),
        required=required,
        empty_label="Välj part" if required else "Ingen fler",
    )


class TurnsForm(forms.Form):
    """A task that goes in turns: which, how it is shared and in which order."""

    what = forms.ChoiceField(label="Vad", choices=TurnRule.What.choices)
    share = forms.ChoiceField(
        label="Hur",
        choices=TurnRule.Share.choices,
        widget=forms.RadioSelect,
        help_text="Vartannat möte: alltid den andra nästa gång. Lika ofta: den som haft uppgiften minst.",
    )
    first = _party("Först", required=True)
    second = _party("Sedan", required=True)
    third = _party("Därefter", required=False)
    fourth = _party("Till sist", required=False)
    since = forms.DateField(label="Räknas från och med", required=False, help_text="Tomt: alla möten räknas.")
    clause = GuardedTextField(
        label="Var det står", rows=1, max_length=300, required=False, help_text="Till exempel: punkt 4.1."
    )

    def __init__(self, *args: Any, parties: QuerySet[Party], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, **dict.fromkeys(_PLACES, parties))

    @property
    def given(self) -> dict[str, Any]:
        """What was filled in, with the parties in their order."""
        places = [self.cleaned_data[name] for name in _PLACES if self.cleaned_data[name]]
        return {
            **{name: self.cleaned_data[name] for name in ("what", "share", "since", "clause")},
            "places": places,
        }


class OverrideForm(forms.Form):
    """Another than the one in turn takes a task at a meeting, and why."""

    what = forms.ChoiceField(label="Uppgift")
    chosen = forms.ModelChoiceField(
        label="Tar uppgiften", queryset=Party.objects.none(), empty_label="Välj part"
    )
    reason = GuardedTextField(
        label="Varför", rows=1, max_length=200, help_text="Till exempel: Byte efter önskemål från polisen."
    )

    def __init__(self, *args: Any, tasks: Choices, parties: QuerySet[Party], **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, what=tasks)
        choose_among(self, chosen=parties)


class SharePeriodForm(forms.Form):
    """Which time the shares are counted over."""

    fran = forms.DateField(label="Från och med", required=False)
    till = forms.DateField(label="Till och med", required=False)

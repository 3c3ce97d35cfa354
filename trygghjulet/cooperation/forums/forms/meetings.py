"""The forms that plan and enter a forum's meetings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from trygghjulet.cooperation.forums.rules.meetings import hours_fit
from trygghjulet.foundation.parties.models import Party
from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.fields import choose_among


def _party(label: str) -> forms.ModelChoiceField[Party]:
    return forms.ModelChoiceField(
        label=label, queryset=Party.objects.none(), required=False, empty_label="Okänt"
    )


class PlanForm(forms.Form):
    """A meeting to come."""

    planned_on = forms.DateField(label="Dag")
    starts_at = forms.TimeField(label="Börjar", required=False, widget=forms.TimeInput)
    ends_at = forms.TimeField(label="Slutar", required=False, widget=forms.TimeInput)
    place = GuardedTextField(
        label="Plats",
        rows=1,
        max_length=160,
        required=False,
        help_text="Till exempel: Stadshuset, sal 3. Eller: Digitalt, länk sänds dagen före.",
    )
    title = GuardedTextField(
        label="Rubrik",
        rows=1,
        max_length=160,
        required=False,
        help_text="Om mötet kallas något särskilt, till exempel: Extra möte om stationen.",
    )
    full_day = forms.BooleanField(label="Heldag", required=False)
    convened_by = _party("Kallas av")

    def __init__(self, *args: Any, parties: QuerySet[Party], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, convened_by=parties)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if wrong := hours_fit(given.get("starts_at"), given.get("ends_at")):
            self.add_error("ends_at" if given.get("starts_at") else "starts_at", wrong)
        return given


class EditForm(PlanForm):
    """A planned meeting that gets another day, other hours or another place."""

    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)


class HeldForm(forms.Form):
    """A meeting that was held."""

    held_on = forms.DateField(label="Hölls")
    full_day = forms.BooleanField(label="Heldag", required=False)
    chaired_by = _party("Leddes av")
    convened_by = _party("Kallades av")
    notes_by = _party("Anteckningar av")

    def __init__(self, *args: Any, parties: QuerySet[Party], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, chaired_by=parties, convened_by=parties, notes_by=parties)


class CancelForm(forms.Form):
    """Why a meeting is cancelled."""

    reason = GuardedTextField(label="Varför", rows=1, max_length=200, required=False)


class TakeBackForm(forms.Form):
    """Why a held meeting is taken back."""

    reason = GuardedTextField(
        label="Varför", rows=1, max_length=200, help_text="Till exempel: Mötet hölls av ett annat forum."
    )


class CallForm(forms.Form):
    """When the call went out, and whether it is to be sent to those with an account."""

    on = forms.DateField(label="Kallelsen skickades")
    tell = forms.BooleanField(
        label="Skicka den nu som meddelande till de kallade som har konto", required=False
    )


class CallWordsForm(forms.Form):
    """What the call says beside the agenda, and who signs it."""

    call_words = GuardedTextField(
        label="Ord i kallelsen",
        required=False,
        help_text="Till exempel hur man hittar dit, eller vad ledamöterna ska läsa i förväg.",
    )
    signed_by_chair = GuardedTextField(
        public_names=True,
        label="För ordföranden",
        rows=1,
        max_length=120,
        required=False,
        help_text="Namn eller titel.",
    )
    signed_by_secretary = GuardedTextField(
        public_names=True,
        label="Sekreterare",
        rows=1,
        max_length=120,
        required=False,
        help_text="Namn eller titel.",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)

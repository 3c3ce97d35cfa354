"""The forms that plan and enter a forum's meetings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from trygghjulet.cooperation.forums.models import Forum
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
    full_day = forms.BooleanField(label="Heldag", required=False)
    convened_by = _party("Kallas av")

    def __init__(self, *args: Any, parties: QuerySet[Party], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, convened_by=parties)


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
    """When the call went out."""

    on = forms.DateField(label="Kallelsen skickades")


class NotesForm(forms.Form):
    """When the notes went out, and to whom."""

    on = forms.DateField(label="Skickades")
    to_forum = forms.ModelChoiceField(
        label="Till forumet", queryset=Forum.objects.none(), required=False, empty_label="Någon annan"
    )
    to = GuardedTextField(
        label="Till någon annan",
        rows=1,
        max_length=120,
        required=False,
        help_text="Till exempel: Kommunstyrelsen. Fylls i när mottagaren inte är ett forum.",
    )

    def __init__(self, *args: Any, forums: QuerySet[Forum], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, to_forum=forums)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if "to" in given and bool(given.get("to_forum")) == bool(given["to"]):
            self.add_error("to_forum", "Ange antingen ett forum eller någon annan, inte båda.")
        return given

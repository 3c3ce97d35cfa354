"""The forms of tasks: giving one, telling how it goes, and closing it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from trygghjulet.cooperation.forums.models import AgendaItem, Decision
from trygghjulet.foundation.parties.models import Function
from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.fields import choose_among


class TaskForm(forms.Form):
    """A task to give."""

    text = GuardedTextField(label="Uppgift", rows=2, max_length=300)
    owner = forms.ModelChoiceField(
        label="Ansvarig funktion",
        queryset=Function.objects.none(),
        required=False,
        empty_label="Ingen funktion, skriv i ord",
    )
    owner_words = GuardedTextField(
        label="Ansvarig i ord",
        rows=1,
        max_length=160,
        required=False,
        help_text="En titel och en organisation, till exempel: Rektorn, Norra skolan. Inte ett namn.",
    )
    due = forms.DateField(label="Klar senast", required=False)
    decision = forms.ModelChoiceField(
        label="Följer av beslutet",
        queryset=Decision.objects.none(),
        required=False,
        empty_label="Inget beslut",
    )
    item = forms.ModelChoiceField(
        label="Punkt på dagordningen",
        queryset=AgendaItem.objects.none(),
        required=False,
        empty_label="Ingen punkt",
    )

    def __init__(
        self,
        *args: Any,
        owners: QuerySet[Function],
        decisions: QuerySet[Decision],
        items: QuerySet[AgendaItem],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        choose_among(self, owner=owners, decision=decisions, item=items)
        for name, rows in (("decision", decisions), ("item", items)):
            if not rows.exists():
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if "owner_words" in given and bool(given.get("owner")) == bool(given["owner_words"]):
            self.add_error("owner", "Ange antingen en funktion eller i ord vem som ansvarar.")
        return given


class TellForm(forms.Form):
    """How a task goes."""

    text = GuardedTextField(label="Hur går det?", rows=3)


class CloseForm(forms.Form):
    """What came of a task."""

    outcome = GuardedTextField(label="Vad blev det?", rows=3)
    on = forms.DateField(label="Klar")


class MoveForm(forms.Form):
    """A new last day, and why."""

    due = forms.DateField(label="Ny sista dag")
    reason = GuardedTextField(label="Varför", rows=1, max_length=200)

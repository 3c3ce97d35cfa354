"""The forms that note something about the act."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet

from trygghjulet.foundation.parties.models import Function
from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.fields import choose_among, offer
from trygghjulet.oversight.law.rules.notes import SORTS, What, fault, sorts_of


class NoteForm(forms.Form):
    """What was done or holds, when, and where it can be read."""

    what = forms.ChoiceField(label="Vad", widget=forms.RadioSelect)
    text = GuardedTextField(
        label="Beskriv det",
        rows=3,
        required=False,
        help_text="Skriv organisationer och funktioner, inga personer.",
    )
    function = forms.ModelChoiceField(
        label="Funktion", queryset=Function.objects.none(), required=False, empty_label="Välj"
    )
    first = forms.DateField(label="Dag")
    last = forms.DateField(label="Till och med", required=False)
    registry_number = GuardedTextField(label="Diarienummer", rows=1, max_length=60, required=False)
    link = forms.URLField(label="Länk", max_length=500, required=False, assume_scheme="https")

    def __init__(self, *args: Any, paragraph: str, functions: QuerySet[Function], **options: Any) -> None:
        super().__init__(*args, **options)
        sorts = sorts_of(paragraph)
        offer(self, what=[(what.value, sort.title) for what, sort in sorts.items()])
        choose_among(self, function=functions)
        if len(sorts) == 1:
            self.fields["what"].initial = next(iter(sorts)).value
        lasting = [sort.lasts for sort in sorts.values()]
        if not any(lasting):
            del self.fields["last"]
        else:
            self.fields["first"].label = "Dag, eller från och med" if not all(lasting) else "Från och med"
            self.fields["last"].help_text = "Lämna tomt om det gäller tills vidare" + (
                ", eller hände en viss dag." if not all(lasting) else "."
            )
        if paragraph != SORTS[What.FUNCTION].paragraph:
            del self.fields["function"]
        else:
            del self.fields["text"]
        if paragraph == SORTS[What.OTHER_BOARD].paragraph:
            self.fields["text"].help_text = "Nämndens namn, eller vad rapporten gällde."

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if "what" in given:
            lacking = fault(
                What(given["what"]),
                text=given.get("text", ""),
                reference=given.get("registry_number", "") or given.get("link", ""),
                has_function=given.get("function") is not None,
            )
            if lacking:
                field, words = lacking
                field = "registry_number" if field == "reference" else field
                self.add_error(field if field in self.fields else None, words)
        return given


class EndForm(forms.Form):
    """The last day on which something held."""

    last = forms.DateField(label="Sista dagen")


class DayForm(forms.Form):
    """The day that the act is asked about."""

    dag = forms.DateField(
        label="Dag",
        required=False,
        validators=(MinValueValidator(date(1990, 1, 1)), MaxValueValidator(date(2199, 12, 31))),
    )

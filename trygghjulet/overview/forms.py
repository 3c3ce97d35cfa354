"""Forms that start a round, and that enter a week's decision in the week and in its forum at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.parties.models import Party
from trygghjulet.foundation.rounds.models import Rhythm
from trygghjulet.foundation.ui.fields import choose_among


class RoundForm(forms.Form):
    """Area, rhythm and period of a new turn."""

    area = forms.ModelChoiceField(
        label="Område",
        queryset=Area.objects.none(),
        empty_label="Välj",
        help_text="Hela staden eller en del av den.",
    )
    rhythm = forms.ChoiceField(
        label="Rytm", choices=Rhythm.choices, widget=forms.RadioSelect, initial=Rhythm.YEARLY
    )
    first_day = forms.DateField(label="Perioden börjar")
    last_day = forms.DateField(label="Perioden slutar")

    def __init__(self, *args: Any, areas: QuerySet[Area], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, area=areas)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        first, last = given.get("first_day"), given.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", "Perioden slutar innan den börjar. Rätta ett av datumen.")
        return given


class DecideForm(forms.Form):
    """The day of the meeting's decision, and whether meeting and decision are entered in the forum too.

    Nothing is asked of the forum where the person may not enter its meetings, and not who chaired a meeting that is
    entered already.
    """

    on = forms.DateField(label="Mötets och beslutets dag")
    enter = forms.BooleanField(label="För in beslutet också i forumet", required=False, initial=True)
    chaired_by = forms.ModelChoiceField(
        label="Mötet leddes av", queryset=Party.objects.none(), required=False, empty_label="Inte angivet"
    )
    notes_by = forms.ModelChoiceField(
        label="Anteckningar av", queryset=Party.objects.none(), required=False, empty_label="Inte angivet"
    )
    seen_sha256 = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        parties: QuerySet[Party],
        forum: str = "",
        may_enter: bool = True,
        held: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        if not may_enter:
            del self.fields["enter"], self.fields["chaired_by"], self.fields["notes_by"]
        elif held:
            self.fields["enter"].label = f"För in beslutet bland besluten i {forum}"
            self.fields["enter"].help_text = "Mötet är redan infört som hållet."
            del self.fields["chaired_by"], self.fields["notes_by"]
        else:
            self.fields["enter"].label = f"För in mötet som hållet i {forum}, med beslutet"
            self.fields["enter"].help_text = "Då behöver det inte föras in en gång till där."
            choose_among(self, chaired_by=parties, notes_by=parties)

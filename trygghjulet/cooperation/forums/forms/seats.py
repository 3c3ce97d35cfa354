"""The forms that say how a forum is composed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from trygghjulet.cooperation.forums.models import Composition, Seat
from trygghjulet.cooperation.forums.operations import CompositionContent, PerspectiveContent, SeatContent
from trygghjulet.cooperation.forums.rules.seats import MANDATES
from trygghjulet.foundation.parties.models import Party
from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.fields import choose_among

CLAUSE_HELP = "Till exempel: Reglementet § 4. Tomt om inget dokument säger det."


def _count(label: str, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=999, required=False, **options)


def _text(label: str, length: int = 160, **options: Any) -> GuardedTextField:
    return GuardedTextField(label=label, rows=1, max_length=length, required=False, **options)


class CompositionForm(forms.Form):
    """How many sit in a forum, for how long, and who appoints them."""

    members_least = _count("Ledamöter, minst")
    members_most = _count("Ledamöter, högst")
    substitutes_least = _count("Ersättare, minst")
    substitutes_most = _count("Ersättare, högst")
    term_years = forms.IntegerField(
        label="Mandattid i år",
        min_value=1,
        max_value=10,
        required=False,
        help_text="Räknas från 1 januari året efter valet. Tomt om ingen tid är bestämd.",
    )
    police_required = forms.BooleanField(label="Polisen ska finnas med", required=False)
    appointed_by = _text("Ledamöterna utses av")
    nominated_by = _text(
        "Ledamöterna nomineras av",
        300,
        help_text="Skriv också till vem, till exempel: Organisationerna, till stadsledningskontoret.",
    )
    chair_appointed_by = _text("Ordföranden utses av")
    vice_chairs = forms.TypedChoiceField(
        label="Vice ordförande",
        choices=[("", "Inte bestämt"), (1, "En"), (2, "Två: en förste och en andre")],
        coerce=int,
        empty_value=None,
        required=False,
    )
    vice_chairs_appointed_by = _text("Vice ordförande utses av")
    committee = forms.BooleanField(
        label="Har ett arbetsutskott",
        required=False,
        help_text="Arbetsutskottet förs in som ett eget forum under det här.",
    )
    adjuncts_decided_by = _text("Adjungering beslutas av", help_text="Då krävs ett beslut för var och en.")
    eligibility = GuardedTextField(label="Vem som kan komma i fråga", rows=2, required=False)
    absence = GuardedTextField(label="Vad som gäller vid frånvaro", rows=2, required=False)
    clause = _text("Var det står", 300, help_text=CLAUSE_HELP)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    @staticmethod
    def initial_of(composition: Composition | None) -> dict[str, Any]:
        """The form as the composition is saved."""
        if composition is None:
            return {"seen": 0}
        names = CompositionContent.__dataclass_fields__
        return {"seen": composition.revision, **{name: getattr(composition, name) for name in names}}

    @property
    def content(self) -> CompositionContent:
        """What was filled in."""
        return CompositionContent(
            **{name: value for name, value in self.cleaned_data.items() if name != "seen"}
        )


class SeatForm(forms.Form):
    """A place in a forum, or a category of places."""

    name = GuardedTextField(
        label="Plats", rows=1, max_length=160, help_text="Till exempel: Ledamöter från näringslivet."
    )
    at_least = forms.IntegerField(label="Minst så många", min_value=0, max_value=99, initial=1)
    at_most = forms.IntegerField(
        label="Högst så många", min_value=1, max_value=99, required=False, help_text="Tomt om inget är sagt."
    )
    party = forms.ModelChoiceField(
        label="Hör till parten",
        queryset=Party.objects.none(),
        required=False,
        empty_label="Ingen bestämd part",
    )
    function_title = _text(
        "Hör till funktionen", 120, help_text="Till exempel: Kommunpolis. Tomt om platsen gäller en kategori."
    )
    elected = forms.BooleanField(
        label="Platsen är för en förtroendevald",
        required=False,
        help_text="Bara då får ett namn skrivas. Övriga anges med titel och organisation.",
    )
    attends = forms.ChoiceField(label="Är med", choices=Seat.Attends.choices, initial=Seat.Attends.EVERY)
    mandates = forms.MultipleChoiceField(
        label="Mandat som hör till platsen",
        choices=[(key, f"Har mandat att {words}") for key, words in MANDATES.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    appointed_by = _text("Utses av")
    nominated_by = _text("Nomineras av")
    clause = _text("Var det står", 300, help_text=CLAUSE_HELP)

    def __init__(self, *args: Any, parties: QuerySet[Party], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, party=parties)

    @staticmethod
    def initial_of(seat: Seat) -> dict[str, Any]:
        """The form as the seat is saved."""
        return {name: getattr(seat, name) for name in SeatForm.base_fields}

    @property
    def content(self) -> SeatContent:
        """What was filled in."""
        given = self.cleaned_data
        return SeatContent(**{**given, "mandates": tuple(given["mandates"])})


class PerspectiveForm(forms.Form):
    """What so many of the members must have."""

    name = GuardedTextField(
        label="Perspektiv",
        rows=1,
        max_length=200,
        help_text="Till exempel: minst en från en organisation med huvudsakligt fokus på kvinnor och tjejer.",
    )
    seat = forms.ModelChoiceField(
        label="Bland platserna",
        queryset=Seat.objects.none(),
        required=False,
        empty_label="Bland alla ledamöter",
    )
    at_least = forms.IntegerField(label="Minst så många", min_value=1, max_value=99, initial=1)
    key = GuardedTextField(label="Egenskap", rows=1, max_length=80, help_text="Ett ord, till exempel: fokus.")
    value = GuardedTextField(
        label="Värde",
        rows=1,
        max_length=80,
        help_text="Till exempel: kvinnor-tjejer. Samma ord på ledamoten.",
    )
    clause = _text("Var det står", 300, help_text=CLAUSE_HELP)

    def __init__(self, *args: Any, seats: QuerySet[Seat], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, seat=seats)

    @property
    def content(self) -> PerspectiveContent:
        """What was filled in."""
        return PerspectiveContent(**self.cleaned_data)

"""Forms for dialogues, their points and what came of them, and for consultations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from trygghjulet.foundation.geography.models import Area, Place
from trygghjulet.foundation.parties.models import Party
from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.fields import choose_among, offer
from trygghjulet.steps.dialogues.models import Consultation, Dialogue, Kind, Light, Option, Point
from trygghjulet.steps.dialogues.operations import Asked, Held, Said
from trygghjulet.steps.dialogues.rules.following import MOVES, State
from trygghjulet.steps.dialogues.rules.notes import UnreadableNotes, read_notes
from trygghjulet.steps.dialogues.rules.themes import Theme, Tone

_THEMES = [(theme.value, theme.words) for theme in Theme]
_TONES = [(tone.value, tone.words) for tone in Tone]


class DialogueForm(forms.Form):
    """The frame around a talk or a walk."""

    kind = forms.ChoiceField(label="Slag", choices=Kind.choices, initial=Kind.WALK)
    title = GuardedTextField(
        label="Namn", rows=1, max_length=160, help_text="Till exempel: Vandring i Norrby, hösten."
    )
    held_on = forms.DateField(label="Hölls den")
    area = forms.ModelChoiceField(label="Område", queryset=Area.objects.none(), empty_label="Välj")
    party = forms.ModelChoiceField(label="Hölls av", queryset=Party.objects.none(), empty_label="Välj")
    place = forms.ModelChoiceField(
        label="Känd plats", queryset=Place.objects.none(), required=False, empty_label="Ingen särskild"
    )
    where = GuardedTextField(
        label="Var, eller vilken väg",
        rows=1,
        max_length=300,
        required=False,
        help_text="Till exempel: Från skolan förbi sporthallen till torget.",
    )
    light = forms.ChoiceField(label="Ljus", choices=Light.choices, required=False)
    groups = GuardedTextField(
        label="Vilka som deltog",
        sensitive=True,
        rows=1,
        max_length=300,
        required=False,
        help_text="Grupper och organisationer, inte namn: boende, elevrådet, fastighetsägare, gatukontoret.",
    )
    people = forms.IntegerField(label="Ungefär hur många", min_value=1, max_value=1_000_000, required=False)
    summary = GuardedTextField(label="Sammanfattning", sensitive=True, rows=3, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(
        self,
        *args: Any,
        areas: QuerySet[Area],
        parties: QuerySet[Party],
        places: QuerySet[Place],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        choose_among(self, area=areas, party=parties, place=places)

    @property
    def held(self) -> Held:
        """What was written, as the operations take it."""
        return Held(**{name: self.cleaned_data[name] for name in Held.__dataclass_fields__})

    @staticmethod
    def initial_of(dialogue: Dialogue) -> dict[str, Any]:
        """What stands in the fields before anything is changed."""
        return {
            **{name: getattr(dialogue, name) for name in Held.__dataclass_fields__},
            "seen": dialogue.revision,
        }


class NotesField(GuardedTextField):
    """Notes, a point on each line, read into points when the form is checked."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label="Anteckningar",
            sensitive=True,
            rows=10,
            help_text=(
                "En punkt på varje rad. Börja raden med + för bra, - för dåligt, ? för önskemål eller > för något "
                "som ska göras. Det går också att klistra in en tabell med rubriken datum;notering;slag."
            ),
            **options,
        )

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if text.strip():
            try:
                read_notes(text)
            except UnreadableNotes as unreadable:
                raise forms.ValidationError(str(unreadable)) from unreadable
        return text


class EnterForm(DialogueForm):
    """A new talk or walk, with the notes at once."""

    notes = NotesField(required=False)


class NotesForm(forms.Form):
    """More points to a dialogue."""

    notes = NotesField()


class PointForm(forms.Form):
    """One point: what, about what, where, who said it, and what is to follow."""

    text = GuardedTextField(label="Vad som sades eller sågs", sensitive=True, rows=2, max_length=1_000)
    theme = forms.ChoiceField(label="Tema", choices=_THEMES)
    tone = forms.ChoiceField(label="Ton", choices=_TONES)
    spot = GuardedTextField(label="Var", rows=1, max_length=160, required=False)
    place = forms.ModelChoiceField(
        label="Känd plats", queryset=Place.objects.none(), required=False, empty_label="Ingen"
    )
    group = GuardedTextField(
        label="Vilka som sade det",
        sensitive=True,
        rows=1,
        max_length=120,
        required=False,
        help_text="En grupp, inte en person: elever i årskurs 9, butikerna.",
    )
    to_do = GuardedTextField(
        label="Vad som ska göras", sensitive=True, rows=2, max_length=600, required=False
    )
    owner = GuardedTextField(
        label="Den som råder över det",
        rows=1,
        max_length=160,
        required=False,
        help_text="Förvaltning, fastighetsägare eller annan organisation.",
    )
    due = forms.DateField(
        label="Senast", required=False, help_text="Lämnas det tomt blir det sex månader efter vandringen."
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, places: QuerySet[Place], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, place=places)

    @property
    def said(self) -> Said:
        """What was written, as the operations take it."""
        return Said(**{name: self.cleaned_data[name] for name in Said.__dataclass_fields__})

    @staticmethod
    def initial_of(point: Point) -> dict[str, Any]:
        """What stands in the fields before anything is changed."""
        return {
            **{name: getattr(point, name) for name in Said.__dataclass_fields__},
            "seen": point.revision,
        }


class SortForm(forms.Form):
    """One row of the page where all points of a walk are gone through at once."""

    theme = forms.ChoiceField(label="Tema", choices=_THEMES)
    tone = forms.ChoiceField(label="Ton", choices=_TONES)
    to_do = GuardedTextField(label="Ska göras", sensitive=True, rows=1, max_length=600, required=False)
    owner = GuardedTextField(label="Råder över det", rows=1, max_length=160, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)


class StateForm(forms.Form):
    """How far a point has come."""

    state = forms.ChoiceField(label="Nu", widget=forms.RadioSelect)
    words = GuardedTextField(
        label="Vad som hänt, eller varför det inte blir av", rows=2, max_length=300, required=False
    )

    def __init__(self, *args: Any, now: State, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, state=[(state.value, state.words) for state in MOVES[now]])


class ConsultationForm(forms.Form):
    """A question to citizens, and how many chose what."""

    question = GuardedTextField(
        label="Frågan", rows=2, max_length=300, help_text="Till exempel: Vilket löfte är viktigast i Norrby?"
    )
    area = forms.ModelChoiceField(label="Område", queryset=Area.objects.none(), empty_label="Välj")
    way = forms.ChoiceField(
        label="Hur svaren kom", choices=Consultation.Way.choices, widget=forms.RadioSelect
    )
    first_day = forms.DateField(label="Från")
    last_day = forms.DateField(label="Till")
    asked = forms.IntegerField(
        label="Antal tillfrågade",
        min_value=1,
        max_value=10_000_000,
        required=False,
        help_text="Om det är känt.",
    )
    answers = forms.IntegerField(label="Antal som svarade", min_value=1, max_value=10_000_000)
    several = forms.BooleanField(label="Man fick välja flera", required=False)
    options = GuardedTextField(
        label="Alternativ och antal svar",
        rows=6,
        help_text="Ett på varje rad, antalet efter kolon eller semikolon. Till exempel: Mer ljus i parken: 124.",
    )

    def __init__(self, *args: Any, areas: QuerySet[Area], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, area=areas)

    def clean_options(self) -> list[tuple[str, int]]:
        rows = []
        for number, line in enumerate(self.cleaned_data["options"].splitlines(), start=1):
            if not line.strip():
                continue
            at = max(line.rfind(":"), line.rfind(";"))
            text, votes = line[:at].strip(), "".join(line[at + 1 :].split())
            if at < 1 or not text or not votes.isdecimal() or len(votes) > 8:
                raise forms.ValidationError(
                    f"Rad {number} ({line.strip()[:60]}) saknar antal. Skriv alternativet, ett kolon och antalet svar."
                )
            if len(text) > 200:
                raise forms.ValidationError(f"Rad {number} är längre än 200 tecken. Korta alternativet.")
            rows.append((text, int(votes)))
        return rows

    @property
    def as_asked(self) -> Asked:
        """What was written, as the operation takes it."""
        return Asked(**{name: self.cleaned_data[name] for name in Asked.__dataclass_fields__})


class ChooseForm(forms.Form):
    """What was taken up of what citizens chose, and why."""

    chosen = forms.ModelMultipleChoiceField(
        label="Det här tog vi fasta på",
        queryset=Option.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    because = GuardedTextField(label="Varför", rows=3, max_length=1_000)
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, options: QuerySet[Option], **more: Any) -> None:
        super().__init__(*args, **more)
        choose_among(self, chosen=options)

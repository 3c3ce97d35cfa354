"""The forms of an agenda: its points with their papers, and the matters raised between forums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from trygghjulet.cooperation.forums.models import AgendaItem, Forum
from trygghjulet.cooperation.forums.operations import Beyond, PointContent
from trygghjulet.foundation.privacy.forms import GuardedTextField

_NO_YES = [("no", "Nej"), ("yes", "Ja")]


def _question(label: str, help_text: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=_NO_YES, widget=forms.RadioSelect, help_text=help_text)


def _individual(what: str) -> forms.ChoiceField:
    return _question(
        f"Gäller {what} en enskild person?", "Ett ärende om en viss person tas hos den myndighet som har det."
    )


def _operational() -> forms.ChoiceField:
    return _question(
        "Är det en operativ fråga?",
        "Alltså hur det dagliga arbetet utförs, till exempel var personal ska vara en viss kväll.",
    )


def _about(given: Mapping[str, Any]) -> Beyond:
    return Beyond(individual=given.get("individual") == "yes", operational=given.get("operational") == "yes")


class PointForm(forms.Form):
    """A point of the agenda."""

    title = GuardedTextField(label="Punkt", rows=1, max_length=200)
    kind = forms.ChoiceField(
        label="Slag", choices=AgendaItem.Kind.choices, initial=AgendaItem.Kind.INFORMATION
    )
    minutes = forms.IntegerField(label="Minuter", required=False, min_value=1, max_value=600)
    starts_at = forms.TimeField(
        label="Börjar en bestämd tid",
        required=False,
        widget=forms.TimeInput,
        help_text="Lämna tomt, så följer punkten på den före.",
    )
    presenter = GuardedTextField(
        label="Föredragande",
        rows=1,
        max_length=160,
        required=False,
        help_text="Titel och organisation, till exempel: Kommunpolis, lokalpolisområdet.",
    )
    registry_number = GuardedTextField(label="Diarienummer", rows=1, max_length=40, required=False)
    text = GuardedTextField(label="Vad det gäller", rows=3, required=False)
    proposal = GuardedTextField(
        label="Förslag till beslut",
        rows=3,
        required=False,
        help_text="Till exempel: Rådet antar verksamhetsberättelsen.",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    @property
    def content(self) -> PointContent:
        """What was written, as the operations take it."""
        names = PointContent.__dataclass_fields__
        return PointContent(**{name: self.cleaned_data[name] for name in names})

    @staticmethod
    def initial_of(point: AgendaItem) -> dict[str, Any]:
        """What stands in the fields before anything is changed."""
        names = PointContent.__dataclass_fields__
        return {**{name: getattr(point, name) for name in names}, "seen": point.revision}


class NewPointForm(PointForm):
    """A new point, with what is asked so that the forum deals only with what it is for."""

    individual = _individual("punkten")
    operational = _operational()

    def __init__(self, *args: Any, forum: Forum, **options: Any) -> None:
        super().__init__(*args, **options)
        if not forum.refuses_operational:
            del self.fields["operational"]

    @property
    def about(self) -> Beyond:
        """What was answered of it."""
        return _about(self.cleaned_data)


class PaperForm(forms.Form):
    """A paper that belongs to a point."""

    title = GuardedTextField(label="Handling", rows=1, max_length=200)
    registry_number = GuardedTextField(label="Diarienummer", rows=1, max_length=40, required=False)
    address = forms.URLField(
        label="Länk", max_length=500, required=False, assume_scheme="https", help_text="Där handlingen finns."
    )


class DealtWithForm(forms.Form):
    """What the forum came to in a matter that was raised from another."""

    words = GuardedTextField(
        label="Svar till den som lyfte frågan",
        required=False,
        help_text="Lämna tomt om det fattas ett beslut: då blir beslutet svaret.",
    )


def _grouped(linked: Sequence[Forum], others: Sequence[Forum]) -> list[Any]:
    def options(forums: Sequence[Forum]) -> list[tuple[str, str]]:
        return [(str(forum.pk), forum.name) for forum in forums]

    if not linked or not others:
        return [("", "Välj"), *options([*linked, *others])]
    return [
        ("", "Välj"),
        ("Dit det här forumet hör", options(linked)),
        ("Andra forum i samverkan", options(others)),
    ]


class ToForumForm(forms.Form):
    """Where a matter is raised to."""

    to_forum = forms.ChoiceField(label="Lyfts till")

    def __init__(self, *args: Any, linked: Sequence[Forum], others: Sequence[Forum], **options: Any) -> None:
        super().__init__(*args, **options)
        self.forums = {str(forum.pk): forum for forum in (*linked, *others)}
        self.linked = frozenset(forum.pk for forum in linked)
        field = self.fields["to_forum"]
        if isinstance(field, forms.ChoiceField):
            field.choices = _grouped(linked, others)

    @property
    def chosen(self) -> Forum:
        """The forum that was chosen."""
        return self.forums[self.cleaned_data["to_forum"]]

    @property
    def unlinked(self) -> bool:
        """Is the chosen forum one that no way leads to?"""
        return self.chosen.pk not in self.linked


class FurtherForm(ToForumForm):
    """Where a matter that came to the forum is raised further to."""

    operational = _operational()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not any(forum.refuses_operational for forum in self.forums.values()):
            del self.fields["operational"]

    @property
    def about(self) -> Beyond:
        """What was answered of it."""
        return _about(self.cleaned_data)


class RaiseForm(FurtherForm):
    """A matter that is raised to another forum."""

    title = GuardedTextField(label="Fråga", rows=1, max_length=200)
    text = GuardedTextField(label="Vad frågan gäller", rows=4, required=False)
    asks_for = GuardedTextField(
        label="Vad som behövs",
        rows=2,
        required=False,
        help_text="Till exempel: Ett beslut om vem som betalar belysningen.",
    )
    individual = _individual("frågan")

    field_order = ("title", "text", "asks_for", "to_forum", "individual", "operational")


class AnswerForm(forms.Form):
    """The answer to a matter that was raised here."""

    words = GuardedTextField(label="Svar")
    on = forms.DateField(label="Dag")

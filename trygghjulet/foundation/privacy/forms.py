"""Form fields for free text that is checked before it is saved, and errors that show what was found where it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms

from trygghjulet.foundation.privacy.guard import PersonalDataFound, refuse_personal_data
from trygghjulet.foundation.privacy.sightings import Sighting

#: How many characters of the text are shown on each side of what was found.
_AROUND = 60


@dataclass(frozen=True)
class Piece:
    """A piece of what was written, as it is shown with the error: marked where something was found."""

    text: str
    is_marked: bool = False


class PersonalDataError(forms.ValidationError):
    """The error at a field whose text looks like personal data; it knows the text and what was found in it."""

    def __init__(self, text: str, sightings: Iterable[Sighting]) -> None:
        self.text, self.sightings = text, tuple(sightings)
        found = ", ".join(dict.fromkeys(f"{s.kind} ({s.text})" for s in self.sightings))
        super().__init__(
            f"Texten verkar innehålla personuppgifter: {found}. Skriv om det som är markerat.",
            code="personal_data",
        )

    @property
    def pieces(self) -> list[Piece]:
        """The text around what was found, as long as it needs to be to know the place again."""
        pieces: list[Piece] = []
        at = 0
        for s in self.sightings:
            begins = max(at, s.start - _AROUND)
            if begins > at:
                begins = self.text.find(" ", begins, s.start) + 1 or begins  # not in the middle of a word
            if begins > at and pieces:
                close = min(begins, at + _AROUND)
                pieces.append(Piece(self.text[at:close]))
                at = close
            if begins > at:
                pieces.append(Piece("… "))
            pieces += [Piece(self.text[begins : s.start]), Piece(self.text[s.start : s.end], is_marked=True)]
            at = s.end
        pieces.append(Piece(self.text[at : at + _AROUND]))
        if at + _AROUND < len(self.text):
            pieces.append(Piece(" …"))
        return [piece for piece in pieces if piece.text]


class GuardedTextField(forms.CharField):
    """Free text in which personal data is found and refused, with the reason at the field.

    Attributes:
        sensitive: the text tells of single events: a street with the number of a house is refused too.
        public_names: the field is where one who holds public office is named.
        but: names that are let through; a form may set it when it knows them.
    """

    def __init__(
        self,
        *,
        rows: int = 4,
        sensitive: bool = False,
        public_names: bool = False,
        but: Collection[str] = (),
        **options: Any,
    ) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": rows}) if rows > 1 else forms.TextInput())
        self.sensitive, self.public_names, self.but = sensitive, public_names, but
        super().__init__(**options)

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        try:
            refuse_personal_data(text, sensitive=self.sensitive, but=self.but, public_names=self.public_names)
        except PersonalDataFound as found:
            raise PersonalDataError(text, found.sightings) from found
        return text

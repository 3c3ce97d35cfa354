"""What the guard tells of: a piece of a text, what it looks like, why, and what to write instead."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What a piece of a text looks like. The value is what the writer reads."""

    IDENTITY = "personnummer"
    BIRTH = "födelsedatum"
    PHONE = "telefonnummer"
    EMAIL = "e-postadress"
    PLATE = "registreringsnummer"
    ACCOUNT = "konto i sociala medier"
    ADDRESS = "gatuadress"
    NAME = "namn"

    @property
    def with_article(self) -> str:
        """The kind in a sentence: "ett telefonnummer"."""
        return f"{'en' if self in (Kind.EMAIL, Kind.ADDRESS) else 'ett'} {self.value}"


class Certainty(StrEnum):
    """How sure the guard is. The value is what the writer reads."""

    SURE = "säkert"
    LIKELY = "troligt"


_INSTEAD: Final = {
    Kind.IDENTITY: "Ta bort numret. Behövs ålder, skriv en åldersgrupp: en person i 20-årsåldern.",
    Kind.BIRTH: "Skriv en åldersgrupp, till exempel: ungdomar i högstadieåldern.",
    Kind.PHONE: "Ta bort numret. Behövs en kontakt, skriv funktionen: fältgruppens telefon.",
    Kind.EMAIL: "Ta bort adressen. Behövs en kontakt, skriv funktionen och organisationen.",
    Kind.PLATE: "Ta bort numret. Skriv vad för slags fordon det var.",
    Kind.ACCOUNT: "Ta bort kontot. Skriv vad som spreds och ungefär bland vilka.",
    Kind.ADDRESS: "Skriv gatan utan nummer, kvarteret eller en känd plats.",
    Kind.NAME: "Skriv titel och organisation, eller vad personen var: en boende, en elev, en förbipasserande.",
}


@dataclass(frozen=True)
class Sighting:
    """A piece of a text that looks like personal data.

    Attributes:
        kind: what it looks like.
        text: as it was written.
        start: where it begins in the text.
        end: where it ends.
        certainty: how sure the guard is.
        why: what it was known by, as a sentence.
    """

    kind: Kind
    text: str
    start: int
    end: int
    certainty: Certainty
    why: str

    @property
    def instead(self) -> str:
        """What to write instead."""
        return _INSTEAD[self.kind]

    @property
    def may_be_insisted_on(self) -> bool:
        """Can a text with it be saved by one who has the right and gives a reason?

        What the guard is not sure of, names, plates and addresses; never a personnummer whose check digit is right.
        """
        return self.certainty is Certainty.LIKELY or self.kind in (Kind.NAME, Kind.PLATE, Kind.ADDRESS)


@dataclass(frozen=True)
class Found:
    """A sighting in the text as it is read, before its place in the original is known."""

    kind: Kind
    start: int
    end: int
    certainty: Certainty
    why: str

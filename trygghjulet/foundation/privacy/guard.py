"""Finds personal data in free text before it is saved, and says what was found and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import phonenumbers
from personnummer import personnummer

from trygghjulet.foundation.access.rules import Refused

_IDENTITY = re.compile(r"(?<!\d)(?:\d{2})?\d{6}[-+\s]?\d{4}(?!\d)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# Three letters and three characters as on Swedish plates; I, Q, V and Å, Ä, Ö are never used.
_PLATE = re.compile(r"\b[A-HJ-PR-UW-Z]{3} ?\d{2}[0-9A-HJ-NPR-UW-Z]\b")


@dataclass(frozen=True)
class Sighting:
    """A piece of a text that looks like personal data: what it looks like and where it stands."""

    kind: str
    text: str
    start: int


class PersonalDataFound(Refused):
    """A text was refused because it holds personal data; the message says what and what to do."""

    def __init__(self, sightings: tuple[Sighting, ...]) -> None:
        self.sightings = sightings
        found = ", ".join(f"{s.kind} ({s.text})" for s in sightings)
        super().__init__(
            f"Texten verkar innehålla personuppgifter: {found}. "
            "Skriv om platsen och händelsen i stället, och ta bort det som pekar ut en person."
        )


def look(text: str) -> tuple[Sighting, ...]:
    """Everything in a text that looks like personal data, in the order in which it stands.

    Finds personnummer and samordningsnummer with a right check digit, or written as a day with a hyphen and four
    digits whatever the check digit, since one that is miswritten points at somebody too; telephone numbers, e-mail
    addresses and number plates. Does not find names.
    """
    return tuple(sorted(_sightings(text), key=lambda s: s.start))


def refuse_personal_data(*texts: str) -> None:
    """Let the texts through only when nothing in them looks like personal data.

    Raises:
        PersonalDataFound: with what was found.
    """
    sightings = tuple(s for text in texts for s in look(text))
    if sightings:
        raise PersonalDataFound(sightings)


def _sightings(text: str) -> Iterator[Sighting]:
    taken: list[range] = []
    for match in _IDENTITY.finditer(text):
        if _is_identity(match.group()):
            taken.append(range(match.start(), match.end()))
            yield Sighting("personnummer", match.group(), match.start())
    for match in _EMAIL.finditer(text):
        yield Sighting("e-postadress", match.group(), match.start())
    for match in _PLATE.finditer(text):
        yield Sighting("registreringsnummer", match.group(), match.start())
    for found in phonenumbers.PhoneNumberMatcher(text, "SE"):
        if not any(found.start in span for span in taken):
            yield Sighting("telefonnummer", found.raw_string, found.start)


def _is_identity(digits: str) -> bool:
    return bool(personnummer.valid(re.sub(r"\s", "-", digits))) or _is_day_and_four(digits)


def _is_day_and_four(digits: str) -> bool:
    """Is it written as a personnummer or samordningsnummer is: a day that there is, a hyphen or a plus, four digits?"""
    written = re.fullmatch(r"(?:\d{2})?(\d{2})(\d{2})(\d{2})[-+]\d{4}", digits)
    if written is None:
        return False
    year, month, day = (int(part) for part in written.groups())
    try:
        # Which century it was does not matter here.
        date(2000 + year, month, day - 60 if day > 60 else day)
    except ValueError:
        return False
    return True

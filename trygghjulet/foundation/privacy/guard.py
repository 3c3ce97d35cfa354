"""Finds personal data in free text before it is saved, and says what was found, why, and what to write instead."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from trygghjulet.foundation.access.rules import Refused
from trygghjulet.foundation.privacy import insisting
from trygghjulet.foundation.privacy.names import names
from trygghjulet.foundation.privacy.numbers import births, identities, phones
from trygghjulet.foundation.privacy.plain import plain
from trygghjulet.foundation.privacy.sightings import Certainty, Found, Kind, Sighting
from trygghjulet.foundation.privacy.signs import accounts, addresses, emails, plates

__all__ = ["Certainty", "Kind", "PersonalDataFound", "Sighting", "look", "refuse_personal_data"]


class PersonalDataFound(Refused):
    """A text was refused because it holds personal data; the message says what and what to do."""

    def __init__(self, sightings: tuple[Sighting, ...]) -> None:
        self.sightings = sightings
        found = ", ".join(f"{s.kind} ({s.text})" for s in sightings)
        instead = " ".join(dict.fromkeys(s.instead for s in sightings))
        super().__init__(f"Texten verkar innehålla personuppgifter: {found}. {instead}")


def look(
    text: str, *, sensitive: bool = False, but: Collection[str] = (), public_names: bool = False
) -> tuple[Sighting, ...]:
    """Everything in a text that looks like personal data, in the order in which it stands.

    Finds personnummer and samordningsnummer however they are written, days of birth, telephone numbers, e-mail
    addresses, number plates, accounts in social media, and a first name with a surname. A name alone is not told.

    Args:
        text: what somebody wrote.
        sensitive: the text tells of single events, where a street with the number of a house points at a home.
        but: names of forums, parties, areas and holders of public office, which are let through as they stand.
        public_names: the text is where one who holds public office is named, so names are let through.
    """
    read = plain(text)
    # What is surest of its kind comes first; what lies in another's place is the same thing seen twice.
    told = bytearray(len(read.text))
    taken: list[Found] = []
    for found in _found(read.text, sensitive=sensitive, public_names=public_names):
        if not any(told[found.start : found.end]):
            told[found.start : found.end] = b"\1" * (found.end - found.start)
            taken.append(found)
    allowed = [plain(name).text.casefold() for name in but if name]
    sightings = []
    for found in sorted(taken, key=lambda one: one.start):
        piece = read.text[found.start : found.end].casefold()
        if found.kind is not Kind.IDENTITY and any(_covers(name, piece) for name in allowed):
            continue
        start, end = read.span(found.start, found.end)
        sightings.append(Sighting(found.kind, text[start:end], start, end, found.certainty, found.why))
    return tuple(sightings)


def refuse_personal_data(
    *texts: str, sensitive: bool = False, but: Collection[str] = (), public_names: bool = False
) -> None:
    """Let the texts through only when nothing in them looks like personal data, or what does is insisted on.

    Raises:
        PersonalDataFound: with what was found.
    """
    sightings = [
        s for text in texts for s in look(text, sensitive=sensitive, but=but, public_names=public_names)
    ]
    left = insisting.not_insisted_on(sightings)
    if left:
        raise PersonalDataFound(tuple(left))


def _found(text: str, *, sensitive: bool, public_names: bool) -> Iterator[Found]:
    """What is seen, kind by kind: those that could lie in another's place come after it."""
    has_digits = any(sign.isdigit() for sign in text)
    if has_digits:
        yield from identities(text)
    yield from emails(text)
    yield from accounts(text)
    if has_digits:
        yield from phones(text)
        yield from plates(text)
        yield from births(text)
        if sensitive:
            yield from addresses(text)
    for found in names(text):
        if found.kind is not Kind.NAME or not public_names:
            yield found


def _covers(allowed: str, piece: str) -> bool:
    """Is a piece of a text a whole part of a name that is let through, with or without a genitive s?"""
    return any(f" {form} " in f" {allowed} " for form in (piece, piece.removesuffix("s")))

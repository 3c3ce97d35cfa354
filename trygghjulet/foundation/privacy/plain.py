"""A text as it is read, whatever signs it was written with, and the way back to the places of the original."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_MARK = re.compile(r"[\u0300-\u036f]")
_MARKED = re.compile(r".[\u0300-\u036f]{1,8}", re.DOTALL)


class _Signs(dict[int, str | None]):
    """What each sign is read as: one sign, or none where it is not seen. Learnt as signs are met."""

    def __missing__(self, point: int) -> str | None:
        self[point] = read = _read_as(chr(point))
        return read


@dataclass(frozen=True)
class Plain:
    """The text as it is read. `places` holds where each of its signs stood; None where nothing has moved."""

    text: str
    original: str
    places: Sequence[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where in the original a piece begins and ends."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def plain(text: str) -> Plain:
    """The text with digits, dashes and spaces of one sort, and without signs that are not seen.

    A digit of another script, a hard space, a soft hyphen or a space of no width hides nothing from the one who reads.
    """
    read = text.translate(_SIGNS)
    if len(read) == len(text) and not _MARK.search(read):
        return Plain(read, text)
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        one = _SIGNS[ord(sign)]
        if one is not None:
            signs.append(one)
            places.append(place)
    read = "".join(signs)
    return _composed(read, text, places) if _MARK.search(read) else Plain(read, text, places)


def _composed(read: str, text: str, places: Sequence[int]) -> Plain:
    """A letter and a ring written after it are one letter, as they look."""
    signs: list[str] = []
    kept: list[int] = []
    at = 0
    for match in _MARKED.finditer(read):
        signs.append(read[at : match.start()])
        kept.extend(places[at : match.start()])
        one = unicodedata.normalize("NFC", match.group())
        signs.append(one[0])
        kept.append(places[match.start()])
        at = match.end()
    signs.append(read[at:])
    kept.extend(places[at:])
    return Plain("".join(signs), text, kept)


def _read_as(sign: str) -> str | None:
    category = unicodedata.category(sign)
    if category == "Cf":
        return None
    if category == "Pd" or sign == "\u2212":
        return "-"
    if category == "Zs" or (category == "Cc" and sign != "\n"):
        return " "
    digit = unicodedata.digit(sign, None)
    if digit is not None:
        return str(digit)
    wide = unicodedata.normalize("NFKC", sign)
    return wide if len(wide) == 1 else sign


_SIGNS = _Signs()

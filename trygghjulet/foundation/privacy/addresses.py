"""An address without what points out a single home."""

from __future__ import annotations

import re
from typing import Final

from trygghjulet.foundation.privacy.guard import look

#: A house's number and what follows on it ("12 B, 2 tr"), a postal code, or another number; but not "8:e" or "8th".
_HOUSE_NUMBER: Final = re.compile(r"\s*\b\d+\s*[A-Za-zÅÄÖåäö]?\b(?!\s*:?e\b)(?:\s*(?:tr|lgh)\.?\s*\d*)?")
_TIDY: Final = re.compile(r"\s*,(?:\s*,)*\s*|\s{2,}")

#: Whose home it is: the word and whatever follows it as far as the next comma.
_WITH_WHOM: Final = re.compile(r"(?:^|\s)(?:hos|c/o|c\.o\.|att[.:]|attn[.:]?)\s.*", re.IGNORECASE | re.DOTALL)


def street_and_place(address: str, *, longest: int = 120) -> str:
    """An address without the number of a house, and without each part of it that tells of a person.

    "Hos Eva Ek, Storgatan 12, 123 45 Solvik" is "Storgatan, Solvik".
    """
    parts = (_WITH_WHOM.sub("", part).strip() for part in re.split(r"[,;\n]", address))
    kept = (without_house_number(part) for part in parts if part and not look(part))
    return ", ".join(part for part in kept if part and not look(part, sensitive=True))[:longest].strip(" ,")


def without_house_number(address: str, *, longest: int = 120) -> str:
    """An address as it was given, without the number of a house and whatever tells of a floor or a flat.

    What is no address but somebody's e-mail comes out empty.
    """
    if "@" in address:
        return ""
    plain = _TIDY.sub(lambda found: ", " if "," in found[0] else " ", _HOUSE_NUMBER.sub("", address))
    return plain.strip(" ,")[:longest]

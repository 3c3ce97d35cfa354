"""An address without what points out a single home."""

from __future__ import annotations

import re
from typing import Final

#: A house's number and what follows on it ("12 B, 2 tr"), a postal code, or another number; but not "8:e" or "8th".
_HOUSE_NUMBER: Final = re.compile(r"\s*\b\d+\s*[A-Za-zÅÄÖåäö]?\b(?!\s*:?e\b)(?:\s*(?:tr|lgh)\.?\s*\d*)?")
_TIDY: Final = re.compile(r"\s*,(?:\s*,)*\s*|\s{2,}")


def without_house_number(address: str, *, longest: int = 120) -> str:
    """An address as it was given, without the number of a house and whatever tells of a floor or a flat.

    What is no address but somebody's e-mail comes out empty.
    """
    if "@" in address:
        return ""
    plain = _TIDY.sub(lambda found: ", " if "," in found[0] else " ", _HOUSE_NUMBER.sub("", address))
    return plain.strip(" ,")[:longest]

"""Tells whether the key that a system calls a case by is in truth a person's own number."""

from __future__ import annotations

import re
from typing import Final

from personnummer import personnummer

from trygghjulet.foundation.privacy.guard import look
from trygghjulet.foundation.privacy.numbers import real_day
from trygghjulet.foundation.privacy.sightings import Certainty, Kind

#: A personnummer or samordningsnummer that stands alone; said so that polars reads it too.
SHAPE: Final = r"^\s*(18|19|20)?(\d\d)(\d\d)(\d\d)([-+ ]?)(\d{4})\s*$"
_SHAPE: Final = re.compile(SHAPE)


def identity(key: str, *, year: int) -> Certainty | None:
    """How sure it is that a key is a personnummer; None where it isn't one.

    Systems number cases by the day and a running number, as in "250314-0012": so a key whose year is that of what
    happened, or the one beside it, is a case.

    Args:
        key: as the file writes it.
        year: when what the key stands for happened.
    """
    found = _SHAPE.match(key)
    if found is None:
        return None
    century, short, month, day, between, last = found.groups()
    if not real_day(f"{century or ''}{short}{month}{day}") or _is_near(century, short, year):
        return None
    valid = bool(personnummer.valid(f"{century or ''}{short}{month}{day}-{last}"))
    if between or century in ("18", "19"):
        return Certainty.SURE if valid else Certainty.LIKELY
    # Ten digits, or twelve that may be a time, without a hyphen: one number in ten has the right check digit.
    return Certainty.LIKELY if valid else None


def tells_of(key: str, *, year: int) -> Kind | None:
    """What in a key tells of a person: a personnummer, an e-mail address or a name; None where nothing does."""
    if identity(key, year=year):
        return Kind.IDENTITY
    return next((seen.kind for seen in look(key) if seen.kind in (Kind.EMAIL, Kind.NAME)), None)


def stands_out(key: str) -> bool:
    """Is a key that looks like a personnummer written as only they are, with a hyphen or a whole year of birth?"""
    found = _SHAPE.match(key)
    return bool(found and (found[1] or found[5]))


def _is_near(century: str | None, short: str, year: int) -> bool:
    if century:
        return abs(int(century + short) - year) <= 1
    return (year - int(short)) % 100 in (0, 1, 99)

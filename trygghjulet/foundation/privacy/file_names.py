"""The name that a handed-in file is known by: its own, or a neutral one where its own tells of a person."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import PurePosixPath, PureWindowsPath
from typing import Final

from trygghjulet.foundation.privacy.guard import Kind, look
from trygghjulet.foundation.privacy.wordlists import (
    ambiguous,
    famous,
    first_names,
    not_surnames,
    place_words,
    surnames,
)

#: What a file that came without a name is called.
_NAMELESS: Final = "fil"
_LONGEST: Final = 255
#: Files of so many years are handed in; nobody so young is what a file is about.
_RECENT: Final = 5
_ENDING: Final = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,7}(?:\.gz|\.zip)?\Z", re.IGNORECASE)
#: Names of files are written without spaces: with signs between the words, or with capitals.
_BETWEEN: Final = re.compile(r"[_.+~()\[\]{},;=&%#-]+")
_CAPITALS: Final = re.compile(r"(?<=[a-zåäöéü])(?=[A-ZÅÄÖÉÜ])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_WORD: Final = re.compile(r"[^\W\d_]+")


def kept_name(given: str, *, day: date, what: str = "leverans") -> str:
    """A file's name without its folders, as it may be stored, logged and shown.

    A name that looks like personal data is replaced by a neutral one with the same ending, "leverans-2026-11-25.csv".
    """
    name = PureWindowsPath(PurePosixPath(given).name).name.strip() or _NAMELESS
    ending = _ENDING.search(name)
    if tells_of_somebody(name[: ending.start()] if ending else name, year=day.year):
        return f"{what}-{day:%Y-%m-%d}{ending.group().lower() if ending else ''}"
    return name[-_LONGEST:]


def tells_of_somebody(stem: str, *, year: int) -> bool:
    """Does a file's name, without its ending, look like personal data?

    It is read as it stands, and with its words and figures apart: "kevin_jonsson-8503122384" says who it is about.

    Args:
        year: this year; a day of the last few years with four figures is when the file was made.
    """
    apart = _BETWEEN.sub(" ", _CAPITALS.sub(" ", stem))
    seen = (s for text in dict.fromkeys((stem, _BETWEEN.sub(" ", stem), apart)) for s in look(text))
    return any(s.kind is not Kind.IDENTITY or not _is_recent(s.text, year) for s in seen) or _names(apart)


def _is_recent(identity: str, year: int) -> bool:
    """Is what looks like a personnummer a day of these years and a time, as in "uttag-20261125-0830"?"""
    digits = "".join(sign for sign in identity if sign.isdigit())
    born = int(digits[:4]) if len(digits) == 12 else year - (year - int(digits[:2])) % 100
    return year - _RECENT <= born <= year


def _names(text: str) -> bool:
    """Do a first name and a surname stand side by side, however plainly they are spelt?"""
    words = [_plainly(word) for word in _WORD.findall(text)]
    firsts, lasts, others = _lists()
    return any(
        len(one) > 2
        and len(other) > 2
        and ((one in firsts and other in lasts) or (one in lasts and other in firsts))
        and not {one, other} & others
        and f"{one} {other}" not in famous()
        and (at + 2 >= len(words) or words[at + 2] not in place_words())
        for at, (one, other) in enumerate(pairwise(words))
    )


@cache
def _lists() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """First names, surnames, and words that are other things too, without rings and dots."""
    plainly = (frozenset(_plainly(word) for word in words) for words in (first_names(), surnames()))
    firsts, lasts = plainly
    return (
        firsts,
        lasts,
        frozenset(_plainly(word) for word in {*ambiguous(), *not_surnames(), *place_words()}),
    )


def _plainly(word: str) -> str:
    bare = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in bare if not unicodedata.combining(sign))

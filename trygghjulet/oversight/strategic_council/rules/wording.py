"""Reading titles, organisations and questions by lists of words: a rule of thumb that people can overrule."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from trygghjulet.oversight.strategic_council.rules.bodies import Side, Theme

_FILE: Final = Path(__file__).parent / "data" / "words.toml"
#: What a kind of party in a blueprint, or in the cooperation, is to the test.
_KINDS: Final[Mapping[str, Side]] = {
    "municipality": Side.MUNICIPALITY,
    "police": Side.POLICE,
    "agency": Side.PUBLIC,
    "authority": Side.PUBLIC,
    "rescue": Side.PUBLIC,
    "region": Side.PUBLIC,
    "academia": Side.PUBLIC,
    "business": Side.BUSINESS,
    "civil_society": Side.CIVIL,
}
_ENDINGS: Final = "(?:en|n|er|erna|na|s|ens)?"


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    made = []
    for word in words:
        core = re.escape(word.strip("*"))
        before = r"\w*" if word.startswith("*") else r"(?<!\w)"
        after = r"\w*" if word.endswith("*") else rf"{_ENDINGS}(?!\w)"
        made.append(f"{before}{core}{after}")
    return re.compile("|".join(made), re.IGNORECASE)


def _has(words: Iterable[str], text: str) -> bool:
    return bool(_pattern(tuple(words)).search(text))


def leading_words() -> tuple[str, ...]:
    """The words that make a title a leading position, as they stand in the list."""
    return tuple(word.strip("*") for word in _words()["leading"])


def leading(title: str) -> bool | None:
    """Is the title that of a leading position, by the list of words? None where there is no title."""
    if not title.strip():
        return None
    return _has(_words()["leading"], title) and not _has(_words()["not_leading"], title)


def sides(text: str, kind: str = "") -> frozenset[Side]:
    """What sort of actors somebody sits for: by the party's kind, and by the words of title and organisation."""
    found = {Side(side) for side, words in _words()["sides"].items() if _has(words, text)}
    if kind in _KINDS:
        known = _KINDS[kind]
        # What the party is said to be stands; of the words only a municipality's own school and social services do.
        found = {known} | (found & {Side.SCHOOL, Side.SOCIAL} if known is Side.MUNICIPALITY else set())
    if Side.POLICE in found:
        found -= {Side.PUBLIC, Side.MUNICIPALITY}
    if Side.MUNICIPALITY in found:
        found -= {Side.BUSINESS, Side.CIVIL, Side.PUBLIC}
    elif found & {Side.SCHOOL, Side.SOCIAL} and kind not in _KINDS:
        found |= {Side.MUNICIPALITY}
    return frozenset(found or {Side.OTHER})


def side(text: str, kind: str = "") -> Side | None:
    """The one sort of actor that leads; None where it can't be told."""
    found = sides(text, kind)
    if Side.MUNICIPALITY in found:
        return Side.MUNICIPALITY
    return next((one for one in Side if one in found and one is not Side.OTHER), None)


def themes(text: str) -> frozenset[Theme]:
    """The strategic questions that a question's words belong to."""
    return frozenset(Theme(theme) for theme, words in _words()["themes"].items() if _has(words, text))


def decides(text: str) -> bool:
    """Do the words say that the body decides?"""
    return _has(_words()["decides"], text)


def advises(text: str) -> bool:
    """Do the words say that the body gives advice?"""
    return _has(_words()["advises"], text)


def about_itself(text: str) -> bool:
    """Is a decision about the body itself, and so no sign of a mandate in the matter?"""
    return _has(_words()["about_itself"], text)

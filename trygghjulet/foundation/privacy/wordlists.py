"""The lists that the guard reads: names, words that are not names, and letters that are no plate."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from faker.providers.person.sv_SE import Provider

_FOLDER: Final = Path(__file__).parent / "data"

#: Boxes that an organisation shares: what stands before the @ when nobody in particular reads.
SHARED_BOXES: Final = frozenset(
    (
        *(
            "info",
            "kontakt",
            "kontaktcenter",
            "registrator",
            "kommun",
            "kommunen",
            "kundtjanst",
            "kundservice",
        ),
        *(
            "diariet",
            "polisen",
            "press",
            "medborgarservice",
            "trygg",
            "vaxel",
            "support",
            "reception",
            "post",
        ),
    )
)


@cache
def first_names() -> frozenset[str]:
    """First names, without regard to capitals."""
    listed = {*Provider.first_names_female, *Provider.first_names_male, *_words("first_names")}
    return frozenset(name.casefold() for name in listed)


@cache
def surnames() -> frozenset[str]:
    """Surnames, without regard to capitals."""
    return frozenset(name.casefold() for name in {*Provider.last_names, *_words("surnames")})


@cache
def ambiguous() -> frozenset[str]:
    """First names that are other words too."""
    return _folded("ambiguous")


@cache
def place_words() -> frozenset[str]:
    """Words that make a name before them that of a place or an organisation."""
    return _folded("places")


@cache
def not_surnames() -> frozenset[str]:
    """Words with a capital that can follow a first name without being a surname."""
    return _folded("not_surnames")


@cache
def not_on_plates() -> frozenset[str]:
    """Three letters that stand before figures as something else than a plate."""
    return frozenset(_words("not_on_plates"))


@cache
def famous() -> frozenset[str]:
    """Names of sagas, history and firms."""
    return frozenset(line.casefold() for line in _lines("famous"))


def _folded(name: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _words(name))


def _words(name: str) -> list[str]:
    return [word for line in _lines(name) for word in line.split()]


def _lines(name: str) -> list[str]:
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]

"""The lists that the guard reads: names, words that are not names, and letters that are no plate."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from faker.providers.person import (
    ar_DZ,
    en_IN,
    es_ES,
    fi_FI,
    fr_DZ,
    hr_HR,
    ig_NG,
    pl_PL,
    ro_RO,
    sw,
    tr_TR,
    vi_VN,
    yo_NG,
)
from faker.providers.person.sv_SE import Provider

#: Lists of names from where many in Sweden have theirs, written with our letters.
_ABROAD: Final = (
    *(ar_DZ, en_IN, es_ES, fi_FI, fr_DZ, hr_HR, ig_NG),
    *(pl_PL, ro_RO, sw, tr_TR, vi_VN, yo_NG),
)
_SHORTEST_ABROAD: Final = 4
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
def swedish_first_names() -> frozenset[str]:
    """First names that are common in Sweden, without regard to capitals."""
    listed = {*Provider.first_names_female, *Provider.first_names_male, *_words("first_names")}
    return frozenset(name.casefold() for name in listed)


@cache
def first_names() -> frozenset[str]:
    """First names, without regard to capitals."""
    return swedish_first_names() | _abroad("first_names")


@cache
def surnames() -> frozenset[str]:
    """Surnames, without regard to capitals."""
    listed = {*Provider.last_names, *_words("surnames")}
    return frozenset(name.casefold() for name in listed) | _abroad("last_names")


@cache
def ordinary() -> frozenset[str]:
    """Names that are words of everyday Swedish, and in small letters are read as such."""
    return _folded("ordinary")


@cache
def families_first() -> frozenset[str]:
    """Surnames that are written before the first name."""
    return _folded("families_first")


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


def _abroad(kind: str) -> frozenset[str]:
    """First names or surnames of other lists, without short ones and those that are Swedish words."""
    listed = (
        str(name).casefold()
        for one in _ABROAD
        for ending in ("", "_male", "_female", "_unisex")
        for name in getattr(one.Provider, f"{kind}{ending}", ())
    )
    plain = frozenset(name for name in listed if name.isalpha() and len(name) >= _SHORTEST_ABROAD)
    return plain - ordinary() - not_surnames() - place_words()


def _folded(name: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _words(name))


def _words(name: str) -> list[str]:
    return [word for line in _lines(name) for word in line.split()]


def _lines(name: str) -> list[str]:
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]

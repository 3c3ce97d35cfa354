"""What a point is about and how it was meant, and a guess at both from the words used."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Theme(StrEnum):
    """What a point is about."""

    LIGHT = "light"
    GROWTH = "growth"
    LITTER = "litter"
    BUILT = "built"
    TRAFFIC = "traffic"
    PEOPLE = "people"
    PRESENCE = "presence"
    CRIME = "crime"
    SERVICE = "service"
    OTHER = "other"

    @property
    def words(self) -> str:
        """In Swedish, for people."""
        return _TITLES[self]


class Tone(StrEnum):
    """How a point was meant."""

    GOOD = "good"
    BAD = "bad"
    WISH = "wish"
    FACT = "fact"

    @property
    def words(self) -> str:
        """In Swedish, for people."""
        return _TONES[self]


_TITLES: Final = {
    Theme.LIGHT: "Belysning",
    Theme.GROWTH: "Växtlighet och sikt",
    Theme.LITTER: "Skräp, klotter och slitage",
    Theme.BUILT: "Byggnader och utformning",
    Theme.TRAFFIC: "Trafik och framkomlighet",
    Theme.PEOPLE: "Ordning och samlingar",
    Theme.PRESENCE: "Närvaro av vuxna, värdar och polis",
    Theme.CRIME: "Brott",
    Theme.SERVICE: "Service, möten och aktiviteter",
    Theme.OTHER: "Annat",
}
_TONES: Final = {
    Tone.GOOD: "Bra",
    Tone.BAD: "Dåligt",
    Tone.WISH: "Önskemål",
    Tone.FACT: "Upplysning",
}

#: Parts of words that tell the theme; the first theme with a hit is the guess, so the plainest stand first.
_SIGNS: Final[dict[Theme, tuple[str, ...]]] = {
    Theme.LIGHT: ("belys", "upplyst", "belyst", "lampa", "lampor", "armatur", "spotlight", "mörk", "ljus"),
    Theme.GROWTH: ("buskage", "buske", "buskar", "häck", "träd", "växtlig", "sikt", "gren", "sly"),
    Theme.LITTER: (
        "skräp",
        "klotter",
        "nedskräp",
        "sopor",
        "glassplitter",
        "sliten",
        "slitet",
        "papperskorg",
    ),
    Theme.CRIME: ("skadegör", "inbrott", "stöld", "narkot", "knark", "rån", "misshand", "hot "),
    Theme.PRESENCE: (
        "väktar",
        "ordningsvakt",
        "bevak",
        "kamera",
        "polis",
        "nattvandr",
        "värd",
        "fältare",
        "vuxna",
    ),
    Theme.PEOPLE: ("ordning", "samlas", "gäng", "bråk", "stök", "störning", "fylla", "berusa"),
    Theme.TRAFFIC: ("trafik", "cykel", "moped", "bilar", "fart", "snöröj", "trottoar", "övergångs", "parker"),
    Theme.BUILT: (
        "byggnad",
        "ställning",
        "fasad",
        "skylt",
        "el-",
        "elinstall",
        "fontän",
        "staket",
        "dörr",
        "tunnel",
        "bänk",
        "trapp",
        "hiss",
    ),
    Theme.SERVICE: ("fritids", "aktivitet", "öppet", "öppettid", "mötesplats", "information", "service"),
}
_GOOD: Final = ("bra", "tryggt", "fint", "trevlig", "väl ", "tänd", "upplyst")
_BAD: Final = (
    "trasig",
    "svag",
    "mörk",
    "saknas",
    "dålig",
    "otrygg",
    "skräp",
    "klotter",
    "skadegör",
    "behöver",
    "skymmer",
    "farlig",
    "sönder",
)
_WISH: Final = ("önsk", "vill ha", "borde", "förslag", "kan man inte")


def theme_of(text: str) -> Theme:
    """The theme that the words point at; `Theme.OTHER` where none does."""
    folded = text.casefold()
    found = [
        (position, theme)
        for theme, signs in _SIGNS.items()
        if (position := min((p for sign in signs if (p := folded.find(sign)) >= 0), default=-1)) >= 0
    ]
    return min(found, key=lambda pair: pair[0])[1] if found else Theme.OTHER


def tone_of(text: str) -> Tone:
    """How the words seem to be meant; `Tone.FACT` where they don't say. A fault goes before praise."""
    folded = f"{text.casefold()} "
    for tone, signs in ((Tone.WISH, _WISH), (Tone.BAD, _BAD), (Tone.GOOD, _GOOD)):
        if any(sign in folded for sign in signs):
            return tone
    return Tone.FACT

"""The act (2023:196) as a blueprint, and its paragraphs word for word with what each asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from trygghjulet.obligations.reading import read_blueprint
from trygghjulet.obligations.words import Blueprint, Duty

FILE: Final = Path(__file__).parent / "data" / "act.toml"
#: The day from which the act applies, and the day before which no action plan is owed.
IN_FORCE: Final = date(2023, 7, 1)
PLAN_OWED: Final = date(2024, 7, 1)

#: What shows that each paragraph is met, in a sentence.
SHOWN_BY: Final[dict[str, str]] = {
    "4 §": "En antagen lägesbild för hela kommunen, med kartläggning, annan information och analys.",
    "5 §": "En beslutad åtgärdsplan för hela kommunen, med lägesbilden som underlag.",
    "6 §": "En uppdaterad lägesbild och en uppföljning av planen, båda högst två år gamla.",
    "7 §": "Kopplingar till annan planering som någon annan författning kräver.",
    "8 §": "Att det är ordnat vem som svarar för samordningen.",
    "9 §": "En överenskommelse som gäller, eller en ansträngning för att få en, också om andra tackade nej.",
    "10 §": "Ett strategiskt råd som kommunen leder, eller en ansträngning för att få ett.",
    "11 §": "En utpekad funktion som någon innehar.",
    "12 §": "Att funktionen samordnar, stödjer, går att kontakta och informerar.",
    "13 §": "Vem som leder arbetet, och rapporter till kommunfullmäktige.",
    "14 §": "Att inget avsteg är antecknat, där kommunen kamerabevakar med stöd av 14 §.",
}
#: What each paragraph is about, in our words.
TITLES: Final[dict[str, str]] = {
    "4 §": "Lägesbild",
    "5 §": "Åtgärdsplan",
    "6 §": "Uppdatering och uppföljning",
    "7 §": "Samband med annan planering",
    "8 §": "Samordning",
    "9 §": "Överenskommelser",
    "10 §": "Strategiskt råd",
    "11 §": "Samordningsfunktion",
    "12 §": "Funktionens uppgifter",
    "13 §": "Ledning och rapportering",
    "14 §": "Kamerabevakning",
}
#: Chapters of the act, with the first paragraph of each.
CHAPTERS: Final[dict[str, str]] = {
    "4 §": "Lägesbild och åtgärdsplan",
    "8 §": "Kommuners ansvar för samordning",
    "11 §": "Samordningsfunktion",
    "13 §": "Ledningen av arbetet",
    "14 §": "Kommuners rätt att bedriva kamerabevakning i vissa fall",
}
_NUMBER = re.compile(r"lag-(\d+)-")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the act: its words, piece by piece as they stand, and the duties that follow from it."""

    number: str
    title: str
    pieces: tuple[str, ...]
    duties: tuple[Duty, ...]
    shown_by: str
    chapter: str = ""

    @property
    def key(self) -> str:
        """The number without its sign: "4"."""
        return self.number.split()[0]

    @property
    def words(self) -> str:
        """All its words in one line."""
        return " ".join(self.pieces)


@cache
def act() -> Blueprint:
    """The act in the language of duties."""
    return read_blueprint([(FILE.name, FILE.read_bytes())])


@cache
def left_open() -> tuple[str, ...]:
    """What the act leaves open, in sentences; what is said of the copy it was read from is left out."""
    return tuple(gap.text for gap in act().gaps if not gap.text.startswith("Avskriften har"))


@cache
def paragraphs() -> tuple[Paragraph, ...]:
    """The paragraphs that ask something of a municipality, 4–14 §§, in order."""
    blueprint = act()
    parts = {part.title: part for part in blueprint.parts}
    found = []
    for number, shown_by in SHOWN_BY.items():
        part = parts[number]
        duties = tuple(
            duty
            for duty in blueprint.duties
            if (named := _NUMBER.match(duty.id)) and named[1] == number.split()[0]
        )
        text = part.restored or part.text
        pieces = tuple(" ".join(piece.split()) for piece in text.split("\n\n") if piece.strip())
        found.append(Paragraph(number, TITLES[number], pieces, duties, shown_by, CHAPTERS.get(number, "")))
    return tuple(found)

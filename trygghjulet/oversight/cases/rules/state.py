"""Where a case stands, what may be done with it then, and what it lacks before it is whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from trygghjulet.documents import numbers
from trygghjulet.oversight.cases.rules.kinds import Decider, Piece
from trygghjulet.oversight.cases.rules.sentences import number


class State(StrEnum):
    """Where a case stands. The value is stored."""

    DRAFT = "draft"
    READY = "ready"
    SENT = "sent"
    DECIDED = "decided"


class Outcome(StrEnum):
    """How a body decided. Two of them settle the case there; the others leave it open."""

    AS_PROPOSED = "as_proposed"
    OTHERWISE = "otherwise"
    REFERRED_BACK = "referred_back"
    TABLED = "tabled"


STATE_WORDS: Final[Mapping[State, str]] = {
    State.DRAFT: "Utkast",
    State.READY: "Klart",
    State.SENT: "Skickat, ingen utgång känd",
    State.DECIDED: "Beslutat",
}
OUTCOME_WORDS: Final[Mapping[Outcome, str]] = {
    Outcome.AS_PROPOSED: "Enligt förslaget",
    Outcome.OTHERWISE: "På annat sätt än förslaget",
    Outcome.REFERRED_BACK: "Återremitterat",
    Outcome.TABLED: "Bordlagt",
}
SETTLING: Final = (Outcome.AS_PROPOSED, Outcome.OTHERWISE)
#: Places that a draft leaves for the writer.
_LEFT = re.compile(r"\[Skriv[^\]]*\]?")


@dataclass(frozen=True)
class Lack:
    """Something that is missing before the case is whole: what, what to do, and the part that it lies in."""

    words: str
    piece: Piece | None = None


@dataclass(frozen=True)
class Standing:
    """What of a case is judged: its head, its proposals, and its parts as heading and text."""

    title: str
    registry_number: str
    has_author: bool
    proposals: tuple[str, ...]
    parts: tuple[tuple[Piece, str, str], ...]


def left_open(text: str) -> tuple[str, ...]:
    """The places that a text leaves for the writer, as they stand."""
    return tuple(_LEFT.findall(text))


def lacking(case: Standing) -> tuple[Lack, ...]:
    """What is missing before a case can be marked ready, in the order of its parts."""
    found: list[Lack] = []
    if not case.title.strip():
        found.append(Lack("Ärendet saknar rubrik."))
    if not case.registry_number.strip():
        found.append(Lack("Diarienumret saknas."))
    if not case.has_author:
        found.append(Lack("Det är inte sagt vilken funktion som är handläggare."))
    if not case.proposals:
        found.append(Lack("Det finns inget förslag till beslut.", Piece.PROPOSALS))
    elif any(left_open(text) for text in case.proposals):
        found.append(Lack("Ett förslag till beslut är inte färdigskrivet.", Piece.PROPOSALS))
    for piece, heading, text in case.parts:
        open_places = left_open(text)
        if not text.strip():
            found.append(Lack(f"{heading} är tom.", piece))
        elif open_places:
            left = number(len(open_places), "en plats", "platser")
            found.append(Lack(f"{heading} har {left} kvar att skriva: {' '.join(open_places)}", piece))
    return tuple(found)


def awaited(body: Iterable[Decider], settled: Iterable[Decider]) -> tuple[Decider, ...]:
    """The bodies that have not yet settled the case, in turn."""
    done = set(settled)
    return tuple(one for one in body if one not in done)


def refused_change(state: State) -> str:
    """Why a case can't be changed now; empty where it can."""
    match state:
        case State.DRAFT:
            return ""
        case State.READY:
            return "Ärendet är markerat som klart. Ta tillbaka det till utkast för att ändra det."
        case State.SENT:
            return "Ärendet är skickat. Ta tillbaka det till utkast om det ska ändras, så står det i loggen varför."
        case State.DECIDED:
            return "Ärendet är beslutat och ändras inte mer. Starta ett nytt ärende i stället."


def refused_day(day: date, *, today: date, earliest: date | None, what: str) -> str:
    """Why something can't have happened a day; empty where it can."""
    if day > today:
        return f"Dagen har inte varit än. Ange dagen då {what}, till och med i dag."
    if earliest is not None and day < earliest:
        return f"Dagen ligger före {numbers.day(earliest)}, då det förra steget togs. Rätta datumet."
    return ""

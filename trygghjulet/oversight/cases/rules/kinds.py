"""The kinds of case, what they are about, who decides, and which parts each kind has in which order."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What the case is written as. The value is stored."""

    STATEMENT = "statement"
    MEMORANDUM = "memorandum"


class Subject(StrEnum):
    """What the case is about, and so what it is drafted from."""

    PICTURE = "picture"
    PROGRAMME = "programme"
    AGREEMENT = "agreement"
    FORUM = "forum"
    LAW = "law"
    FREE = "free"


class Body(StrEnum):
    """Who is to decide; a proposal is addressed to one of these."""

    BOARD = "board"
    BOARD_AND_COUNCIL = "board_and_council"
    COMMITTEE = "committee"


class Decider(StrEnum):
    """A body that takes a decision of its own in the case."""

    BOARD = "board"
    COUNCIL = "council"
    COMMITTEE = "committee"


class Piece(StrEnum):
    """A part of a case. Proposals and appendices are lists; the others are written."""

    PROPOSALS = "proposals"
    SUMMARY = "summary"
    ECONOMIC = "economic"
    ECOLOGICAL = "ecological"
    SOCIAL = "social"
    APPENDICES = "appendices"
    MATTER = "matter"
    DESCRIPTION = "description"
    ASSESSMENT = "assessment"


KIND_WORDS: Final[Mapping[Kind, str]] = {
    Kind.STATEMENT: "Tjänsteutlåtande",
    Kind.MEMORANDUM: "Tjänsteskrivelse",
}
SUBJECT_WORDS: Final[Mapping[Subject, str]] = {
    Subject.PICTURE: "Lägesbild som redovisas",
    Subject.PROGRAMME: "Uppföljning av ett program eller en plan",
    Subject.AGREEMENT: "Ny eller ändrad överenskommelse",
    Subject.FORUM: "Ändring av ett forum eller strategiskt råd",
    Subject.LAW: "Årsredovisning enligt lagen",
    Subject.FREE: "Något annat",
}
#: What each subject is drafted from, in a sentence for the one who chooses.
SUBJECT_SENTENCES: Final[Mapping[Subject, str]] = {
    Subject.PICTURE: "Den senaste antagna lägesbilden med iakttagelser, prioriteringar och hur långt åtgärderna har "
    "kommit. Redovisas minst vartannat år, eftersom 6 § säger att den ska uppdateras så ofta.",
    Subject.PROGRAMME: "Det styrande dokumentet, skyldigheterna i det, och åtgärderna med sina avstämningar. "
    "Redovisas oftast varje år.",
    Subject.AGREEMENT: "Parter, syften, problemområden, giltighet, kostnader och vad den följer på.",
    Subject.FORUM: "Forumets slag, ledning, möten och skyldigheter, och vad 10 § kräver av ett strategiskt råd.",
    Subject.LAW: "Hur lagens paragrafer står den dag ärendet skrivs, och vad som saknas.",
    Subject.FREE: "Bara rubrikerna. Du skriver själv.",
}
BODY_WORDS: Final[Mapping[Body, str]] = {
    Body.BOARD: "Kommunstyrelsen",
    Body.BOARD_AND_COUNCIL: "Kommunstyrelsen och kommunfullmäktige",
    Body.COMMITTEE: "En nämnd",
}
DECIDER_WORDS: Final[Mapping[Decider, str]] = {
    Decider.BOARD: "Kommunstyrelsen",
    Decider.COUNCIL: "Kommunfullmäktige",
    Decider.COMMITTEE: "Nämnden",
}
#: Who takes a decision of its own, in turn.
DECIDERS: Final[Mapping[Body, tuple[Decider, ...]]] = {
    Body.BOARD: (Decider.BOARD,),
    Body.BOARD_AND_COUNCIL: (Decider.BOARD, Decider.COUNCIL),
    Body.COMMITTEE: (Decider.COMMITTEE,),
}
#: The bodies that a case's proposals can be addressed to: in one that goes to the council some may stay with the board.
ADDRESSED: Final[Mapping[Body, tuple[Body, ...]]] = {
    Body.BOARD: (Body.BOARD,),
    Body.BOARD_AND_COUNCIL: (Body.BOARD_AND_COUNCIL, Body.BOARD),
    Body.COMMITTEE: (Body.COMMITTEE,),
}
#: The parts of each kind in order: Göteborg's tjänsteutlåtande (SLK-2023-00738) and Härryda's tjänsteskrivelse of 2024.
ORDER: Final[Mapping[Kind, tuple[Piece, ...]]] = {
    Kind.STATEMENT: (
        Piece.PROPOSALS,
        Piece.SUMMARY,
        Piece.ECONOMIC,
        Piece.ECOLOGICAL,
        Piece.SOCIAL,
        Piece.APPENDICES,
        Piece.MATTER,
        Piece.DESCRIPTION,
        Piece.ASSESSMENT,
    ),
    Kind.MEMORANDUM: (
        Piece.PROPOSALS,
        Piece.SUMMARY,
        Piece.APPENDICES,
        Piece.DESCRIPTION,
        Piece.ECONOMIC,
        Piece.ASSESSMENT,
    ),
}
_HEADINGS: Final[Mapping[Kind, Mapping[Piece, str]]] = {
    Kind.STATEMENT: {
        Piece.PROPOSALS: "Förslag till beslut",
        Piece.SUMMARY: "Sammanfattning",
        Piece.ECONOMIC: "Bedömning ur ekonomisk dimension",
        Piece.ECOLOGICAL: "Bedömning ur ekologisk dimension",
        Piece.SOCIAL: "Bedömning ur social dimension",
        Piece.APPENDICES: "Bilagor",
        Piece.MATTER: "Ärendet",
        Piece.DESCRIPTION: "Beskrivning av ärendet",
    },
    Kind.MEMORANDUM: {
        Piece.PROPOSALS: "Förslag till beslut",
        Piece.SUMMARY: "Sammanfattning av ärendet",
        Piece.APPENDICES: "Beslutsunderlag",
        Piece.DESCRIPTION: "Ärendet",
        Piece.ECONOMIC: "Ekonomiska konsekvenser",
    },
}
#: The parts that look at the matter from one side, where there may be nothing particular to say.
DIMENSIONS: Final = (Piece.ECONOMIC, Piece.ECOLOGICAL, Piece.SOCIAL)
#: Who writes, where no office is named.
OFFICE: Final = "Förvaltningen"


def written(kind: Kind) -> tuple[Piece, ...]:
    """The parts of a kind that are written, in order."""
    return tuple(one for one in ORDER[kind] if one not in (Piece.PROPOSALS, Piece.APPENDICES))


def heading(kind: Kind, piece: Piece, *, office: str = "") -> str:
    """What a part is called in a kind; the assessment bears the office's name."""
    if piece is Piece.ASSESSMENT:
        return f"{genitive(office or OFFICE)} bedömning"
    return _HEADINGS[kind][piece]


def genitive(name: str) -> str:
    """A name as the one that something belongs to."""
    return name if name.endswith(("s", "x", "z")) else f"{name}s"


def nothing_particular(kind: Kind, piece: Piece, *, office: str = "") -> str:
    """The sentence for a dimension that there is nothing particular to say of.

    Raises:
        ValueError: the part is no dimension.
    """
    if piece not in DIMENSIONS:
        raise ValueError(f"{piece.value} is no dimension")
    who = office or OFFICE
    if kind is Kind.MEMORANDUM:
        return f"{who} bedömer att förslaget till beslut inte medför ekonomiska konsekvenser."
    return f"{who} har inte funnit några särskilda aspekter på frågan utifrån denna dimension."


def addressed_to(body: Body, committee: str = "") -> str:
    """The line above a body's proposals: "I kommunstyrelsen"."""
    match body:
        case Body.COMMITTEE:
            return f"I {_inside(committee or 'nämnden')}"
        case _:
            return f"I {_inside(BODY_WORDS[body])}"


def called(body: Body, committee: str = "") -> str:
    """Who decides, by name."""
    return committee if body is Body.COMMITTEE and committee else BODY_WORDS[body]


def decider_called(decider: Decider, committee: str = "") -> str:
    """A deciding body by name."""
    return committee if decider is Decider.COMMITTEE and committee else DECIDER_WORDS[decider]


def _inside(name: str) -> str:
    """A name as it stands inside a sentence."""
    return name[:1].lower() + name[1:]

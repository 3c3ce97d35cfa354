"""What people note about the act that no room of the house shows by itself, and the facts that a note stands for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from trygghjulet.obligations.dates import Span
from trygghjulet.obligations.facts import Fact
from trygghjulet.obligations.words import FactKind


class What(StrEnum):
    """What a note is about. The value is stored."""

    EARLIER_PICTURE = "earlier_picture"
    EARLIER_PLAN = "earlier_plan"
    PLAN_FOLLOWED_UP = "plan_followed_up"
    OTHER_PLANNING = "other_planning"
    PICTURE_PLANNING = "picture_planning"
    PLAN_PLANNING = "plan_planning"
    NOT_SUITABLE = "not_suitable"
    COORDINATION = "coordination"
    AGREEMENT_EFFORT = "agreement_effort"
    AGREEMENT_DECLINED = "agreement_declined"
    COUNCIL_EFFORT = "council_effort"
    COUNCIL_DECLINED = "council_declined"
    COUNCIL_MEMBERS = "council_members"
    LEADING_POSITIONS = "leading_positions"
    FUNCTION = "function"
    COORDINATING = "coordinating"
    SUPPORTING = "supporting"
    INFORMING = "informing"
    BOARD = "board"
    OTHER_BOARD = "other_board"
    COUNCIL_REPORT = "council_report"
    CAMERAS = "cameras"
    CAMERA_PURPOSE = "camera_purpose"
    CAMERA_PLACE = "camera_place"


@dataclass(frozen=True)
class Sort:
    """A sort of note: the paragraph that it belongs to, what it is called, and what it has to say.

    `lasts`: it holds for a time, from a first day; else it was done on a day. `needs` are the fields that it cannot be
    without beside the day.
    """

    paragraph: str
    title: str
    lasts: bool = False
    needs: tuple[str, ...] = ("text",)


SORTS: Final[dict[What, Sort]] = {
    What.EARLIER_PICTURE: Sort("4 §", "En lägesbild för hela kommunen antogs, utanför Trygghjulet"),
    What.EARLIER_PLAN: Sort(
        "5 §", "En åtgärdsplan som bygger på lägesbilden beslutades, utanför Trygghjulet"
    ),
    What.PLAN_FOLLOWED_UP: Sort("6 §", "Åtgärdsplanen följdes upp"),
    What.OTHER_PLANNING: Sort(
        "7 §", "Lägesbilden och planen hänger ihop med annan lagstadgad planering", lasts=True
    ),
    What.PICTURE_PLANNING: Sort(
        "7 §", "Bara lägesbilden hänger ihop med annan lagstadgad analys", lasts=True
    ),
    What.PLAN_PLANNING: Sort(
        "7 §", "Bara åtgärdsplanen hänger ihop med annan lagstadgad planering", lasts=True
    ),
    What.NOT_SUITABLE: Sort("7 §", "Kommunen har bedömt att det inte är lämpligt", lasts=True),
    What.COORDINATION: Sort("8 §", "Så är samordningen ordnad", lasts=True),
    What.AGREEMENT_EFFORT: Sort("9 §", "Kommunen verkade för en överenskommelse"),
    What.AGREEMENT_DECLINED: Sort("9 §", "En aktör tackade nej till en överenskommelse"),
    What.COUNCIL_EFFORT: Sort("10 §", "Kommunen verkade för ett strategiskt råd"),
    What.COUNCIL_DECLINED: Sort("10 §", "En aktör tackade nej till det strategiska rådet"),
    What.COUNCIL_MEMBERS: Sort("10 §", "Kommunen och andra aktörer ingår i rådet", lasts=True),
    What.LEADING_POSITIONS: Sort("10 §", "Kommunen verkade för representanter med ledande befattningar"),
    What.FUNCTION: Sort(
        "11 §", "Den här funktionen är samordningsfunktionen", lasts=True, needs=("function",)
    ),
    What.COORDINATING: Sort("12 §", "Samordningsfunktionen samordnade kommunens arbete"),
    What.SUPPORTING: Sort("12 §", "Samordningsfunktionen stödde kommunens arbete"),
    What.INFORMING: Sort("12 §", "Information om arbetet spreds till invånare och andra berörda"),
    What.BOARD: Sort("13 §", "Kommunstyrelsen leder arbetet", lasts=True, needs=()),
    What.OTHER_BOARD: Sort(
        "13 §",
        "En nämnd som kommunfullmäktige har valt leder arbetet",
        lasts=True,
        needs=("text", "reference"),
    ),
    What.COUNCIL_REPORT: Sort("13 §", "En rapport om arbetet lämnades till kommunfullmäktige"),
    What.CAMERAS: Sort("14 §", "Kommunen kamerabevakar med stöd av 14 §", lasts=True, needs=()),
    What.CAMERA_PURPOSE: Sort("14 §", "Avsteg: bevakning i annat syfte", lasts=True),
    What.CAMERA_PLACE: Sort("14 §", "Avsteg: bevakning där allmänheten inte har tillträde", lasts=True),
}
NEEDED: Final[dict[str, str]] = {
    "text": "Skriv vad det är.",
    "reference": "Ange fullmäktiges beslut: diarienummer eller länk.",
    "function": "Välj vilken funktion det är.",
}


def sorts_of(paragraph: str) -> dict[What, Sort]:
    """The sorts of note that a paragraph takes."""
    return {what: sort for what, sort in SORTS.items() if sort.paragraph == paragraph}


def fault(what: What, *, text: str, reference: str, has_function: bool) -> tuple[str, str] | None:
    """What a note lacks: the field and what to do; None where it lacks nothing."""
    given = {"text": bool(text), "reference": bool(reference), "function": has_function}
    lacking = next((name for name in SORTS[what].needs if not given[name]), None)
    return (lacking, NEEDED[lacking]) if lacking else None


@dataclass(frozen=True)
class Noted:
    """A note as the rules read it: a first day, and a last where it holds for a time and has ended."""

    id: str
    what: What
    first: date
    last: date | None = None
    text: str = ""
    reference: str = ""

    @property
    def said(self) -> str:
        """The note in words."""
        said = self.text.strip() or SORTS[self.what].title
        return f"{said.rstrip('.')} ({self.reference})" if self.reference else said


#: The facts that a note stands for: kind, what, and the rest.
_FACTS: Final[dict[What, tuple[dict[str, Any], ...]]] = {
    What.EARLIER_PICTURE: (
        {
            "kind": FactKind.DOCUMENT,
            "what": "lagesbild",
            "having": {"contents": ("kartlaggning", "annan-information", "analys")},
        },
    ),
    What.EARLIER_PLAN: (
        {"kind": FactKind.DOCUMENT, "what": "atgardsplan", "having": {"grounds": "lagesbild"}},
    ),
    What.PLAN_FOLLOWED_UP: ({"kind": FactKind.FOLLOWUP, "what": "atgardsplan"},),
    What.OTHER_PLANNING: (
        {
            "kind": FactKind.ARRANGEMENT,
            "what": "annan-planering",
            "having": {"about": ("lagesbild", "atgardsplan")},
        },
    ),
    What.PICTURE_PLANNING: (
        {"kind": FactKind.ARRANGEMENT, "what": "annan-planering", "having": {"about": "lagesbild"}},
    ),
    What.PLAN_PLANNING: (
        {"kind": FactKind.ARRANGEMENT, "what": "annan-planering", "having": {"about": "atgardsplan"}},
    ),
    What.NOT_SUITABLE: ({"kind": FactKind.CIRCUMSTANCE, "what": "integrering-olamplig"},),
    What.COORDINATION: ({"kind": FactKind.ARRANGEMENT, "what": "samordning"},),
    What.AGREEMENT_EFFORT: ({"kind": FactKind.ACTIVITY, "what": "overenskommelse"},),
    What.AGREEMENT_DECLINED: (
        {"kind": FactKind.ACTIVITY, "what": "overenskommelse", "having": {"declined": True}},
    ),
    What.COUNCIL_EFFORT: ({"kind": FactKind.ACTIVITY, "what": "strategiskt-rad"},),
    What.COUNCIL_DECLINED: (
        {"kind": FactKind.ACTIVITY, "what": "strategiskt-rad", "having": {"declined": True}},
    ),
    What.COUNCIL_MEMBERS: (
        {
            "kind": FactKind.APPOINTMENT,
            "what": "kommunen",
            "forum": "strategiska-radet",
            "party": "kommunen",
        },
        {"kind": FactKind.APPOINTMENT, "what": "relevanta-aktorer", "forum": "strategiska-radet"},
    ),
    What.LEADING_POSITIONS: ({"kind": FactKind.ACTIVITY, "what": "ledande-befattningar"},),
    # Which function it is; who holds it, and so from when it is there, is the functions' own to tell.
    What.FUNCTION: (),
    What.COORDINATING: ({"kind": FactKind.ACTIVITY, "what": "samordning-lagens-arbete"},),
    What.SUPPORTING: ({"kind": FactKind.ACTIVITY, "what": "stod-lagens-arbete"},),
    What.INFORMING: (
        {"kind": FactKind.ACTIVITY, "what": "information", "to": ("invanarna", "andra-berorda")},
    ),
    What.BOARD: (
        {
            "kind": FactKind.ARRANGEMENT,
            "what": "ledning",
            "by": ("kommunstyrelsen",),
            "having": {"name": "Kommunstyrelsen"},
        },
    ),
    What.OTHER_BOARD: ({"kind": FactKind.ARRANGEMENT, "what": "ledning", "by": ("vald-namnd",)},),
    What.COUNCIL_REPORT: ({"kind": FactKind.REPORT, "to": ("kommunfullmaktige",)},),
    What.CAMERAS: ({"kind": FactKind.CIRCUMSTANCE, "what": "kamerabevakning"},),
    What.CAMERA_PURPOSE: (
        {"kind": FactKind.ACTIVITY, "what": "kamerabevakning-avsteg", "having": {"about": "syfte"}},
    ),
    What.CAMERA_PLACE: (
        {"kind": FactKind.ACTIVITY, "what": "kamerabevakning-avsteg", "having": {"about": "plats"}},
    ),
}


def facts_of(note: Noted) -> Iterator[Fact]:
    """The facts that a note stands for."""
    lasts = SORTS[note.what].lasts
    on = (
        None
        if lasts and note.what not in (What.CAMERA_PURPOSE, What.CAMERA_PLACE)
        else Span(note.first, note.first)
    )
    for number, given in enumerate(_FACTS[note.what]):
        having = dict(given.get("having", {}))
        if note.what is What.OTHER_BOARD:
            having["name"] = note.text.strip()
        yield Fact(
            id=f"{note.id}-{number}" if number else note.id,
            on=on,
            first=note.first if lasts else None,
            last=note.last if lasts else None,
            source=note.said,
            **{**given, "having": having},
        )

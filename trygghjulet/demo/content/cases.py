"""The cases of Solvik: the agreement that applies, decided, and the picture of 2026, which Saga is still writing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from trygghjulet.demo.content.agreement import AGREEMENT, STEERING_GROUP

OFFICE: Final = "Kommunledningskontoret"


@dataclass(frozen=True)
class Decision:
    """What a body came to."""

    decider: Literal["board"]
    on: date
    paragraph: str
    text: str = ""


@dataclass(frozen=True)
class Case:
    """A case: what it is, what Saga wrote where the draft left room, and how far it has come."""

    kind: Literal["statement", "memorandum"]
    subject: Literal["picture", "agreement"]
    body: Literal["board"]
    started_on: date
    registry_number: str
    signers: str
    written: Mapping[str, str]
    forum: str = ""
    drawn_up_on: date | None = None
    sent_on: date | None = None
    decisions: tuple[Decision, ...] = field(default=())


CASES: Final = (
    Case(
        kind="memorandum",
        subject="agreement",
        body="board",
        started_on=date(2023, 10, 30),
        registry_number=AGREEMENT.registry_number,
        signers="Kommundirektör, trygghetschef",
        written={
            "summary": "Överenskommelsen ersätter den som går ut vid årsskiftet och pekar ut de problem som kommunen "
            "och polisen ska arbeta med.",
            "economic": "Kostnaderna ryms i kommunstyrelsens och socialnämndens budget för 2024.",
            "assessment": "Kommunledningskontoret bedömer att överenskommelsen bör antas och undertecknas.",
        },
        drawn_up_on=date(2023, 11, 6),
        sent_on=date(2023, 11, 8),
        decisions=(Decision("board", AGREEMENT.decided_on, "§ 214"),),
    ),
    Case(
        kind="statement",
        subject="picture",
        body="board",
        started_on=date(2026, 11, 12),
        registry_number="KS 2026:188",
        signers="Kommundirektör, trygghetschef",
        forum=STEERING_GROUP,
        written={
            "summary": "Kommunstyrelsen behöver känna till att hälften av åtgärderna görs delvis eller har ändrats.",
            "economic": "Åtgärderna ryms i budgeten för 2026. Förslaget till beslut medför inga nya kostnader.",
        },
    ),
)

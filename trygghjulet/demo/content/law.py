"""What Solvik has noted about the act that the rest of its work does not show. Some of it is still lacking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True)
class Note:
    """A note: what, since when, and in which words. `function` is a title, where the note names one."""

    what: str
    first: date
    text: str = ""
    registry_number: str = ""
    function: str = ""


NOTES: Final = (
    Note(
        "plan_planning",
        date(2026, 4, 13),
        "Översiktsplanen, som har ett kapitel om trygga platser",
        "KS 2026:81",
    ),
    Note(
        "agreement_declined",
        date(2024, 9, 18),
        "Regionen bjöds in att gå med i överenskommelsen och tackade nej",
        "KS 2024:176",
    ),
    Note(
        "council_members",
        date(2024, 1, 15),
        "Kommunstyrelsens presidium, kommundirektören, lokalpolisområdeschefen och fastighetsägarna",
    ),
    Note(
        "leading_positions",
        date(2025, 11, 3),
        "Kommunen bad polisen och fastighetsägarna att sända sina chefer",
    ),
    Note("function", date(2024, 1, 1), function="Brottsförebyggande samordnare"),
    Note("supporting", date(2026, 5, 6), "Utbildning i orsaksanalys för tre förvaltningar"),
    Note("board", date(2023, 7, 1)),
)

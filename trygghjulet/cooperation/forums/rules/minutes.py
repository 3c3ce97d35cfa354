"""How minutes go from being written to approved, and what is said when they can't."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class MinutesState(StrEnum):
    """Where minutes stand; the same as the table's own."""

    WRITING = "writing"
    FOR_APPROVAL = "for_approval"
    APPROVED = "approved"


#: Why an act needs minutes in another state, by the state they are in.
NOT_SENT: Final = {
    MinutesState.WRITING: "Protokollet är inte skickat för justering. Skicka det först.",
    MinutesState.APPROVED: "Protokollet är redan justerat av alla.",
}
NOT_WRITABLE: Final = {
    MinutesState.FOR_APPROVAL: "Protokollet är skickat för justering. Öppna det igen för att ändra.",
    MinutesState.APPROVED: "Protokollet är justerat och kan inte ändras. Skriv en rättelse i stället.",
}
CHANGED_SINCE: Final = (
    "Något på mötet har ändrats sedan protokollet skickades för justering. "
    "Öppna det igen och skicka det på nytt, så att alla justerar samma innehåll."
)
READ_ANEW: Final = "Protokollet har ändrats sedan du öppnade sidan. Läs det igen och justera sedan."

#: The kinds of messages about minutes: title, and when one comes.
KINDS: Final = {
    "minutes_to_approve": ("Protokoll att justera", "När du ska justera ett protokoll."),
    "minutes_change_wanted": ("Ändring i protokoll", "När en justerare vill ha något ändrat."),
}


def called(*, formal: bool) -> str:
    """What the minutes are called: minutes where the forum keeps them formally, else notes."""
    return "Protokoll" if formal else "Minnesanteckningar"


def standing(state: MinutesState, *, approved: int, approvers: int, wanted: int) -> str:
    """How minutes stand, in words.

    Args:
        state: where they are.
        approved: how many have approved.
        approvers: how many are to.
        wanted: how many want something changed.
    """
    match state:
        case MinutesState.WRITING:
            return "Skrivs"
        case MinutesState.APPROVED:
            return "Justerat"
        case _:
            said = f"Väntar på justering: {approved} av {approvers} har justerat"
            return f"{said}, {wanted} vill ha en ändring" if wanted else said

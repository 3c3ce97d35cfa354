"""What can become of a matter that came in for an opinion, and whether its answer is due soon or late."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trygghjulet.documents import numbers

#: So many days before the last day an answer that has not gone out is told of as due soon.
SOON_DAYS = 14


class MatterState(StrEnum):
    """Where a matter stands. The value is what an address says."""

    RECEIVED = "inkommen"
    PREPARING = "beredning"
    GIVEN = "yttrande"
    DECLINED = "avstatt"
    SETTLED = "utfall"


#: What a matter in a state can become. An opinion that was entered wrongly is opened again, with the reason.
MOVES: Mapping[MatterState, frozenset[MatterState]] = {
    MatterState.RECEIVED: frozenset({MatterState.PREPARING, MatterState.GIVEN, MatterState.DECLINED}),
    MatterState.PREPARING: frozenset({MatterState.GIVEN, MatterState.DECLINED}),
    MatterState.GIVEN: frozenset({MatterState.SETTLED, MatterState.PREPARING}),
    MatterState.DECLINED: frozenset({MatterState.SETTLED, MatterState.PREPARING}),
    MatterState.SETTLED: frozenset({MatterState.SETTLED}),
}
#: What is written on while it is open.
OPEN = frozenset({MatterState.RECEIVED, MatterState.PREPARING})

#: Why a matter in a state can't be moved as somebody tried, in words for them.
_STANDS: Mapping[MatterState, str] = {
    MatterState.RECEIVED: "Något yttrande är inte avgivet än.",
    MatterState.PREPARING: "Något yttrande är inte avgivet än.",
    MatterState.GIVEN: "Yttrandet är redan avgivet. Öppna ärendet igen om det blev fel.",
    MatterState.DECLINED: "Det är redan infört att forumet avstod. Öppna ärendet igen om det blev fel.",
    MatterState.SETTLED: "Utfallet är infört, så ärendet är avslutat.",
}


class Urgency(StrEnum):
    """How near the last day is. The value is what an address says."""

    NONE = "utan-dag"
    AHEAD = "i-tid"
    SOON = "snart"
    LATE = "sen"
    ANSWERED = "besvarad"
    ANSWERED_LATE = "besvarad-sent"


@dataclass(frozen=True)
class Due:
    """How the answer stands against its last day, with the reason in a sentence."""

    urgency: Urgency
    reason: str


def may_become(now: MatterState, then: MatterState) -> bool:
    """Is the move one of those that the table allows?"""
    return then in MOVES[now]


def obstacle(now: MatterState, then: MatterState) -> str:
    """Why a matter can't be moved; empty where it can."""
    return "" if may_become(now, then) else _STANDS[now]


def due(state: MatterState, *, answer_by: date | None, answered_on: date | None, on: date) -> Due:
    """How a matter's answer stands a day.

    Args:
        state: where the matter stands.
        answer_by: the last day to answer; None where none was given.
        answered_on: the day that the opinion was sent, or that the forum said it would give none.
        on: the day.
    """
    if answered_on is not None and state not in OPEN:
        if answer_by is not None and answered_on > answer_by:
            late = _days((answered_on - answer_by).days)
            return Due(
                Urgency.ANSWERED_LATE,
                f"Besvarades {numbers.day(answered_on)}, {late} efter sista dagen {numbers.day(answer_by)}.",
            )
        return Due(Urgency.ANSWERED, f"Besvarades {numbers.day(answered_on)}.")
    unsent = " Yttrandet är beslutat men inte skickat." if state not in OPEN else ""
    if answer_by is None:
        return Due(Urgency.NONE, f"Ingen sista dag är angiven.{unsent}")
    left = (answer_by - on).days
    if left < 0:
        return Due(Urgency.LATE, f"Skulle ha besvarats senast {numbers.day(answer_by)}.{unsent}")
    if left <= SOON_DAYS:
        word = "i dag" if left == 0 else f"om {_days(left)}"
        return Due(Urgency.SOON, f"Ska besvaras senast {numbers.day(answer_by)}, {word}.{unsent}")
    return Due(Urgency.AHEAD, f"Ska besvaras senast {numbers.day(answer_by)}.{unsent}")


def not_ours(*, about_individual: bool, operational: bool, strategic: bool, forum: str = "") -> str:
    """Why a matter may not be taken up at all; empty where it may.

    Args:
        about_individual: it is about a certain person.
        operational: it is about how something is carried out, not about direction.
        strategic: the forum that would handle it works on the strategic level.
        forum: what that one is called.
    """
    if about_individual:
        return (
            "Ett ärende som gäller en enskild person förs inte in här och behandlas inte av ett råd. "
            "Lämna det till den myndighet som handlägger det."
        )
    if operational and strategic:
        return (
            f"{forum or 'Ett strategiskt råd'} behandlar inte operativa frågor. Välj ett annat forum, "
            "eller låt den som ansvarar för verksamheten svara."
        )
    return ""


def _days(amount: int) -> str:
    return f"{amount} {'dag' if amount == 1 else 'dagar'}"

"""The life of an agreement: which step may follow which, and how it stands a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from trygghjulet.documents import numbers


class StepKind(StrEnum):
    """A step in the life of an agreement."""

    DRAFT = "draft"
    UNDER_DECISION = "under_decision"
    DECIDED = "decided"
    SIGNED = "signed"
    IN_FORCE = "in_force"
    RENEGOTIATED = "renegotiated"
    TERMINATED = "terminated"
    ENDED = "ended"


#: What may follow a step. An agreement that nobody has entered a step of was made before it came here.
MOVES: Mapping[StepKind | None, frozenset[StepKind]] = {
    None: frozenset(StepKind) - {StepKind.RENEGOTIATED, StepKind.TERMINATED},
    StepKind.DRAFT: frozenset({StepKind.UNDER_DECISION, StepKind.DECIDED, StepKind.SIGNED, StepKind.ENDED}),
    # Back to the draft: the body sent it back.
    StepKind.UNDER_DECISION: frozenset({StepKind.DRAFT, StepKind.DECIDED, StepKind.SIGNED, StepKind.ENDED}),
    StepKind.DECIDED: frozenset(
        {StepKind.SIGNED, StepKind.IN_FORCE, StepKind.RENEGOTIATED, StepKind.TERMINATED, StepKind.ENDED}
    ),
    # One party may sign before the other has decided.
    StepKind.SIGNED: frozenset(
        {StepKind.DECIDED, StepKind.IN_FORCE, StepKind.RENEGOTIATED, StepKind.TERMINATED, StepKind.ENDED}
    ),
    StepKind.IN_FORCE: frozenset({StepKind.RENEGOTIATED, StepKind.TERMINATED, StepKind.ENDED}),
    StepKind.RENEGOTIATED: frozenset(
        {
            StepKind.UNDER_DECISION,
            StepKind.DECIDED,
            StepKind.SIGNED,
            StepKind.IN_FORCE,
            StepKind.TERMINATED,
            StepKind.ENDED,
        }
    ),
    StepKind.TERMINATED: frozenset({StepKind.RENEGOTIATED, StepKind.ENDED}),
    StepKind.ENDED: frozenset(),
}
#: Steps that make something binding of a draft.
BINDING = frozenset({StepKind.DECIDED, StepKind.SIGNED, StepKind.IN_FORCE})
#: Steps that can only be told of once they have been taken.
PAST_ONLY = frozenset(StepKind) - {StepKind.IN_FORCE, StepKind.ENDED}


@dataclass(frozen=True)
class Taken:
    """A step that was taken; the day is None where it is not known."""

    kind: StepKind
    on: date | None = None


def state_of(steps: Sequence[Taken]) -> StepKind | None:
    """Where the life has come: the last row. None where no step has been entered."""
    return steps[-1].kind if steps else None


def next_steps(now: StepKind | None, *, renegotiated_by: str = "") -> frozenset[StepKind]:
    """What may follow; a renegotiated agreement that is to be signed anew is not in force before it is."""
    moves = MOVES[now]
    if now is StepKind.RENEGOTIATED and renegotiated_by == "signed_anew":
        return moves - {StepKind.IN_FORCE}
    return moves


def validity(
    valid_from: date | None,
    valid_until: date | None,
    *,
    until_further_notice: bool = False,
    ends_on: date | None = None,
    has_ended: bool = False,
) -> str:
    """Which days an agreement is valid, in words; "tills vidare" is said of none that has ended.

    Args:
        valid_from, valid_until: the validity; None where it is not known or has no end.
        until_further_notice: the agreement says so itself.
        ends_on: the first day on which it no longer applies, where notice or an end has settled one.
        has_ended: it has ended, though the day may not be known.
    """
    ends = [valid_until] if valid_until else []
    if ends_on is not None:
        ends.append(ends_on - timedelta(days=1))
    last = min(ends, default=None)
    if last is not None:
        known = valid_from is not None and valid_from <= last
        return numbers.days(valid_from, last) if known and valid_from else f"till och med {numbers.day(last)}"
    begun = f"från {numbers.day(valid_from)}" if valid_from else ""
    if has_ended:
        return f"{begun}, har upphört" if begun else "har upphört, okänt när"
    if not begun:
        return "Okänt"
    return f"{begun} tills vidare" if until_further_notice else begun


@dataclass(frozen=True)
class Standing:
    """How an agreement stands, in a word or two and the tone of its badge."""

    words: str
    tone: str


#: How an agreement stands while its life has come so far, whatever its dates say.
UNSETTLED = {
    StepKind.DRAFT: Standing("Utkast", "neutral"),
    StepKind.UNDER_DECISION: Standing("Under beslut", "info"),
    StepKind.RENEGOTIATED: Standing("Omförhandlas", "info"),
}


def standing(
    steps: Sequence[Taken],
    *,
    valid_from: date | None,
    valid_until: date | None,
    ends_on: date | None,
    on: date,
) -> Standing:
    """How an agreement stands a day, from its steps and its validity.

    Args:
        steps: in the order in which they were taken.
        valid_from, valid_until: the validity; None where it is not known or has no end.
        ends_on: the first day on which it no longer applies, where notice or an end has settled one.
        on: the day.
    """
    state = state_of(steps)
    if (ends_on is not None and ends_on <= on) or (state is StepKind.ENDED and ends_on is None):
        return Standing("Har upphört", "neutral")
    if state in UNSETTLED:
        return UNSETTLED[state]
    if valid_until is not None and valid_until < on:
        return Standing("Har löpt ut", "warning")
    if state is StepKind.TERMINATED and ends_on is None:
        return Standing("Uppsagd, slutdagen är inte avgjord", "warning")
    if ends_on is not None:
        said = "Uppsagd, upphör" if state is StepKind.TERMINATED else "Gäller, upphör"
        return Standing(f"{said} {numbers.day(ends_on)}", "warning")
    return _by_beginning(state, valid_from, on)


def _by_beginning(state: StepKind | None, valid_from: date | None, on: date) -> Standing:
    if valid_from is not None and valid_from > on:
        return Standing(f"Gäller från {numbers.day(valid_from)}", "info")
    if valid_from is None and state is not StepKind.IN_FORCE:
        done = {StepKind.DECIDED: "Beslutad, okänt", StepKind.SIGNED: "Undertecknad, okänt"}
        return Standing(
            f"{done[state]} från när den gäller" if state in done else "Okänt om den gäller", "info"
        )
    return Standing("Gäller", "good")

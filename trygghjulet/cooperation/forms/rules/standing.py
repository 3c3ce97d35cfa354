"""Where a cooperation form stands, worked out from the decisions about it, with the reason in a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trygghjulet.documents import numbers

LEADING_GROUP = "den stadsövergripande ledningsgruppen"


class DecisionKind(StrEnum):
    """What a decision does to a form."""

    SET_UP = "set_up"
    REVISED = "revised"
    ENDED = "ended"


class StandingKind(StrEnum):
    """Where a form stands a certain day."""

    UNDECIDED = "undecided"
    COMING = "coming"
    IN_FORCE = "in_force"
    RUN_OUT = "run_out"
    ENDED = "ended"


#: What the decisions are called in a sentence about who made them.
DONE = {
    DecisionKind.SET_UP: "att inrätta formen",
    DecisionKind.REVISED: "att revidera formen",
    DecisionKind.ENDED: "att avsluta formen",
}


@dataclass(frozen=True)
class Decision:
    """A decision about a form. `leading`: by the city-wide leading group, which alone decides on forms."""

    kind: DecisionKind
    on: date
    body: str
    leading: bool


@dataclass(frozen=True)
class Standing:
    """Where a form stands, why, and what in the decisions departs from how they should be made."""

    kind: StandingKind
    reason: str
    revised_on: date | None = None
    deviations: tuple[str, ...] = ()


def standing(
    decisions: Iterable[Decision], *, on: date, since: date | None = None, until: date | None = None
) -> Standing:
    """Where a form stands a day.

    Args:
        decisions: all that are known; later ones than the day do not count.
        on: the day asked about.
        since, until: the form's own first and last day, where they are given.
    """
    # Sorting keeps the order of decisions made the same day.
    known = sorted((d for d in decisions if d.on <= on), key=lambda d: d.on)
    turns = [d for d in known if d.kind is not DecisionKind.REVISED]
    last = turns[-1] if turns else None
    begun = last.on if last else None
    revised = [d.on for d in known if d.kind is DecisionKind.REVISED and begun is not None and d.on >= begun]
    kind, reason = _where(last, on=on, since=since, until=until)
    return Standing(
        kind,
        reason,
        revised[-1] if revised and kind is not StandingKind.ENDED else None,
        tuple(_deviations(known)),
    )


def _where(
    last: Decision | None, *, on: date, since: date | None, until: date | None
) -> tuple[StandingKind, str]:
    if last is None:
        pending = "Inget beslut om att inrätta formen är infört."
        if since is not None and since <= on:
            pending += f" Den anges ändå gälla från {numbers.day(since)}."
        return StandingKind.UNDECIDED, pending
    day, body = numbers.day(last.on), last.body or "okänt forum"
    if last.kind is DecisionKind.ENDED:
        return StandingKind.ENDED, f"Avslutad genom beslut {day} av {body}."
    made = f"Inrättad genom beslut {day} av {body}"
    if since is not None and since > on:
        return StandingKind.COMING, f"{made}. Börjar gälla {numbers.day(since)}."
    if until is not None and until < on:
        return (
            StandingKind.RUN_OUT,
            f"{made}. Tiden gick ut {numbers.day(until)}, och inget beslut om att avsluta formen är infört.",
        )
    return StandingKind.IN_FORCE, f"{made}, och inte avslutad."


def _deviations(known: Iterable[Decision]) -> Iterable[str]:
    set_up = False
    for decision in known:
        day, what = numbers.day(decision.on), DONE[decision.kind]
        if not decision.leading:
            yield (
                f"Beslutet {day} {what} togs av {decision.body or 'okänt forum'}. Sådana beslut tas i {LEADING_GROUP}."
            )
        if decision.kind is DecisionKind.SET_UP:
            set_up = True
        elif not set_up:
            yield f"Beslutet {day} {what} gäller en form som då inte var inrättad enligt det som är infört."
        else:
            set_up = decision.kind is not DecisionKind.ENDED

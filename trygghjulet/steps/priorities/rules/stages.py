"""How far a round's choice has come: each for itself, then side by side, then decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class Stage(StrEnum):
    """How far the choice has come."""

    COLLECTING = "collecting"
    OWN = "own"
    TOGETHER = "together"
    DECIDED = "decided"


WORDS: Final[dict[Stage, str]] = {
    Stage.COLLECTING: "Problem sätts upp",
    Stage.OWN: "Var och en för sig",
    Stage.TOGETHER: "Sida vid sida",
    Stage.DECIDED: "Beslutat",
}
#: What is done in each, in a sentence.
SENTENCES: Final[dict[Stage, str]] = {
    Stage.COLLECTING: "Alla sätter upp problem att välja bland, med skäl.",
    Stage.OWN: "Varje part poängsätter för sig och ser inte vad de andra svarar.",
    Stage.TOGETHER: "Svaren läggs sida vid sida. Ni talar om skillnaderna, enas och väljer.",
    Stage.DECIDED: "Forumet har beslutat. Ändringar kräver skäl och ett nytt beslut.",
}


@dataclass(frozen=True)
class Facts:
    """What the stage follows from.

    Attributes:
        handed_in: for each party that scores, whether it has handed in.
        show_on: the day when the sheets are shown even if somebody has not handed in.
    """

    opened: bool = False
    handed_in: Sequence[bool] = ()
    show_on: date | None = None
    decided: bool = False


def stage_of(facts: Facts, *, today: date) -> Stage:
    """Where the choice stands a day."""
    if facts.decided:
        return Stage.DECIDED
    if not facts.opened:
        return Stage.COLLECTING
    passed = facts.show_on is not None and facts.show_on <= today
    return Stage.TOGETHER if passed or all(facts.handed_in) else Stage.OWN

"""How far a week's measure has come, and which way it may go from there."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class State(StrEnum):
    """How far a measure has come."""

    PLANNED = "planned"
    DOING = "doing"
    DONE = "done"
    STOPPED = "stopped"


WORDS: Final = {
    State.PLANNED: "Planerad",
    State.DOING: "Pågår",
    State.DONE: "Klar",
    State.STOPPED: "Avbruten",
}
TONES: Final = {
    State.PLANNED: "neutral",
    State.DOING: "info",
    State.DONE: "good",
    State.STOPPED: "warning",
}
#: What a button that leads there says.
VERBS: Final = {
    State.PLANNED: "Ta upp igen",
    State.DOING: "Börjad",
    State.DONE: "Klar",
    State.STOPPED: "Avbryt",
}
MOVES: Final[dict[State, tuple[State, ...]]] = {
    State.PLANNED: (State.DOING, State.DONE, State.STOPPED),
    State.DOING: (State.DONE, State.STOPPED),
    State.DONE: (State.PLANNED,),
    State.STOPPED: (State.PLANNED,),
}
#: States that are not the end.
OPEN: Final = frozenset({State.PLANNED, State.DOING})


def refusal(now: State, to: State) -> str:
    """Why a measure may not go from one state to another; nothing when it may."""
    if to in MOVES[now]:
        return ""
    ways = " eller ".join(WORDS[state].lower() for state in MOVES[now])
    return f"Insatsen är {WORDS[now].lower()} och kan inte bli {WORDS[to].lower()} nu. Härifrån kan den bli {ways}."
